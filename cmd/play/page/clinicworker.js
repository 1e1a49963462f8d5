// The thread of the clinic. It has a program of its own, and the first images of
// the data set, which the patients are trained with.
import "./wasm_exec.js"
import { download } from "./download.js"
import { call, start } from "./go.js"
import { speak } from "./words.js"

const names = ["train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"]

async function begin() {
	const [, ...files] = await Promise.all([start(undefined, "clinic.wasm"), ...names.map(name => download("data/first-" + name))])
	names.forEach((name, i) => call("file", { name, bytes: files[i] }))
	call("data")
}

onmessage = async ({ data: { id, name, request, korean } }) => {
	speak(korean)
	try {
		postMessage({ id, ok: name === "start" ? await begin() : call(name, request) })
	} catch (error) {
		postMessage({ id, error: error.message })
	}
}
