// The shell: the address holds the state, and each part shows it.
//
// State flows one way. A part calls set with what has changed, the address
// takes it, and the part's show draws what the address says.
import * as cards from "./cards.js"
import * as clinic from "./clinic.js"
import * as draw from "./draw.js"
import { start } from "./go.js"
import * as graph from "./graph.js"
import { load, save } from "./kept.js"
import * as learn from "./learn.js"
import { korean, speak, translate } from "./words.js"

const parts = { graph, learn, draw, clinic, cards }
const shown = {} // the parts that have begun
let view, state // which part, and its state
let language // that the address asked for, or the user
let writing // the timer of the address

// read takes the address apart: #graph=apple&step=3 is the part graph. A plus
// stands for itself, so that #graph=own&f=x+y can be typed.
function read() {
	const all = new URLSearchParams(location.hash.slice(1).replaceAll("+", "%2B"))
	view = [...all.keys()].find(key => Object.hasOwn(parts, key)) ?? "graph"
	state = Object.fromEntries(all)
	language = state.lang ?? language ?? load("lang") ?? navigator.language
	speak(String(language).startsWith("ko"))
	translate()
}

// address returns the address of a state. An empty value is left out.
function address() {
	const all = new URLSearchParams()
	all.set(view, state[view] ?? "")
	for (const [key, value] of Object.entries(state)) {
		if (key !== view && value !== "" && value !== undefined) all.set(key, value)
	}
	return "#" + all.toString().replaceAll("+", "%20").replaceAll("%2B", "+").replaceAll("%3A", ":").replaceAll("%2C", ",").replace(/=(?=&|$)/, "")
}

// set changes the state. A part gives the keys that change. The address follows
// a moment later: browsers refuse a hundred changes in a few seconds.
function set(changes) {
	Object.assign(state, changes)
	clearTimeout(writing)
	writing = setTimeout(write, 200)
	shown[view].show(state)
}

// write writes the address, and lets the part's tab lead back to it.
function write() {
	clearTimeout(writing) // which would undo a click on another tab
	history.replaceState(null, "", address())
	tab(view).href = address().replace(/&lang=[^&]*/, "")
}

const tab = name => document.querySelector(`header nav a[data-view=${name}]`)

function show() {
	document.getElementById("fault").hidden = true
	read()
	write()
	const button = document.getElementById("language")
	button.textContent = korean ? "English" : "한국어"
	button.lang = korean ? "en" : "ko"
	for (const section of document.querySelectorAll("main > section")) section.hidden = section.id !== view
	for (const name in parts) tab(name).removeAttribute("aria-current")
	tab(view).setAttribute("aria-current", "page")
	document.title = document.querySelector(`#${view} h1`).textContent + " · backprop"
	shown[view] ??= parts[view].begin(set)
	shown[view].show(state)
}

function refresh() {
	try {
		show()
	} catch (error) {
		fail(error)
	}
}

function fail(error) {
	const fault = document.getElementById("fault")
	fault.textContent = error.message
	fault.hidden = false
	document.getElementById("loading").hidden = true
}

document.getElementById("language").onclick = () => {
	language = korean ? "en" : "ko"
	save("lang", language)
	delete state.lang
	write()
	refresh()
}

// A tab that is left at once leads back to where it was.
document.querySelector("header nav").addEventListener("click", write, { capture: true })
// A file that misses the page's paper must not replace the page.
for (const name of ["dragover", "drop"]) addEventListener(name, event => event.dataTransfer.types.includes("Files") && event.preventDefault())

try {
	read()
	document.getElementById("loading").hidden = false
	await start()
	document.getElementById("loading").hidden = true
	addEventListener("hashchange", refresh)
	show()
	document.documentElement.dataset.ready = "true"
} catch (error) {
	fail(error)
}
