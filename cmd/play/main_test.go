package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"backprop/cmd/internal/cli"
	"backprop/cmd/play/view"
	"backprop/layers/layertest/bilingual"
)

func TestParse(t *testing.T) {
	none := func(string) string { return "" }
	for _, test := range []struct {
		name string
		args []string
		want string // the beginning of what is printed, "" for no error
	}{
		{"nothing", nil, ""},
		{"any free port", []string{"-addr", "127.0.0.1:0"}, ""},
		{"no folder", []string{"-o", ""}, `play: -o "": want a name`},
		{"no folder in Korean", []string{"-lang", "ko", "-o="}, `play: -o "": 이름이 비어 있다`},
		{"a port", []string{"-addr", "127.0.0.1:80", "-no-open", "-lang", "ko"}, ""},
		{"all computers", []string{"-addr", "0.0.0.0:80"}, "play: -addr 0.0.0.0:80: want 127.0.0.1:PORT, since only this computer is served"},
		{"no host", []string{"-addr", ":80"}, "play: -addr :80: want 127.0.0.1:PORT"},
		{"no address", []string{"-addr", ""}, "play: -addr : want 127.0.0.1:PORT"},
		{"no port", []string{"-addr", "127.0.0.1"}, "play: -addr 127.0.0.1: want 127.0.0.1:PORT"},
		{"no number for the port", []string{"-addr", "127.0.0.1:http"}, "play: -addr 127.0.0.1:http: want 127.0.0.1:PORT"},
		{"a port too large", []string{"-addr", "127.0.0.1:65536"}, "play: -addr 127.0.0.1:65536: want 127.0.0.1:PORT"},
		{"another language", []string{"-lang", "fr"}, `play: invalid value "fr" for flag -lang: want en or ko`},
		{"a fault in Korean", []string{"-lang", "ko", "-addr", ":80"}, "play: -addr :80: 127.0.0.1:포트여야 한다. 이 컴퓨터에서만 열 수 있다\n사용법은 -h로 볼 수 있다."},
		{"help in Korean", []string{"-lang", "ko", "-h"}, "사용법: go run ./cmd/play [플래그]"},
		{"an argument", []string{"x"}, `play: unexpected argument "x"`},
		{"an unknown flag", []string{"-x"}, "play: flag provided but not defined: -x"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var printed bytes.Buffer
			o, err := parse(test.args, none)
			if err != nil {
				cli.Refuse(&printed, &printed, "play", err, usage, o.language)
			}
			if (err != nil) != (test.want != "") || !strings.HasPrefix(printed.String(), test.want) {
				t.Errorf("parse(%q) = %v, prints %q, want %q", test.args, err, printed.String(), test.want)
			}
		})
	}
	korean := func(name string) string { return map[string]string{"LANG": "ko_KR.UTF-8"}[name] }
	if o, _ := parse(nil, korean); o.language != bilingual.Korean {
		t.Error("with LANG=ko_KR.UTF-8 the language is English")
	}
	if o, _ := parse([]string{"-lang", "en"}, korean); o.language != bilingual.English {
		t.Error("with -lang en the language is Korean")
	}
}

func TestServe(t *testing.T) {
	s := site{"index.html": []byte("<p>"), "play.wasm": []byte("wasm"), "data/x.gz": []byte("gz")}
	for _, test := range []struct {
		method, path string
		status       int
		contentType  string
	}{
		{"GET", "/", 200, "text/html; charset=utf-8"},
		{"GET", "/index.html", 200, "text/html; charset=utf-8"},
		{"GET", "/play.wasm", 200, "application/wasm"},
		{"GET", "/data/x.gz", 200, "application/gzip"},
		{"GET", "/data/", 404, ""},
		{"GET", "/data", 404, ""},
		{"GET", "/../go.mod", 404, ""},
		{"POST", "/", 405, ""},
		{"HEAD", "/", 405, ""},
	} {
		t.Run(test.method+" "+test.path, func(t *testing.T) {
			w := httptest.NewRecorder()
			s.ServeHTTP(w, httptest.NewRequest(test.method, test.path, nil))
			if w.Code != test.status {
				t.Errorf("status %d, want %d", w.Code, test.status)
			}
			if test.status != 200 {
				return
			}
			h := w.Header()
			if h.Get("Content-Type") != test.contentType || h.Get("X-Content-Type-Options") != "nosniff" {
				t.Errorf("headers %v, want the type %s", h, test.contentType)
			}
			if p := h.Get("Content-Security-Policy"); !strings.Contains(p, "default-src 'none'") || strings.Contains(p, "unsafe-inline") {
				t.Errorf("the policy is %q", p)
			}
		})
	}
}

// Every file of the page has a MIME type, and every file that it names is there.
func TestPageFiles(t *testing.T) {
	index, err := page.ReadFile("page/index.html")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(index), policy) {
		t.Error("the policy in the page is not the server's")
	}
	entries, _ := page.ReadDir("page")
	for _, entry := range entries {
		if types[filepath.Ext(entry.Name())] == "" {
			t.Errorf("%s has no MIME type", entry.Name())
		}
		file, _ := page.ReadFile("page/" + entry.Name())
		for _, m := range regexp.MustCompile(`(?:src|href|from|import)[= (]"(?:\./)?([\w.]+\.\w+)"`).FindAllStringSubmatch(string(file), -1) {
			if _, err := page.ReadFile("page/" + m[1]); err != nil && m[1] != "wasm_exec.js" && !strings.HasPrefix(m[1], "figure.") {
				t.Errorf("%s names %s, which is not there", entry.Name(), m[1])
			}
		}
		if strings.Contains(string(file), "http://") && !strings.Contains(string(file), `xmlns="http://www.w3.org/2000/svg"`) || strings.Contains(string(file), "https://") {
			t.Errorf("%s names another host", entry.Name())
		}
	}
}

// Each of the chapter's pages that has a part in the playground links to it, and
// each link leads to a part, a graph or a card that is there.
func TestLinks(t *testing.T) {
	there := map[string]bool{"learn": true, "draw=seven": true, "clinic": true, "cards": true}
	for _, g := range view.Graphs(false) {
		there["graph="+g.Key] = true
	}
	for _, c := range view.Cards(view.CardsRequest{}) {
		there["cards="+c.Key] = true
	}
	pages, err := filepath.Glob("../../docs/*/*.md")
	if err != nil {
		t.Fatal(err)
	}
	without := map[string]bool{"README.md": true, "appendix.md": true, "glossary.md": true, "numpy.md": true, "performance.md": true}
	for _, name := range pages {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		links := regexp.MustCompile(`127\.0\.0\.1:8005/#([^)\s]*)`).FindAllStringSubmatch(string(text), -1)
		for _, m := range links {
			if !there[m[1]] {
				t.Errorf("%s links to #%s, which is not there", name, m[1])
			}
		}
		if len(links) == 0 && !without[filepath.Base(name)] {
			t.Errorf("%s has no link to the playground", name)
		}
	}
	if len(pages) < 20 {
		t.Errorf("there are %d pages", len(pages))
	}
}

func TestListen(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	port := taken.Addr().(*net.TCPAddr).Port
	addr := fmt.Sprintf("127.0.0.1:%d", port)
	next, err := listen(addr, false)
	if err != nil {
		t.Fatal(err)
	}
	defer next.Close()
	if got := next.Addr().(*net.TCPAddr).Port; got <= port {
		t.Errorf("with port %d taken it listens at %d, want one of the next", port, got)
	}
	if l, err := listen(addr, true); err == nil || !strings.HasPrefix(err.Error(), "-addr "+addr+": ") {
		t.Errorf("with port %d chosen and taken it returns %v, %v, want an error that names %s", port, l, err, addr)
	}
	free, err := listen("127.0.0.1:0", true)
	if err != nil {
		t.Fatal(err)
	}
	defer free.Close()
	if free.Addr().(*net.TCPAddr).Port == 0 {
		t.Error("with port 0 it listens at 0, want a free port")
	}
	if _, err := listen("127.0.0.1:x", false); err == nil {
		t.Error("the port x is listened at")
	}
}

func TestWrite(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "a", "b")
	if err := (site{"index.html": []byte("x"), "data/y": []byte("z"), programFile: nil}).write(folder); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(filepath.Join(folder, "data", "y")); err != nil || string(got) != "z" {
		t.Errorf("data/y holds %q, %v", got, err)
	}
}

// A site that could not be written, as on a full disk, can be written again.
func TestWriteAgain(t *testing.T) {
	folder := t.TempDir()
	if err := (site{"a": nil, "a/b": nil, programFile: nil}).write(folder); err == nil || !strings.HasPrefix(err.Error(), "-o "+filepath.Join(folder, "a")) {
		t.Fatalf("write = %v, want an error that begins with -o and the file", err)
	}
	if err := checkFolder(folder); err != nil {
		t.Errorf("the folder is refused: %v", err)
	}
}

func TestCheckFolder(t *testing.T) {
	for _, test := range []struct {
		name  string
		files []string // what the folder holds; nil if there is none
		want  string
	}{
		{name: "a new folder"},
		{name: "an empty folder", files: []string{}},
		{name: "an earlier site", files: []string{"index.html", programFile}},
		{name: "somebody's files", files: []string{"index.html"},
			want: "-o %s: the folder holds other files, want a new folder, an empty one, or that of an earlier site"},
		{name: "a file", files: []string{"a file"}, want: "-o %s: not a folder that can be read"},
	} {
		t.Run(test.name, func(t *testing.T) {
			folder := filepath.Join(t.TempDir(), "site")
			if test.files != nil {
				os.Mkdir(folder, 0o755)
			}
			for _, file := range test.files {
				if err := os.WriteFile(filepath.Join(folder, file), nil, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if test.name == "a file" {
				folder = filepath.Join(folder, "a file")
			}
			err := checkFolder(folder)
			if got, want := fmt.Sprint(err), strings.ReplaceAll(test.want, "%s", folder); want == "" && err != nil || want != "" && got != want {
				t.Errorf("checkFolder: %v, want %q", err, want)
			}
		})
	}
}

// The clinic's files are the first images and labels of the data set's.
func TestFirstImages(t *testing.T) {
	for name, want := range map[string]int{"train-images-idx3-ubyte.gz": 16 + 200*784, "t10k-labels-idx1-ubyte.gz": 8 + 200} {
		packed, err := os.ReadFile("../../mnist/data/" + name)
		if err != nil {
			t.Fatal(err)
		}
		first, err := firstImages(packed)
		if err != nil {
			t.Fatal(err)
		}
		if got := unpacked(t, first); len(got) != want || got[7] != 200 || !bytes.HasSuffix(got, unpacked(t, packed)[want-200:want]) {
			t.Errorf("%s: %d bytes, want the first %d", name, len(got), want)
		}
	}
}

func unpacked(t *testing.T, packed []byte) []byte {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	all, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return all
}
