// The paper: a pointer draws on it, and a picture can be laid on it.

// paper returns the functions of a canvas. It calls drawn after each stroke.
export function paper(canvas, drawn) {
	const ink = canvas.getContext("2d", { willReadFrequently: true })

	function wipe() {
		ink.fillStyle = "#fff"
		ink.fillRect(0, 0, canvas.width, canvas.height)
		ink.lineWidth = 20
		ink.lineCap = ink.lineJoin = "round"
		ink.strokeStyle = "#000"
	}

	// lay shows a picture, if the browser can read it.
	function lay(blob) {
		const url = URL.createObjectURL(blob)
		const picture = new Image()
		picture.onload = () => {
			wipe()
			const scale = Math.min(canvas.width / picture.width, canvas.height / picture.height)
			const width = picture.width * scale, height = picture.height * scale
			ink.drawImage(picture, (canvas.width - width) / 2, (canvas.height - height) / 2, width, height)
			URL.revokeObjectURL(url)
		}
		picture.onerror = () => URL.revokeObjectURL(url)
		picture.src = url
	}

	// read returns the bytes of the paper, four a pixel.
	function read() {
		return new Uint8Array(ink.getImageData(0, 0, canvas.width, canvas.height).data.buffer)
	}

	const at = event => {
		const box = canvas.getBoundingClientRect()
		return [(event.clientX - box.left) / box.width * canvas.width, (event.clientY - box.top) / box.height * canvas.height]
	}
	let drawing = false
	canvas.onpointerdown = event => {
		if (!event.isPrimary || event.button !== 0) return // a second finger, another button
		drawing = true
		canvas.setPointerCapture(event.pointerId)
		ink.beginPath()
		ink.moveTo(...at(event))
		ink.lineTo(...at(event))
		ink.stroke()
	}
	canvas.onpointermove = event => {
		if (!drawing || !event.isPrimary) return
		for (const e of event.getCoalescedEvents?.() ?? [event]) ink.lineTo(...at(e))
		ink.lineTo(...at(event))
		ink.stroke()
	}
	canvas.onpointerup = canvas.onpointercancel = event => {
		if (!drawing || !event.isPrimary) return
		drawing = false
		drawn()
	}
	wipe()
	return { wipe, lay, read }
}
