// The clinic: patients with a mistake, which run in the worker.
import { clinic } from "./back.js"
import { korean, say } from "./words.js"

const $ = id => document.getElementById("clinic-" + id)

export function begin(set) {
	let state
	let list = []
	let visited // the patient and the language that are shown
	const cured = () => new Set(JSON.parse(localStorage.getItem("clinic") ?? "[]"))

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
			if (a.dataset.name === name) a.setAttribute("aria-current", "true")
			else a.removeAttribute("aria-current")
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
		const done = cured()
		const n = list.filter(p => done.has(p.key)).length
		$("count").textContent = say(`${n} of ${list.length} were diagnosed.`, `${list.length}명 중 ${n}명을 진단했다.`)
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
			if (matchMedia("(max-width: 800px)").matches) $("case").scrollIntoView()
		} catch (error) {
			visited = undefined
			$("fault").textContent = error.message
		}
		wait("")
	}

	function button(name, { key, title }) {
		const b = document.createElement("button")
		b.textContent = title
		b.onclick = async () => {
			const finding = await clinic.ask("diagnose", { request: { name, cause: key, korean } })
			b.className = finding.right ? "right" : "wrong"
			b.setAttribute("aria-pressed", "true")
			const p = document.createElement("p")
			if (!finding.right) {
				p.textContent = say("No: this would show otherwise. Look again.", "정답이 아니다. 그 원인이라면 증상이 다르다. 다시 살펴보자.")
				p.className = "no"
				$("finding").replaceChildren(p)
				return
			}
			p.className = "yes"
			p.textContent = say("Yes. The check says: ", "정답이다. 검사 결과: ") + finding.diagnosis
			const cure = document.createElement("p")
			cure.textContent = finding.cure
			$("finding").replaceChildren(p, cure)
			localStorage.setItem("clinic", JSON.stringify([...cured().add(name)]))
			count()
		}
		return b
	}

	$("next").onclick = () => {
		const at = list.findIndex(p => p.key === state.clinic)
		location.hash = "#clinic=" + list[(at + 1) % list.length].key
		$("case").focus()
	}
	return { show }
}
