package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"backprop/chapter5/exercises/checks"
	"backprop/layers/layertest"
)

// watch runs this program anew, so that what was written is compiled, now and
// whenever a file of the exercises changes, until something comes from stop.
func watch(o options, stop <-chan os.Signal, out io.Writer) error {
	root, err := moduleRoot()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go func() { <-stop; cancel() }()
	dir, err := os.MkdirTemp("", "exercise-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	args := []string{"-lang", map[layertest.Language]string{layertest.English: "en", layertest.Korean: "ko"}[o.language]}
	if o.name != "" {
		args = append(args, o.name)
	}
	for last := ""; ; {
		now, err := fingerprint(filepath.Join(root, "chapter5", "exercises"))
		if err != nil {
			return err
		}
		if now != last {
			last = now
			fmt.Fprintf(out, "--- %s\n", time.Now().Format("15:04:05"))
			if err := rerun(ctx, root, filepath.Join(dir, "exercise.exe"), args, o.language, out); err != nil {
				return err
			}
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(300 * time.Millisecond):
		}
	}
}

// rerun builds the program and runs it. That it finds something wrong, or does
// not compile, is no error: it has been shown.
func rerun(ctx context.Context, root, program string, args []string, language layertest.Language, out io.Writer) error {
	build := exec.CommandContext(ctx, "go", "build", "-o", program, "./cmd/exercise")
	build.Dir, build.Stdout, build.Stderr = root, out, out
	var exit *exec.ExitError
	if err := build.Run(); errors.As(err, &exit) {
		return nil // the compiler has said why
	} else if err != nil {
		return fmt.Errorf("the go command cannot be run: %w", err)
	}
	// The program ends endless loops itself, unless it has no time left to.
	child, cancel := context.WithTimeout(ctx, 3*limit)
	defer cancel()
	var stderr bytes.Buffer
	run := exec.CommandContext(child, program, args...)
	run.Dir, run.Stdout, run.Stderr = root, out, &stderr
	err := run.Run()
	fmt.Fprint(out, plain(stderr.String(), language))
	switch {
	case ctx.Err() != nil: // Ctrl-C
	case child.Err() != nil:
		fmt.Fprintf(out, text{"It did not end within %v: does a loop never stop?\n",
			"%v 안에 끝나지 않았다. 반복문이 멈추지 않는 것은 아닌가?\n"}.in(language), 3*limit)
	case err != nil && !errors.As(err, &exit):
		return err
	}
	return nil
}

// plain makes a line of what Go writes when a program cannot go on, such as
// after a recursion without end, and leaves anything else as it is.
func plain(stderr string, language layertest.Language) string {
	for _, line := range strings.Split(stderr, "\n") {
		if !strings.HasPrefix(line, "fatal error: ") && !strings.HasPrefix(line, "panic: ") {
			continue
		}
		if strings.Contains(line, "stack overflow") {
			line = text{"A function calls itself without end", "함수가 끝없이 자신을 부른다"}.in(language)
		}
		if at := checks.Line(stderr); at != "" {
			line += " (" + at + ")"
		}
		return line + "\n"
	}
	return stderr
}

// moduleRoot returns the folder with go.mod, from here upwards.
func moduleRoot() (string, error) {
	start, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for dir := start; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		if dir == filepath.Dir(dir) {
			return "", fmt.Errorf("there is no go.mod in %s or above it: run this inside the module", start)
		}
	}
}

// fingerprint changes when a file in the folder is written.
func fingerprint(dir string) (string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for _, entry := range entries {
		if info, err := entry.Info(); err == nil && strings.HasSuffix(entry.Name(), ".go") {
			fmt.Fprintln(&b, entry.Name(), info.Size(), info.ModTime().UnixNano())
		}
	}
	return b.String(), nil
}
