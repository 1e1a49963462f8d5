package main

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func testLearning(t *testing.T, b *browser, url string) {
	b.open(url + "#learn")
	status := func() (iteration int) {
		fmt.Sscanf(b.text("#learn-status"), "Iteration %d", &iteration)
		return iteration
	}
	b.click("#learn-one")
	b.wait(300, "document.getElementById('learn-status').textContent.startsWith('Iteration 1 ')")
	if got := b.text("#learn-lines"); got != "0.10226666666666667 0.1009" {
		t.Errorf("after an iteration the lines are %q", got)
	}
	b.click("#learn-ten")
	b.wait(60, "document.getElementById('learn-status').textContent.startsWith('Iteration 11 ')")

	b.click("#learn-play")
	b.wait(60, "/[0-9]+ a second/.test(document.getElementById('learn-status').textContent)")
	// The page answers while it trains: the longest wait of each of 20 turns.
	var waits []float64
	b.run(&waits, `const waits = []
		for (let i = 0; i < 20; i++) {
			const asked = performance.now()
			await new Promise(resolve => setTimeout(resolve))
			waits.push(performance.now() - asked)
		}
		return waits.sort((a, b) => a - b)`)
	t.Logf("the page answers within %.0f ms, mostly %.0f ms", waits[19], waits[10])
	if waits[10] > 100 {
		t.Errorf("while it trains the page takes %.0f ms mostly to answer, want 100", waits[10])
	}
	best := 0
	for range 10 {
		var rate int
		if _, text, ok := strings.Cut(b.text("#learn-status"), "loss "); ok {
			fmt.Sscanf(text[strings.Index(text, "·")+len("·"):], " %d a second", &rate)
		}
		best = max(best, rate)
		time.Sleep(200 * time.Millisecond)
	}
	t.Logf("%d iterations a second at best", best)

	b.click("#learn-play") // pause
	time.Sleep(time.Second)
	paused := status()
	time.Sleep(time.Second)
	if got := status(); got != paused {
		t.Errorf("paused at iteration %d, it goes on to %d", paused, got)
	}
	b.click("header nav a[data-view=graph]") // nothing is lost by switching tabs
	b.click("header nav a[data-view=learn]")
	if got := status(); got != paused {
		t.Errorf("after a visit to another part it is at iteration %d, want %d", got, paused)
	}
	b.click("#learn-play")
	b.wait(600, "document.getElementById('learn-lines').textContent.includes('\\n')")
	if got := b.text("#learn-lines"); !strings.HasSuffix(got, "\n0.9036166666666666 0.9055") {
		t.Errorf("after 601 iterations the lines are %q", got)
	}
	b.click("#learn-play")
	if got, want := b.text("#learn-dead"), "of 50 ReLUs "; !strings.Contains(got, want) {
		t.Errorf("of the dead ReLUs the page says %q, want %q in it", got, want)
	}
	b.shots("learn", func() {})
	// The network that is trained so far reads a digit, and its training goes on.
	b.click("header nav a[data-view=draw]")
	b.click("#draw-example")
	b.click("input[name=draw-network][value=trained]")
	b.wait(60, "document.getElementById('draw-text').textContent.startsWith('The network sees a 7, with probability 0.') && !document.getElementById('draw-text').textContent.includes('0.9999')")
	b.click("header nav a[data-view=learn]")
	b.wait(60, "document.getElementById('learn-status').textContent.startsWith('Iteration ')") // in English again
	before := status()
	b.click("#learn-one")
	b.wait(60, fmt.Sprintf("document.getElementById('learn-status').textContent.startsWith('Iteration %d ')", before+1))

	b.run(nil, "const m = document.getElementById('learn-mistake'); m.value = 'zero'; m.dispatchEvent(new Event('change'))")
	b.click("#learn-again")
	b.wait(60, "document.getElementById('learn-status').textContent.startsWith('Iteration 0 ')")
	b.click("#learn-one")
	b.wait(120, "document.getElementById('learn-status').textContent.startsWith('Iteration 1 ')")
	if got, want := b.text("#learn-warnings"), "All 50 hidden neurons have the same weights."; !strings.HasPrefix(got, want) {
		t.Errorf("with weights of 0 the watch says %q, want %q", got, want)
	}
	b.screenshot("learn-zero")

	// A pause that overtakes a message of the training holds, and so does a play.
	b.run(nil, "for (let i = 0; i < 3; i++) document.getElementById('learn-play').click()")
	b.wait(60, "/a second/.test(document.getElementById('learn-status').textContent) && document.getElementById('learn-play').textContent === 'Pause'")
	b.run(nil, "document.getElementById('learn-play').click()")
	time.Sleep(time.Second)
	var button string
	if b.run(&button, "return document.getElementById('learn-play').textContent"); button != "Play" {
		t.Errorf("paused, the button says %q", button)
	}
	for _, test := range []struct{ field, text, want string }{
		{"seed", "-1", "The seed must be a number from 0 to 4294967295."},
		{"batch", "1.5", "Batch: type a whole number."},
		{"hidden", "many", "Hidden neurons: type a number."},
		{"hidden", "501", "The hidden layer must have 1 to 500 neurons."},
	} {
		b.open(url + "#learn&" + test.field + "=" + test.text)
		b.click("#learn-one")
		b.wait(120, "document.getElementById('learn-fault').textContent")
		if got := b.text("#learn-fault"); got != test.want {
			t.Errorf("with the %s %s it says %q, want %q", test.field, test.text, got, test.want)
		}
	}
	// A setting that is refused does not end the training before it.
	b.open(url + "#learn")
	setBatch := func(text string) {
		b.run(nil, "const e = document.getElementById('learn-batch'); e.value = "+quote(text)+"; e.dispatchEvent(new Event('change'))")
		b.click("#learn-one")
	}
	setBatch("100")
	b.wait(120, "document.getElementById('learn-status').textContent.startsWith('Iteration 1 ')")
	setBatch("0")
	b.wait(60, "document.getElementById('learn-fault').textContent === 'The batch must have 1 to 10000 images.'")
	setBatch("100")
	b.wait(60, "document.getElementById('learn-status').textContent.startsWith('Iteration 2 ')")

	b.open(url + "#learn&rate=2&mistake=sum")
	if got := b.text("#learn-mistake"); got != "sum" {
		t.Errorf("not divided by N and with the rate 2 the menu has %q", got)
	}
}
