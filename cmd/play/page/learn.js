// Watch it learn: the worker trains, and this part shows what it sends.
import { trainer } from "./back.js"
import { chart } from "./chart.js"
import { korean, say } from "./words.js"

const $ = id => document.getElementById("learn-" + id)
const first = { seed: "42", rate: "0.1", batch: "100", hidden: "50", std: "0.01", mistake: "" }
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
		return { seed: Number(s.seed), rate: Number(s.rate), batch: Number(s.batch), hidden: Number(s.hidden), std: Number(s.std), mistake: s.mistake, korean }
	}

	function show(next) {
		state = next
		const s = settings()
		for (const key of ["seed", "rate", "batch", "hidden", "std"]) {
			if (document.activeElement !== $(key)) $(key).value = s[key]
		}
		$("mistake").value = Object.keys(mistakes).find(key => key &&
			Object.entries(mistakes[key]).every(([k, v]) => s[k] === v)) ?? ""
		buttons()
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
		for (const key of ["seed", "rate", "batch", "hidden", "std"]) {
			const ok = settings()[key].trim() !== "" && Number.isFinite(Number(settings()[key]))
			if (!ok) throw new Error(say(`${$(key).labels[0].textContent.trim()}: type a number.`, `${$(key).labels[0].textContent.trim()}: 수를 입력해야 한다.`))
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

	function pause() {
		running = false
		buttons()
		trainer.ask("pause").catch(fail)
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
				? say("Fetching the images of MNIST.", "MNIST 이미지를 가져온다.") : say("Unpacking 70,000 images.", "이미지 70,000장의 압축을 푼다.")
		}
		if (message.progress) {
			if (!message.progress.running && running) {
				running = false
				buttons()
			}
			take(message.progress)
		}
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
		$("dead").textContent = p.gradients.length ? say(`${p.dead} of ${p.hidden} ReLUs are 0 for the whole batch.`,
			`ReLU ${p.hidden}개 중 ${p.dead}개의 출력이 배치 전체에서 0이다.`) : ""
		columns(p)
	}

	// columns paints each column of W1 as 28×28 pixels, blue above 0, orange below.
	function columns(p) {
		const all = p.columns
		const n = all.length / 784
		const across = 10
		const canvas = $("columns")
		canvas.width = across * 29 - 1
		canvas.height = Math.ceil(n / across) * 29 - 1
		const paint = canvas.getContext("2d")
		const style = getComputedStyle(document.documentElement)
		const colour = name => style.getPropertyValue(name).match(/[0-9a-f]{2}/gi).map(c => parseInt(c, 16))
		const up = colour("--forward"), down = colour("--backward")
		for (let k = 0; k < n; k++) {
			const image = paint.createImageData(28, 28)
			for (let i = 0; i < 784; i++) {
				const v = (all[k * 784 + i] - 128) / 127
				image.data.set([...(v > 0 ? up : down), Math.abs(v) * 255], 4 * i)
			}
			paint.putImageData(image, k % across * 29, Math.floor(k / across) * 29)
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
	for (const key of ["seed", "rate", "batch", "hidden", "std"]) {
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
