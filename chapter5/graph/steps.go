package graph

import (
	"encoding/json"
	"html"
	"strings"
)

// Steps returns a web page, whole in itself, that shows the picture of a graph
// as it comes about: value after value, then derivative after derivative. It
// is turned with two buttons or with the arrow keys.
func (p *Picture) Steps() []byte {
	frames, err := json.Marshal(p.frames)
	if err != nil {
		panic(err) // strings always marshal
	}
	language, back, on := "en", "Back", "On"
	if p.Korean {
		language, back, on = "ko", "이전", "다음"
	}
	return []byte(strings.NewReplacer(
		"{{language}}", language,
		"{{title}}", html.EscapeString(p.Title),
		"{{back}}", back,
		"{{on}}", on,
		"{{frames}}", string(frames),
		"{{svg}}", strings.TrimSpace(string(p.SVG())),
	).Replace(page))
}

const page = `<!DOCTYPE html>
<html lang="{{language}}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>{{title}}</title>
<style>
body{font:16px/1.5 system-ui,-apple-system,"Segoe UI","Apple SD Gothic Neo","Malgun Gothic","Noto Sans KR",sans-serif;max-width:760px;margin:1.5em auto;padding:0 1em}
svg{max-width:100%;height:auto}
button{font:inherit;padding:.3em 1em}
output{display:block;min-height:3em;margin:.7em 0}
</style>
<h1>{{title}}</h1>
<noscript><style>nav,output{display:none}</style></noscript>
{{svg}}
<output aria-live="polite"></output>
<nav><button id="back">← {{back}}</button> <button id="on">{{on}} →</button> <span></span></nav>
<script>
const frames = {{frames}}
let at = 0
function show(frame) {
	at = Math.max(0, Math.min(frame, frames.length - 1))
	for (const g of document.querySelectorAll("[data-frame]"))
		g.style.visibility = g.dataset.frame <= at ? "visible" : "hidden"
	document.querySelector("output").textContent = frames[at]
	document.querySelector("nav span").textContent = (at + 1) + " / " + frames.length
	document.getElementById("back").disabled = at == 0
	document.getElementById("on").disabled = at == frames.length - 1
}
document.getElementById("back").onclick = () => show(at - 1)
document.getElementById("on").onclick = () => show(at + 1)
document.onkeydown = event => {
	const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: frames.length }[event.key]
	if (to === undefined) return
	show(to)
	event.preventDefault()
}
show(0)
</script>
</html>
`
