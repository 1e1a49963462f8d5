// Exercise checks what a student wrote in chapter5/exercises and says what is
// wrong with it, shows the clinic, and trains the network of section 7.4 with
// the student's layers. The state of the exercises is read off the code each
// time. The student's code runs in a program of its own, package runner.
package main

import (
	"cmp"
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
	"backprop/layers/layertest"
)

var usage = text{`usage: go run ./cmd/exercise [flags] [command]

Shows which exercises of chapter5/exercises are done, and checks the next one.

  go run ./cmd/exercise              the list, and what is next
  go run ./cmd/exercise relu         check that one
  go run ./cmd/exercise -hint        a hint for the next one; -hint 2: more
  go run ./cmd/exercise -watch       check again whenever a file is saved
  go run ./cmd/exercise reset relu   a blank relu.go; yours is kept beside it
  go run ./cmd/exercise mnist        train 7.4 with your layers and your loop
  go run ./cmd/exercise clinic       code with a mistake: find the cause
  go run ./cmd/exercise clinic 5     case 5
  go run ./cmd/exercise gradcheck    7.3 in detail; -seed N takes other weights

  -lang L   en or ko (default: as the environment says, LANG)

Status: 0 if nothing is wrong, 1 if something is, 2 for a wrong command line.
`, `사용법: go run ./cmd/exercise [플래그] [명령]

chapter5/exercises의 연습 문제를 어디까지 했는지 보여 주고, 다음 것을 확인한다.

  go run ./cmd/exercise              목록과 다음에 할 것
  go run ./cmd/exercise relu         그 문제만 확인
  go run ./cmd/exercise -hint        다음 문제의 힌트. -hint 2는 더 보여 준다
  go run ./cmd/exercise -watch       파일을 저장할 때마다 다시 확인
  go run ./cmd/exercise reset relu   빈 relu.go로. 쓴 것은 옆에 남긴다
  go run ./cmd/exercise mnist        직접 쓴 계층과 반복문으로 7.4절을 학습
  go run ./cmd/exercise clinic       틀린 곳이 하나씩 있는 코드. 원인을 찾는다
  go run ./cmd/exercise clinic 5     5번
  go run ./cmd/exercise gradcheck    7.3절을 자세히. -seed N은 다른 가중치

  -lang L   en 또는 ko(기본은 환경 변수 LANG을 따른다)

종료 상태: 틀린 것이 없으면 0, 있으면 1, 명령을 잘못 썼으면 2.
`}

// options are what a command line asks for.
type options struct {
	command string // "", "help", "reset", "mnist", "clinic" or "gradcheck"
	name    string // of an exercise, or ""
	number  int    // of a case of the clinic, or 0
	seed    uint32
	hint    int
	watch   bool

	language layertest.Language
}

// A tool carries out a command.
type tool struct {
	root     string // the folder with go.mod
	folder   string // chapter5/exercises in it
	program  string // where to build the runner
	language layertest.Language
	out      io.Writer
	columns  int // of the terminal, or 0

	buildFlags []string // of go build
	notice     time.Duration
	limit      func(e exercise) time.Duration
	iters      int // of mnist
}

func main() { os.Exit(command(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

func command(args []string, stdin io.Reader, stdout, stderr io.Writer) (status int) {
	o, err := parse(args, os.Getenv)
	if err == nil && o.command == "help" {
		fmt.Fprint(stdout, usage.In(o.language))
		return 0
	}
	if err != nil {
		fmt.Fprintln(stderr, "exercise:", err)
		return 2
	}
	t := newTool(o.language, stdout)
	right := true
	if t.root, err = moduleRoot(o.language); err == nil {
		t.folder = filepath.Join(t.root, "chapter5", "exercises")
		right, err = t.do(o, stdin)
	}
	if err != nil {
		fmt.Fprintln(stderr, "exercise:", err)
	}
	if err != nil || !right {
		return 1
	}
	return 0
}

func newTool(language layertest.Language, out io.Writer) *tool {
	return &tool{language: language, out: out, columns: columns(), notice: 2 * time.Second, limit: limit, iters: 10000}
}

// do carries out a command. It reports whether nothing was found wrong.
func (t *tool) do(o options, stdin io.Reader) (right bool, err error) {
	switch o.command {
	case "reset":
		return true, t.reset(named(o.name))
	case "clinic":
		return true, t.clinic(o.number, stdin)
	case "gradcheck":
		return true, t.gradCheck(o.seed)
	}
	// The rest runs the student's code.
	dir, err := os.MkdirTemp("", "exercise-")
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(dir)
	t.program = cmp.Or(t.program, filepath.Join(dir, "runner.exe"))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	switch {
	case o.command == "mnist":
		return t.mnist(ctx)
	case o.watch:
		return true, t.watch(ctx, o.name)
	case o.hint > 0:
		return true, t.hint(ctx, o.name, o.hint)
	}
	return t.show(ctx, o.name)
}

func (t *tool) in(english, korean string) string { return text{english, korean}.In(t.language) }

// say prints a paragraph.
func (t *tool) say(english, korean string, values ...any) {
	s := fmt.Sprintf(t.in(english, korean), values...)
	fmt.Fprintln(t.out, wrap(s, t.columns))
}

// parse reads the command line. Flags may stand before or behind the words.
func parse(args []string, getenv func(string) string) (options, error) {
	o := options{language: layertest.LanguageOf(getenv), seed: 42}
	var problem text // the first
	wrong := func(english, korean string) {
		if problem == (text{}) {
			problem = text{english, korean}
		}
	}
	var words []string
	seeded := false
	for len(args) > 0 {
		arg := args[0]
		args = args[1:]
		if !strings.HasPrefix(arg, "-") {
			words = append(words, arg)
			continue
		}
		if flag, value, ok := strings.Cut(arg, "="); ok {
			arg, args = flag, append([]string{value}, args...)
		}
		value := func() string {
			if len(args) == 0 {
				return ""
			}
			v := args[0]
			args = args[1:]
			return v
		}
		switch strings.TrimLeft(arg, "-") {
		case "h", "help":
			o.command = "help"
		case "watch":
			o.watch = true
		case "hint":
			o.hint = 1
			if n, err := strconv.Atoi(strings.Join(args[:min(1, len(args))], "")); err == nil {
				if o.hint = n; n < 1 {
					wrong("-hint wants a number from 1.", "-hint: 1 이상의 수여야 한다.")
				}
				value()
			}
		case "lang":
			switch v := value(); v {
			case "en":
				o.language = layertest.English
			case "ko":
				o.language = layertest.Korean
			default:
				wrong("-lang wants en or ko, not "+strconv.Quote(v)+".", "-lang "+strconv.Quote(v)+": en이나 ko여야 한다.")
			}
		case "seed":
			n, err := strconv.ParseUint(value(), 10, 32)
			if err != nil {
				wrong("-seed wants a number from 0 to 4294967295.", "-seed: 0부터 4294967295까지의 수여야 한다.")
			}
			o.seed, seeded = uint32(n), true
		default:
			there := offer(arg, []string{"-hint", "-watch", "-seed", "-lang", "-help"})
			wrong("There is no flag "+arg+": "+there.English, arg+": 그런 플래그는 없다. "+there.Korean)
		}
	}
	if o.command == "help" {
		return o, nil
	}
	o.read(words, wrong)
	switch {
	case o.watch && o.hint > 0:
		wrong("-watch and -hint do not go together.", "-watch와 -hint는 함께 쓰지 않는다.")
	case (o.watch || o.hint > 0) && o.command != "":
		wrong("-watch and -hint do not go with "+o.command+".", o.command+": -watch와 -hint를 함께 쓰지 않는다.")
	case seeded && o.command != "gradcheck":
		wrong("-seed goes with gradcheck only.", "-seed는 gradcheck와만 쓴다.")
	}
	if problem != (text{}) {
		return o, errors.New(problem.In(o.language))
	}
	return o, nil
}

// read reads the words that are no flags: an exercise, or a command and what
// it is for.
func (o *options) read(words []string, wrong func(english, korean string)) {
	exercise := func(word string, more ...string) string {
		name := strings.ToLower(strings.TrimSuffix(filepath.Base(word), ".go"))
		if !slices.Contains(names(), name) {
			there := offer(name, append(names(), more...))
			wrong("There is no exercise "+word+": "+there.English, word+": 그런 연습 문제는 없다. "+there.Korean)
		}
		return name
	}
	commands := []string{"clinic", "gradcheck", "mnist", "reset"}
	switch {
	case len(words) == 0:
		return
	case !slices.Contains(commands, words[0]):
		o.name, words = exercise(words[0], commands...), words[1:]
	default:
		o.command, words = words[0], words[1:]
	}
	switch {
	case o.command == "reset" && len(words) == 0:
		wrong("reset wants the name of an exercise.", "reset에는 연습 문제의 이름이 필요하다.")
	case o.command == "reset":
		o.name, words = exercise(words[0]), words[1:]
	case o.command == "clinic" && len(words) > 0:
		last := len(clinic.Patients())
		n, err := strconv.Atoi(words[0])
		if err != nil || n < 1 || n > last {
			wrong(fmt.Sprintf("The clinic has no case %s: want a number from 1 to %d.", words[0], last),
				fmt.Sprintf("%s: 1부터 %d까지의 번호여야 한다.", words[0], last))
		}
		o.number, words = n, words[1:]
	}
	if len(words) > 0 {
		wrong(words[0]+" is one word too many.", words[0]+": 필요 없는 인수다.")
	}
}

// offer returns which of the names a word may stand for, or all of them.
func offer(word string, names []string) text {
	near := nearest(word, names)
	if len(near) == 0 {
		list := strings.Join(names, ", ")
		return text{"there are " + list + ".", "있는 것은 " + list + "."}
	}
	return text{"do you mean " + strings.Join(near, " or ") + "?", "가까운 이름은 " + strings.Join(near, ", ") + "."}
}
