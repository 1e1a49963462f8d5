package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"
)

// run builds every program once, runs the commands and keeps their results.
func (d *docs) run(commands []command, atATime int) {
	dir, err := d.build(commands)
	defer os.RemoveAll(dir)
	machine := fmt.Sprintf("%s, %s, %s/%s, %d cores",
		time.Now().UTC().Format("2006-01-02"), runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
	var wait sync.WaitGroup
	var lock sync.Mutex
	slots := make(chan bool, atATime)
	for _, c := range commands {
		wait.Add(1)
		slots <- true
		go func() {
			defer wait.Done()
			r := result{machine: machine, err: err}
			if err == nil {
				words := strings.Fields(c.line)
				if words[1] == "run" {
					words = append([]string{filepath.Join(dir, path.Base(words[2]))}, words[3:]...)
				}
				r.text, r.err = d.exec(c.korean, words...)
			}
			lock.Lock()
			defer lock.Unlock()
			d.results[c.String()] = r
			<-slots
		}()
	}
	wait.Wait()
}

// build builds the programs of the commands into a new folder.
func (d *docs) build(commands []command) (dir string, err error) {
	dir, err = os.MkdirTemp("", "docs-")
	build := []string{"go", "build", "-o", dir + string(filepath.Separator)}
	programs := build
	for _, c := range commands {
		if words := strings.Fields(c.line); words[1] == "run" && !slices.Contains(programs, words[2]) {
			programs = append(programs, words[2])
		}
	}
	if err == nil && len(programs) > len(build) {
		_, err = d.exec(false, programs...)
	}
	return dir, err
}

// exec runs a program in the module's root and returns what it prints.
func (d *docs) exec(korean bool, words ...string) (string, error) {
	cmd := exec.CommandContext(d.ctx, words[0], words[1:]...)
	cmd.Dir, cmd.Env = d.root, environment(os.Environ(), korean)
	cmd.WaitDelay = time.Second
	out, err := cmd.CombinedOutput()
	text := strings.TrimSuffix(strings.ReplaceAll(string(out), "\r\n", "\n"), "\n")
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		err = fmt.Errorf("%w; it prints\n%s", err, text)
	}
	return text, err
}

// environment returns env without what could change a command's output.
func environment(env []string, korean bool) []string {
	clean := slices.DeleteFunc(slices.Clone(env), func(e string) bool {
		name, _, _ := strings.Cut(strings.ToUpper(e), "=")
		return strings.HasPrefix(name, "BACKPROP_") || strings.HasPrefix(name, "LC_") || slices.Contains([]string{
			"LANG", "LANGUAGE", "TZ", "TERM", "COLUMNS", "LINES", "GOOS", "GOARCH", "GOFLAGS", "GODEBUG",
			"GOGC", "GOMEMLIMIT", "GOMAXPROCS", "GOTRACEBACK", "GOEXPERIMENT", "GOWORK", "GOENV"}, name)
	})
	lang := "LANG=C.UTF-8"
	if korean {
		lang = "LANG=ko_KR.UTF-8"
	}
	return append(clean, lang, "TZ=UTC", "TERM=dumb", "GOENV=off", "GOWORK=off")
}
