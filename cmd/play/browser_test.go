package main

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	neturl "net/url"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"backprop/cmd/play/view"
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
		{"graph", testGraph},
		{"steps with keys alone", testSteps},
		{"numbers as go run prints them", testNumbers},
		{"own graph", testOwnGraph},
		{"sixty nodes", testSixtyNodes},
		{"learning", testLearning},
		{"drawing", testDrawing},
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
		{"a broken download of the program", programFile, "", "", "#fault", "The download of play.wasm broke: 404. Try again."},
		{"a worker that does not start", "worker.js", "#learn", "#learn-one", "#learn-fault", "The browser did not start worker.js"},
		{"a broken download of the data", "data/train-labels-idx1-ubyte.gz", "#learn", "#learn-one", "#learn-fault", "The download of data/train-labels-idx1-ubyte.gz broke: 404. Try again."},
		{"a broken download of the clinic", clinicFile, "#clinic", "", "#clinic-fault", "The download of clinic.wasm broke: 404. Try again."},
		{"a broken download of the clinic's images, in Korean", "data/first-t10k-labels-idx1-ubyte.gz", "#clinic&lang=ko", "", "#clinic-fault", "data/first-t10k-labels-idx1-ubyte.gz 파일을 내려받지 못했다(404). 다시 시도해야 한다."},
		{"a broken download of the example", "seven.png", "#draw=seven", "", "#draw-fault", "The download of seven.png broke: 404. Try again."},
		{"a broken download of the network", "model.bin", "#draw=seven", "", "#draw-fault", "The download of model.bin broke: 404. Try again."},
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
	t.Run("no WebAssembly", func(t *testing.T) {
		server := httptest.NewServer(s)
		defer server.Close()
		b.cdp("Page.addScriptToEvaluateOnNewDocument", map[string]any{"source": "delete globalThis.WebAssembly"})
		b.do("POST", "/url", map[string]any{"url": server.URL + "/"}, nil)
		b.wait(60, "document.getElementById('fault').textContent.startsWith('This browser lacks WebAssembly')")
	})
	index := string(s["index.html"])
	if _, noscript, _ := strings.Cut(index, "<noscript>"); !strings.Contains(noscript, `src="figure.en.svg"`) || s["figure.en.svg"] == nil {
		t.Error("without JavaScript the page shows no figure")
	}
	if !strings.Contains(index, `<p id="loading" role="status" hidden`) {
		t.Error("without JavaScript the page says that it loads the program")
	}
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
	b.click("#graph-mistakes input[value='2']")
	if got := row("1"); !strings.HasPrefix(got, "x44+1") {
		t.Errorf("with = for += the row of x is %q, want the share 4", got)
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

func testOwnGraph(t *testing.T, b *browser, url string) {
	b.open(url + "#graph=own")
	if got := b.text("#graph-source"); got != view.OwnSource {
		t.Errorf("the box begins with %q", got)
	}
	b.fill("#graph-source", "t := x + y; t * t")
	var rows []string
	b.run(&rows, "return [...document.querySelectorAll('#graph-table tbody tr')].map(r => [...r.cells].slice(0, 2).map(c => [...c.childNodes].map(n => n.textContent).join(' ')).join(' '))")
	if want := []string{"x 0.5 3", "y 1 3", "result 2.25 1"}; !slices.Equal(rows, want) {
		t.Errorf("for a shared node the table is %q, want %q", rows, want)
	}
	var sentences string
	b.run(&sentences, "document.getElementById('graph-back').click(); return document.getElementById('graph-sentence').textContent")
	if sentences != "Branch after t: the shares are summed. 1.5 + 1.5 = 3." {
		t.Errorf("the branch says %q", sentences)
	}
	b.screenshot("graph-own")
	b.fill("#graph-source", "(x + 2) * sin(x)")
	if got, want := b.text("#graph-problem"), `Line 1, letter 11: There is no function "sin". There are exp, log, pow and sum.`; got != want {
		t.Errorf("a mistyped graph gets %q, want %q", got, want)
	}
	var focus, address string
	b.run(&focus, "return document.activeElement.id")
	if focus != "graph-source" {
		t.Errorf("the focus went to %q", focus)
	}
	var inert bool
	if b.run(&inert, "return document.querySelector('#graph-table button').closest('[inert]') !== null"); !inert {
		t.Error("the inputs of the last graph can be changed while another one is mistyped")
	}
	b.fill("#graph-source", "x*x")
	b.wait(10, "location.hash === '#graph=own&f=x*x'")
	b.run(&address, "return location.href")
	b.open(address)
	if got := b.text("#graph-source"); got != "x*x" {
		t.Errorf("from its address the box has %q", got)
	}
	b.screenshot("graph-own-square")
}

// A graph of sixty nodes is computed, drawn and laid out within 16 ms. The
// machine may be busy: the best of many counts. Sixty operations that share
// three inputs have twice the edges.
func testSixtyNodes(t *testing.T, b *browser, url string) {
	neuron, shared := "exp(w0*x0", "n0 := a * b"
	for i := 1; i < 15; i++ {
		neuron += fmt.Sprintf(" + w%d*x%[1]d", i)
	}
	for i := 1; i < 59; i++ {
		shared += fmt.Sprintf("; n%d := n%d %s %s", i, i-1, []string{"+", "*", "-"}[i%3], []string{"a", "b", "c"}[i/2%3])
	}
	for _, graph := range []struct {
		name, source string
	}{{"30 inputs, 30 operations", neuron + ")"}, {"60 operations that share", shared + "; exp(n58 * 0)"}} {
		b.open(url + "#graph=own&f=" + neturl.QueryEscape(graph.source))
		var took []float64
		b.run(&took, `const took = []
			const field = document.querySelector("#graph-picture input")
			for (let i = 0; i < 60 || i < 400 && Math.min(...took) > 16; i++) {
				field.value = 1 + i % 100 / 100
				const began = performance.now()
				field.dispatchEvent(new Event("input"))
				document.querySelector("#graph-picture svg").getBBox()
				took.push(performance.now() - began)
				await new Promise(resolve => setTimeout(resolve))
			}
			return took.sort((a, b) => a - b)`)
		t.Logf("%s are drawn in %.1f ms at best, %.1f ms in the middle", graph.name, took[0], took[len(took)/2])
		if took[0] > 16 {
			t.Errorf("%s take %.1f ms at best, want 16", graph.name, took[0])
		}
	}
}

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
	b.shots("learn", func() {})

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

func testDrawing(t *testing.T, b *browser, url string) {
	b.open(url + "#draw=seven")
	b.wait(60, "document.getElementById('draw-text').textContent")
	printed, err := exec.Command("go", "run", "backprop/cmd/predict", "../../docs/figures/seven.png").Output()
	if err != nil {
		t.Fatal(err)
	}
	probability := regexp.MustCompile(`7 (0\.9\d{3}) #`).FindStringSubmatch(string(printed))
	if probability == nil {
		t.Fatalf("go run ./cmd/predict prints\n%s", printed)
	}
	if got, want := b.text("#draw-text"), "The network sees a 7, with probability "+probability[1]+"."; got != want {
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
	if got := b.text("#draw-fault"); !prevented || got != "not a PNG, JPEG or GIF image, save it as one of these" {
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
	var entry string
	if b.run(&entry, "return document.querySelector('#clinic-menu option').textContent"); entry != "1. A loss that hardly falls ✓" {
		t.Errorf("the patient who is diagnosed stands in the menu as %q", entry)
	}
	b.shots("clinic", func() {})
	b.run(nil, "document.getElementById('clinic-next').focus()")
	b.press(enter)
	b.wait(60, "document.activeElement.id === 'clinic-menu' && document.activeElement.value === 'mask_from_dout'")
	b.wait(10, "location.hash === '#clinic=mask_from_dout'")
	b.press(down) // keys alone choose a patient
	b.wait(10, "location.hash.startsWith('#clinic=') && location.hash !== '#clinic=mask_from_dout'")

	// All of the patients take one stop of the tab key.
	b.open(url + "#clinic")
	b.wait(60, "!document.getElementById('clinic-case').hidden")
	b.run(nil, "document.getElementById('language').focus()")
	for _, want := range []string{"clinic-menu", "clinic-symptom"} {
		b.press(tab)
		var focus string
		if b.run(&focus, "return document.activeElement.id"); focus != want {
			t.Errorf("the tab key leads to %q, want %s", focus, want)
		}
	}
}

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
	b.do("POST", "/goog/cdp/execute", map[string]any{"cmd": "Page.addScriptToEvaluateOnNewDocument", "params": map[string]any{
		"source": "Object.defineProperty(globalThis, 'localStorage', { get() { throw new Error('forbidden') } })"}}, &script)
	defer b.cdp("Page.removeScriptToEvaluateOnNewDocument", map[string]any{"identifier": script.Identifier})
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
