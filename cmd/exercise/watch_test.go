package main

import (
	"context"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"backprop/cmd/internal/cli"
)

// A screen collects the output of watch, and can be read meanwhile.
type screen struct {
	mu   sync.Mutex
	text strings.Builder
}

func (s *screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(p)
}

func (s *screen) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// A save starts a check at once, also while the check of an endless loop runs.
func TestWatch(t *testing.T) {
	t.Parallel()
	s := newStudent(t, map[string]string{
		"mul.go": strings.Replace(solved["mul.go"], "return x * y", "for x*y < 9 {\n\t}\n\treturn x * y", 1)})
	var out screen
	s.out = &out
	s.limit = time.Hour
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan bool)
	go func() {
		s.watch(ctx, "mul")
		close(ended)
	}()
	for _, step := range []struct{ save, want string }{
		{"", "mul is still running, and will be stopped after 3600 seconds.\n"},
		{solved["mul.go"], "mul: right.\n"},
		{"type Mul struct {\n", "syntax error: unexpected EOF"},
	} {
		if step.save != "" {
			s.write("mul.go", step.save)
		}
		for deadline := time.Now().Add(time.Minute); !strings.Contains(out.String(), step.want); time.Sleep(10 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatalf("after %q it has printed\n%s\nwant in it\n%s", step.save, out.String(), step.want)
			}
		}
	}
	stop()
	<-ended
}

// A closed terminal ends a check with the status that shells give, and -watch, which
// has done its work. Neither leaves the program that it has built.
func TestClosedTerminal(t *testing.T) {
	if runtime.GOOS == "windows" || signal.Ignored(syscall.SIGHUP) {
		t.Skip("the process cannot send itself the signal")
	}
	endless := map[string]string{
		"mul.go": strings.Replace(solved["mul.go"], "return x * y", "for x*y < 9 {\n\t}\n\treturn x * y", 1)}
	for _, test := range []struct {
		command string
		status  int
	}{
		{"-watch", 0},
		{"", 129},
	} {
		t.Run("command "+test.command, func(t *testing.T) {
			s := newStudent(t, endless)
			var out screen
			s.out, s.command, s.name, s.limit = &out, test.command, "mul", time.Hour
			temporary := t.TempDir()
			t.Setenv("TMPDIR", temporary)
			ended := make(chan error, 1)
			go func() {
				_, err := s.tool.do(nil)
				ended <- err
			}()
			for deadline := time.Now().Add(time.Minute); !strings.Contains(out.String(), "mul is still running"); time.Sleep(10 * time.Millisecond) {
				if time.Now().After(deadline) {
					t.Fatalf("it has printed\n%s", out.String())
				}
			}
			self, err := os.FindProcess(os.Getpid())
			if err == nil {
				err = self.Signal(syscall.SIGHUP)
			}
			if err != nil {
				t.Fatal(err)
			}
			if err := <-ended; err != nil && cli.Status(err) != test.status || err == nil && test.status != 0 {
				t.Errorf("it ends with %v, want status %d", err, test.status)
			}
			if left, err := os.ReadDir(temporary); err != nil || len(left) > 0 {
				t.Errorf("it leaves %v, %v", left, err)
			}
		})
	}
}

// chdir makes a folder the current one until the test ends.
func chdir(t *testing.T, dir string) {
	t.Helper()
	before, err := os.Getwd()
	if err == nil {
		err = os.Chdir(dir)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.Chdir(before); err != nil {
			t.Error(err)
		}
	})
}

// The tool works in a read-only folder of another user, whose name has a space
// and Korean letters.
func TestForeignCheckout(t *testing.T) {
	needsTime(t)
	if os.Getuid() != 0 {
		t.Skip("only root can give files to another user")
	}
	root := filepath.Join(t.TempDir(), "내 checkout 1")
	if err := os.CopyFS(root, os.DirFS("../..")); err != nil {
		t.Fatal(err)
	}
	for _, command := range []string{"rm -rf .git && git init -q && git add go.mod && git -c user.name=a -c user.email=a commit -qm a", "chown -R 12345 . && chmod -R a-w ."} {
		shell := exec.Command("sh", "-c", command)
		shell.Dir = root
		if out, err := shell.CombinedOutput(); err != nil {
			t.Skipf("%s: %v\n%s", command, err, out)
		}
	}
	chdir(t, root)
	t.Setenv("GOFLAGS", "-buildvcs=auto") // the default
	var stdout, stderr strings.Builder
	status := command([]string{"-lang", "ko", "mul"}, nil, &stdout, &stderr)
	if want := "mul: 비어 있다. 채울 곳: chapter5/exercises/mul.go:10\n"; status != 1 || !strings.HasPrefix(stdout.String(), want) {
		t.Errorf("status %d\n%s%s\nwant 1 and\n%s", status, &stdout, &stderr, want)
	}
}

// A build that is interrupted leaves nothing outside the folder of the runner.
func TestInterruptedBuild(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the Go tool of this test is a shell script")
	}
	temp, bin, folder := t.TempDir(), t.TempDir(), t.TempDir()
	script := "#!/bin/sh\nmkdir \"${GOTMPDIR:-$TMPDIR}/go-build1\"\nexec sleep 600\n"
	if err := os.WriteFile(filepath.Join(bin, "go"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin+string(filepath.ListSeparator)+os.Getenv("PATH"))
	t.Setenv("TMPDIR", temp)
	t.Setenv("GOTMPDIR", "")
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	go func() {
		for { // until the Go tool has its folder, in either place
			for _, dir := range []string{temp, folder} {
				if _, err := os.Stat(filepath.Join(dir, "go-build1")); err == nil {
					stop()
					return
				}
			}
			time.Sleep(10 * time.Millisecond)
		}
	}()
	tool := &tool{root: folder, program: filepath.Join(folder, "runner.exe")}
	if err := tool.build(ctx); err != context.Canceled {
		t.Errorf("build = %v, want %v", err, context.Canceled)
	}
	if left, _ := filepath.Glob(filepath.Join(temp, "*")); len(left) > 0 {
		t.Errorf("%q stay in the temporary folder", left)
	}
}
