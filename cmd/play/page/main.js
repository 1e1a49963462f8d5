// The shell: the address holds the state, and each part shows it.
//
// State flows one way. A part calls set with what has changed, the address
// takes it, and the part's show draws what the address says.
import { start } from "./go.js"
import { korean, say, speak } from "./words.js"

const parts = { graph: "./graph.js", learn: "./learn.js", draw: "./draw.js", clinic: "./clinic.js", cards: "./cards.js" }
const shown = {} // the parts that are loaded
let view, state // which part, and its state

// read takes the address apart: #graph=apple&step=3 is the part graph.
function read() {
	const all = new URLSearchParams(location.hash.slice(1))
	view = [...all.keys()].find(key => key in parts) ?? "graph"
	state = Object.fromEntries(all)
}

// address returns the address of a state. An empty value is left out.
function address() {
	const all = new URLSearchParams()
	all.set(view, state[view] ?? "")
	for (const [key, value] of Object.entries(state)) {
		if (key !== view && value !== "" && value !== undefined) all.set(key, value)
	}
	return "#" + all.toString().replace(/%3A/g, ":").replace(/%2C/g, ",").replace(/=(?=&|$)/, "")
}

// set changes the state. A part gives the keys that change.
function set(changes) {
	Object.assign(state, changes)
	history.replaceState(null, "", address())
	shown[view].show(state)
}

async function show() {
	read()
	const inKorean = (state.lang ?? localStorage.getItem("lang") ?? navigator.language).startsWith("ko")
	speak(inKorean)
	const language = document.getElementById("language")
	language.textContent = korean ? "English" : "한국어"
	language.lang = korean ? "en" : "ko"
	for (const section of document.querySelectorAll("main > section")) section.hidden = section.id !== view
	for (const a of document.querySelectorAll("header nav a")) {
		if (a.dataset.view === view) a.setAttribute("aria-current", "page")
		else a.removeAttribute("aria-current")
	}
	document.title = document.querySelector(`#${view} h1`).textContent + " · backprop"
	const now = view
	shown[now] ??= (await import(parts[now])).begin(set)
	if (now === view) shown[now].show(state)
}

function fail(error) {
	const fault = document.getElementById("fault")
	fault.textContent = error.message
	fault.hidden = false
	document.getElementById("loading").hidden = true
}

document.getElementById("language").onclick = () => {
	localStorage.setItem("lang", korean ? "en" : "ko")
	delete state.lang
	history.replaceState(null, "", address())
	show()
}

read()
speak((state.lang ?? localStorage.getItem("lang") ?? navigator.language).startsWith("ko"))
try {
	await start()
	document.getElementById("loading").hidden = true
	addEventListener("hashchange", () => show().catch(fail))
	await show()
	document.documentElement.dataset.ready = "true"
} catch (error) {
	fail(error)
}
