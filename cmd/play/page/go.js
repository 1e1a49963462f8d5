// The chapter's Go program, as functions.
import { download } from "./download.js"
import { say } from "./words.js"

let module

// start starts a program in this thread: one that another thread has compiled,
// or a file.
export async function start(compiled, file = "play.wasm") {
	if (typeof WebAssembly !== "object") {
		throw new Error(say("This browser lacks WebAssembly, which runs the chapter's program. A newer browser has it.",
			"이 브라우저에는 프로그램을 실행할 WebAssembly가 없다. 최신 브라우저를 사용해야 한다."))
	}
	module = compiled ?? await compile(await download(file), file)
	const go = new globalThis.Go()
	// Each picture leaves garbage, and few collections are fast. A worker holds much data.
	if (!compiled) go.env = { GOGC: "400" }
	const ready = new Promise(resolve => { globalThis.chapter5Ready = resolve })
	go.run(await WebAssembly.instantiate(module, go.importObject))
	await ready
}

async function compile(program, file) {
	try { // not compileStreaming: a server may send another type
		return await WebAssembly.compile(program)
	} catch (error) {
		throw new Error(say(`${file} is damaged: ${error.message}.`, `${file} 파일이 손상되었다(${error.message}).`))
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
