// The graph that you can touch.
import { call } from "./go.js"
import { korean, say } from "./words.js"

const $ = id => document.getElementById("graph-" + id)
const still = matchMedia("(prefers-reduced-motion: reduce)")

export function begin(set) {
	let answer // the last one without a problem
	let state, timer
	let room // of the picture, in pixels
	let picture // the elements of it that change
	const inputs = new Map() // the fields in the picture, by key

	// values are the inputs in the address: apple:101,tax:1.2
	const values = () => Object.assign(Object.create(null), Object.fromEntries((state.in ?? "").split(",").filter(Boolean)
		.map(pair => pair.split(":")).map(([key, v]) => [key, Number(v)])))

	const request = () => ({
		graph: state.graph || "apple",
		source: state.f ?? "",
		values: values(),
		dout: state.dout === undefined || state.dout === "" ? null : Number(state.dout),
		mistakes: (state.break ?? "").split(",").filter(key => /^[012]$/.test(key)).map(Number),
		step: Number(state.step || 0),
		width: (room < 520 ? room / 0.8 : room) - 44, // on a narrow screen the picture is shown at 4/5
		korean,
	})

	function change(key, value) {
		const all = values()
		all[key] = value
		$("nudged").textContent = ""
		set({ in: Object.entries(all).map(pair => pair.join(":")).join(",") })
	}

	function show(next) {
		state = next
		room ||= $("picture").clientWidth - 10
		if (show.korean !== korean) menu()
		show.korean = korean
		const a = call("graph", request())
		$("menu").value = a.graph
		$("own").hidden = a.graph !== "own"
		if (a.graph === "own" && document.activeElement !== $("source")) $("source").value = a.source
		tell(a.problem)
		if (a.problem && answer?.graph !== a.graph) answer = undefined
		if (!a.problem) answer = a
		for (const e of [$("picture"), $("table"), $("steps"), $("dout")]) e.inert = Boolean(a.problem)
		for (const e of [$("picture"), $("table"), $("steps"), $("sentence")]) e.hidden = !answer
		if (a.problem) return
		draw()
		table()
		if (document.activeElement !== $("dout")) $("dout").value = answer.dout
		for (const box of document.querySelectorAll("#graph-mistakes input")) {
			box.checked = request().mistakes.includes(Number(box.value))
		}
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
	// stay, so that the focus stays. Where only numbers differ, the picture
	// stays, too.
	function draw() {
		const box = $("picture").firstElementChild ?? $("picture").appendChild(document.createElement("div"))
		if (answer.svg) {
			box.querySelector("svg")?.remove()
			box.insertAdjacentHTML("afterbegin", answer.svg)
			place(box)
		} else {
			picture.labels.forEach((text, i) => write(text, answer.labels[i]))
		}
		for (const i of answer.inputs) {
			const field = inputs.get(i.key)
			field.setAttribute("aria-label", i.name)
			if (field.dataset.typed !== "true") fill(field, i)
		}
	}

	// fill shows the value of an input in its field: all digits where the focus
	// is, else those that the picture has room for.
	function fill(field, input) {
		field.value = document.activeElement === field ? short(input.value)
			: picture.marks.get(input.name).textContent.replace("−", "-")
		field.style.width = Math.max(3, field.value.length + 1) * 9.4 * picture.scale + "px"
	}

	// place collects the elements of a new picture that change later, and moves
	// the fields to their places.
	function place(box) {
		const svg = box.firstElementChild
		const [left, top, wide, high] = svg.getAttribute("viewBox").split(" ").map(Number)
		const scale = Math.max(0.72, Math.min(1, room / wide))
		const frames = [...svg.querySelectorAll("[data-frame]")].map(g => ({ g, frame: Number(g.dataset.frame) }))
		picture = {
			scale, frames,
			marks: new Map([...svg.querySelectorAll("[data-input]")].map(text => [text.dataset.input, text])),
			labels: [...svg.querySelectorAll("text.forward, text.backward")],
			shapes: [...svg.querySelectorAll("[data-shape]")],
			backward: Math.min(...frames.filter(f => f.g.querySelector(".backward")).map(f => f.frame)),
		}
		box.style.width = wide * scale + "px"
		for (const [key, field] of inputs) {
			if (answer.inputs.some(i => i.key === key)) continue
			inputs.delete(key)
			field.remove()
		}
		for (const i of answer.inputs) {
			if (!inputs.has(i.key)) inputs.set(i.key, box.appendChild(newField(i.key)))
			const field = inputs.get(i.key), mark = picture.marks.get(i.name)
			field.style.left = (mark.getAttribute("x") - left) / wide * 100 + "%"
			field.style.top = (mark.getAttribute("y") - top) / high * 100 + "%"
			field.style.fontSize = 16 * scale + "px"
		}
	}

	function write(e, text) {
		if (e.textContent !== text) e.textContent = text
	}

	const short = value => String(Number(Number(value).toPrecision(10)))

	function newField(key) {
		const field = document.createElement("input")
		field.inputMode = "decimal"
		field.autocomplete = "off"
		field.dataset.key = key
		const input = () => answer?.inputs.find(i => i.key === key)
		const take = value => {
			field.setAttribute("aria-invalid", !Number.isFinite(value))
			if (Number.isFinite(value)) change(key, value)
		}
		field.oninput = () => {
			field.dataset.typed = "true"
			take(field.value.trim() === "" ? NaN : Number(field.value))
		}
		field.onfocus = () => fill(field, input())
		field.onblur = () => {
			field.dataset.typed = "false"
			field.setAttribute("aria-invalid", false)
			if (input()) fill(field, input())
		}
		field.onkeydown = event => {
			const way = { ArrowUp: 1, ArrowDown: -1 }[event.key]
			if (event.key === "Enter") field.select()
			if (!way) return
			event.preventDefault()
			field.dataset.typed = "false"
			move(way)
		}
		// move changes the last digit that is written: 100 by 1, 1.1 by 0.1, and
		// 2e-7 by 1e-7.
		const move = by => {
			const now = Number(short(input().value))
			const [, decimals = "", power = 0] = String(now).match(/^-?\d*\.?(\d*)(?:e(.*))?$/)
			const digits = Math.min(100, Math.max(0, decimals.length - power))
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
			write(cells[0], i.name)
			numbers(cells[1], i.value, i.derivative)
			for (const b of cells[2].children) b.setAttribute("aria-label", `${i.name} ${b.textContent}`)
		})
		const cells = body.rows[answer.inputs.length].cells
		write(cells[0], answer.result.name)
		numbers(cells[1], answer.result.value, answer.dout)
	}

	function numbers(cell, value, derivative) {
		write(cell.firstChild, value)
		write(cell.lastChild, derivative)
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

	// frame shows a step: the numbers that are computed by then, and the shape at
	// work.
	function frame() {
		const { step, steps, shape } = answer
		for (const { g, frame } of picture.frames) {
			g.classList.toggle("unseen", frame >= step)
			g.classList.toggle("fresh", frame === step - 1)
		}
		for (const g of picture.shapes) {
			g.classList.toggle("at-work", Number(g.dataset.shape) === shape)
			g.classList.toggle("back-pass", step > picture.backward)
		}
		write($("sentence"), answer.says)
		write($("count"), `${step} / ${steps}`)
		$("play").textContent = timer ? say("Pause", "멈춤") : say("Play", "재생")
		$("first").disabled = $("back").disabled = step === 1
		$("next").disabled = $("last").disabled = step === steps
	}

	function go(to) {
		if (!answer) return
		to = Math.max(1, Math.min(answer.steps, to))
		const focus = document.activeElement
		set({ step: to === answer.steps ? "" : to })
		if (focus?.disabled) $("play").focus() // a disabled button loses it
	}

	function stop() {
		clearInterval(timer)
		timer = undefined
		if (answer) frame()
	}

	function play() {
		if (timer) return stop()
		timer = setInterval(() => {
			if ($("picture").closest("section").hidden || !answer) return stop()
			go(answer.step + 1)
			if (answer.step === answer.steps) stop()
		}, still.matches ? 2000 : 1300)
		go(answer.step === answer.steps ? 1 : answer.step)
	}

	$("menu").onchange = () => {
		stop()
		$("nudged").textContent = ""
		set({ graph: $("menu").value, f: "", in: "", dout: "", step: "" })
		if (state.graph === "own") $("source").focus()
	}
	$("source").oninput = () => set({ f: $("source").value, step: "" })
	$("dout").oninput = () => {
		if (Number.isFinite(Number($("dout").value)) && $("dout").value.trim() !== "") set({ dout: $("dout").value.trim() })
	}
	$("mistakes").onchange = () => set({
		break: [...document.querySelectorAll("#graph-mistakes input:checked")].map(box => box.value).join(","),
	})
	$("first").onclick = () => go(1)
	$("back").onclick = () => go(answer.step - 1)
	$("play").onclick = play
	$("next").onclick = () => go(answer.step + 1)
	$("last").onclick = () => go(answer.steps)
	addEventListener("keydown", event => {
		if ($("picture").closest("section").hidden || event.altKey || event.ctrlKey || event.metaKey) return
		if (event.target.matches("input:not([type=checkbox]), textarea, select")) return
		const to = answer && { ArrowLeft: answer.step - 1, ArrowRight: answer.step + 1, Home: 1, End: answer.steps }[event.key]
		if (to === undefined) return
		event.preventDefault()
		stop()
		go(to)
	})
	new ResizeObserver(() => {
		const now = $("picture").clientWidth - 10
		if (now <= 0 || now === room) return // 0 where the picture is hidden
		room = now
		show(state)
	}).observe($("picture"))
	return { show }
}
