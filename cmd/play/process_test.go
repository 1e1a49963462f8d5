//go:build unix

package main

import (
	"bufio"
	"bytes"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// The test binary is the program as well, when PLAY_MAIN is set.
func TestMain(m *testing.M) {
	if os.Getenv("PLAY_MAIN") != "" {
		main()
		return
	}
	// In the background of a script these are ignored, and the programs that the
	// tests start would inherit that.
	for _, s := range []os.Signal{os.Interrupt, syscall.SIGHUP} {
		if signal.Ignored(s) {
			signal.Notify(make(chan os.Signal, 1), s)
		}
	}
	os.Exit(m.Run())
}

// program returns the program as a process of its own, and its temporary folder.
// Its Go tool is a script, which builds with the given one, after the Go tool's
// temporary folder is there, and tells where the support for the browser is: not
// every Go that go.mod downloads has it.
func program(t *testing.T, build string, args ...string) (c *exec.Cmd, temp string) {
	t.Helper()
	root, temp := t.TempDir(), t.TempDir()
	module, err := filepath.Abs("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	script := fmt.Sprintf("#!/bin/sh\n[ \"$1\" = build ] || exec printf '%%s\\n' '%s' '%s'\nmkdir \"${GOTMPDIR:-$TMPDIR}/go-build1\"\n%s\n", module, root, build)
	for name, content := range map[string]string{"bin/go": script, "lib/wasm/wasm_exec.js": "support"} {
		file := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(content), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	c = exec.Command(os.Args[0], args...)
	c.Env = append(os.Environ(), "PLAY_MAIN=1", "LC_ALL=C", "GOTMPDIR=", "TMPDIR="+temp,
		"PATH="+filepath.Join(root, "bin")+string(filepath.ListSeparator)+os.Getenv("PATH"))
	return c, temp
}

const (
	endless = "exec sleep 600"
	failing = "exit 1"
	quick   = `while [ "$1" != -o ]; do shift; done; echo program >"$2"; rmdir "${GOTMPDIR:-$TMPDIR}/go-build1"`
)

// await waits until one of the patterns matches a file.
func await(t *testing.T, patterns ...string) {
	t.Helper()
	for range 6000 {
		for _, pattern := range patterns {
			if found, _ := filepath.Glob(pattern); len(found) > 0 {
				return
			}
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("there is never a file %q", patterns)
}

// A signal during the build ends the program with the status that shells give to
// it. Nothing is written, and nothing stays in the temporary folder.
func TestSignalDuringTheBuild(t *testing.T) {
	for _, test := range []struct {
		name   string
		signal syscall.Signal
		want   int
	}{
		{"Ctrl-C", syscall.SIGINT, 130},
		{"SIGTERM", syscall.SIGTERM, 143},
		{"the terminal is closed", syscall.SIGHUP, 129},
	} {
		t.Run(test.name, func(t *testing.T) {
			folder := filepath.Join(t.TempDir(), "site")
			c, temp := program(t, endless, "-o", folder)
			var stderr bytes.Buffer
			c.Stderr = &stderr
			if err := c.Start(); err != nil {
				t.Fatal(err)
			}
			defer c.Process.Kill() // after a failure
			await(t, filepath.Join(temp, "play-*", "go-build1"), filepath.Join(temp, "go-build1"))
			c.Process.Signal(test.signal)
			c.Wait() // its error is the status
			want := "play: the build was interrupted, so there is no site to write or to serve\n"
			if got := c.ProcessState.ExitCode(); got != test.want || stderr.String() != want {
				t.Errorf("status %d, prints %q, want %d, %q", got, &stderr, test.want, want)
			}
			if left, _ := filepath.Glob(filepath.Join(temp, "*")); len(left) > 0 {
				t.Errorf("%q stay in the temporary folder", left)
			}
			if _, err := os.Stat(folder); err == nil {
				t.Error("the folder of -o is there")
			}
		})
	}
}

// Ctrl-C ends the server, as the program says: this is no failure.
func TestSignalWhileServing(t *testing.T) {
	c, temp := program(t, quick, "-addr", "127.0.0.1:0", "-no-open")
	stdout, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	defer c.Process.Kill() // after a failure
	for lines := bufio.NewScanner(stdout); lines.Scan() && !strings.HasSuffix(lines.Text(), "(Ctrl-C to stop)"); {
	}
	c.Process.Signal(os.Interrupt)
	if err := c.Wait(); err != nil {
		t.Errorf("ends with %v, want status 0", err)
	}
	if left, _ := filepath.Glob(filepath.Join(temp, "*")); len(left) > 0 {
		t.Errorf("%q stay in the temporary folder", left)
	}
}

func TestStatus(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	addr := taken.Addr().String()
	full := t.TempDir()
	if err := os.Symlink("/dev/full", filepath.Join(full, programFile)); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name, stderr string
		args         []string
		build        string // a failing one is never reached
		want         int
	}{
		{"written", "", []string{"-o", filepath.Join(t.TempDir(), "site")}, quick, 0},
		{"a variable that is not set", `play: -o "": want a name`, []string{"-o", ""}, failing, 2},
		{"a variable that is not set, in Korean", `play: -o "": 이름이 비어 있다`, []string{"-o=", "-lang", "ko"}, failing, 2},
		{"a port that is taken", "play: -addr " + addr + ": address already in use", []string{"-addr", addr}, failing, 1},
		{"a port that is taken, in Korean", "play: -addr " + addr + ": 이미 사용 중인 주소다", []string{"-addr", addr, "-lang", "ko"}, failing, 1},
		{"no room", "play: -o " + filepath.Join(full, programFile) + ": no space left on device", []string{"-o", full}, quick, 1},
		{"no room, in Korean", "play: -o " + filepath.Join(full, programFile) + ": 디스크에 남은 공간이 없다", []string{"-o", full, "-lang", "ko"}, quick, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, _ := program(t, test.build, test.args...)
			if _, err := os.Stat("/dev/full"); err != nil && strings.HasPrefix(test.name, "no room") {
				t.Skip("there is no /dev/full")
			}
			var stderr bytes.Buffer
			c.Stderr = &stderr
			c.Run() // its error is the status
			line, _, _ := strings.Cut(stderr.String(), "\n")
			if got := c.ProcessState.ExitCode(); got != test.want || line != test.stderr {
				t.Errorf("play %q: status %d, prints %q, want %d, %q", test.args, got, line, test.want, test.stderr)
			}
		})
	}
}
