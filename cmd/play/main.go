// Play opens the chapter in the browser: graphs to touch, a network to watch
// while it learns, digits to draw, mistakes to find. It builds the project for
// WebAssembly with the Go tool and serves the page on this computer alone.
//
// site.go builds the files of the site, and server.go finds a port and serves them.
// page has what the browser shows, HTML, CSS and JavaScript: graph.js, learn.js,
// draw.js, cards.js and clinic.js are its parts, field.js edits an input of a graph,
// paper.js takes the strokes of a drawing, worker.js trains, and kept.js stores what the
// browser keeps. The page asks the program wasm, which answers by package view.
package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"time"

	"backprop/cmd/internal/cli"
	"backprop/layers/layertest/bilingual"
)

var usage = bilingual.Text{English: `usage: go run ./cmd/play [flags]

Builds the project for the browser and opens it: graphs whose inputs you edit,
the training of section 7, your own digits, mistakes to find.

  -addr 127.0.0.1:PORT  where to serve; port 0 is any free port (default:
                        127.0.0.1:8005, or the next port that is free)
  -no-open              do not open the browser
  -o FOLDER             write a static site for any web server, and exit
  -lang en|ko           the language of the page and of these messages (default:
                        that of the environment)
`, Korean: `사용법: go run ./cmd/play [플래그]

프로젝트를 브라우저용으로 빌드해서 연다. 계산 그래프의 입력을 바꾸고, 7절의
학습 과정을 보고, 숫자를 그리고, 코드의 실수를 찾을 수 있다.

  -addr 127.0.0.1:포트  페이지의 주소. 포트가 0이면 아무 빈 포트나 쓴다 (기본값:
                        127.0.0.1:8005, 사용 중이면 그다음 빈 포트)
  -no-open              브라우저를 열지 않는다
  -o 폴더               어떤 웹 서버로도 열 수 있는 정적 사이트를 저장하고 끝낸다
  -lang 언어            페이지와 메시지의 언어, en 또는 ko (기본값: 환경 변수의 언어)
`}

// options holds the values of the flags.
type options struct {
	addr     string
	noOpen   bool
	folder   string
	language bilingual.Language
	given    []string // the names of the flags of the command line
}

func main() {
	o, err := parse(os.Args[1:], os.Getenv)
	if err != nil {
		os.Exit(cli.Refuse(os.Stdout, os.Stderr, "play", err, usage, o.language))
	}
	ctx := cli.UntilStopped(bilingual.Errorf("the build was interrupted, so there is no site to write or to serve",
		"빌드가 중단되어 저장하거나 열 사이트가 없다"))
	if err := play(ctx, o, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "play:", cli.Message(err, o.language))
		os.Exit(cli.Status(err))
	}
}

// parse reads the flags.
func parse(args []string, getenv func(string) string) (options, error) {
	o := options{language: bilingual.LanguageOf(getenv)}
	flags := flag.NewFlagSet("play", flag.ContinueOnError)
	flags.StringVar(&o.addr, "addr", "127.0.0.1:8005", "")
	flags.BoolVar(&o.noOpen, "no-open", false, "")
	flags.StringVar(&o.folder, "o", "", "")
	flags.Var(&o.language, "lang", "")
	rest, err := cli.Parse(flags, args)
	if err != nil {
		return o, err
	}
	flags.Visit(func(f *flag.Flag) { o.given = append(o.given, f.Name) })
	return o, check(o, rest)
}

// check returns an error where the flags make no sense.
func check(o options, rest []string) error {
	host, port, err := net.SplitHostPort(o.addr)
	_, portErr := strconv.ParseUint(port, 10, 16)
	switch {
	case len(rest) > 0:
		return bilingual.Errorf("unexpected argument %q", "%q: 플래그가 아닌 인수는 받지 않는다", rest[0])
	case err != nil || host != "127.0.0.1" || portErr != nil:
		return bilingual.Errorf("-addr %s: want 127.0.0.1:PORT, since only this computer is served",
			"-addr %s: 127.0.0.1:포트여야 한다. 이 컴퓨터에서만 열 수 있다", o.addr)
	}
	return nil
}

// play builds the site, and writes it to a folder or serves it until ctx ends. If
// ctx ends before, play returns its cause.
func play(ctx context.Context, o options, out io.Writer) error {
	say := func(english, korean string, values ...any) {
		fmt.Fprintln(out, bilingual.Sprintf(english, korean, values...).In(o.language))
	}
	var listener net.Listener
	var err error
	if o.folder != "" {
		err = checkFolder(o.folder)
	} else {
		listener, err = listen(o.addr, slices.Contains(o.given, "addr"))
	}
	if err != nil {
		return err
	}
	say("Building the page's programs. The first build takes about 15 seconds.",
		"페이지의 프로그램을 빌드한다. 처음에는 15초쯤 걸린다.")
	site, err := newSite(ctx)
	if err != nil {
		return cmp.Or(context.Cause(ctx), err) // a signal ends the Go tool, too
	}
	for _, name := range []string{programFile, clinicFile} {
		say("%s has %.1f MB, %.1f MB with gzip.", "%s의 크기는 %.1f MB이다(gzip으로 %.1f MB).",
			name, megabytes(len(site[name])), megabytes(packedSize(site[name])))
	}
	if err := context.Cause(ctx); err != nil {
		return err
	}
	if o.folder != "" {
		if err := site.write(o.folder); err != nil {
			return err
		}
		say("%s holds the site. Any web server can serve it.", "사이트를 저장한 폴더: %s. 어떤 웹 서버로도 열 수 있다.", o.folder)
		return nil
	}
	address := "http://" + listener.Addr().String() + "/"
	if o.language == bilingual.Korean {
		address += "#lang=ko"
	}
	say("%s   (Ctrl-C to stop)", "%s   (Ctrl-C로 끝낸다)", address)
	if !o.noOpen {
		if err := open(address); err != nil {
			say("The browser did not open: %v. Open the address yourself.", "브라우저를 열지 못했다(%v). 위의 주소를 직접 열어야 한다.", err)
		}
	}
	server := &http.Server{Handler: site, ReadHeaderTimeout: 10 * time.Second}
	context.AfterFunc(ctx, func() { server.Close() })
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// open opens an address in the browser.
func open(address string) error {
	switch runtime.GOOS {
	case "darwin":
		return exec.Command("open", address).Start()
	case "windows":
		return exec.Command("rundll32", "url.dll,FileProtocolHandler", address).Start()
	}
	return exec.Command("xdg-open", address).Start()
}

func megabytes(n int) float64 { return float64(n) / 1e6 }
