package main

import (
	"context"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// served builds the site and serves it.
func served(t *testing.T) string {
	s, err := newSite(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if n := len(s[programFile]); n > 6e6 {
		t.Errorf("the program has %d bytes, want less than 6 MB", n)
	}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	return server.URL + "/"
}

func TestPage(t *testing.T) {
	b := newBrowser(t)
	url := served(t)
	b.size(1200, 900)
	for _, part := range []struct {
		name string
		test func(t *testing.T, b *browser, url string)
	}{
		{"graph", testGraph},
		{"own graph", testOwnGraph},
		{"learning", testLearning},
		{"drawing", testDrawing},
		{"cards", testCards},
		{"clinic", testClinic},
	} {
		t.Run(part.name, func(t *testing.T) {
			b.t = t
			part.test(t, b, url)
		})
		b.t = t
	}
	b.quiet(url)
}

// quiet checks that the console has no error, and that no request left url.
func (b *browser) quiet(url string) {
	b.t.Helper()
	for _, entry := range b.log("browser") {
		b.t.Errorf("the console has %s: %s", entry.Level, entry.Message)
	}
	for _, entry := range b.log("performance") {
		if !strings.Contains(entry.Message, `"Network.requestWillBeSent"`) {
			continue
		}
		at := strings.Index(entry.Message, `"request":{`)
		_, rest, _ := strings.Cut(entry.Message[max(at, 0):], `"url":"`)
		to, _, _ := strings.Cut(rest, `"`)
		if !strings.HasPrefix(to, url) && !strings.HasPrefix(to, "blob:"+url) && !strings.HasPrefix(to, "about:") && !strings.HasPrefix(to, "data:,") {
			b.t.Errorf("a request went to %s", to)
		}
	}
}

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
	var svg string
	b.run(&svg, "return document.querySelector('#graph-picture svg').textContent")
	if !strings.Contains(svg, "222.2") {
		t.Errorf("the figure has no 222.2: %s", svg)
	}
	for _, size := range []int{1200, 390} {
		for _, scheme := range []string{"light", "dark"} {
			b.size(size, 900)
			b.scheme(scheme)
			b.open(url + "#graph=orange&step=7")
			b.screenshot("graph-" + scheme + "-" + map[int]string{1200: "1200", 390: "390"}[size])
		}
	}
	b.size(390, 900)
	b.open(url + "#graph=softmax&lang=ko")
	b.screenshot("graph-softmax-ko-390")
	b.size(1200, 900)
	b.scheme("light")
	b.open(url + "#graph=softmax&lang=ko&step=24")
	b.screenshot("graph-softmax-ko-1200")
}

func testOwnGraph(t *testing.T, b *browser, url string) {
	b.open(url + "#graph=own&f=t+:%3D+x+%2B+y%0At*t&in=x:2")
	b.screenshot("graph-own")
}

func testLearning(t *testing.T, b *browser, url string) {
	b.open(url + "#learn")
	b.click("#learn-one")
	b.wait(300, "document.getElementById('learn-status').textContent.startsWith('Iteration 1 ')")
	if got := b.text("#learn-lines"); got != "0.10226666666666667 0.1009" {
		t.Errorf("after an iteration the lines are %q", got)
	}
	b.click("#learn-ten")
	b.wait(60, "document.getElementById('learn-status').textContent.startsWith('Iteration 11 ')")
	b.click("#learn-play")
	b.wait(600, "document.getElementById('learn-lines').textContent.includes('\\n')")
	if got := b.text("#learn-lines"); !strings.HasSuffix(got, "\n0.9036166666666666 0.9055") {
		t.Errorf("after 601 iterations the lines are %q", got)
	}
	b.wait(60, "/[0-9]+ a second/.test(document.getElementById('learn-status').textContent)")
	for range 8 {
		time.Sleep(300 * time.Millisecond)
		t.Log(b.text("#learn-status"))
	}
	b.click("#learn-play")
	b.shots("learn", func() {})
}

func testDrawing(t *testing.T, b *browser, url string) {
	b.open(url + "#draw=seven")
	b.wait(60, "document.getElementById('draw-text').textContent")
	if got, want := b.text("#draw-text"), "The network sees a 7, with probability 0.9999."; got != want {
		t.Errorf("of seven.png the page says %q, want %q", got, want)
	}
	b.shots("draw", func() {})
}

func testCards(t *testing.T, b *browser, url string) {
	b.open(url + "#cards")
	b.fill("#answer-mul", "32.5")
	b.press(enter)
	if got, want := b.text("#card-mul .verdict"), "Not yet: the inputs are not exchanged."; got != want {
		t.Errorf("for dout·x the card says %q, want %q", got, want)
	}
	b.fill("#answer-mul", "2.6")
	b.press(enter)
	if got := b.text("#card-mul .verdict"); !strings.HasPrefix(got, "Right.") {
		t.Errorf("for 2.6 the card says %q", got)
	}
	b.shots("cards", func() {})
}

// shots takes screenshots in both schemes and sizes.
func (b *browser) shots(name string, before func()) {
	b.t.Helper()
	for _, size := range []int{1200, 390} {
		for _, scheme := range []string{"light", "dark"} {
			b.size(size, 900)
			b.scheme(scheme)
			before()
			b.screenshot(fmt.Sprintf("%s-%s-%d", name, scheme, size))
		}
	}
	b.size(1200, 900)
	b.scheme("light")
}

func testClinic(t *testing.T, b *browser, url string) {
	b.open(url + "#clinic=mask_inverted")
	b.wait(300, "!document.getElementById('clinic-case').hidden")
	if got := b.text("#clinic-symptom"); !strings.Contains(got, "loss") {
		t.Errorf("the symptom is %q", got)
	}
	for i := 1; i <= 4; i++ {
		b.click(fmt.Sprintf("#clinic-choices button:nth-child(%d)", i))
		b.wait(60, fmt.Sprintf("document.querySelector('#clinic-choices button:nth-child(%d)[aria-pressed]')", i))
		var found bool
		if b.run(&found, "return document.querySelector('#clinic-finding .yes') !== null"); found {
			break
		}
	}
	if got := b.text("#clinic-finding"); !strings.Contains(got, "the mask is inverted") {
		t.Errorf("after all causes the clinic says %q", got)
	}
	b.shots("clinic", func() {})
}
