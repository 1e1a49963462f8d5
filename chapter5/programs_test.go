package chapter5

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// The program of a section fits the screen beside a page of the notes.
func TestProgramsFitTheScreen(t *testing.T) {
	const maxLines, maxColumns = 75, 80
	for _, dir := range sections(t) {
		file := filepath.Join(dir, "main.go")
		lines := strings.Split(strings.TrimSuffix(read(t, file), "\n"), "\n")
		if len(lines) > maxLines {
			t.Errorf("%s has %d lines, want at most %d", file, len(lines), maxLines)
		}
		for i, line := range lines {
			if n := utf8.RuneCountInString(strings.ReplaceAll(line, "\t", "    ")); n > maxColumns {
				t.Errorf("%s:%d has %d columns, want at most %d", file, i+1, n, maxColumns)
			}
		}
	}
}

// The programs that draw random numbers take -seed, and refuse a seed of more
// than 32 bits.
func TestProgramsTakeASeed(t *testing.T) {
	for _, dir := range []string{"7.1-learning-steps", "7.2-two-layer-net", "7.3-gradient-check", "7.4-train"} {
		t.Run(dir, func(t *testing.T) {
			program := filepath.Join(t.TempDir(), "program.exe")
			if out, err := exec.Command("go", "build", "-o", program, "./"+dir).CombinedOutput(); err != nil {
				t.Fatalf("go build: %v\n%s", err, out)
			}
			run := func(args ...string) (stdout, stderr string, status int) {
				var out, errOut bytes.Buffer
				cmd := exec.Command(program, args...)
				cmd.Stdout, cmd.Stderr = &out, &errOut
				err := cmd.Run()
				if err != nil && !errors.As(err, new(*exec.ExitError)) {
					t.Fatal(err)
				}
				return out.String(), errOut.String(), cmd.ProcessState.ExitCode()
			}

			const want = "-seed: want a number from 0 to 4294967295\n"
			stdout, stderr, status := run("-seed", "4294967296")
			if stdout != "" || stderr != want || status != 2 {
				t.Errorf("-seed 4294967296 prints %q and %q with status %d, want nothing and %q with 2",
					stdout, stderr, status, want)
			}
			for _, args := range [][]string{{"-seed", "-1"}, {"-seed", "x"}, {"-nope"}} {
				if _, _, status := run(args...); status != 2 {
					t.Errorf("%q: status %d, want 2", args, status)
				}
			}

			args := []string{"-seed", "4294967295"}
			switch {
			case dir == "7.4-train":
				args = append(args, "-iters", "1")
			case dir == "7.3-gradient-check" && os.Getenv("BACKPROP_LONG") == "":
				return // the numerical gradient takes seconds
			}
			stdout, stderr, status = run(args...)
			seed42 := exampleOutput(t, filepath.Join(dir, "main_test.go"))
			if stdout == "" || strings.HasPrefix(seed42, stdout) || stderr != "" || status != 0 {
				t.Errorf("%q prints %q and %q with status %d, want other numbers than seed 42 does, and 0",
					args, stdout, stderr, status)
			}
		})
	}
}
