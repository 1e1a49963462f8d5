// Exercise checks the code that a student wrote in chapter5/exercises and
// explains its mistakes, shows the clinic, and trains the network of section 7.4
// with the student's layers. It stores no progress: each time it checks the code
// itself. The student's code runs in another program, package runner.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"backprop/chapter5/exercises/clinic"
	"backprop/cmd/internal/cli"
	"backprop/layers/layertest/bilingual"
)

var usage = say(`usage: go run ./cmd/exercise [flags] [command]

Shows which exercises of chapter5/exercises are done, and checks the next one.

  go run ./cmd/exercise              the list, and what is next
  go run ./cmd/exercise relu         check that one
  go run ./cmd/exercise -hint        a hint for the next one; -hint 2: more
  go run ./cmd/exercise -watch       check again whenever a file is saved
  go run ./cmd/exercise reset relu   a blank relu.go; yours is kept beside it
  go run ./cmd/exercise mnist        train 7.4 with your layers and your loop
  go run ./cmd/exercise clinic       code with a mistake: find the cause
  go run ./cmd/exercise clinic 5     case 5

  -lang L   en or ko (default: as the environment says, LANG)

Status: 0 if nothing is wrong, 1 if something is, 2 for a wrong command line.
`, `사용법: go run ./cmd/exercise [플래그] [명령]

연습 문제(chapter5/exercises)의 진행 상황을 보여 주고, 다음 문제를 검사한다.

  go run ./cmd/exercise              목록과 다음 문제
  go run ./cmd/exercise relu         그 문제만 확인
  go run ./cmd/exercise -hint        다음 문제의 힌트. -hint 2는 더 보여 준다
  go run ./cmd/exercise -watch       파일을 저장할 때마다 다시 확인
  go run ./cmd/exercise reset relu   relu.go를 비운다. 코드는 따로 저장한다
  go run ./cmd/exercise mnist        직접 구현한 코드로 7.4절의 신경망을 학습
  go run ./cmd/exercise clinic       틀린 곳이 하나씩 있는 코드. 원인을 찾는다
  go run ./cmd/exercise clinic 5     5번

  -lang L   en 또는 ko (기본값: 환경 변수 LANG의 언어)

종료 상태: 틀린 것이 없으면 0, 있으면 1, 명령이 틀렸으면 2.
`)

// commands are the words that a command line may begin with besides the names
// of exercises.
var commands = []string{"reset", "mnist", "clinic"}

// options hold what a command line asks for.
type options struct {
	help, watch, hint bool
	command           string // or ""
	name              string // of an exercise, or ""
	number            int    // of a hint or a case, or -1
	language          bilingual.Language
}

// A tool carries out a command.
type tool struct {
	root     string // the folder with go.mod
	folder   string // chapter5/exercises in it
	program  string // where to build the runner
	language bilingual.Language
	out      io.Writer

	buildFlags []string      // of go build
	limit      time.Duration // of a check
	iters      int           // of mnist
}

func main() { os.Exit(command(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

func command(args []string, stdin io.Reader, stdout, stderr io.Writer) (status int) {
	o, err := parse(args, os.Getenv)
	if err != nil {
		fmt.Fprintln(stderr, "exercise:", err)
		return 2
	}
	if o.help {
		fmt.Fprint(stdout, usage.In(o.language))
		return 0
	}
	t := newTool(o.language, stdout)
	right := false
	if t.root, err = cli.ModuleRoot("."); err == nil {
		t.folder = filepath.Join(t.root, "chapter5", "exercises")
		right, err = t.do(o, stdin)
	}
	if err != nil {
		fmt.Fprintln(stderr, "exercise:", bilingual.Message(err, o.language))
	}
	if err != nil || !right {
		return 1
	}
	return 0
}

func newTool(language bilingual.Language, out io.Writer) *tool {
	return &tool{language: language, out: out, limit: 5 * time.Second, iters: 10000}
}

// do carries out a command. It reports whether the student's code is right.
func (t *tool) do(o options, stdin io.Reader) (right bool, err error) {
	switch o.command {
	case "reset":
		return true, t.reset(named(o.name))
	case "clinic":
		return true, t.clinic(o.number, stdin)
	}
	// The rest runs the student's code.
	dir, err := os.MkdirTemp("", "exercise-")
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(dir)
	t.program = filepath.Join(dir, "runner.exe")
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	switch {
	case o.command == "mnist":
		return t.mnist(ctx)
	case o.watch:
		return true, t.watch(ctx, o.name)
	case o.hint:
		return true, t.hint(ctx, o.name, o.number)
	}
	return t.show(ctx, o.name)
}

func (t *tool) in(english, korean string) string { return say(english, korean).In(t.language) }

// say prints a paragraph.
func (t *tool) say(english, korean string, values ...any) {
	fmt.Fprintln(t.out, wrap(fmt.Sprintf(t.in(english, korean), values...), columns))
}

// parse reads the command line. Flags may stand before or behind the words.
func parse(args []string, getenv func(string) string) (options, error) {
	o := options{language: bilingual.LanguageOf(getenv), number: -1}
	wrong := func(english, korean string, values ...any) (options, error) {
		return o, errors.New(say(english, korean, values...).In(o.language))
	}
	var words []string
	for rest := args; len(rest) > 0; {
		arg, value, assigned := strings.Cut(rest[0], "=")
		if rest = rest[1:]; assigned { // -lang=ko is -lang ko
			rest = slices.Insert(slices.Clone(rest), 0, value)
		}
		switch flag := strings.Replace(arg, "--", "-", 1); {
		case flag == "-h" || flag == "-help":
			o.help = true
		case flag == "-watch":
			o.watch = true
		case flag == "-hint":
			o.hint = true
		case flag == "-lang":
			language := strings.Join(rest[:min(1, len(rest))], "")
			if o.language.Set(language) != nil {
				return wrong("-lang wants en or ko, not %q.", "-lang %q: en이나 ko여야 한다.", language)
			}
			rest = rest[1:]
		case strings.HasPrefix(arg, "-"):
			return wrong("There is no flag %s: there are -hint, -watch, -lang and -h.", "%s: 없는 플래그다. -hint, -watch, -lang, -h를 쓸 수 있다.", arg)
		default:
			words = append(words, arg)
		}
	}
	if o.help {
		return o, nil
	}
	fits := true // each kind of word comes once, and only where it is used
	for _, word := range words {
		name := strings.ToLower(strings.TrimSuffix(filepath.Base(word), ".go"))
		number, err := strconv.ParseUint(word, 10, 31)
		switch {
		case err == nil:
			fits = fits && o.number < 0
			o.number = int(number)
		case slices.Contains(commands, word):
			fits = fits && o.command == ""
			o.command = word
		case slices.Contains(names(), name):
			fits = fits && o.name == ""
			o.name = name
		default:
			return wrong("There is no exercise or command %s: there are %s.", "%s: 없는 연습 문제나 명령이다. 쓸 수 있는 것: %s.",
				word, strings.Join(append(names(), commands...), ", "))
		}
	}
	fits = fits && !(o.watch && o.hint) && (o.command == "" || !o.watch && !o.hint) &&
		(o.name == "" || o.command == "" || o.command == "reset") &&
		(o.number < 0 || o.hint || o.command == "clinic")
	switch last := len(clinic.Patients()); {
	case !fits:
		return wrong("These arguments do not go together: %s. For help: -h", "함께 쓸 수 없는 인수: %s. 도움말: -h", strings.Join(args, " "))
	case o.command == "reset" && o.name == "":
		return wrong("reset wants the name of an exercise.", "reset에는 연습 문제의 이름이 필요하다.")
	case o.command == "clinic" && (o.number == 0 || o.number > last):
		return wrong("The clinic has no case %d: want a number from 1 to %d.", "%d: 1부터 %d까지의 번호여야 한다.", o.number, last)
	}
	return o, nil
}
