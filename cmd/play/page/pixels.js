// Pictures of 28×28 pixels on a canvas, in the colours of the page.

const side = 28

const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name)
	.match(/[0-9a-f]{2}/gi).map(c => parseInt(c, 16))

// ink paints bytes: 0 is no ink.
export function ink(canvas, bytes) {
	const dark = colour("--ink")
	paint(canvas, bytes, v => [...dark, v], 0, 0)
}

// signed paints bytes of which 128 is 0, blue above and orange below.
export function signed(canvas, bytes, x = 0, y = 0) {
	const up = colour("--forward"), down = colour("--backward")
	paint(canvas, bytes, v => [...(v > 128 ? up : down), Math.abs(v - 128) / 127 * 255], x, y)
}

function paint(canvas, bytes, rgba, x, y) {
	const context = canvas.getContext("2d")
	const image = context.createImageData(side, side)
	bytes.forEach((v, i) => image.data.set(rgba(v), 4 * i))
	context.putImageData(image, x, y)
}
