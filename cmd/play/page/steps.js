// The steps of a graph: the buttons, the keys and the sentence.
import { say } from "./words.js"

const $ = id => document.getElementById("graph-" + id)
const still = matchMedia("(prefers-reduced-motion: reduce)")

// newSteps returns functions that show an answer and stop the player. It calls go
// with the number of the step that the user wants, "" for the last.
export function newSteps(go) {
	let answer, timer
	const active = () => $("steps").offsetParent && !$("steps").inert

	function show(next) {
		answer = next
		if ($("sentence").textContent !== answer.says) $("sentence").textContent = answer.says // else it would be read again
		$("count").textContent = `${answer.step} / ${answer.steps}`
		$("play").textContent = timer ? say("Pause", "멈춤") : say("Play", "재생")
		const focus = document.activeElement
		$("first").disabled = $("back").disabled = answer.step === 1
		$("next").disabled = $("last").disabled = answer.step === answer.steps
		if (focus.disabled) $("play").focus() // a disabled button loses it
	}

	function to(step) {
		go(step >= answer.steps ? "" : Math.max(1, step))
	}

	function stop() {
		clearInterval(timer)
		timer = undefined
		if (answer) show(answer)
	}

	function play() {
		if (timer) return stop()
		timer = setInterval(() => {
			if (!active()) return stop()
			to(answer.step + 1)
			if (answer.step === answer.steps) stop()
		}, still.matches ? 2000 : 1300)
		to(answer.step === answer.steps ? 1 : answer.step)
	}

	$("play").onclick = play
	$("first").onclick = () => to(1)
	$("back").onclick = () => to(answer.step - 1)
	$("next").onclick = () => to(answer.step + 1)
	$("last").onclick = () => to(answer.steps)
	addEventListener("keydown", event => {
		if (!active() || event.altKey || event.ctrlKey || event.metaKey) return
		if (event.target.matches("input:not([type=checkbox]), textarea, select")) return
		const step = { ArrowLeft: answer.step - 1, ArrowRight: answer.step + 1, Home: 1, End: answer.steps }[event.key]
		if (step === undefined) return
		event.preventDefault()
		stop()
		to(step)
	})
	return { show, stop }
}
