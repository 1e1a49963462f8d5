// The chapter's Go program, as functions.
import { say } from "./words.js"

let module

// start starts a program in this thread: one that another thread has compiled,
// or a file.
export async function start(compiled, file = "play.wasm") {
	if (typeof WebAssembly !== "object") {
		throw new Error(say("This browser lacks WebAssembly, which runs the chapter's program. A newer browser has it.",
			"이 브라우저에는 프로그램을 실행할 WebAssembly가 없다. 최신 브라우저를 사용해야 한다."))
	}
	const go = new globalThis.Go()
	module = compiled ?? await compile(file)
	const ready = new Promise(resolve => { globalThis.chapter5Ready = resolve })
	go.run(await WebAssembly.instantiate(module, go.importObject))
	await ready
}

async function compile(file) {
	const broken = reason => new Error(say(`The download of ${file} broke: ${reason}. Load the page again.`,
		`${file}을 내려받지 못했다(${reason}). 페이지를 다시 열어야 한다.`))
	let response
	try {
		response = await fetch(file)
	} catch (error) {
		throw broken(error.message)
	}
	if (!response.ok) throw broken(response.status)
	try { // not compileStreaming: a server may send another type
		return await WebAssembly.compile(await response.arrayBuffer())
	} catch (error) {
		throw broken(error.message)
	}
}

// compiled returns the program for another thread.
export function compiled() { return module }

// call asks the program, and returns its answer or throws its error.
export function call(name, request = {}) {
	const reply = globalThis.chapter5(name, request)
	if (reply.error !== undefined) throw new Error(reply.error)
	return reply.ok
}
