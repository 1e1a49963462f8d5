// The clinic: patients with a mistake, which run in the worker.
import { clinic } from "./back.js"
import { answer, answered } from "./kept.js"
import { korean, say } from "./words.js"

const $ = id => document.getElementById("clinic-" + id)

export function begin(set) {
	let list // the patients
	let patient // the key of the one that is shown
	let asked // which patient was asked for last, and in which language

	async function show(state) {
		const asking = `${state.clinic} ${korean}`
		if (asked === asking) return
		asked = asking
		$("fault").textContent = ""
		$("loading").textContent = say("The patient's code is running.", "환자의 코드를 실행하는 중이다.")
		$("loading").hidden = false
		$("case").hidden = true
		try {
			list = await clinic.ask("patients", { request: { korean } })
			patient = (list.find(p => p.key === state.clinic) ?? list[0]).key
			const c = await clinic.ask("visit", { request: { name: patient, korean } })
			if (asked === asking) open(c)
		} catch (error) {
			$("fault").textContent = error.message
			if (asked === asking) asked = undefined // the next show tries again
		}
		$("loading").hidden = asked === undefined || asked === asking // else another patient is running
	}

	function open({ story, symptom, choices }) {
		menu()
		$("story").textContent = story
		$("symptom").textContent = symptom
		$("choices").replaceChildren(...choices.map(button))
		$("finding").replaceChildren()
		$("case").hidden = false
	}

	// menu lists the patients. Those that were diagnosed have a mark.
	function menu() {
		const done = answered("clinic")
		$("menu").replaceChildren(...list.map((p, i) => new Option(`${i + 1}. ${p.title}${done.has(p.key) ? " ✓" : ""}`, p.key)))
		$("menu").value = patient
		const n = list.filter(p => done.has(p.key)).length
		$("count").textContent = say(`Diagnosed: ${n} of ${list.length}`, `${list.length}명 중 ${n}명을 진단했다`)
	}

	function button({ key, title }) {
		const b = document.createElement("button")
		b.textContent = title
		b.onclick = async () => {
			try {
				const finding = await clinic.ask("diagnose", { request: { name: patient, cause: key, korean } })
				b.setAttribute("aria-pressed", "true")
				b.className = finding.right ? "right" : "wrong"
				if (finding.right) cured(finding)
				else $("finding").replaceChildren(line("no", say("No: this mistake would have other symptoms. Look again.",
					"정답이 아니다. 이것이 원인이라면 증상이 다를 것이다. 다시 살펴보자.")))
			} catch (error) {
				$("fault").textContent = error.message
			}
		}
		return b
	}

	function cured({ diagnosis, cure }) {
		$("finding").replaceChildren(line("yes", say("Yes. The check says: ", "정답이다. 검사 결과: ") + diagnosis), line("", cure))
		answer("clinic", patient)
		menu()
	}

	const line = (className, textContent) => Object.assign(document.createElement("p"), { className, textContent })

	$("menu").onchange = () => set({ clinic: $("menu").value })
	$("next").onclick = () => {
		const at = list.findIndex(p => p.key === patient)
		$("menu").focus() // the button hides until the next patient has run
		set({ clinic: list[(at + 1) % list.length].key })
	}
	return { show }
}
