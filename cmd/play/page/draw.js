// Draw a digit: ink goes to Go, which answers with what the network sees.
import { trainer } from "./back.js"
import { download } from "./download.js"
import { call } from "./go.js"
import { paper } from "./paper.js"
import { ink, signed } from "./pixels.js"
import { korean, say } from "./words.js"

const $ = id => document.getElementById("draw-" + id)
const maxFile = 50e6 // bytes of a picture

export function begin(set) {
	let state = {}
	let digit = "" // what Go looks at: "seven", "own" or nothing
	let builtIn // the promise of the network that is built in
	const sheet = paper($("paper"), drawn)

	const erased = () => Math.trunc(Number(state.erase)) || 0
	const network = () => state.with === "trained" ? "trained" : "built"

	async function show(next) {
		state = next
		for (const radio of document.getElementsByName("draw-network")) radio.checked = radio.value === network()
		$("fault").textContent = ""
		try {
			if (state.draw === "seven" && digit !== "seven") await example()
			if (state.draw !== "seven" && digit === "seven") wipe()
			if (digit) await look()
		} catch (error) {
			$("fault").textContent = error.message
		}
	}

	async function example() {
		const picture = await download("seven.png")
		if (state.draw !== "seven") return // the user has drawn meanwhile
		call("image", { korean, bytes: picture })
		digit = "seven"
		sheet.lay(new Blob([picture]))
	}

	async function look() {
		await ready()
		answer(call("look", { name: network(), number: erased(), korean }))
	}

	// ready gives Go the network.
	async function ready() {
		if (network() === "built") {
			builtIn ??= download("model.bin").then(bytes => call("network", { name: "built", bytes }))
			try {
				await builtIn
			} catch (error) {
				builtIn = undefined // the next look tries again
				throw error
			}
			return
		}
		let file
		try {
			file = await trainer.ask("trained", { request: {} })
		} catch {
			throw new Error(say("There is no trained network yet. Train one under Learning.", "학습한 신경망이 아직 없다. ‘학습’에서 먼저 학습시켜야 한다."))
		}
		call("network", { name: "trained", bytes: file })
	}

	function answer(a) {
		$("erase").max = a.raising
		$("erase").value = a.erased
		$("erase").disabled = false
		$("erased").textContent = a.erased
		$("text").textContent = a.text
		a.probabilities.forEach((p, i) => bar(i, p, i === a.digit))
		ink($("sees"), a.pixels)
		signed($("spoke"), a.evidence)
	}

	function bar(i, probability, best) {
		const row = $("bars").rows[i]
		row.cells[1].firstChild.firstChild.style.width = probability * 100 + "%"
		row.cells[2].textContent = probability
		row.classList.toggle("best", best)
	}

	// forget clears the answer.
	function forget() {
		digit = ""
		$("text").textContent = ""
		for (const id of ["sees", "spoke"]) $(id).getContext("2d").clearRect(0, 0, 28, 28)
		for (let i = 0; i < 10; i++) bar(i, "", false)
		$("erase").value = 0
		$("erase").disabled = true
		$("erased").textContent = 0
	}

	function wipe() {
		sheet.wipe()
		forget()
	}

	// drawn gives Go the ink. Ink that is no digit stays on the paper and has no
	// answer.
	function drawn() {
		try {
			call("ink", { korean, number: $("paper").width, bytes: sheet.read() })
			digit = "own"
			set({ draw: "", erase: "" })
		} catch (error) {
			forget()
			set({ draw: "", erase: "" })
			$("fault").textContent = error.message
		}
	}

	// dropped gives Go a picture. Where it is no digit, the last answer stays.
	async function dropped(file) {
		try {
			if (file.size > maxFile) throw new Error(say("The picture has more than 50 MB.", "그림이 50 MB를 넘는다."))
			call("image", { korean, bytes: new Uint8Array(await file.arrayBuffer()) }) // which fails for a folder
			digit = "own"
			sheet.lay(file)
			set({ draw: "", erase: "" })
		} catch (error) {
			$("fault").textContent = error.message
		}
	}

	addEventListener("drop", event => {
		const [file] = event.dataTransfer.files
		if (file && !$("paper").closest("section").hidden) dropped(file)
	})
	$("file").onchange = () => {
		if ($("file").files[0]) dropped($("file").files[0])
		$("file").value = "" // the same file may be chosen again
	}
	$("example").onclick = () => set({ draw: "seven", erase: "" })
	$("wipe").onclick = () => {
		wipe()
		set({ draw: "", erase: "" })
	}
	$("erase").oninput = () => set({ erase: $("erase").value === "0" ? "" : $("erase").value })
	for (const radio of document.getElementsByName("draw-network")) {
		radio.onchange = () => set({ with: radio.value === "built" ? "" : radio.value })
	}
	for (let i = 0; i < 10; i++) {
		const row = $("bars").insertRow()
		row.insertCell().textContent = i
		row.insertCell().append(document.createElement("div"))
		row.cells[1].firstChild.append(document.createElement("div"))
		row.insertCell()
	}
	matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => show(state))
	return { show: next => { show(next) } }
}
