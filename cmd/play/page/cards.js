// Predict first: questions, answered by the layers. What was right stays in
// the browser.
import { call } from "./go.js"
import { answer, answered } from "./kept.js"
import { korean, say } from "./words.js"

const $ = id => document.getElementById("cards-" + id)

// whole keeps an equation, a vector and a quotient from being cut at a line's end.
const whole = text => text.replace(/\[[^a-z]*\]| = |\//g, part => part.replaceAll(" ", "\u00a0").replace("/", "/\u2060"))

export function begin(set) {
	let state, list
	const round = () => Math.min(1e9, Math.max(0, Math.trunc(Number(state.round)) || 0))

	function show(next) {
		state = next
		const asked = `${korean} ${round()}`
		if (show.asked !== asked) {
			show.asked = asked
			list = call("cards", { korean, round: round() })
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
		form.querySelector(".text").textContent = whole(text)
		const field = form.querySelector("input")
		field.id = "answer-" + key
		form.querySelector("label").htmlFor = field.id
		form.querySelector("button").textContent = say("Check", "확인")
		form.onsubmit = event => {
			event.preventDefault()
			const verdict = call("answer", { korean, round: round(), key, answer: field.value })
			form.querySelector(".verdict").textContent = verdict.text
			form.classList.toggle("right", verdict.right)
			form.classList.toggle("wrong", !verdict.right)
			if (verdict.right) answer("cards", key)
			count()
			if (!verdict.right) field.select()
		}
		return form
	}

	function count() {
		const right = answered("cards")
		const n = list.filter(c => right.has(c.key)).length
		$("count").textContent = say(`Right: ${n} of ${list.length}`, `${list.length}개 중 ${n}개를 맞혔다`)
		for (const c of list) document.getElementById("card-" + c.key).classList.toggle("done", right.has(c.key))
	}

	$("again").onclick = () => set({ round: round() + 1 })
	return { show }
}
