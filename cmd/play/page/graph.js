// The graph that you can touch.
import { call } from "./go.js"
import { korean, say } from "./words.js"

const $ = id => document.getElementById("graph-" + id)
const still = matchMedia("(prefers-reduced-motion: reduce)")

export function begin(set) {
	let answer, state, at, timer
	const inputs = {} // the fields in the picture, by key

	// values are the inputs in the address: apple:101,tax:1.2
	const values = () => Object.fromEntries((state.in ?? "").split(",").filter(Boolean)
		.map(pair => pair.split(":")).map(([key, v]) => [key, Number(v)]))

	const request = () => ({
		graph: state.graph || "apple",
		source: state.f ?? "",
		values: values(),
		dout: state.dout === undefined || state.dout === "" ? null : Number(state.dout),
		mistakes: (state.break ?? "").split(",").filter(Boolean).map(Number),
		width: width(),
		korean,
	})

	// On a narrow screen the picture is laid out wider, and shown at 4/5.
	const width = () => {
		const room = $("picture").clientWidth - 10
		return (room < 520 ? room / 0.8 : room) - 44
	}

	function change(key, value) {
		const all = values()
		all[key] = value
		set({ in: Object.entries(all).map(pair => pair.join(":")).join(","), ...nudged("") })
	}

	function nudged(text) {
		$("nudged").textContent = text
		return {}
	}

	function show(next) {
		const wasKorean = show.korean
		state = next
		if (wasKorean !== korean || !$("menu").options.length) menu()
		show.korean = korean
		$("menu").value = state.graph || "apple"
		$("own").hidden = state.graph !== "own"
		const last = answer
		const started = performance.now()
		answer = call("graph", request())
		if (state.graph === "own" && document.activeElement !== $("source")) $("source").value = answer.source
		tell(answer.problem)
		if (answer.problem) {
			answer = last ?? answer
			if (answer.problem) return
		} else {
			draw()
			table()
		}
		document.documentElement.dataset.drawn = (performance.now() - started).toFixed(1)
		if (document.activeElement !== $("dout")) $("dout").value = answer.dout
		for (const box of document.querySelectorAll("#graph-mistakes input")) {
			box.checked = request().mistakes.includes(Number(box.value))
		}
		const end = answer.frames.length - 1
		at = state.step === undefined || state.step === "" ? end : Math.max(0, Math.min(end, Number(state.step) - 1 || 0))
		frame()
	}

	function menu() {
		const list = call("graphs", { korean })
		$("menu").replaceChildren(...list.map(g => new Option(`${g.section}  ${g.title}`, g.key)),
			new Option(say("Type your own", "직접 입력"), "own"))
	}

	function tell(problem) {
		const text = problem
			? say(`Line ${problem.line}, letter ${problem.column}: ${problem.text}`, `${problem.line}번째 줄 ${problem.column}번째 글자: ${problem.text}`)
			: ""
		if ($("problem").textContent !== text) $("problem").textContent = text
		$("source").setAttribute("aria-invalid", Boolean(problem))
	}

	// draw shows the picture and puts a field over each input's value. Fields
	// stay, so that the focus stays.
	function draw() {
		const box = $("picture").firstElementChild ?? $("picture").appendChild(document.createElement("div"))
		if (answer.svg) {
			box.querySelector("svg")?.remove()
			box.insertAdjacentHTML("afterbegin", answer.svg)
		} else { // the same picture, with other numbers
			box.querySelectorAll("text.forward, text.backward").forEach((text, i) => {
				if (text.textContent !== answer.labels[i]) text.textContent = answer.labels[i]
			})
		}
		const svg = box.firstElementChild
		svg.setAttribute("aria-label", answer.title)
		const [left, top, wide, high] = svg.getAttribute("viewBox").split(" ").map(Number)
		const scale = Math.max(0.72, Math.min(1, ($("picture").clientWidth - 10) / wide))
		box.style.width = wide * scale + "px"
		for (const key in inputs) {
			if (!answer.inputs.some(i => i.key === key)) {
				inputs[key].remove()
				delete inputs[key]
			}
		}
		for (const i of answer.inputs) {
			const text = [...svg.querySelectorAll("[data-input]")].find(t => t.dataset.input === i.name)
			const field = inputs[i.key] ??= box.appendChild(newField(i.key))
			field.setAttribute("aria-label", i.name)
			if (document.activeElement !== field || field.dataset.typed !== "true") field.value = short(i.value)
			field.style.left = (text.getAttribute("x") - left) / wide * 100 + "%"
			field.style.top = (text.getAttribute("y") - top) / high * 100 + "%"
			field.style.fontSize = 16 * scale + "px"
			field.style.width = Math.max(3, field.value.length + 1) * 9.4 * scale + "px"
		}
	}

	const short = value => String(Number(Number(value).toPrecision(10)))

	function newField(key) {
		const field = document.createElement("input")
		field.inputMode = "decimal"
		field.autocomplete = "off"
		field.dataset.key = key
		const take = value => {
			const ok = Number.isFinite(value) && field.value.trim() !== ""
			field.setAttribute("aria-invalid", !ok)
			if (ok) change(key, value)
		}
		field.oninput = () => {
			field.dataset.typed = "true"
			take(Number(field.value))
		}
		field.onblur = () => {
			field.dataset.typed = "false"
			field.setAttribute("aria-invalid", false)
			field.value = short(answer.inputs.find(i => i.key === key)?.value ?? field.value)
		}
		field.onkeydown = event => {
			const way = { ArrowUp: 1, ArrowDown: -1 }[event.key]
			if (event.key === "Enter") field.select()
			if (!way) return
			event.preventDefault()
			field.dataset.typed = "false"
			move(way)
		}
		// move changes the last digit that is written: 100 by 1, 1.1 by 0.1.
		const move = by => {
			const now = Number(field.value) || 0
			const digits = (String(now).split(".")[1] ?? "").length
			take(Number((now + by / 10 ** digits).toFixed(digits)))
		}
		let from
		field.onpointerdown = event => {
			from = { x: event.clientX, moved: 0 }
			field.setPointerCapture(event.pointerId)
		}
		field.onpointermove = event => {
			if (!from) return
			const moved = Math.trunc((event.clientX - from.x) / 6)
			if (moved !== from.moved) {
				field.dataset.typed = "false"
				move(moved - from.moved)
				from.moved = moved
			}
		}
		field.onpointerup = field.onpointercancel = () => { from = undefined }
		return field
	}

	function table() {
		const body = $("table").tBodies[0]
		const keys = [...answer.inputs.map(i => i.key), "result"].join(" ")
		if (body.dataset.keys !== keys) {
			body.dataset.keys = keys
			body.replaceChildren(...answer.inputs.map(row), resultRow())
		}
		answer.inputs.forEach((i, n) => {
			const cells = body.rows[n].cells
			cells[0].textContent = i.name
			numbers(cells[1], i.value, i.derivative)
			for (const b of cells[2].children) b.setAttribute("aria-label", `${i.name} ${b.textContent}`)
		})
		const cells = body.rows[answer.inputs.length].cells
		cells[0].textContent = answer.result.name
		numbers(cells[1], answer.result.value, answer.dout)
	}

	function numbers(cell, value, derivative) {
		cell.firstChild.textContent = value
		cell.lastChild.textContent = derivative
	}

	// newRow has a name, a value and a derivative, and room for buttons.
	function newRow() {
		const tr = document.createElement("tr")
		tr.insertCell()
		const cell = tr.insertCell()
		for (const kind of ["forward", "backward"]) {
			cell.append(Object.assign(document.createElement("span"), { className: kind }))
		}
		tr.insertCell()
		return tr
	}

	function row(i) {
		const tr = newRow()
		const cell = tr.cells[2]
		for (const by of [1, 0.01]) {
			const button = cell.appendChild(document.createElement("button"))
			button.className = "small"
			button.textContent = "+" + by
			button.onclick = () => {
				const nudge = call("nudge", { ...request(), key: i.key, by })
				change(i.key, nudge.value)
				$("nudged").textContent = nudge.text
			}
			cell.append(" ")
		}
		return tr
	}

	function resultRow() {
		const tr = newRow()
		tr.className = "result"
		return tr
	}

	function frame() {
		const { frames } = answer
		const end = frames.length - 1
		const backward = frames.findIndex(f => /^(Backward begins|역전파의 시작)/.test(f.sentence))
		for (const g of $("picture").querySelectorAll("[data-frame]")) {
			g.classList.toggle("unseen", g.dataset.frame > at)
			g.classList.toggle("fresh", g.dataset.frame == at)
		}
		for (const g of $("picture").querySelectorAll("[data-shape]")) {
			g.classList.toggle("at-work", Number(g.dataset.shape) === frames[at].shape)
			g.classList.toggle("back-pass", at >= backward)
		}
		$("sentence").textContent = frames[at].sentence
		$("count").textContent = `${at + 1} / ${frames.length}`
		$("first").disabled = $("back").disabled = at === 0
		$("next").disabled = $("last").disabled = at === end
	}

	function go(to) {
		const end = answer.frames.length - 1
		to = Math.max(0, Math.min(end, to))
		const focus = document.activeElement
		set({ step: to === end ? "" : to + 1 })
		if (focus?.disabled) $("play").focus() // a disabled button loses it
	}

	function stop() {
		clearInterval(timer)
		timer = undefined
		$("play").textContent = say("Play", "재생")
	}

	function play() {
		if (timer) return stop()
		if (at === answer.frames.length - 1) go(0)
		$("play").textContent = say("Pause", "멈춤")
		timer = setInterval(() => {
			if ($("picture").closest("section").hidden) return stop()
			go(at + 1)
			if (at === answer.frames.length - 1) stop()
		}, still.matches ? 2000 : 1300)
	}

	$("menu").onchange = () => {
		stop()
		set({ graph: $("menu").value, f: "", in: "", dout: "", step: "", ...nudged("") })
		if (state.graph === "own") $("source").focus()
	}
	$("source").oninput = () => set({ f: $("source").value, step: "" })
	$("dout").oninput = () => {
		if (Number.isFinite(Number($("dout").value)) && $("dout").value.trim() !== "") set({ dout: $("dout").value.trim() })
	}
	$("mistakes").onchange = () => set({
		break: [...document.querySelectorAll("#graph-mistakes input:checked")].map(box => box.value).join(","),
	})
	$("first").onclick = () => go(0)
	$("back").onclick = () => go(at - 1)
	$("play").onclick = play
	$("next").onclick = () => go(at + 1)
	$("last").onclick = () => go(answer.frames.length)
	addEventListener("keydown", event => {
		if ($("picture").closest("section").hidden || event.altKey || event.ctrlKey || event.metaKey) return
		if (event.target.matches("input:not([type=checkbox]), textarea, select")) return
		const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: answer.frames.length }[event.key]
		if (to === undefined) return
		event.preventDefault()
		stop()
		go(to)
	})
	let wide = innerWidth
	addEventListener("resize", () => {
		if (innerWidth !== wide && !$("picture").closest("section").hidden) show(state)
		wide = innerWidth
	})
	return { show }
}
