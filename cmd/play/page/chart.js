// A small chart: curves over iterations, as SVG at the size it is shown.

const high = 190, left = 40, right = 12, top = 10, bottom = 26

// chart draws curves {name, class, points: [[x, y]]} from 0 to the axes' ends.
// Points whose y is not finite leave a gap.
export function chart(box, { curves, x, y, label }) {
	const wide = Math.max(240, box.clientWidth)
	const px = v => left + v / (x || 1) * (wide - left - right)
	const py = v => high - bottom - Math.min(1.05, v / y) * (high - bottom - top)
	const lines = [0, y / 2, y].map(v =>
		`<path class="grid" d="M${left} ${py(v)}H${wide - right}"/><text x="${left - 6}" y="${py(v) + 4}" text-anchor="end">${+v.toPrecision(2)}</text>`)
	const drawn = curves.map(c => {
		let d = ""
		let up = true
		for (const [cx, cy] of c.points) {
			if (!Number.isFinite(cy)) {
				up = true
				continue
			}
			d += `${up ? "M" : "L"}${px(cx).toFixed(1)} ${py(cy).toFixed(1)}${up ? "h0" : ""}` // h0 shows a single point
			up = false
		}
		const dots = c.points.length < 30 && c.dots
			? c.points.map(([cx, cy]) => `<circle class="${c.class}" cx="${px(cx).toFixed(1)}" cy="${py(cy).toFixed(1)}" r="2.5"/>`).join("") : ""
		return `<path class="curve ${c.class}" d="${d}"/>${dots}`
	})
	box.innerHTML = `<svg viewBox="0 0 ${wide} ${high}" width="${wide}" height="${high}" role="img" aria-label="${label}">`
		+ lines.join("") + drawn.join("")
		+ `<text x="${left}" y="${high - 6}">0</text><text x="${wide - right}" y="${high - 6}" text-anchor="end">${x}</text></svg>`
}
