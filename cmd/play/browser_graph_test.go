package main

import (
	"fmt"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func testGraph(t *testing.T, b *browser, url string) {
	b.open(url + "#graph=apple")
	row := func(n string) string { return b.text("#graph-table tbody tr:nth-child(" + n + ")") }
	if got := row("1"); !strings.HasPrefix(got, "apple1002.2") {
		t.Errorf("the first row is %q", got)
	}
	b.fill("#graph-picture input", "101")
	if got := row("1"); !strings.HasPrefix(got, "apple1012.2") {
		t.Errorf("with apple 101 its row is %q", got)
	}
	if got := row("4"); !strings.HasPrefix(got, "price222.2") {
		t.Errorf("with apple 101 the price's row is %q", got)
	}
	if got := b.text("#graph-picture svg"); !strings.Contains(got, "222.2") {
		t.Errorf("the figure has no 222.2: %s", got)
	}
	b.press(up)
	if got := b.text("#graph-picture input"); got != "102" {
		t.Errorf("the up arrow makes 101 %s, want 102", got)
	}
	var at struct{ X, Y float64 }
	b.run(&at, "const r = document.querySelector('#graph-picture input').getBoundingClientRect(); return {x: r.x + r.width / 2, y: r.y + r.height / 2}")
	x, y := int(at.X), int(at.Y)
	b.drag([][2]int{{x, y}, {x + 10, y}, {x + 31, y}})
	if got := b.text("#graph-picture input"); got != "107" {
		t.Errorf("dragged by 31 pixels the apple costs %s, want 107", got)
	}
	b.wait(10, "location.hash === '#graph=apple&in=apple:107'")
	b.open(url + "#graph=apple&in=tax:0.000123456789")
	tax := "#graph-picture input[data-key=tax]"
	if got := b.text(tax); got != "0.000123" {
		t.Errorf("the field of the tax has %s, want the digits that there is room for", got)
	}
	b.run(nil, "document.querySelector("+quote(tax)+").focus()")
	b.press(up)
	if got := b.text(tax); got != "0.00012345679" {
		t.Errorf("with the focus and an arrow it has %s, want all digits, the last one higher", got)
	}
	b.open(url + "#graph=branch")
	b.click("#graph-table tbody tr:first-child button")
	if got, want := b.text("#graph-nudged"), "x goes from 3 to 4. Predicted: 8 × 1 = 8. Real: (24 − 15) = 9."; got != want {
		t.Errorf("the nudge says %q, want %q", got, want)
	}
	b.click("#language")
	b.wait(10, "document.documentElement.lang === 'ko' && document.getElementById('graph-nudged').textContent === ''")
	b.click("#language")
	b.click("#graph-mistakes input[value='2']")
	if got := row("1"); !strings.HasPrefix(got, "x44+1") {
		t.Errorf("with = for += the row of x is %q, want the share 4", got)
	}
	// A field has room for all that is typed.
	b.fill("#graph-picture input", "1234567.1234567x")
	var hidden int
	if b.run(&hidden, "const f = document.querySelector('#graph-picture input'); return f.scrollWidth - f.clientWidth"); hidden > 1 {
		t.Errorf("%d pixels of a long number are out of sight in its field", hidden)
	}
	// What is no number is marked, and forgotten with the focus.
	b.fill("#graph-dout", "x")
	b.wait(10, "document.getElementById('graph-dout').getAttribute('aria-invalid') === 'true'")
	b.press(tab)
	if got := b.text("#graph-dout"); got != "1" {
		t.Errorf("without a number in it, the field of dout has %q after the focus, want 1", got)
	}
	b.shots("graph", func() { b.open(url + "#graph=orange&step=7") })
}

// Each step's highlighted shape is the one that its sentence names, forward and
// back, to both ends.
func testSteps(t *testing.T, b *browser, url string) {
	for _, graph := range []string{"orange", "softmax"} {
		b.open(url + "#graph=" + graph)
		b.press(home)
		var sentences []string
		check := func() (more bool) {
			var now struct{ Sentence, Shape, Count string }
			b.run(&now, `const at = [...document.querySelectorAll("#graph-picture .at-work")]
				return {sentence: document.getElementById("graph-sentence").textContent, count: document.getElementById("graph-count").textContent,
					shape: at.length > 1 ? "several" : at.length ? at[0].querySelector(".dot") ? "branch" : at[0].textContent.trim() : ""}`)
			sentences = append(sentences, now.Sentence)
			want, rest, _ := strings.Cut(now.Sentence, ":")
			for _, prefix := range []string{"Forward through ", "Backward through "} {
				want = strings.TrimPrefix(want, prefix)
			}
			switch {
			case want == "Inputs":
				want = ""
			case strings.HasPrefix(want, "Branch after"):
				want = "branch"
			case rest == "": // Backward begins
				want = map[string]string{"orange": "price", "softmax": "L"}[graph]
			}
			if now.Shape != want {
				t.Errorf("%s, %s: %q is highlighted where the sentence is %q", graph, now.Count, now.Shape, now.Sentence)
			}
			n, of, _ := strings.Cut(now.Count, " / ")
			return n != of
		}
		for check() {
			b.press(right)
		}
		forward := slices.Clone(sentences)
		sentences = nil
		for range forward {
			check()
			b.press(left)
		}
		slices.Reverse(sentences)
		if !slices.Equal(forward, sentences) || len(forward) < 10 {
			t.Errorf("%s: the %d steps forward are not those back", graph, len(forward))
		}
		b.press(end)
		if got := b.text("#graph-count"); !strings.HasPrefix(got, fmt.Sprint(len(forward), " /")) {
			t.Errorf("%s: the key End goes to %s", graph, got)
		}
	}
	// The buttons are reached with the tab key, and the focus stays on them.
	b.open(url + "#graph=apple&step=2")
	var reached []string
	for range 40 {
		b.press(tab)
		var id string
		b.run(&id, "return document.activeElement.id || document.activeElement.getAttribute('aria-label') || ''")
		reached = append(reached, id)
	}
	for _, want := range []string{"graph-menu", "apple", "number", "tax", "graph-back", "graph-play", "graph-next", "apple +1", "tax +0.01", "graph-dout", "language"} {
		if !slices.Contains(reached, want) {
			t.Errorf("the tab key does not reach %s: %q", want, reached)
		}
	}
	b.run(nil, "document.getElementById('graph-next').focus()")
	b.press(enter)
	var focus, count string
	b.run(&focus, "return document.activeElement.id")
	if count = b.text("#graph-count"); focus != "graph-next" || count != "3 / 6" {
		t.Errorf("after Enter on the button the focus is on %q and the step %s", focus, count)
	}
}

// The page's numbers are those that the chapter's program prints.
func testNumbers(t *testing.T, b *browser, url string) {
	printed, err := exec.Command("go", "run", "backprop/chapter5/4.2-add-layer").Output()
	if err != nil {
		t.Fatal(err)
	}
	b.open(url + "#graph=orange")
	var rows []struct{ Name, Value, Derivative string }
	b.run(&rows, `return [...document.querySelectorAll("#graph-table tbody tr")].map(r =>
		({name: r.cells[0].textContent, value: r.cells[1].firstChild.textContent, derivative: r.cells[1].lastChild.textContent}))`)
	page := map[string]string{}
	for _, r := range rows {
		page["d"+strings.ToUpper(r.Name[:1])+strings.ReplaceAll(r.Name[1:], " ", "_")] = r.Derivative
		page[r.Name] = r.Value
	}
	lines := strings.Split(strings.TrimSpace(string(printed)), "\n")
	for _, line := range lines {
		name, want, _ := strings.Cut(line, ": ")
		got := page[name]
		if !strings.Contains(want, ".") { // the program prints int(…)
			got, _, _ = strings.Cut(got, ".")
		}
		if got != want {
			t.Errorf("go run prints %s, the page has %s", line, page[name])
		}
	}
	if len(lines) != 6 {
		t.Errorf("go run prints %d lines", len(lines))
	}

	printed, err = exec.Command("go", "run", "backprop/chapter5/1-computational-graph").Output()
	if err != nil {
		t.Fatal(err)
	}
	_, backward, _ := strings.Cut(string(printed), "backward")
	backward, _, _ = strings.Cut(backward, "an apple")
	b.open(url + "#graph=apple")
	var texts []string
	b.run(&texts, "return [...document.querySelectorAll('#graph-picture .forward, #graph-picture .backward')].map(e => e.textContent)")
	numbers := regexp.MustCompile(`\d+(\.\d+)?`).FindAllString(backward, -1)
	slices.Sort(numbers)
	slices.Sort(texts)
	if !slices.Equal(numbers, texts) {
		t.Errorf("go run draws the numbers %q, the page %q", numbers, texts)
	}
}
