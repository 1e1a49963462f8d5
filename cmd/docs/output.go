package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// patience is how long a command may run.
const patience = 10 * time.Minute

// allowed commands are those that run the module's own code.
var allowed = regexp.MustCompile(`^go (run \./\S+|test)( |$)`)

// An output directive: a command, and which part of what it prints to show.
type output struct {
	command     string
	fails       bool // it is meant to
	first, last int  // lines; 0 and 0 for all
}

// A result is what a command printed.
type result struct {
	text   string
	failed bool
	err    error // it could not be run at all
}

// parseOutput reads the words of an output directive.
func parseOutput(words string) (output, error) {
	parts := strings.Split(words, "#")
	command := strings.TrimSpace(parts[0])
	switch {
	case !allowed.MatchString(command):
		return output{}, fmt.Errorf("only go run ./FOLDER and go test are run here, not %q", command)
	case strings.ContainsAny(command, "'\"|&;<>()*?`\\$"):
		return output{}, fmt.Errorf("there is no shell here to understand %q", command)
	}
	o := output{command: command}
	for _, option := range parts[1:] {
		words := strings.Fields(option)
		if slices.Equal(words, []string{"fails"}) {
			o.fails = true
			continue
		}
		n := 0
		if len(words) == 2 {
			n, _ = strconv.Atoi(words[1]) // 0 is refused as well
		}
		switch {
		case n > 0 && words[0] == "first":
			o.first = n
		case n > 0 && words[0] == "last":
			o.last = n
		default:
			return output{}, fmt.Errorf("there is no option #%s: want # fails, # first 5 or # last 3", strings.TrimRight(option, " "))
		}
	}
	return o, nil
}

// show returns the lines that the page should have of what the command
// printed.
func (o output) show(r result) ([]string, error) {
	switch {
	case r.err != nil:
		return nil, fmt.Errorf("%s cannot be run: %w", o.command, r.err)
	case r.failed && !o.fails:
		return nil, fmt.Errorf("%s fails (write # fails after it if that is right); it prints %q", o.command, r.text[:min(200, len(r.text))])
	case !r.failed && o.fails:
		return nil, fmt.Errorf("%s does not fail, and the directive says that it does", o.command)
	}
	lines := []string{"$ " + o.command}
	if r.text == "" {
		return lines, nil
	}
	printed := strings.Split(r.text, "\n")
	if o.first+o.last == 0 || o.first+o.last >= len(printed) {
		return append(lines, printed...), nil
	}
	lines = append(append(lines, printed[:o.first]...), "...")
	return append(lines, printed[len(printed)-o.last:]...), nil
}

// runAll runs each command once, as many at a time as there are processors.
func runAll(root string, commands []string) map[string]result {
	results := map[string]result{}
	tmp, err := os.MkdirTemp("", "docs-")
	if err != nil {
		for _, command := range commands {
			results[command] = result{err: err}
		}
		return results
	}
	defer os.RemoveAll(tmp)
	r := runner{root: root, tmp: tmp, env: environment(os.Environ()), builds: map[string]func() (string, error){}}
	var wait sync.WaitGroup
	var lock sync.Mutex
	slots := make(chan bool, runtime.NumCPU())
	for _, command := range slices.Compact(slices.Sorted(slices.Values(commands))) {
		wait.Add(1)
		go func() {
			defer wait.Done()
			slots <- true
			result := r.run(strings.Fields(command))
			<-slots
			lock.Lock()
			defer lock.Unlock()
			results[command] = result
		}()
	}
	wait.Wait()
	return results
}

// A runner runs commands for runAll.
type runner struct {
	root, tmp string
	env       []string

	lock   sync.Mutex
	builds map[string]func() (string, error) // by folder
}

// run runs go run or go test. A program is built once, however many commands
// run it, and its result is what go run would have made of it.
func (r *runner) run(args []string) result {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if args[1] == "test" {
		text, err := r.exec(ctx, "go", append([]string{"test", "-count=1"}, args[2:]...)...)
		return outcome(ctx, seconds.ReplaceAllStringFunc(text, zeros), err)
	}
	program, err := r.build(ctx, args[2])
	if err != nil {
		return result{err: err}
	}
	text, err := r.exec(ctx, program, args[3:]...)
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		text += "\n" + exit.Error() // as go run says it
	}
	return outcome(ctx, text, err)
}

// build returns the file of a program, called as go run calls it, for usage
// messages have the name.
func (r *runner) build(ctx context.Context, dir string) (string, error) {
	r.lock.Lock()
	build := r.builds[dir]
	if build == nil {
		program := filepath.Join(r.tmp, strconv.Itoa(len(r.builds)), path.Base(dir))
		if runtime.GOOS == "windows" {
			program += ".exe"
		}
		build = sync.OnceValues(func() (string, error) {
			text, err := r.exec(ctx, "go", "build", "-o", program, dir)
			if err != nil {
				err = fmt.Errorf("%w: %q", err, text)
			}
			return program, err
		})
		r.builds[dir] = build
	}
	r.lock.Unlock()
	return build()
}

// exec runs a program in the module's root and returns what it printed, on
// stdout and on stderr, without the last newline.
func (r *runner) exec(ctx context.Context, program string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Dir, cmd.Env = r.root, r.env
	cmd.WaitDelay = time.Second
	out, err := cmd.CombinedOutput()
	text := strings.ReplaceAll(string(out), "\r\n", "\n")
	return strings.TrimSuffix(text, "\n"), err
}

// outcome tells a command that failed from one that could not be run.
func outcome(ctx context.Context, text string, err error) result {
	switch exit := (*exec.ExitError)(nil); {
	case ctx.Err() != nil:
		return result{err: fmt.Errorf("it has not ended after %v", patience)}
	case errors.As(err, &exit):
		return result{text: strings.TrimPrefix(text, "\n"), failed: true}
	default:
		return result{text: text, err: err}
	}
}

var seconds = regexp.MustCompile(`\b\d+\.\d+s\b`)

// zeros writes 0 for the digits of a time, which is never the same twice.
func zeros(time string) string {
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return '0'
		}
		return r
	}, time)
}

// environment returns env without what could change a command's output.
func environment(env []string) []string {
	kept := slices.DeleteFunc(slices.Clone(env), func(e string) bool {
		name, _, _ := strings.Cut(strings.ToUpper(e), "=")
		return strings.HasPrefix(name, "BACKPROP_") || strings.HasPrefix(name, "LC_") || slices.Contains([]string{
			"LANG", "LANGUAGE", "TZ", "TERM", "COLUMNS", "LINES", "GOOS", "GOARCH", "GOFLAGS", "GODEBUG",
			"GOGC", "GOMEMLIMIT", "GOMAXPROCS", "GOTRACEBACK", "GOEXPERIMENT", "GOWORK", "GOENV"}, name)
	})
	return append(kept, "LANG=C.UTF-8", "TZ=UTC", "TERM=dumb", "GOENV=off", "GOWORK=off")
}
