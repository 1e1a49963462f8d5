// The threads behind the page, as functions. A thread starts when it is first
// needed.
import { compiled } from "./go.js"
import { korean, say } from "./words.js"

// A Thread is a worker that answers messages {id, name, …} with {id, ok} or
// {id, error}. What it says by itself goes to the listeners.
class Thread {
	#script
	#first
	#worker
	#next = 0
	#waiting = {} // the requests without an answer, by id
	#listeners = []

	// first returns the first message of the worker.
	constructor(script, first) {
		this.#script = script
		this.#first = first
	}

	listen(listener) { this.#listeners.push(listener) }

	// ask sends a request and returns the promise of its answer.
	async ask(name, message = {}) {
		this.#worker ??= this.#begin()
		await this.#worker.ready
		return this.#send(this.#worker, name, message)
	}

	#send(worker, name, message) {
		const id = this.#next++
		return new Promise((resolve, reject) => {
			this.#waiting[id] = { resolve, reject }
			worker.postMessage({ id, name, korean, ...message })
		})
	}

	#begin() {
		const blocked = reason => new Error(say(`The browser did not start ${this.#script}: ${reason}. The other parts of the page work without it.`,
			`브라우저가 ${this.#script} 파일을 실행하지 못했다(${reason}). 페이지의 다른 부분은 그대로 쓸 수 있다.`))
		let worker
		try {
			worker = new Worker(this.#script, { type: "module" })
		} catch (error) {
			throw blocked(error.message)
		}
		worker.onmessage = ({ data }) => {
			if (data.id === undefined) {
				for (const listener of this.#listeners) listener(data)
				return
			}
			const { resolve, reject } = this.#waiting[data.id]
			delete this.#waiting[data.id]
			if (data.error !== undefined) reject(new Error(data.error))
			else resolve(data.ok)
		}
		worker.onerror = event => {
			event.preventDefault()
			this.#worker = undefined
			for (const id in this.#waiting) this.#waiting[id].reject(blocked(event.message ?? say("it is blocked", "차단되었다")))
			this.#waiting = {}
		}
		worker.ready = this.#send(worker, "start", this.#first())
		worker.ready.catch(() => { this.#worker = undefined }) // the next request tries again
		return worker
	}
}

export const trainer = new Thread("worker.js", () => ({ module: compiled() }))
export const clinic = new Thread("clinicworker.js", () => ({}))
