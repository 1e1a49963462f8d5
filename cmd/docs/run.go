package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

// patience is how long a command may run.
const patience = 30 * time.Minute

// A result is what a command printed.
type result struct {
	text   string
	failed bool
	err    error // it could not be run at all
}

// runAll builds every program once, runs the commands and keeps the results.
func (c *commands) runAll(lines []command, atATime int) {
	if len(lines) == 0 {
		return
	}
	dir, err := os.MkdirTemp("", "docs-")
	if err == nil {
		defer os.RemoveAll(dir)
		args := []string{"build", "-o", dir + string(filepath.Separator)}
		for _, line := range lines {
			if words := strings.Fields(line.line); words[1] == "run" && !slices.Contains(args, words[2]) {
				args = append(args, words[2])
			}
		}
		if len(args) > 3 {
			r := c.docs.exec(false, "go", args...)
			if err = r.err; r.failed {
				err = errors.New(r.text)
			}
		}
	}
	if err != nil {
		for _, line := range lines {
			c.results[line] = result{err: err}
		}
		return
	}
	var wait sync.WaitGroup
	var lock sync.Mutex
	slots := make(chan bool, atATime)
	for _, line := range lines {
		wait.Add(1)
		slots <- true
		go func() {
			defer wait.Done()
			words := strings.Fields(line.line)
			if words[1] == "run" {
				words = append([]string{filepath.Join(dir, path.Base(words[2]))}, words[3:]...)
			}
			r := c.docs.exec(line.korean, words[0], words[1:]...)
			lock.Lock()
			defer lock.Unlock()
			c.results[line] = r
			<-slots
		}()
	}
	wait.Wait()
}

// exec runs a program in the module's root. A program that failed has a last
// line "exit status 1", as go run writes it.
func (d *docs) exec(korean bool, program string, args ...string) result {
	ctx, cancel := context.WithTimeout(d.ctx, patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Dir, cmd.Env = d.root, environment(os.Environ(), korean)
	cmd.WaitDelay = time.Second
	out, err := cmd.CombinedOutput()
	text := strings.TrimSuffix(strings.ReplaceAll(string(out), "\r\n", "\n"), "\n")
	switch exit := (*exec.ExitError)(nil); {
	case ctx.Err() != nil:
		return result{err: fmt.Errorf("it has not ended after %v", patience)}
	case errors.As(err, &exit):
		return result{text: strings.TrimPrefix(text+"\n"+exit.Error(), "\n"), failed: true}
	}
	return result{text: text, err: err}
}

// environment returns env without what could change a command's output.
func environment(env []string, korean bool) []string {
	kept := slices.DeleteFunc(slices.Clone(env), func(e string) bool {
		name, _, _ := strings.Cut(strings.ToUpper(e), "=")
		return strings.HasPrefix(name, "BACKPROP_") || strings.HasPrefix(name, "LC_") || slices.Contains([]string{
			"LANG", "LANGUAGE", "TZ", "TERM", "COLUMNS", "LINES", "GOOS", "GOARCH", "GOFLAGS", "GODEBUG",
			"GOGC", "GOMEMLIMIT", "GOMAXPROCS", "GOTRACEBACK", "GOEXPERIMENT", "GOWORK", "GOENV"}, name)
	})
	lang := "LANG=C.UTF-8"
	if korean {
		lang = "LANG=ko_KR.UTF-8"
	}
	return append(kept, lang, "TZ=UTC", "TERM=dumb", "GOENV=off", "GOWORK=off")
}
