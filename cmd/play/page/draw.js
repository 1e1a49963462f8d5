// Draw a digit: ink goes to Go, which answers with what the network sees.
import { trainer } from "./back.js"
import { call } from "./go.js"
import { korean, say } from "./words.js"

const $ = id => document.getElementById("draw-" + id)

export function begin(set) {
	let state = {}
	let drawn = false // there is a digit to look at
	let builtIn // the promise of the network that is built in
	const paper = $("paper")
	const ink = paper.getContext("2d", { willReadFrequently: true })
	wipe()

	function wipe() {
		ink.fillStyle = "#fff"
		ink.fillRect(0, 0, paper.width, paper.height)
		ink.lineWidth = 20
		ink.lineCap = ink.lineJoin = "round"
		ink.strokeStyle = "#000"
	}

	async function show(next) {
		state = next
		$("erase").value = state.erase || 0
		for (const radio of document.getElementsByName("draw-network")) radio.checked = radio.value === (state.with || "built")
		if (state.draw === "seven" && !drawn) await example()
		else await look()
	}

	const network = () => state.with === "trained" ? "trained" : "built"

	async function ready() {
		if (network() === "built") {
			builtIn ??= fetch("model.bin").then(async response => {
				if (!response.ok) throw new Error(response.status)
				call("network", { name: "built", bytes: new Uint8Array(await response.arrayBuffer()) })
			})
			try {
				await builtIn
			} catch (error) {
				builtIn = undefined
				throw new Error(say(`The download of model.bin broke: ${error.message}. Try again.`, `model.bin을 내려받지 못했다(${error.message}). 다시 시도해야 한다.`))
			}
		} else {
			let file
			try {
				file = await trainer.ask("trained", { request: {} })
			} catch {
				throw new Error(say("There is no trained network yet. Train one under Learning.", "학습한 신경망이 아직 없다. ‘학습’에서 먼저 학습시켜야 한다."))
			}
			call("network", { name: "trained", bytes: file })
		}
	}

	async function look() {
		$("fault").textContent = ""
		if (!drawn) return
		try {
			await ready()
			answer(call("look", { name: network(), number: Number(state.erase || 0), korean }))
		} catch (error) {
			$("fault").textContent = error.message
		}
	}

	function answer(a) {
		$("erase").max = a.speaking
		$("erase").disabled = false
		$("erased").textContent = a.erased
		$("text").textContent = a.text
		const rows = $("bars").rows
		a.after.forEach((p, digit) => {
			const [name, bar, number] = rows[digit].cells
			name.textContent = digit
			bar.firstChild.firstChild.style.width = p * 100 + "%"
			number.textContent = p
			rows[digit].classList.toggle("best", digit === a.afterDigit)
		})
		pixels($("sees"), a.pixels)
		pixels($("spoke"), a.pixels, a.evidence)
	}

	// pixels paints 28×28 pixels: ink, and over it what speaks for the digit
	// (blue) and against it (orange).
	function pixels(canvas, all, evidence) {
		const style = getComputedStyle(document.documentElement)
		const colour = name => style.getPropertyValue(name).match(/[0-9a-f]{2}/gi)?.map(c => parseInt(c, 16))
		const up = colour("--forward"), down = colour("--backward")
		const shade = matchMedia("(prefers-color-scheme: dark)").matches ? [230, 237, 243] : [31, 35, 40]
		const paint = canvas.getContext("2d")
		const image = paint.createImageData(28, 28)
		for (let i = 0; i < 784; i++) {
			if (evidence) {
				const v = (evidence[i] - 128) / 127
				image.data.set([...(v > 0 ? up : down), Math.max(Math.abs(v) * 255, 0)], 4 * i)
			} else {
				image.data.set([...shade, all[i]], 4 * i)
			}
		}
		paint.putImageData(image, 0, 0)
	}

	function take(name, request) {
		try {
			call(name, request)
			drawn = true
		} catch (error) {
			drawn = false
			$("fault").textContent = error.message
			return
		}
		if (state.erase) set({ erase: "" }) // a new digit is whole
		else look()
	}

	function read() {
		const { data, width } = ink.getImageData(0, 0, paper.width, paper.height)
		take("ink", { korean, number: width, bytes: new Uint8Array(data.buffer) })
	}

	async function file(blob) {
		take("image", { korean, bytes: new Uint8Array(await blob.arrayBuffer()) })
		if (!drawn) return
		const url = URL.createObjectURL(blob) // shown on the paper, if the browser can
		const picture = new Image()
		picture.onload = () => {
			wipe()
			const scale = Math.min(paper.width / picture.width, paper.height / picture.height)
			ink.drawImage(picture, (paper.width - picture.width * scale) / 2, (paper.height - picture.height * scale) / 2, picture.width * scale, picture.height * scale)
			URL.revokeObjectURL(url)
		}
		picture.onerror = () => URL.revokeObjectURL(url)
		picture.src = url
	}

	async function example() {
		const response = await fetch("seven.png")
		await file(await response.blob())
	}

	const at = event => {
		const box = paper.getBoundingClientRect()
		return [(event.clientX - box.left) / box.width * paper.width, (event.clientY - box.top) / box.height * paper.height]
	}
	let drawing = false
	paper.onpointerdown = event => {
		drawing = true
		paper.setPointerCapture(event.pointerId)
		ink.beginPath()
		ink.moveTo(...at(event))
		ink.lineTo(...at(event))
		ink.stroke()
	}
	paper.onpointermove = event => {
		if (!drawing) return
		for (const e of event.getCoalescedEvents?.() ?? [event]) ink.lineTo(...at(e))
		ink.lineTo(...at(event))
		ink.stroke()
	}
	paper.onpointerup = paper.onpointercancel = () => {
		if (!drawing) return
		drawing = false
		read()
	}
	const section = paper.closest("section")
	section.ondragover = event => event.preventDefault()
	section.ondrop = event => {
		event.preventDefault()
		if (event.dataTransfer.files[0]) file(event.dataTransfer.files[0])
	}
	$("file").onchange = () => $("file").files[0] && file($("file").files[0])
	$("example").onclick = example
	$("wipe").onclick = () => {
		wipe()
		drawn = false
		$("text").textContent = ""
		for (const id of ["sees", "spoke"]) $(id).getContext("2d").clearRect(0, 0, 28, 28)
		for (const row of $("bars").rows) {
			row.cells[1].firstChild.firstChild.style.width = 0
			row.cells[2].textContent = ""
			row.classList.remove("best")
		}
		$("erase").disabled = true
		set({ draw: "", erase: "" })
	}
	$("erase").oninput = () => set({ erase: Number($("erase").value) || "" })
	for (const radio of document.getElementsByName("draw-network")) {
		radio.onchange = () => set({ with: radio.value === "built" ? "" : radio.value })
	}
	for (let digit = 0; digit < 10; digit++) {
		const row = $("bars").insertRow()
		row.insertCell().textContent = digit
		row.insertCell().append(document.createElement("div"))
		row.cells[1].firstChild.append(document.createElement("div"))
		row.insertCell()
	}
	matchMedia("(prefers-color-scheme: dark)").addEventListener("change", look)
	return { show: next => { show(next) } }
}
