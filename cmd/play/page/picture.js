// The picture of a graph: Go's SVG, and a field over the value of each input.
import { newField } from "./field.js"

// newPicture returns the functions of the picture in a box. It calls change with
// the key and the new value of an input, and resized when the room has changed.
export function newPicture(box, change, resized) {
	const sheet = box.firstElementChild
	const fields = new Map() // by the keys of the inputs
	let room // for the picture, in pixels
	let answer // that is shown
	let svg // its elements that change later

	// width returns how wide Go may draw. On a narrow screen the picture is shown
	// at 4/5.
	function width() {
		room ||= box.clientWidth - 10
		return (room < 520 ? room / 0.8 : room) - 44
	}

	// show shows an answer. Where only numbers differ, the picture stays. Fields
	// stay, so that the focus stays.
	function show(next) {
		answer = next
		if (answer.svg) replace()
		else svg.labels.forEach((text, i) => { if (text.textContent !== answer.labels[i]) text.textContent = answer.labels[i] })
		for (const field of fields.values()) field.fill()
		step()
	}

	function replace() {
		sheet.querySelector("div")?.remove()
		sheet.insertAdjacentHTML("afterbegin", answer.svg)
		const e = sheet.firstElementChild
		e.setAttribute("aria-describedby", "graph-sentence")
		const { x: left, y: top, width: wide } = e.firstElementChild.viewBox.baseVal
		const labels = [...e.querySelectorAll("text.forward, text.backward")]
		svg = {
			scale: Math.max(0.72, Math.min(1, room / wide)),
			frames: [...e.querySelectorAll("[data-frame]")].map(e => ({ e, frame: Number(e.getAttribute("data-frame")) })),
			marks: new Map([...e.querySelectorAll("[data-input]")].map(text => [text.dataset.input, text])),
			labels,
			shapes: [...e.querySelectorAll("[data-shape]")],
			backward: Number(labels.at(-1).dataset.frame), // where the result's derivative begins the pass
		}
		sheet.style.width = wide * svg.scale + "px"
		sheet.style.fontSize = 16 * svg.scale + "px"
		for (const row of e.children) row.style.height = row.viewBox.baseVal.height * svg.scale + "px"
		for (const [key, field] of fields) {
			if (answer.inputs.some(i => i.key === key)) continue
			fields.delete(key)
			field.remove()
		}
		for (const { key, name } of answer.inputs) {
			if (!fields.has(key)) fields.set(key, sheet.appendChild(add(key)))
			const field = fields.get(key), mark = svg.marks.get(name)
			field.ariaLabel = name
			field.style.left = (mark.getAttribute("x") - left) * svg.scale + "px"
			field.style.top = (mark.getAttribute("y") - top) * svg.scale + "px"
		}
	}

	function add(key) {
		const field = newField(() => {
			const input = answer.inputs.find(i => i.key === key)
			return input && { value: input.value, label: svg.marks.get(input.name).textContent, scale: svg.scale }
		}, value => change(key, value))
		field.dataset.key = key
		return field
	}

	// step shows the numbers that are computed by now, and the shape at work.
	function step() {
		for (const { e, frame } of svg.frames) {
			e.classList.toggle("unseen", frame >= answer.step)
			e.classList.toggle("fresh", frame === answer.step - 1)
		}
		for (const e of svg.shapes) {
			e.classList.toggle("at-work", Number(e.dataset.shape) === answer.shape)
			e.classList.toggle("back-pass", answer.step > svg.backward)
		}
	}

	new ResizeObserver(() => {
		const now = box.clientWidth - 10
		if (now <= 0 || now === room) return // 0 where the picture is hidden
		room = now
		resized()
	}).observe(box)
	return { show, width }
}
