// Exercise checks the code that a student wrote in chapter5/exercises and
// explains its mistakes, shows the clinic, and trains the network of section 7.4
// with the student's layers. It stores no progress in the exercises: each time it
// checks the code. The student's code runs in another program, package runner.
//
// run.go builds and runs it, for a limited time, and source.go reads what the student
// has declared. list.go has the exercises and their hints, show.go prints results,
// watch.go waits for a save, and reset.go replaces the student's file with a blank one.
// mnist.go and clinic.go have the commands of these names; clinic.go also stores the
// next case.
package main

import (
	"cmp"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"backprop/chapter5/exercises/clinic"
	"backprop/cmd/internal/cli"
	"backprop/layers/layertest/bilingual"
)

var usage = sentence(`usage: go run ./cmd/exercise [flags] [command]

Shows which exercises of chapter5/exercises are done, and checks the next one.

  go run ./cmd/exercise              the list, and the next exercise
  go run ./cmd/exercise relu         check the exercise relu
  go run ./cmd/exercise -hint        a hint for the next one; -hint 2: more
  go run ./cmd/exercise -watch       check again whenever a file is saved
  go run ./cmd/exercise reset relu   a blank relu.go; yours is kept beside it
  go run ./cmd/exercise mnist        train 7.4 with your layers and your loop
  go run ./cmd/exercise clinic       code with a mistake: find the cause
  go run ./cmd/exercise clinic 5     case 5

  -lang L   en or ko (default: the language of the environment)

Exit status: 0 if nothing is wrong, 1 if something is, 2 for a wrong command
line, 130 after Ctrl-C (0 with -watch).
`, `사용법: go run ./cmd/exercise [플래그] [명령]

연습 문제(chapter5/exercises)의 진행 상황을 보여 주고, 다음 문제를 검사한다.

  go run ./cmd/exercise              목록과 다음 문제
  go run ./cmd/exercise relu         그 문제만 검사
  go run ./cmd/exercise -hint        다음 문제의 힌트. -hint 2는 더 보여 준다
  go run ./cmd/exercise -watch       파일을 저장할 때마다 다시 검사
  go run ./cmd/exercise reset relu   relu.go를 비운다. 코드는 따로 저장한다
  go run ./cmd/exercise mnist        직접 구현한 코드로 7.4절의 신경망을 학습
  go run ./cmd/exercise clinic       틀린 곳이 하나씩 있는 코드. 원인을 찾는다
  go run ./cmd/exercise clinic 5     5번 문제

  -lang L   en 또는 ko (기본값: 환경 변수의 언어)

종료 상태: 틀린 것이 없으면 0, 있으면 1, 명령이 틀렸으면 2, Ctrl-C 뒤에는
130이다(-watch는 0).
`)

// options holds the values of a command line.
type options struct {
	command  string // of commands, or "" to check
	name     string // of an exercise, or ""
	number   int    // of a hint or a case, or 0
	language bilingual.Language
}

// commands lists the words of a command line besides numbers and the names of
// exercises.
var commands = []string{"-watch", "-hint", "reset", "mnist", "clinic"}

// A tool carries out a command.
type tool struct {
	options
	root    string // the folder with go.mod
	folder  string // chapter5/exercises in it
	program string // where to build the runner
	out     io.Writer
	err     error // the first of out, such as that of a full disk

	buildFlags []string      // of go build
	limit      time.Duration // of a check
	iters      int           // of mnist
}

func newTool(o options, out io.Writer) *tool {
	return &tool{options: o, out: out, limit: checkLimit, iters: 10000}
}

func main() { os.Exit(command(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// command carries out a command line and returns the exit status.
func command(args []string, stdin io.Reader, stdout, stderr io.Writer) (status int) {
	o, err := parse(args, os.Getenv)
	if err != nil {
		return cli.Refuse(stdout, stderr, "exercise", err, usage, o.language)
	}
	t := newTool(o, stdout)
	right := false
	if t.root, err = cli.ModuleRoot("."); err == nil {
		t.folder = filepath.Join(t.root, "chapter5", "exercises")
		right, err = t.do(stdin)
	}
	if err = cmp.Or(err, t.err); err != nil {
		fmt.Fprintln(stderr, "exercise:", cli.Message(err, o.language))
		return cli.Status(err)
	}
	if !right {
		return 1
	}
	return 0
}

// do carries out the command. It reports whether the student's code is right.
func (t *tool) do(stdin io.Reader) (right bool, err error) {
	switch t.command {
	case "reset":
		return true, t.reset(exerciseOf(t.name))
	case "clinic":
		return true, t.clinic(t.number, stdin)
	}
	// The rest runs the student's code.
	dir, err := os.MkdirTemp(os.Getenv("GOTMPDIR"), "exercise-")
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(dir)
	t.program = filepath.Join(dir, "runner.exe")
	ctx := cli.UntilStopped(bilingual.Errorf("stopped", "중단했다"))
	switch t.command {
	case "mnist":
		return t.mnist(ctx)
	case "-watch":
		t.watch(ctx, t.name)
		return true, nil
	case "-hint":
		return true, t.hint(ctx, t.name, t.number)
	}
	return t.show(ctx, t.name)
}

// print prints a paragraph in the student's language.
func (t *tool) print(english, korean string, values ...any) {
	_, err := fmt.Fprintln(t.out, wrap(sentence(english, korean, values...).In(t.language), columns))
	t.err = cmp.Or(t.err, err)
}

// parse reads the command line.
func parse(args []string, getenv func(string) string) (options, error) {
	o := options{language: bilingual.LanguageOf(getenv)}
	var words []string // the flags that are commands
	flags := flag.NewFlagSet("exercise", flag.ContinueOnError)
	flags.Var(&o.language, "lang", "")
	for _, name := range []string{"watch", "hint"} {
		flags.BoolFunc(name, "", func(value string) error {
			switch value {
			case "true":
				words = append(words, "-"+name)
			case "false": // -watch=false is no flag
			default: // -hint=2 is -hint 2
				words = append(words, "-"+name, value)
			}
			return nil
		})
	}
	rest, err := cli.Parse(flags, args)
	if err != nil {
		return o, err
	}

	var kinds []string // of the words: a command, "name" or "number"
	for _, word := range append(words, rest...) {
		name := strings.TrimSuffix(strings.ToLower(filepath.Base(word)), ".go")
		number, err := strconv.ParseUint(word, 10, 31)
		switch {
		case err == nil:
			o.number, kinds = int(number), append(kinds, "number")
		case slices.Contains(commands, word):
			o.command, kinds = word, append(kinds, word)
		case slices.Contains(names(), name):
			o.name, kinds = name, append(kinds, "name")
		default:
			return o, bilingual.Errorf("There is no exercise or command %s: there are %s.", "%s: 없는 연습 문제나 명령이다. 쓸 수 있는 것: %s.",
				word, strings.Join(append(names(), commands...), ", "))
		}
	}
	slices.Sort(kinds)
	switch last := len(clinic.Patients()); strings.Join(kinds, " ") {
	case "reset":
		return o, bilingual.Errorf("reset needs the name of an exercise.", "reset에는 연습 문제의 이름이 필요하다.")
	case "clinic number":
		if o.number < 1 || o.number > last {
			return o, bilingual.Errorf("The clinic has no case %d: want a number from 1 to %d.", "%d: 1부터 %d까지의 번호여야 한다.", o.number, last)
		}
	case "number", "name number":
		return o, bilingual.Errorf("A number goes with clinic or -hint: %s.", "번호는 clinic이나 -hint와 함께 쓴다: %s.", strings.Join(args, " "))
	case "", "name", "-watch", "-watch name", "-hint", "-hint name", "-hint number", "-hint name number", "name reset", "mnist", "clinic":
	default:
		return o, bilingual.Errorf("These arguments do not go together: %s.", "함께 쓸 수 없는 인수: %s.", strings.Join(args, " "))
	}
	return o, nil
}
