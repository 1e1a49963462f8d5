package main

import (
	"context"
	"maps"
	"math"
	"net/http"
	"net/http/httptest"
	neturl "net/url"
	"strings"
	"testing"
)

// served builds the site and serves it.
func served(t *testing.T) string {
	s, err := newSite(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{programFile, clinicFile} {
		if n := len(s[name]); n > 6e6 {
			t.Errorf("%s has %d bytes, want less than 6 MB", name, n)
		}
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
		{"first view", testFirstView},
		{"graph", testGraph},
		{"steps with keys alone", testSteps},
		{"numbers as go run prints them", testNumbers},
		{"own graph", testOwnGraph},
		{"sixty nodes", testSixtyNodes},
		{"learning", testLearning},
		{"drawing", testDrawing},
		{"screen readers", testAccessibility},
		{"reduced motion", testReducedMotion},
		{"cards", testCards},
		{"clinic", testClinic},
		{"addresses made by hand", testAddresses},
		{"what stays", testWhatStays},
		{"both languages and narrow screens", testSizes},
	} {
		b.part(t, part.name, url, part.test)
	}
	b.quiet(url)
}

// The graph is there within a second. The machine may be busy: the best counts.
func testFirstView(t *testing.T, b *browser, url string) {
	var script struct{ Identifier string }
	b.cdp(&script, "Page.addScriptToEvaluateOnNewDocument", map[string]any{
		"source": "new MutationObserver(() => { if (document.documentElement?.dataset.ready) globalThis.readyAfter ??= performance.now() }).observe(document, { attributes: true, subtree: true })"})
	defer b.cdp(nil, "Page.removeScriptToEvaluateOnNewDocument", map[string]any{"identifier": script.Identifier})
	best := math.Inf(1)
	for range 10 {
		var took float64
		b.open(url + "#graph=apple")
		b.run(&took, "return readyAfter")
		if best = min(best, took); best < 1000 {
			break
		}
	}
	t.Logf("the graph is there after %.0f ms", best)
	if best >= 1000 {
		t.Errorf("the graph is there after %.0f ms at best, want 1000", best)
	}
}

// part runs a part of the test.
func (b *browser) part(t *testing.T, name, url string, test func(t *testing.T, b *browser, url string)) {
	t.Run(name, func(t *testing.T) {
		b.t = t
		test(t, b, url)
	})
	b.t = t
}

// The static site from a plain file server behaves the same.
func TestStaticSite(t *testing.T) {
	b := newBrowser(t)
	s, err := newSite(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if err := s.write(folder); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.StripPrefix("/some/where", http.FileServer(http.Dir(folder))))
	t.Cleanup(server.Close)
	url := server.URL + "/some/where/"
	b.part(t, "graph", url, testGraph)
	b.part(t, "drawing", url, testDrawing)
	b.part(t, "one iteration", url, func(t *testing.T, b *browser, url string) {
		b.open(url + "#learn")
		b.click("#learn-one")
		b.wait(300, "document.getElementById('learn-lines').textContent === '0.10226666666666667 0.1009'")
	})
	b.quiet(url)
}

// What fails is said in a sentence.
func TestFaults(t *testing.T) {
	b := newBrowser(t)
	s, err := newSite(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name, without string // a file
		address       string
		click         string
		where, want   string
	}{
		{"a broken download of the program", programFile, "", "", "#fault", "The download of play.wasm failed: 404. Try again."},
		{"a worker that does not start", "worker.js", "#learn", "#learn-one", "#learn-fault", "The browser did not start worker.js"},
		{"a broken download of the data", "data/train-labels-idx1-ubyte.gz", "#learn", "#learn-one", "#learn-fault", "The download of data/train-labels-idx1-ubyte.gz failed: 404. Try again."},
		{"a broken download of the clinic", clinicFile, "#clinic", "", "#clinic-fault", "The download of clinic.wasm failed: 404. Try again."},
		{"a broken download of the clinic's images, in Korean", "data/first-t10k-labels-idx1-ubyte.gz", "#clinic&lang=ko", "", "#clinic-fault", "data/first-t10k-labels-idx1-ubyte.gz 파일을 내려받지 못했다(404). 다시 시도해야 한다."},
		{"a broken download of the example", "seven.png", "#draw=seven", "", "#draw-fault", "The download of seven.png failed: 404. Try again."},
		{"a broken download of the network", "model.bin", "#draw=seven", "", "#draw-fault", "The download of model.bin failed: 404. Try again."},
		{"a network that is not trained", "", "#draw=seven&with=trained", "", "#draw-fault", "There is no trained network yet. Train one under Learning."},
	} {
		t.Run(test.name, func(t *testing.T) {
			b.t = t
			defer func() { b.t = nil }()
			broken := maps.Clone(s)
			delete(broken, test.without)
			server := httptest.NewServer(broken)
			defer server.Close()
			b.do("POST", "/url", map[string]any{"url": server.URL + "/" + test.address}, nil)
			if test.click != "" {
				b.wait(180, "document.documentElement.dataset.ready")
				b.click(test.click)
			}
			b.wait(180, "document.querySelector("+quote(test.where)+").textContent.startsWith("+quote(test.want)+")")
		})
		b.t = t
	}
	t.Run("a damaged program", func(t *testing.T) {
		damaged := maps.Clone(s)
		damaged[programFile] = s[programFile][:1e6]
		server := httptest.NewServer(damaged)
		defer server.Close()
		b.do("POST", "/url", map[string]any{"url": server.URL + "/"}, nil)
		b.wait(60, "document.getElementById('fault').textContent.startsWith('play.wasm is damaged: ')")
	})
	t.Run("no JavaScript", func(t *testing.T) {
		server := httptest.NewServer(s)
		defer server.Close()
		b.cdp(nil, "Emulation.setScriptExecutionDisabled", map[string]any{"value": true})
		defer b.cdp(nil, "Emulation.setScriptExecutionDisabled", map[string]any{"value": false})
		b.do("POST", "/url", map[string]any{"url": server.URL + "/"}, nil)
		b.wait(60, "document.querySelectorAll('noscript img').length === 2 && [...document.images].every(e => e.naturalWidth > 0 && e.checkVisibility())")
		b.wait(1, "document.getElementById('loading').hidden")
	})
	t.Run("no WebAssembly", func(t *testing.T) {
		server := httptest.NewServer(s)
		defer server.Close()
		b.cdp(nil, "Page.addScriptToEvaluateOnNewDocument", map[string]any{"source": "delete globalThis.WebAssembly"})
		b.do("POST", "/url", map[string]any{"url": server.URL + "/"}, nil)
		b.wait(60, "document.getElementById('fault').textContent.startsWith('This browser lacks WebAssembly')")
	})
}

// quiet checks that the console has no error, and that no request left url.
func (b *browser) quiet(url string) {
	b.t.Helper()
	for _, entry := range b.log("browser") {
		b.t.Errorf("the console has %s: %s", entry.Level, entry.Message)
	}
	address, _ := neturl.Parse(url)
	origin := "http://" + address.Host + "/"
	for _, entry := range b.log("performance") {
		if !strings.Contains(entry.Message, `"Network.requestWillBeSent"`) {
			continue
		}
		at := strings.Index(entry.Message, `"request":{`)
		_, rest, _ := strings.Cut(entry.Message[max(at, 0):], `"url":"`)
		to, _, _ := strings.Cut(rest, `"`)
		if !strings.HasPrefix(to, url) && !strings.HasPrefix(to, "blob:"+origin) && !strings.HasPrefix(to, "about:") && !strings.HasPrefix(to, "data:,") {
			b.t.Errorf("a request went to %s", to)
		}
	}
}
