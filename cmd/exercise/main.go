// Exercise shows which exercises of chapter5/exercises are done and what is
// next, checks what was written, and says what is wrong with it. How far a
// student has come is read off the code each time: nothing is kept. It also
// shows the clinic, and the gradient check of section 7.3 in detail.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"backprop/cmd/internal/cli"
	"backprop/layers/layertest"
)

// A text is in both languages.
type text struct{ english, korean string }

func (t text) in(language layertest.Language) string {
	if language == layertest.Korean {
		return t.korean
	}
	return t.english
}

var usage = text{`usage: go run ./cmd/exercise [flags] [exercise | clinic [patient] | gradcheck]

Shows which exercises of chapter5/exercises are done, and checks the next one
or the one named.

  go run ./cmd/exercise            the list, and what is next
  go run ./cmd/exercise relu       check that one
  go run ./cmd/exercise -hint      a hint for the next one; -hint 2 gives more
  go run ./cmd/exercise -watch     check again whenever a file is saved
  go run ./cmd/exercise clinic     patients with a mistake: find the cause
  go run ./cmd/exercise gradcheck  section 7.3 in detail: elements, h and times

  -hint N   show the first N hints (default 1)
  -watch    go on until Ctrl-C
  -seed N   the seed of gradcheck (default 42)
  -lang L   en or ko (default: as the environment says, LANG)

Status: 0 if nothing is wrong, 1 if something is, 2 for a wrong command line.
`, `사용법: go run ./cmd/exercise [플래그] [연습 문제 | clinic [환자] | gradcheck]

chapter5/exercises의 연습 문제를 어디까지 했는지 보여 주고, 다음 것이나 이름을
준 것을 확인한다.

  go run ./cmd/exercise            목록과 다음에 할 것
  go run ./cmd/exercise relu       그 문제만 확인
  go run ./cmd/exercise -hint      다음 문제의 힌트. -hint 2는 더 보여 준다
  go run ./cmd/exercise -watch     파일을 저장할 때마다 다시 확인
  go run ./cmd/exercise clinic     실수가 하나씩 든 환자들. 원인을 찾는다
  go run ./cmd/exercise gradcheck  7.3절을 자세히: 원소, h, 걸린 시간

  -hint N   힌트를 N개까지 보인다(기본 1)
  -watch    Ctrl-C를 누를 때까지 계속한다
  -seed N   gradcheck의 시드(기본 42)
  -lang L   en 또는 ko(기본은 환경 변수 LANG을 따른다)

종료 상태: 틀린 것이 없으면 0, 있으면 1, 명령을 잘못 썼으면 2.
`}

type options struct {
	name      string
	clinic    bool
	patient   string
	gradcheck bool
	seed      uint32
	hint      int
	watch     bool
	language  layertest.Language
}

func main() {
	o, err := parse(os.Args[1:], os.Stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return
	case err != nil:
		os.Exit(2)
	}
	debug.SetMaxStack(64 << 20) // a recursion without end is to end soon
	right := true
	switch {
	case o.watch:
		stop := make(chan os.Signal, 1)
		signal.Notify(stop, os.Interrupt, syscall.SIGTERM)
		err = watch(o, stop, os.Stdout)
	case o.clinic:
		err = visit(o.patient, o.language, os.Stdin, os.Stdout)
	case o.gradcheck:
		err = gradCheck(o.seed, o.language, os.Stdout)
	case o.hint > 0:
		give(list, o, os.Stdout)
	default:
		right = show(list, o, os.Stdout)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "exercise:", err)
	}
	switch {
	case errors.As(err, new(misuse)):
		os.Exit(2)
	case err != nil || !right:
		os.Exit(1)
	}
}

// A misuse is a wrong command line.
type misuse string

func (m misuse) Error() string { return string(m) }

// parse reads the flags, before or behind the words. It prints what is wrong
// with them on stderr.
func parse(args []string, stderr io.Writer) (options, error) {
	o := options{language: layertest.LanguageOf(os.Getenv)}
	flags := flag.NewFlagSet("exercise", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Func("lang", "", func(s string) error {
		language, ok := map[string]layertest.Language{"en": layertest.English, "ko": layertest.Korean}[s]
		if !ok {
			return errors.New("want en or ko")
		}
		o.language = language
		return nil
	})
	seeded := false
	flags.Func("seed", "", func(s string) error {
		n, err := strconv.ParseUint(s, 10, 32)
		if err != nil {
			return errors.New(text{"want a number from 0 to 4294967295", "0부터 4294967295까지의 수여야 한다"}.in(o.language))
		}
		o.seed, seeded = uint32(n), true
		return nil
	})
	flags.IntVar(&o.hint, "hint", 0, "")
	flags.BoolVar(&o.watch, "watch", false, "")
	var words []string
	rest := bareHint(args)
	err := error(nil)
	for len(rest) > 0 && err == nil {
		err = cli.Parse(flags, rest)
		if rest = flags.Args(); len(rest) > 0 {
			words, rest = append(words, rest[0]), rest[1:]
		}
	}
	if err == nil {
		err = o.arguments(words, seeded)
	}
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(stderr, usage.in(o.language))
	case err != nil:
		fmt.Fprintf(stderr, "exercise: %v\n%s\n", err,
			text{"Run with -h to see the flags.", "플래그는 -h로 볼 수 있다."}.in(o.language))
	}
	return o, err
}

// bareHint makes -hint with no number after it -hint=1.
func bareHint(args []string) []string {
	args = slices.Clone(args)
	for i, a := range args {
		if a != "-hint" && a != "--hint" {
			continue
		}
		if i+1 < len(args) {
			if _, err := strconv.Atoi(args[i+1]); err == nil {
				continue
			}
		}
		args[i] = "-hint=1"
	}
	return args
}

// arguments reads the words that are no flags.
func (o *options) arguments(args []string, seeded bool) error {
	wrong := func(english, korean string, values ...any) error {
		return fmt.Errorf(text{english, korean}.in(o.language), values...)
	}
	first := ""
	if len(args) > 0 {
		first = strings.TrimSuffix(args[0], ".go")
	}
	o.clinic, o.gradcheck = first == "clinic", first == "gradcheck"
	most := 1
	if o.clinic {
		most = 2
	}
	if o.gradcheck && !seeded {
		o.seed = 42
	}
	switch {
	case o.hint < 0:
		return wrong("-hint %d: want 1 or more", "-hint %d: 1 이상이어야 한다", o.hint)
	case len(args) > most:
		return wrong("unexpected argument %q", "%q: 필요 없는 인수다", args[most])
	case (o.clinic || o.gradcheck) && (o.watch || o.hint > 0):
		return wrong("%s goes without -watch and -hint", "%s에는 -watch와 -hint를 붙이지 않는다", first)
	case seeded && !o.gradcheck:
		return wrong("-seed goes with gradcheck only", "-seed는 gradcheck에만 붙인다")
	case o.watch && o.hint > 0:
		return wrong("-watch and -hint: want one of them", "-watch와 -hint는 하나만 쓴다")
	case o.clinic:
		if len(args) == 2 {
			o.patient = strings.TrimSuffix(args[1], ".go")
		}
		return nil
	case first == "" || o.gradcheck:
		return nil
	case !slices.Contains(names(list), first):
		return wrong("there is no exercise %q, there are %s", "%q: 그런 연습 문제는 없다. 있는 것은 %s",
			first, strings.Join(names(list), ", "))
	}
	o.name = first
	return nil
}

func names(list []exercise) []string {
	var names []string
	for _, e := range list {
		names = append(names, e.name)
	}
	return names
}
