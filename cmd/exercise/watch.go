package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// limit is how long a check may take before a loop in it counts as endless.
const limit = 30 * time.Second

// watch runs this program anew, so that what was written is compiled, now and
// whenever a file of the exercises changes. It ends when it cannot go on.
func watch(args []string, out io.Writer) error {
	root, err := moduleRoot()
	if err != nil {
		return err
	}
	args = slices.DeleteFunc(slices.Clone(args), func(a string) bool { return strings.TrimLeft(a, "-") == "watch" })
	last := ""
	for {
		now, err := fingerprint(filepath.Join(root, "chapter5", "exercises"))
		if err != nil {
			return err
		}
		if now != last {
			last = now
			fmt.Fprintf(out, "--- %s\n", time.Now().Format("15:04:05"))
			if err := check(root, args, out); err != nil {
				return err
			}
		}
		time.Sleep(300 * time.Millisecond)
	}
}

// check runs the program once. That it finds something wrong, or does not
// compile, is no error: it has been shown.
func check(root string, args []string, out io.Writer) error {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	dir, err := os.MkdirTemp("", "exercise-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	program := filepath.Join(dir, "exercise.exe")
	build := exec.CommandContext(ctx, "go", "build", "-o", program, "./cmd/exercise")
	build.Dir, build.Stdout, build.Stderr = root, out, out
	if err := build.Run(); err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			return nil // the compiler has said why
		}
		return fmt.Errorf("the go command cannot be run: %w", err)
	}
	run := exec.CommandContext(ctx, program, args...)
	run.Dir, run.Stdout, run.Stderr = root, out, out
	if err := run.Run(); ctx.Err() != nil {
		fmt.Fprintf(out, "It did not end within %v: does a loop never stop?\n", limit)
	} else if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		return err
	}
	return nil
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
