// Draw a digit: ink goes to Go, which answers with what the network sees.
import { trainer } from "./back.js"
import { download } from "./download.js"
import { call } from "./go.js"
import { korean, say } from "./words.js"

const $ = id => document.getElementById("draw-" + id)
const maxFile = 50e6 // bytes of a picture

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
		$("erase").value = erased()
		for (const radio of document.getElementsByName("draw-network")) radio.checked = radio.value === network()
		if (state.draw === "seven" && !drawn) await example()
		else await look()
	}

	const erased = () => Math.trunc(Number(state.erase)) || 0

	const network = () => state.with === "trained" ? "trained" : "built"

	async function ready() {
		if (network() === "built") {
			builtIn ??= download("model.bin").then(bytes => call("network", { name: "built", bytes }))
			try {
				await builtIn
			} catch (error) {
				builtIn = undefined // the next look tries again
				throw error
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
			answer(call("look", { name: network(), number: erased(), korean }))
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
		a.probabilities.forEach((p, digit) => {
			const [name, bar, number] = rows[digit].cells
			name.textContent = digit
			bar.firstChild.firstChild.style.width = p * 100 + "%"
			number.textContent = p
			rows[digit].classList.toggle("best", digit === a.digit)
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

	// take gives Go a picture or ink, and reports whether it is a digit. Where it
	// is none, ink stands on the paper and has no answer. A picture does not stand
	// there, and the last answer stays.
	function take(name, request) {
		try {
			call(name, request)
			drawn = true
		} catch (error) {
			if (name === "ink") forget()
			$("fault").textContent = error.message
			return false
		}
		if (state.erase) set({ erase: "" }) // a new digit is whole
		else look()
		return true
	}

	function read() {
		const { data, width } = ink.getImageData(0, 0, paper.width, paper.height)
		take("ink", { korean, number: width, bytes: new Uint8Array(data.buffer) })
	}

	async function file(blob) {
		let bytes
		try {
			if (blob.size > maxFile) throw new Error(say("The picture has more than 50 MB.", "그림이 50 MB를 넘는다."))
			bytes = new Uint8Array(await blob.arrayBuffer())
		} catch (error) { // of a folder, too
			$("fault").textContent = error.message
			return
		}
		if (!take("image", { korean, bytes })) return
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
		try {
			await file(new Blob([await download("seven.png")]))
		} catch (error) {
			$("fault").textContent = error.message
		}
	}

	const at = event => {
		const box = paper.getBoundingClientRect()
		return [(event.clientX - box.left) / box.width * paper.width, (event.clientY - box.top) / box.height * paper.height]
	}
	let drawing = false
	paper.onpointerdown = event => {
		if (!event.isPrimary || event.button !== 0) return // a second finger, another button
		drawing = true
		paper.setPointerCapture(event.pointerId)
		ink.beginPath()
		ink.moveTo(...at(event))
		ink.lineTo(...at(event))
		ink.stroke()
	}
	paper.onpointermove = event => {
		if (!drawing || !event.isPrimary) return
		for (const e of event.getCoalescedEvents?.() ?? [event]) ink.lineTo(...at(e))
		ink.lineTo(...at(event))
		ink.stroke()
	}
	paper.onpointerup = paper.onpointercancel = event => {
		if (!drawing || !event.isPrimary) return
		drawing = false
		read()
	}
	const section = paper.closest("section")
	addEventListener("drop", event => {
		if (!section.hidden && event.dataTransfer.files[0]) file(event.dataTransfer.files[0])
	})
	$("file").onchange = () => {
		if ($("file").files[0]) file($("file").files[0])
		$("file").value = "" // the same file may be chosen again
	}
	$("example").onclick = example
	$("wipe").onclick = () => {
		wipe()
		forget()
		set({ draw: "", erase: "" })
	}

	// forget clears the answer.
	function forget() {
		drawn = false
		$("text").textContent = ""
		for (const id of ["sees", "spoke"]) $(id).getContext("2d").clearRect(0, 0, 28, 28)
		for (const row of $("bars").rows) {
			row.cells[1].firstChild.firstChild.style.width = 0
			row.cells[2].textContent = ""
			row.classList.remove("best")
		}
		$("erase").disabled = true
	}

	$("erase").oninput = () => set({ erase: $("erase").value === "0" ? "" : $("erase").value })
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
