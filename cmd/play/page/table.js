// The table of a graph's inputs and result, with all digits of their values and
// derivatives.

// newTable returns the function that shows an answer in the table. It calls nudge
// with the key of an input and the change that the user wants.
export function newTable(table, nudge) {
	const body = table.tBodies[0]
	let keys // of the rows

	return answer => {
		const rows = [...answer.inputs, { ...answer.result, derivative: answer.dout }]
		const now = rows.map(r => r.key).join(" ")
		if (keys !== now) {
			keys = now
			body.replaceChildren(...rows.map(row))
		}
		rows.forEach((r, n) => {
			const [name, numbers, buttons] = body.rows[n].cells
			write(name, r.name)
			write(numbers.firstChild, r.value)
			write(numbers.lastChild, r.derivative)
			for (const b of buttons.children) b.setAttribute("aria-label", `${r.name} ${b.textContent}`)
		})
	}

	// row returns a row for an input, or for the result, which has no key.
	function row({ key }) {
		const tr = document.createElement("tr")
		tr.className = key ? "" : "result"
		tr.insertCell()
		const numbers = tr.insertCell(), buttons = tr.insertCell()
		for (const className of ["forward", "backward"]) {
			numbers.append(Object.assign(document.createElement("span"), { className }))
		}
		for (const by of key ? [1, 0.01] : []) {
			buttons.append(Object.assign(document.createElement("button"),
				{ className: "small", textContent: "+" + by, onclick: () => nudge(key, by) }), " ")
		}
		return tr
	}

	function write(e, text) {
		if (e.textContent !== String(text)) e.textContent = text
	}
}
