package main

import (
	"os/exec"
	"strings"
	"testing"
)

func testDrawing(t *testing.T, b *browser, url string) {
	b.open(url + "#draw=seven")
	b.wait(60, "document.getElementById('draw-text').textContent")
	printed, err := exec.Command("go", "run", "backprop/cmd/predict", "../../docs/figures/seven.png").Output()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(printed), "7 0.9999 #") {
		t.Errorf("go run ./cmd/predict prints, without 7 0.9999,\n%s", printed)
	}
	if got, want := b.text("#draw-text"), "The network sees a 7, with probability 0.9999."; got != want {
		t.Errorf("of seven.png the page says %q, want %q", got, want)
	}
	b.shots("draw", func() {})
	b.run(nil, "const r = document.getElementById('draw-erase'); r.value = 40; r.dispatchEvent(new Event('input'))")
	if got := b.text("#draw-text"); !strings.Contains(got, "Without the 40 strongest pixels:") {
		t.Errorf("with pixels erased the page says %q", got)
	}
	b.screenshot("draw-erased")
	b.open(url + "#draw=seven&erase=40") // the address has it, too
	b.wait(60, "document.getElementById('draw-text').textContent.includes('Without the 40 strongest pixels:')")
	b.click("#draw-wipe")
	b.wait(10, "location.hash === '#draw'")
	b.click("#draw-example")
	b.wait(60, "location.hash === '#draw=seven' && document.getElementById('draw-text').textContent.startsWith('The network sees a 7')")

	b.click("#draw-wipe")
	var at struct{ X, Y, Width float64 }
	b.run(&at, "const r = document.getElementById('draw-paper').getBoundingClientRect(); return {x: r.x, y: r.y, width: r.width}")
	point := func(x, y float64) [2]int { return [2]int{int(at.X + x*at.Width), int(at.Y + y*at.Width)} }
	b.drag([][2]int{point(0.3, 0.2), point(0.5, 0.2), point(0.7, 0.2), point(0.6, 0.4), point(0.5, 0.6), point(0.42, 0.85)})
	b.wait(60, "document.getElementById('draw-text').textContent")
	if got := b.text("#draw-text"); !strings.HasPrefix(got, "The network sees a 7") {
		t.Errorf("of a drawn 7 the page says %q", got)
	}

	// A file that is no picture changes nothing, wherever it is dropped.
	var prevented bool
	b.run(&prevented, `const data = new DataTransfer()
		data.items.add(new File(["hello"], "a.png"))
		const drop = new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true })
		document.querySelector("header").dispatchEvent(drop)
		await new Promise(resolve => setTimeout(resolve, 300))
		return drop.defaultPrevented`)
	if got := b.text("#draw-fault"); !prevented || got != "not a PNG, JPEG or GIF image; save it as one of these" {
		t.Errorf("of a text file that is dropped the page says %q, prevented: %v", got, prevented)
	}
	if got := b.text("#draw-text"); !strings.HasPrefix(got, "The network sees a 7") {
		t.Errorf("after a text file the page says %q of the drawn 7", got)
	}
	b.run(nil, "const r = document.getElementById('draw-erase'); r.value = 5; r.dispatchEvent(new Event('input'))")
	if got := b.text("#draw-text"); !strings.Contains(got, "Without the 5 strongest pixels:") {
		t.Errorf("after a text file and with 5 pixels erased the page says %q", got)
	}
	// So does a picture of nothing.
	b.run(nil, `const canvas = document.createElement("canvas")
		const data = new DataTransfer()
		data.items.add(new File([await new Promise(resolve => canvas.toBlob(resolve))], "empty.png"))
		document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }))
		await new Promise(resolve => setTimeout(resolve, 300))
		document.getElementById("draw-erase").dispatchEvent(new Event("input"))`)
	b.wait(10, "document.getElementById('draw-text').textContent.includes('Without the 5 strongest pixels:') && !document.getElementById('draw-fault').textContent")
	// A second digit beside it has no answer.
	b.drag([][2]int{point(0.05, 0.1), point(0.05, 0.9)})
	b.wait(10, "document.getElementById('draw-fault').textContent.includes('digit')")
	if got := b.text("#draw-text"); got != "" {
		t.Errorf("of two digits the page says %q", got)
	}
	// A picture of one is read where it is dropped.
	b.run(nil, `const data = new DataTransfer()
		data.items.add(new File([await (await fetch("seven.png")).blob()], "mine.png"))
		document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }))`)
	b.wait(10, "document.getElementById('draw-text').textContent.startsWith('The network sees a 7, with probability 0.9999.')")
}
