// Predict first: questions, answered by the layers. What was right stays in
// the browser.
import { call } from "./go.js"
import { korean, say } from "./words.js"

const $ = id => document.getElementById("cards-" + id)

export function begin(set) {
	let state, list
	const right = () => new Set(JSON.parse(localStorage.getItem("cards") ?? "[]"))

	function show(next) {
		const round = Number(next.round) || 0
		const asked = `${korean} ${round}`
		state = next
		if (show.asked !== asked) {
			show.asked = asked
			list = call("cards", { korean, round })
			$("list").replaceChildren(...list.map(card))
		}
		count()
		const wanted = document.getElementById("card-" + state.cards)
		if (wanted && show.wanted !== state.cards) wanted.scrollIntoView({ block: "center" })
		show.wanted = state.cards
	}

	function card({ key, section, text }) {
		const form = document.createElement("form")
		form.className = "card"
		form.id = "card-" + key
		form.innerHTML = `<label><span class="number"></span><span class="text"></span></label>
			<p class="row"><input inputmode="decimal" autocomplete="off" size="12"> <button></button></p>
			<p class="verdict" role="status"></p>`
		form.querySelector(".number").textContent = section
		form.querySelector(".text").textContent = text
		const field = form.querySelector("input")
		field.id = "answer-" + key
		form.querySelector("label").htmlFor = field.id
		form.querySelector("button").textContent = say("Check", "확인")
		form.onsubmit = event => {
			event.preventDefault()
			const verdict = call("answer", { korean, round: Number(state.round) || 0, key, answer: field.value })
			form.querySelector(".verdict").textContent = verdict.text
			form.classList.toggle("right", verdict.right)
			form.classList.toggle("wrong", !verdict.right)
			if (verdict.right) localStorage.setItem("cards", JSON.stringify([...right().add(key)]))
			count()
			if (!verdict.right) field.select()
		}
		return form
	}

	function count() {
		const done = list.filter(c => right().has(c.key)).length
		$("count").textContent = say(`${done} of ${list.length} were right once.`, `${list.length}개 중 ${done}개를 맞혔다.`)
		for (const c of list) document.getElementById("card-" + c.key).classList.toggle("done", right().has(c.key))
	}

	$("again").onclick = () => set({ round: (Number(state.round) || 0) + 1 })
	return { show }
}
