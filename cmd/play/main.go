// Play opens the chapter in the browser: graphs to touch, a network to watch
// while it learns, digits to draw, mistakes to find. It builds the project for
// WebAssembly with the Go tool and serves the page on this computer alone.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"syscall"
	"time"

	"backprop/cmd/internal/cli"
	"backprop/layers/layertest/bilingual"
)

const usage = `usage: go run ./cmd/play [flags]

Builds the project for the browser and opens it: graphs whose inputs you edit,
the training of section 7, your own digits, mistakes to find.

  -addr 127.0.0.1:PORT  where to serve (default 127.0.0.1:8005, or the next
                        port that is free)
  -no-open              do not open the browser
  -o FOLDER             write a static site for any web server, and end
  -lang en|ko           the language of the page and of these messages (default:
                        that of the environment)
`

// options are the flags.
type options struct {
	addr   string
	noOpen bool
	folder string
	korean bool
}

func main() {
	o, err := parse(os.Args[1:], os.Getenv, os.Stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return
	case err != nil:
		os.Exit(2)
	}
	interrupted, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := play(interrupted, o, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "play:", err)
		os.Exit(1)
	}
}

// parse reads the flags. What is wrong with them is said on stderr.
func parse(args []string, getenv func(string) string, stderr io.Writer) (options, error) {
	var o options
	var language string
	flags := flag.NewFlagSet("play", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&o.addr, "addr", "127.0.0.1:8005", "")
	flags.BoolVar(&o.noOpen, "no-open", false, "")
	flags.StringVar(&o.folder, "o", "", "")
	flags.StringVar(&language, "lang", "", "")
	err := cli.Parse(flags, args)
	host, _, addrErr := net.SplitHostPort(o.addr)
	switch {
	case err != nil:
	case flags.NArg() > 0:
		err = fmt.Errorf("unexpected argument %q", flags.Arg(0))
	case addrErr != nil || host != "127.0.0.1":
		err = fmt.Errorf("-addr %s: want 127.0.0.1:PORT, since only this computer is served", o.addr)
	case language != "" && language != "en" && language != "ko":
		err = fmt.Errorf("-lang %s: want en or ko", language)
	}
	o.korean = language == "ko" || language == "" && bilingual.LanguageOf(getenv) == bilingual.Korean
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(stderr, usage)
	case err != nil:
		fmt.Fprintf(stderr, "play: %v\nRun with -h to see the flags.\n", err)
	}
	return o, err
}

// play builds the site, and writes it to a folder or serves it until ctx ends.
func play(ctx context.Context, o options, out io.Writer) error {
	say := func(english, korean string, args ...any) {
		if o.korean {
			english = korean
		}
		fmt.Fprintf(out, english+"\n", args...)
	}
	say("Building the page's program. The first time takes a quarter of a minute.",
		"페이지의 프로그램을 빌드한다. 처음에는 15초쯤 걸린다.")
	site, err := newSite(ctx)
	if err != nil {
		return err
	}
	for _, name := range []string{programFile, clinicFile} {
		say("%s has %.1f MB, %.1f MB with gzip.", "%s의 크기는 %.1f MB이다(gzip으로 %.1f MB).",
			name, megabytes(len(site[name])), megabytes(packedSize(site[name])))
	}
	if o.folder != "" {
		if err := site.write(o.folder); err != nil {
			return err
		}
		say("%s holds the site. Any web server can serve it.", "사이트를 저장한 폴더: %s. 어떤 웹 서버로도 열 수 있다.", o.folder)
		return nil
	}
	listener, err := listen(o.addr)
	if err != nil {
		return err
	}
	address := "http://" + listener.Addr().String() + "/"
	if o.korean {
		address += "#lang=ko"
	}
	say("%s   (Ctrl-C ends)", "%s   (Ctrl-C로 끝낸다)", address)
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
