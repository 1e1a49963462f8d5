// The worker, as functions. It starts when it is first needed.
import { compiled } from "./go.js"
import { korean, say } from "./words.js"

let worker
let next = 0
const waiting = {} // the requests without an answer, by id
const listeners = []

// listen gets what the worker says by itself: {progress} or {loading}.
export function listen(listener) { listeners.push(listener) }

// ask sends a request and returns the promise of its answer.
export async function ask(name, message = {}) {
	worker ??= begin()
	await worker.ready
	return send(worker, name, message)
}

function send(worker, name, message) {
	const id = next++
	return new Promise((resolve, reject) => {
		waiting[id] = { resolve, reject }
		worker.postMessage({ id, name, korean, ...message })
	})
}

function begin() {
	const blocked = reason => new Error(say(`The browser did not start the worker that trains: ${reason}. The graph and the cards work without it.`,
		`학습을 맡은 워커를 시작하지 못했다(${reason}). 그래프와 예상해 보기는 그대로 쓸 수 있다.`))
	let worker
	try {
		worker = new Worker("worker.js", { type: "module" })
	} catch (error) {
		throw blocked(error.message)
	}
	worker.onmessage = ({ data }) => {
		if (data.id === undefined) {
			for (const listener of listeners) listener(data)
			return
		}
		const { resolve, reject } = waiting[data.id]
		delete waiting[data.id]
		if (data.error !== undefined) reject(new Error(data.error))
		else resolve(data.ok)
	}
	worker.onerror = event => {
		for (const id in waiting) {
			waiting[id].reject(blocked(event.message ?? "blocked"))
			delete waiting[id]
		}
	}
	worker.ready = send(worker, "start", { module: compiled() })
	return worker
}
