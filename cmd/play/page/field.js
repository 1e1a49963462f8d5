// A field over an input's value in the picture. The user types, presses the
// up and down arrows, or drags sideways.

// short writes at most ten digits: 0.1 + 0.2 is 0.3.
const short = value => String(Number(Number(value).toPrecision(10)))

// newField returns an element with the function fill. The function read returns
// the input's {value, label, scale}, or nothing where the graph lacks it; change
// takes a new value.
export function newField(read, change) {
	const field = document.createElement("input")
	let typed = false // the user is typing, and the text stays as it is
	field.inputMode = "decimal"
	field.autocomplete = "off"

	// fill shows all digits where the focus is, else the label of the picture.
	field.fill = () => {
		const input = read()
		if (!input) return
		if (!typed) field.value = document.activeElement === field ? short(input.value) : input.label.replace("−", "-")
		field.style.width = Math.max(3, field.value.length + 1) * 9.4 * input.scale + "px"
	}

	function take(value) {
		field.setAttribute("aria-invalid", !Number.isFinite(value))
		if (Number.isFinite(value)) change(value)
	}

	// move changes the last digit that is written: 100 by 1, 1.1 by 0.1, and
	// 2e-7 by 1e-7.
	function move(by) {
		typed = false
		const now = Number(short(read().value))
		const [, decimals = "", power = 0] = String(now).match(/^-?\d*\.?(\d*)(?:e(.*))?$/)
		const digits = Math.min(100, Math.max(0, decimals.length - power))
		take(Number((now + by / 10 ** digits).toFixed(digits)))
	}

	field.onfocus = field.fill
	field.onblur = () => {
		typed = false
		field.setAttribute("aria-invalid", false)
		field.fill()
	}
	field.oninput = () => {
		typed = true
		field.fill()
		take(field.value.trim() === "" ? NaN : Number(field.value))
	}
	field.onkeydown = event => {
		const by = { ArrowUp: 1, ArrowDown: -1 }[event.key]
		if (event.key === "Enter") field.select()
		if (!by) return
		event.preventDefault()
		move(by)
	}
	let from // where the drag began, and how far it has moved the value
	field.onpointerdown = event => {
		from = { x: event.clientX, moved: 0 }
		field.setPointerCapture(event.pointerId)
	}
	field.onpointermove = event => {
		if (!from) return
		const moved = Math.trunc((event.clientX - from.x) / 6)
		if (moved === from.moved) return
		move(moved - from.moved)
		from.moved = moved
	}
	field.onpointerup = field.onpointercancel = () => { from = undefined }
	return field
}
