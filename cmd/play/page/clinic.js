// The clinic: patients with a mistake, which run in the worker.
import { clinic } from "./back.js"
import { answer, answered } from "./kept.js"
import { korean, say } from "./words.js"

const $ = id => document.getElementById("clinic-" + id)

export function begin(set) {
	let state
	let list = []
	let visited // the patient and the language that are shown
	let moved = false // the user has asked for the next patient

	async function show(next) {
		state = next
		if (show.korean !== korean) {
			try {
				wait(say("The clinic opens.", "클리닉을 연다."))
				list = await clinic.ask("patients", { request: { korean } })
				show.korean = korean
				$("list").replaceChildren(...list.map(entry))
			} catch (error) {
				$("fault").textContent = error.message
				return
			} finally {
				wait("")
			}
		}
		count()
		const name = list.some(p => p.key === state.clinic) ? state.clinic : ""
		for (const a of $("list").querySelectorAll("a")) {
			if (a.dataset.name === name) {
				a.setAttribute("aria-current", "true")
				$("list").scrollTop = a.offsetTop - $("list").clientHeight / 2
			} else {
				a.removeAttribute("aria-current")
			}
		}
		if (name) visit(name)
		else {
			visited = undefined
			$("case").hidden = true
		}
	}

	function wait(text) {
		$("loading").textContent = text
		$("loading").hidden = !text
	}

	function entry({ key, title }) {
		const li = document.createElement("li")
		const a = li.appendChild(document.createElement("a"))
		a.href = "#clinic=" + key
		a.dataset.name = key
		a.textContent = title
		return li
	}

	function count() {
		const done = answered("clinic")
		const n = list.filter(p => done.has(p.key)).length
		$("count").textContent = say(`Diagnosed: ${n} of ${list.length}`, `${list.length}명 중 ${n}명을 진단했다`)
		for (const a of $("list").querySelectorAll("a")) a.classList.toggle("done", done.has(a.dataset.name))
	}

	async function visit(name) {
		const asked = `${name} ${korean}`
		if (visited === asked) return
		visited = asked
		$("fault").textContent = ""
		wait(say("The patient is running.", "환자의 코드를 실행한다."))
		$("case").hidden = true
		try {
			const c = await clinic.ask("visit", { request: { name, korean } })
			if (visited !== asked) return // another one was chosen
			$("title").textContent = c.title
			$("story").textContent = c.story
			$("symptom").textContent = c.symptom
			$("choices").replaceChildren(...c.choices.map(choice => button(name, choice)))
			$("finding").replaceChildren()
			$("case").hidden = false
			if (moved) $("case").focus({ preventScroll: true })
			if (matchMedia("(max-width: 1000px)").matches) $("case").scrollIntoView()
		} catch (error) {
			visited = undefined
			$("fault").textContent = error.message
		}
		moved = false
		wait("")
	}

	function button(name, { key, title }) {
		const b = document.createElement("button")
		b.textContent = title
		b.onclick = async () => {
			let finding
			try {
				finding = await clinic.ask("diagnose", { request: { name, cause: key, korean } })
			} catch (error) {
				$("fault").textContent = error.message
				return
			}
			b.className = finding.right ? "right" : "wrong"
			b.setAttribute("aria-pressed", "true")
			if (!finding.right) {
				$("finding").replaceChildren(line("no", say("No: this would show otherwise. Look again.",
					"정답이 아니다. 그 원인이라면 증상이 다르다. 다시 살펴보자.")))
				return
			}
			$("finding").replaceChildren(line("yes", say("Yes. The check says: ", "정답이다. 검사 결과: ") + finding.diagnosis),
				line("", finding.cure))
			answer("clinic", name)
			count()
		}
		return b
	}

	const line = (className, textContent) => Object.assign(document.createElement("p"), { className, textContent })

	$("next").onclick = () => {
		const at = list.findIndex(p => p.key === state.clinic)
		moved = true
		location.hash = "#clinic=" + list[(at + 1) % list.length].key
	}
	return { show }
}
