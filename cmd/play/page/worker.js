// The thread that holds the data set and trains. The page posts {id, name, …} and gets {id, ok} or {id, error}; while
// a training runs, the page also gets {progress}.
import "./wasm_exec.js"
import { call, start } from "./go.js"
import { speak } from "./words.js"

const names = ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"]
const sizes = [9912422, 28881, 1648877, 4542] // where the server does not say
const slice = 100 // milliseconds of training between two messages

let data // the promise of the data set
let left = 0 // iterations to do, Infinity until the page says pause
let turn // which training the loop belongs to
let korean = false

const asks = {
	start: ({ module }) => start(module),
	load,
	begin: async ({ request }) => {
		await load()
		left = 0
		return call("begin", request)
	},
	run: ({ most }) => {
		left = most ?? Infinity
		turn = {}
		train(turn)
	},
	pause: () => { left = 0 },
	speak: ({ inKorean }) => { korean = inKorean },
}

onmessage = async ({ data: message }) => {
	const { id, name, request } = message
	if (message.korean !== undefined) korean = message.korean
	try {
		const ok = asks[name] ? await asks[name](message) : call(name, request)
		postMessage({ id, ok })
	} catch (error) {
		postMessage({ id, error: error.message })
	}
}

// train does some iterations, then lets messages in.
function train(mine) {
	if (turn !== mine) return
	if (left > 0) {
		const before = call("progress").iteration
		const began = performance.now()
		const progress = call("run", { korean, most: Math.min(left, 1e9), milliseconds: slice })
		progress.rate = (progress.iteration - before) / (performance.now() - began) * 1000
		left -= progress.iteration - before
		progress.running = left > 0
		postMessage({ progress })
		setTimeout(train, 0, mine)
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
	const say = (english, inKorean) => korean ? inKorean : english
	const total = sizes.reduce((a, b) => a + b)
	let done = 0
	for (const [i, base] of names.entries()) {
		const name = base + ".gz"
		const broken = reason => new Error(say(`The download of data/${name} broke: ${reason}. Try again.`,
			`data/${name} 파일을 내려받지 못했다(${reason}). 다시 시도해야 한다.`))
		try {
			const response = await fetch("data/" + name)
			if (!response.ok) throw new Error(response.status)
			const chunks = []
			const reader = response.body.getReader()
			for (let chunk; !(chunk = await reader.read()).done;) {
				chunks.push(chunk.value)
				done += chunk.value.length
				postMessage({ loading: Math.min(1, done / total) })
			}
			call("file", { name, bytes: new Uint8Array(await new Blob(chunks).arrayBuffer()) })
		} catch (error) {
			throw broken(error.message)
		}
	}
	postMessage({ loading: 1 })
	call("data")
}
