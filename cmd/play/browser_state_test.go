package main

import (
	"strings"
	"testing"
)

// An address may be anything. None makes a fault or shows what is not so.
func testAddresses(t *testing.T, b *browser, url string) {
	for _, test := range []struct{ hash, shown string }{
		{"graph=nonsense", "graph apple 6 / 6"},
		{"toString", "graph apple 6 / 6"},
		{"%E0%A4%A&=&&lang=xx", "graph apple 6 / 6"},
		{"graph=add&step=1.5", "graph add 2 / 4"},
		{"graph=add&step=-3", "graph add 4 / 4"},
		{"graph=add&step=x&dout=x&break=9,1.5,x&in=x:x,x,:,y:1e999", "graph add 4 / 4"},
		{"graph=own&f=constructor*__proto__&in=__proto__:7,constructor:2", "graph own 4 / 4"},
		{"graph=own&f=x(", "graph own "},
		{"graph=own&f=x+y*2", "graph own 6 / 6"},
		{"draw=nonsense&erase=x&with=x", "draw"},
		{"clinic=__proto__", "clinic"},
		{"cards=nonsense&round=1e300", "cards"},
		{"cards&round=x", "cards"},
	} {
		b.open(url + "#" + test.hash)
		b.press(right) // a key does no harm, and a step forward
		var shown string
		b.run(&shown, `const view = document.querySelector("main > section:not([hidden])").id, text = id => document.getElementById("graph-" + id)
			return view + (view === "graph" ? " " + text("menu").value + " " + text("count").textContent : "") + document.getElementById("fault").textContent`)
		if shown != test.shown {
			t.Errorf("#%s shows %q, want %q", test.hash, shown, test.shown)
		}
	}
	var wide int
	b.open(url + "#graph=own&f=2*" + strings.Repeat("x", 300))
	if b.run(&wide, "return document.documentElement.scrollWidth - innerWidth"); wide > 0 {
		t.Errorf("with a long name %d pixels stick out", wide)
	}
	var result string
	b.open(url + "#graph=own&f=constructor*__proto__&in=__proto__:7,constructor:2")
	if b.run(&result, "return document.querySelector('#graph-table .result .forward').textContent"); result != "14" {
		t.Errorf("2 · 7 is %s where the variables have names of JavaScript", result)
	}
}

// The language of the address stays with the next part, a typed graph while
// another part is shown, and a right answer until the next visit.
func testWhatStays(t *testing.T, b *browser, url string) {
	b.open(url + "#graph=own&lang=ko")
	b.fill("#graph-source", "x*x*x")
	b.click("header nav a[data-view=cards]")
	b.wait(10, "!document.getElementById('cards').hidden")
	if got := b.text("#cards h1"); got != "먼저 예측하기" {
		t.Errorf("after #lang=ko the next part is titled %q", got)
	}
	b.click("header nav a[data-view=graph]")
	b.wait(10, "!document.getElementById('graph').hidden")
	if got := b.text("#graph-source"); got != "x*x*x" {
		t.Errorf("after a visit to another part the typed graph is %q", got)
	}

	right := func() (got string) {
		b.open(url + "#cards")
		b.run(&got, "return [...document.querySelectorAll('.card.done')].map(c => c.id).join(' ')")
		return got
	}
	if got := right(); got != "card-mul" {
		t.Errorf("the cards that were right are %q", got)
	}
	b.run(nil, "localStorage.setItem('cards', '{5'); localStorage.setItem('lang', '[]')")
	if got := right(); got != "" {
		t.Errorf("with a damaged store the cards that were right are %q", got)
	}
	var script struct{ Identifier string }
	b.cdp(&script, "Page.addScriptToEvaluateOnNewDocument", map[string]any{
		"source": "Object.defineProperty(globalThis, 'localStorage', { get() { throw new Error('forbidden') } })"})
	defer b.cdp(nil, "Page.removeScriptToEvaluateOnNewDocument", map[string]any{"identifier": script.Identifier})
	b.open(url + "#cards")
	b.fill("#answer-add", "1.3")
	b.press(enter)
	if got := b.text("#cards-count"); !strings.HasPrefix(got, "Right: 1 of ") {
		t.Errorf("where the browser forbids to store the count is %q", got)
	}
}

// In both languages and on narrow screens nothing sticks out, no name in the
// table is cut in two, and letters are 11 pixels high at least.
func testSizes(t *testing.T, b *browser, url string) {
	defer b.size(1200, 900)
	for _, lang := range []string{"en", "ko"} {
		for _, part := range []string{"graph=apple", "graph=orange", "graph=softmax", "graph=own", "learn", "draw=seven", "clinic=mask_inverted", "cards"} {
			b.size(390, 844)
			b.open(url + "#" + part + "&lang=" + lang)
			b.wait(120, `document.querySelector("main > section:not([hidden])") && ![...document.querySelectorAll("#clinic-loading")].some(e => !e.hidden && e.offsetParent)`)
			var got struct {
				Lang          string
				Wide, Screen  int
				Small, Korean []string
			}
			b.run(&got, `const small = [], korean = []
				for (const e of document.querySelectorAll("body *")) {
					if (!e.checkVisibility() || ![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue
					const svg = e.closest("svg")
					const scale = svg ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1
					const size = parseFloat(getComputedStyle(e).fontSize) * scale
					if (size < 11) small.push(size + " " + e.textContent.slice(0, 30))
				}
				for (const e of document.querySelectorAll("[data-ko]")) if (e.dataset.ko && !/[가-힣]/.test(e.dataset.ko)) korean.push(e.dataset.ko)
				return {lang: document.documentElement.lang, wide: document.documentElement.scrollWidth, screen: innerWidth, small, korean}`)
			if got.Lang != lang || got.Wide > 390 || len(got.Small) > 0 || len(got.Korean) > 0 {
				t.Errorf("%s in %s: %+v", part, lang, got)
			}
			for _, width := range []int{390, 700, 900, 1010} {
				b.size(width, 844)
				var out struct {
					Wide int
					Cut  []string
				}
				b.run(&out, `await new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)))
					const cut = [...document.querySelectorAll("#graph-table td:first-child")].filter(e => {
						const words = document.createRange()
						words.selectNodeContents(e)
						return words.getClientRects().length > e.textContent.split(" ").length
					}).map(e => e.textContent)
					return {wide: document.documentElement.scrollWidth - innerWidth, cut}`)
				if out.Wide > 0 || len(out.Cut) > 0 {
					t.Errorf("%s in %s: at %d pixels %d stick out, and %q are cut", part, lang, width, out.Wide, out.Cut)
				}
			}
			b.size(390, 844)
			b.screenshot("narrow-" + strings.NewReplacer("=", "-").Replace(part) + "-" + lang)
		}
	}
	b.size(1200, 900)
	b.open(url + "#clinic=mask_inverted&lang=ko")
	b.wait(120, "!document.getElementById('clinic-case').hidden")
	b.screenshot("clinic-ko-1200")
}
