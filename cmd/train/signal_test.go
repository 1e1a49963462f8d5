//go:build unix

package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Each signal that asks the program to end is answered by saving, and by the
// status that shells give to it.
func TestSignals(t *testing.T) {
	data := write(t, 60)
	for _, test := range []struct {
		name    string
		signals []syscall.Signal
		want    int
	}{
		{"Ctrl-C", []syscall.Signal{syscall.SIGINT}, 130},
		{"SIGTERM", []syscall.Signal{syscall.SIGTERM}, 143},
		{"the terminal is closed", []syscall.Signal{syscall.SIGHUP}, 129},
		{"the terminal is closed, and its shell says so too", []syscall.Signal{syscall.SIGHUP, syscall.SIGHUP}, 129},
	} {
		t.Run(test.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "m.npz")
			c, stderr := program(small(data, "-iters", "100000000", "-save", path)...)
			if err := c.Start(); err != nil {
				t.Fatal(err)
			}
			await(t, path)
			for _, s := range test.signals {
				c.Process.Signal(s) // the program may have ended by the second one
			}
			c.Wait() // its error is the status
			if got := c.ProcessState.ExitCode(); got != test.want || !strings.HasPrefix(stderr.String(), "train: interrupted after iteration ") {
				t.Errorf("status %d, says %q, want %d", got, stderr, test.want)
			}
			if _, err := resumeFile(path); err != nil {
				t.Errorf("nothing is saved: %v", err)
			}
		})
	}
}

// Under nohup, and in the background of a script, the shell has had signals
// ignored: they stay ignored.
func TestIgnoredSignals(t *testing.T) {
	path := filepath.Join(t.TempDir(), "m.npz")
	c := exec.Command("sh", append([]string{"-c", `trap "" INT HUP; exec "$0" "$@"`, os.Args[0]},
		small(write(t, 60), "-iters", "100000000", "-save", path)...)...)
	c.Env = append(os.Environ(), "TRAIN_MAIN=1")
	var stderr bytes.Buffer
	c.Stderr = &stderr
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	await(t, path)
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	c.Process.Signal(syscall.SIGHUP)
	c.Process.Signal(syscall.SIGINT)
	select {
	case err := <-ended:
		t.Fatalf("it ends by a signal that is ignored: %v, %s", err, &stderr)
	case <-time.After(300 * time.Millisecond):
	}
	c.Process.Signal(syscall.SIGTERM)
	if <-ended; c.ProcessState.ExitCode() != 143 {
		t.Errorf("status %d after SIGTERM, says %q, want 143", c.ProcessState.ExitCode(), &stderr)
	}
}
