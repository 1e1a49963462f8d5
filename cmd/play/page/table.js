// The table of a graph's inputs and result, with all digits of their values and
// derivatives.

// newTable returns the function that shows an answer in the table. It calls nudge
// with the key of an input and the change that the user wants.
export function newTable(table, nudge) {
	const body = table.tBodies[0]
	let names // of the rows, as text

	return answer => {
		const rows = [...answer.inputs, { ...answer.result, derivative: answer.dout }]
		const now = rows.map(r => r.key + " " + r.name).join()
		if (names !== now) {
			names = now
			body.replaceChildren(...rows.map(row))
		}
		rows.forEach((r, n) => {
			const [value, derivative] = body.rows[n].cells[1].children
			value.textContent = r.value
			derivative.textContent = r.derivative
		})
	}

	// row returns a row for an input, or for the result, which has no key.
	function row({ key, name }) {
		const tr = document.createElement("tr")
		tr.className = key ? "" : "result"
		tr.insertCell().textContent = name
		const numbers = tr.insertCell(), buttons = tr.insertCell()
		for (const className of ["forward", "backward"]) {
			numbers.append(Object.assign(document.createElement("span"), { className }))
		}
		for (const by of key ? [1, 0.01] : []) {
			buttons.append(Object.assign(document.createElement("button"),
				{ className: "small", textContent: "+" + by, ariaLabel: `${name} +${by}`, onclick: () => nudge(key, by) }), " ")
		}
		return tr
	}
}
