// The thread of the clinic. It has a program of its own, and the first images of
// the data set, which the patients are trained with.
import "./wasm_exec.js"
import { call, start } from "./go.js"

const names = ["train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"]

async function begin() {
	const [, ...files] = await Promise.all([start(undefined, "clinic.wasm"), ...names.map(fetchFile)])
	names.forEach((name, i) => call("file", { name, bytes: files[i] }))
	call("data")
}

async function fetchFile(name) {
	const response = await fetch("data/first-" + name)
	if (!response.ok) throw new Error(`data/first-${name}: ${response.status}`)
	return new Uint8Array(await response.arrayBuffer())
}

onmessage = async ({ data: { id, name, request } }) => {
	try {
		postMessage({ id, ok: name === "start" ? await begin() : call(name, request) })
	} catch (error) {
		postMessage({ id, error: error.message })
	}
}
