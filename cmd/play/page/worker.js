// The thread that holds the data set and trains. The page posts {id, name, …}
// and gets {id, ok} or {id, error}. While a training runs, the page also gets
// {progress}, or {fault} where it breaks.
import "./wasm_exec.js"
import { download } from "./download.js"
import { call, start } from "./go.js"
import { korean, speak } from "./words.js"

const names = ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"]
const sizes = [9912422, 28881, 1648877, 4542] // where the server does not say
const slice = 100 // milliseconds of training between two messages

let data // the promise of the data set
let left = 0 // iterations to do, Infinity until the page says pause
let turn // which training the loop belongs to
let iteration // of the training

const asks = {
	start: ({ module }) => start(module),
	load,
	begin: async ({ request }) => {
		await load()
		left = 0
		const progress = call("begin", request)
		iteration = progress.iteration
		return progress
	},
	run: ({ most }) => {
		left = most ?? Infinity
		turn = {}
		train(turn)
	},
	pause: () => { left = 0 },
}

onmessage = async ({ data: message }) => {
	const { id, name, request } = message
	speak(message.korean)
	try {
		const ok = asks[name] ? await asks[name](message) : call(name, request)
		postMessage({ id, ok })
	} catch (error) {
		postMessage({ id, error: error.message })
	}
}

// train does some iterations, then lets messages in.
function train(mine) {
	if (turn !== mine || left <= 0) return
	try {
		const began = performance.now()
		const progress = call("run", { korean, most: Math.min(left, 1e9), milliseconds: slice })
		const done = progress.iteration - iteration
		iteration += done
		left -= done
		progress.rate = done / (performance.now() - began) * 1000
		progress.running = left > 0
		postMessage({ progress })
		setTimeout(train, 0, mine)
	} catch (error) {
		postMessage({ fault: error.message })
	}
}

function load() {
	data ??= fetchAll().catch(error => {
		data = undefined // the next try fetches again
		throw error
	})
	return data
}

async function fetchAll() {
	const total = sizes.reduce((a, b) => a + b)
	let done = 0
	for (const base of names) {
		const name = base + ".gz"
		const bytes = await download("data/" + name, length => {
			done += length
			postMessage({ loading: Math.min(1, done / total) })
		})
		call("file", { name, bytes })
	}
	postMessage({ loading: 1 })
	call("data")
}
