// The graph that you can touch.
import { call } from "./go.js"
import { newPicture } from "./picture.js"
import { newSteps } from "./steps.js"
import { newTable } from "./table.js"
import { korean, say } from "./words.js"

const $ = id => document.getElementById("graph-" + id)
const boxes = () => [...document.querySelectorAll("#graph-mistakes input")]

export function begin(set) {
	let state
	let answer // the last one without a problem
	let language // of the menu
	const picture = newPicture($("picture"), change, () => show(state))
	const table = newTable($("table"), nudge)
	const steps = newSteps(step => set({ step }))

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
		width: picture.width(),
		korean,
	})

	// update changes the state, to which the sentence about a nudge belongs no
	// more.
	function update(changes) {
		$("nudged").textContent = ""
		set(changes)
	}

	function change(key, value) {
		const all = values()
		all[key] = value
		update({ in: Object.entries(all).map(pair => pair.join(":")).join(",") })
	}

	function nudge(key, by) {
		const { value, text } = call("nudge", { ...request(), key, by })
		change(key, value)
		$("nudged").textContent = text
	}

	function show(next) {
		state = next
		if (language !== korean) menu()
		const a = call("graph", request())
		$("menu").value = a.graph
		$("own").hidden = a.graph !== "own"
		if (a.graph === "own" && document.activeElement !== $("source")) $("source").value = a.source
		tell(a.problem)
		if (!a.problem) answer = a
		else if (answer?.graph !== a.graph) answer = undefined
		for (const id of ["picture", "table", "steps", "dout"]) $(id).inert = Boolean(a.problem)
		for (const id of ["picture", "table", "steps", "sentence"]) $(id).hidden = !answer
		if (a.problem) return
		picture.show(a)
		table(a)
		steps.show(a)
		if (document.activeElement !== $("dout")) $("dout").value = a.dout
		for (const box of boxes()) box.checked = request().mistakes.includes(Number(box.value))
	}

	function menu() {
		language = korean
		$("nudged").textContent = ""
		$("menu").replaceChildren(...call("graphs", { korean }).map(g => new Option(`${g.section}  ${g.title}`, g.key)),
			new Option(say("Type your own", "직접 입력"), "own"))
	}

	function tell(problem) {
		const text = problem
			? say(`Line ${problem.line}, column ${problem.column}: ${problem.text}`, `${problem.line}번째 줄 ${problem.column}번째 글자: ${problem.text}`)
			: ""
		if ($("problem").textContent !== text) $("problem").textContent = text
		$("source").setAttribute("aria-invalid", Boolean(problem))
	}

	$("menu").onchange = () => {
		steps.stop()
		update({ graph: $("menu").value, f: "", in: "", dout: "", step: "" })
		if (state.graph === "own") $("source").focus()
	}
	$("source").oninput = () => update({ f: $("source").value, step: "" })
	$("dout").oninput = () => {
		const text = $("dout").value.trim(), wrong = text === "" || !Number.isFinite(Number(text))
		$("dout").setAttribute("aria-invalid", wrong)
		if (!wrong) update({ dout: text })
	}
	$("dout").onblur = () => {
		$("dout").setAttribute("aria-invalid", false)
		if (answer) $("dout").value = answer.dout
	}
	$("mistakes").onchange = () => update({ break: boxes().filter(box => box.checked).map(box => box.value).join(",") })
	return { show }
}
