package main

import (
	"context"
	"net/http/httptest"
	"strings"
	"testing"
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
