// Watch the network learn: the worker trains, and this part shows what it sends.
import { trainer } from "./back.js"
import { chart } from "./chart.js"
import { signed } from "./pixels.js"
import { korean, say } from "./words.js"

const $ = id => document.getElementById("learn-" + id)
const first = { seed: "42", rate: "0.1", batch: "100", hidden: "50", std: "0.01", mistake: "" }
const numbers = ["seed", "rate", "batch", "hidden", "std"]
const counts = ["seed", "batch", "hidden"] // whole numbers
const mistakes = { // what each choice of the menu sets
	"": {}, rate: { rate: "2" }, zero: { std: "0" }, sum: { mistake: "sum" }, sign: { mistake: "sign" }, raw: { mistake: "raw" },
}

export function begin(set) {
	let state = {}
	let progress // what the worker sent last
	let running = false
	let begun // the settings of the training, as text

	const settings = () => Object.fromEntries(Object.keys(first).map(key => [key, state[key] || first[key]]))

	function request() {
		const s = settings()
		return { ...Object.fromEntries(numbers.map(key => [key, Number(s[key])])), mistake: s.mistake, korean }
	}

	function show(next) {
		state = next
		const s = settings()
		for (const key of numbers) {
			if (document.activeElement !== $(key)) $(key).value = s[key]
		}
		$("mistake").value = Object.keys(mistakes).find(key => key &&
			Object.entries({ mistake: "", ...mistakes[key] }).every(([k, v]) => s[k] === v)) ?? ""
		buttons()
		if (show.korean !== korean) $("fault").textContent = ""
		if (progress) {
			if (show.korean !== korean) trainer.ask("progress", { request: { korean } }).then(take, fail)
			else draw()
		}
		show.korean = korean
	}

	// ready begins a training if there is none with these settings.
	async function ready() {
		const wanted = JSON.stringify(settings())
		if (begun === wanted) return
		for (const key of numbers) {
			const text = settings()[key].trim(), label = $(key).labels[0].textContent.trim()
			if (text === "" || !Number.isFinite(Number(text))) throw new Error(say(`${label}: type a number.`, `${label}: 수를 입력해야 한다.`))
			if (counts.includes(key) && !Number.isSafeInteger(Number(text))) throw new Error(say(`${label}: type a whole number.`, `${label}: 정수를 입력해야 한다.`))
		}
		const p = await trainer.ask("begin", { request: request() })
		begun = wanted
		take(p)
	}

	async function run(most) {
		$("fault").textContent = ""
		running = true
		buttons()
		try {
			await ready()
			if (running) await trainer.ask("run", { most })
		} catch (error) {
			fail(error)
		}
	}

	async function pause() {
		running = false
		buttons()
		try {
			await trainer.ask("pause")
			running = false // a last message of the training said otherwise
			buttons()
		} catch (error) {
			fail(error)
		}
	}

	function fail(error) {
		running = false
		$("fault").textContent = error.message
		$("loading").hidden = true
		buttons()
	}

	trainer.listen(message => {
		if (message.loading !== undefined) {
			$("loading").hidden = false
			$("loading").querySelector("progress").value = message.loading
			$("loading").querySelector("span").textContent = message.loading < 1
				? say("Fetching the images of MNIST.", "MNIST 이미지를 가져오는 중이다.") : say("Unpacking 70,000 images.", "이미지 70,000장의 압축을 푸는 중이다.")
		}
		if (message.progress) {
			running = message.progress.running
			buttons()
			take(message.progress)
		}
		if (message.fault !== undefined) fail(new Error(message.fault))
	})

	function take(p) {
		$("loading").hidden = true
		progress = p
		if (!$("play").closest("section").hidden) draw()
	}

	function buttons() {
		$("play").textContent = running ? say("Pause", "멈춤") : say("Play", "재생")
		$("one").disabled = $("ten").disabled = running
	}

	function draw() {
		const p = progress
		const perSecond = p.rate && running ? say(` · ${Math.round(p.rate)} a second`, ` · 초당 ${Math.round(p.rate)}번`) : ""
		$("status").textContent = say(`Iteration ${p.iteration}`, `반복 ${p.iteration}번`)
			+ say(` · epoch ${(p.iteration / p.epoch).toFixed(1)}`, ` · 에폭 ${(p.iteration / p.epoch).toFixed(1)}`)
			+ (p.loss ? say(` · loss ${p.loss}`, ` · 손실 ${p.loss}`) : "") + perSecond
		const most = Math.max(2.4, ...p.curve.filter(Number.isFinite))
		chart($("loss"), {
			curves: [{ class: "backward", points: p.curve.map((v, i) => [(i + 0.5) * p.bin, v]) }],
			x: Math.max(p.iteration, 10), y: most, label: say("The loss", "손실"),
		})
		chart($("accuracy"), {
			curves: [{ class: "forward", dots: true, points: p.train.map((v, i) => [i * p.epoch, v]) },
				{ class: "backward", dots: true, points: p.test.map((v, i) => [i * p.epoch, v]) }],
			x: Math.max(p.iteration, 10), y: 1, label: say("The accuracies", "정확도"),
		})
		$("lines").textContent = p.lines.join("\n") || say("none yet", "아직 없다")
		const list = p.warnings
		if ($("warnings").children.length !== list.length || $("warnings").textContent !== list.join("")) {
			$("warnings").replaceChildren(...list.map(text => {
				const li = document.createElement("li")
				li.textContent = text
				return li
			}))
		}
		$("calm").hidden = list.length > 0
		$("gradients").replaceChildren(...p.gradients.map(g => {
			const tr = document.createElement("tr")
			tr.insertCell().textContent = g.name
			const cell = tr.insertCell()
			cell.className = "backward"
			cell.textContent = g.value
			return tr
		}))
		$("dead").textContent = p.gradients.length ? say(`${p.dead} of ${p.hidden} ReLUs ${p.dead === 1 ? "is" : "are"} 0 for the whole batch.`,
			`ReLU ${p.hidden}개 중 ${p.dead}개의 출력이 배치 전체에서 0이다.`) : ""
		columns(p.columns)
	}

	// columns paints the columns of W1 with a line of one pixel between them.
	function columns(all) {
		const size = 28 * 28, n = all.length / size, across = 10, step = 29
		$("columns").width = across * step - 1
		$("columns").height = Math.ceil(n / across) * step - 1
		for (let k = 0; k < n; k++) {
			signed($("columns"), all.subarray(k * size, (k + 1) * size), k % across * step, Math.floor(k / across) * step)
		}
	}

	$("play").onclick = () => running ? pause() : run()
	$("one").onclick = () => run(1)
	$("ten").onclick = () => run(10)
	$("again").onclick = async () => {
		begun = undefined
		running = false
		$("fault").textContent = ""
		try {
			await ready()
		} catch (error) {
			fail(error)
		}
		buttons()
	}
	for (const key of numbers) {
		$(key).onchange = () => {
			if (running) pause()
			set({ [key]: $(key).value.trim() === first[key] ? "" : $(key).value.trim() })
		}
	}
	$("mistake").onchange = () => {
		if (running) pause()
		set({ rate: "", std: "", mistake: "", ...mistakes[$("mistake").value] })
	}
	addEventListener("resize", () => progress && !$("play").closest("section").hidden && draw())
	matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => progress && draw())
	return { show }
}
