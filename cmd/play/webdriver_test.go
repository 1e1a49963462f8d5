package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// A browser is Chromium, driven through chromedriver: the WebDriver protocol,
// which is JSON over HTTP.
type browser struct {
	t       *testing.T
	session string // its address
}

// newBrowser starts Chromium. Without BACKPROP_BROWSER it skips the test, and
// with it the test fails where there is no chromedriver.
func newBrowser(t *testing.T) *browser {
	if os.Getenv("BACKPROP_BROWSER") == "" {
		t.Skip("no browser is driven: set BACKPROP_BROWSER=1 to test the page in Chromium, with chromedriver")
	}
	driver, err := exec.LookPath("chromedriver")
	if err != nil {
		t.Fatalf("BACKPROP_BROWSER is set, but there is no chromedriver: %v", err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := listener.Addr().(*net.TCPAddr).Port
	listener.Close()
	command := exec.Command(driver, fmt.Sprintf("--port=%d", port))
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		command.Process.Kill()
		command.Wait()
	})
	b := &browser{t: t, session: fmt.Sprintf("http://127.0.0.1:%d", port)}
	for start := time.Now(); ; time.Sleep(50 * time.Millisecond) {
		if response, err := http.Get(b.session + "/status"); err == nil {
			response.Body.Close()
			break
		} else if time.Since(start) > time.Minute {
			t.Fatalf("chromedriver does not answer: %v", err)
		}
	}
	chrome := map[string]any{
		"args":  []string{"--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1200,900", "--lang=en"},
		"prefs": map[string]any{"intl.accept_languages": "en"},
	}
	var created struct{ SessionID string }
	b.do("POST", "/session", map[string]any{"capabilities": map[string]any{"alwaysMatch": map[string]any{
		"goog:chromeOptions": chrome,
		"goog:loggingPrefs":  map[string]string{"browser": "ALL", "performance": "ALL"},
	}}}, &created)
	b.session += "/session/" + created.SessionID
	t.Cleanup(func() { b.do("DELETE", "", nil, nil) })
	b.do("POST", "/timeouts", map[string]any{"script": 600_000}, nil)
	return b
}

// do sends a command and decodes its answer.
func (b *browser) do(method, path string, body, value any) {
	b.t.Helper()
	if err := b.try(method, path, body, value); err != nil {
		b.t.Fatal(err)
	}
}

func (b *browser) try(method, path string, body, value any) error {
	var text []byte
	if method == "POST" {
		if body == nil {
			body = map[string]any{}
		}
		text, _ = json.Marshal(body)
	}
	request, err := http.NewRequest(method, b.session+path, bytes.NewReader(text))
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	all, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	var answer struct{ Value json.RawMessage }
	if err := json.Unmarshal(all, &answer); err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s %s: %.600s", method, path, answer.Value)
	}
	if value == nil {
		return nil
	}
	return json.Unmarshal(answer.Value, value)
}

// run runs JavaScript, which may await, and decodes what it returns.
func (b *browser) run(value any, script string, args ...any) {
	b.t.Helper()
	if args == nil {
		args = []any{}
	}
	b.do("POST", "/execute/sync", map[string]any{
		"script": "return (async () => {" + script + "}).apply(null, arguments)", "args": args}, value)
}

// text returns the text of an element.
func (b *browser) text(selector string) string {
	b.t.Helper()
	var text string
	b.run(&text, "return (s => { const e = document.querySelector(s); return e.value ?? e.textContent })("+quote(selector)+")")
	return strings.TrimSpace(text)
}

func quote(s string) string {
	text, _ := json.Marshal(s)
	return string(text)
}

// wait waits until an expression of JavaScript is true.
func (b *browser) wait(seconds int, expression string) {
	b.t.Helper()
	for start := time.Now(); ; time.Sleep(30 * time.Millisecond) {
		var done bool
		b.run(&done, "return Boolean("+expression+")")
		if done {
			return
		}
		if time.Since(start) > time.Duration(seconds)*time.Second {
			var page string
			b.run(&page, "return document.body.innerText")
			b.t.Fatalf("after %d s it is not so: %s; the page:\n%.1500s", seconds, expression, page)
		}
	}
}

// open loads an address anew.
func (b *browser) open(address string) {
	b.t.Helper()
	b.do("POST", "/url", map[string]any{"url": "about:blank"}, nil)
	b.do("POST", "/url", map[string]any{"url": address}, nil)
	b.wait(180, "document.documentElement.dataset.ready")
}

// click waits until an element is to be seen, and clicks it with the mouse. A
// tab's part appears a moment after the click on the tab.
func (b *browser) click(selector string) {
	b.t.Helper()
	b.wait(10, "document.querySelector("+quote(selector)+")?.checkVisibility()")
	b.do("POST", "/element/"+b.element(selector)+"/click", nil, nil)
}

func (b *browser) element(selector string) string {
	b.t.Helper()
	var element map[string]string
	b.do("POST", "/element", map[string]any{"using": "css selector", "value": selector}, &element)
	for _, id := range element {
		return id
	}
	b.t.Fatalf("no element %s", selector)
	return ""
}

// Keys of WebDriver.
const (
	left, up, right, down = "\ue012", "\ue013", "\ue014", "\ue015"
	home, end, tab, enter = "\ue011", "\ue010", "\ue004", "\ue007"
	shift, control        = "\ue008", "\ue009"
)

// press presses keys one after the other, wherever the focus is.
func (b *browser) press(keys string) {
	b.t.Helper()
	var actions []map[string]any
	for _, key := range keys {
		actions = append(actions, map[string]any{"type": "keyDown", "value": string(key)}, map[string]any{"type": "keyUp", "value": string(key)})
	}
	b.do("POST", "/actions", map[string]any{"actions": []any{map[string]any{"type": "key", "id": "keys", "actions": actions}}}, nil)
}

// fill replaces what is in a field, as typed.
func (b *browser) fill(selector, text string) {
	b.t.Helper()
	b.run(nil, "const e = document.querySelector("+quote(selector)+"); e.focus(); e.select()")
	b.press(text)
}

// drag moves a pointer with its button down from point to point.
func (b *browser) drag(points [][2]int) {
	b.t.Helper()
	move := func(p [2]int) map[string]any {
		return map[string]any{"type": "pointerMove", "duration": 0, "x": p[0], "y": p[1], "origin": "viewport"}
	}
	actions := []map[string]any{move(points[0]), {"type": "pointerDown", "button": 0}}
	for _, p := range points[1:] {
		actions = append(actions, move(p))
	}
	actions = append(actions, map[string]any{"type": "pointerUp", "button": 0})
	b.do("POST", "/actions", map[string]any{"actions": []any{map[string]any{"type": "pointer", "id": "mouse",
		"parameters": map[string]string{"pointerType": "mouse"}, "actions": actions}}}, nil)
}

// cdp sends a command of Chromium's own protocol and decodes its answer.
func (b *browser) cdp(value any, command string, params map[string]any) {
	b.t.Helper()
	if params == nil {
		params = map[string]any{}
	}
	b.do("POST", "/goog/cdp/execute", map[string]any{"cmd": command, "params": params}, value)
}

// A logEntry is what the browser has logged.
type logEntry struct{ Level, Message string }

// log returns what has been logged since the last call: "browser" is the
// console, "performance" has the requests.
func (b *browser) log(kind string) []logEntry {
	b.t.Helper()
	var entries []logEntry
	b.do("POST", "/se/log", map[string]string{"type": kind}, &entries)
	return entries
}
