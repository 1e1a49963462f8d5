package main

import (
	"bufio"
	"bytes"
	"errors"
	"math/rand"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

// The test binary is the program as well, when TRAIN_MAIN is set.
func TestMain(m *testing.M) {
	if os.Getenv("TRAIN_MAIN") != "" {
		main()
		return
	}
	os.Setenv("LC_ALL", "C") // the messages are English, whatever the tester reads
	// In the background of a script these are ignored, and the programs that the
	// tests start would inherit that.
	for _, s := range []os.Signal{os.Interrupt, syscall.SIGHUP} {
		if signal.Ignored(s) {
			signal.Notify(make(chan os.Signal, 1), s)
		}
	}
	os.Exit(m.Run())
}

// program returns the program as a process of its own, and what it says on
// stderr.
func program(args ...string) (*exec.Cmd, *bytes.Buffer) {
	c := exec.Command(os.Args[0], args...)
	c.Env = append(os.Environ(), "TRAIN_MAIN=1")
	var stderr bytes.Buffer
	c.Stderr = &stderr
	return c, &stderr
}

func TestStatus(t *testing.T) {
	data, path := write(t, 60), filepath.Join(t.TempDir(), "m.npz")
	for _, c := range []struct {
		name, stderr string
		args         []string
		want         int
	}{
		{"done", "train: wrote " + path, small(data, "-iters", "3", "-save", path), 0},
		{"done before", "train: " + path + " has finished its 3 iterations; a larger -iters continues it", []string{"-resume", path, "-data", data}, 0},
		{"resumed", "train: continues after iteration 3 of 4, and writes " + path + " each epoch; with -save FILE.npz it writes FILE.npz", []string{"-resume", path, "-data", data, "-iters", "4"}, 0},
		{"a variable that is not set", `train: -save "": want a name`, []string{"-save", ""}, 2},
		{"no such flag", "train: flag provided but not defined: -x", []string{"-x"}, 2},
		{"one file for two things", "train: -log ./a: a zip archive, want a log of cmd/train or a new name", small(data, "-iters", "3", "-save", "a", "-log", "./a"), 1},
		{"flag and file differ", "train: -seed 6: " + path + " was trained with 5", []string{"-resume", path, "-data", data, "-seed", "6"}, 2},
		{"flag and file differ, in Korean", "train: -seed 6: " + path + "의 학습에 쓴 값은 5이다", []string{"-resume", path, "-data", data, "-seed", "6", "-lang", "ko"}, 2},
		{"batch too large", "train: -batch 61: there are 60 images to train on", []string{"-data", data, "-batch", "61"}, 2},
		{"nothing to resume", "train: npz: nothing.npz: no such file or directory", []string{"-resume", "nothing.npz"}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			cmd, stderr := program(c.args...)
			cmd.Dir = t.TempDir()
			cmd.Run() // its error is the status
			line, _, _ := strings.Cut(stderr.String(), "\n")
			same := line == c.stderr || runtime.GOOS == "windows" && c.name == "nothing to resume"
			if got := cmd.ProcessState.ExitCode(); got != c.want || !same {
				t.Errorf("train %q: status %d, prints %q, want %d, %q", c.args, got, line, c.want, c.stderr)
			}
		})
	}
}

// The user asks for the usage, so that it goes to stdout, as to a pager.
func TestHelp(t *testing.T) {
	for _, test := range []struct{ args, want string }{
		{"-h", usage.English},
		{"-lang ko -h", usage.Korean},
		{"-h -lang ko", usage.Korean},
	} {
		t.Run(test.args, func(t *testing.T) {
			c, stderr := program(strings.Fields(test.args)...)
			stdout, err := c.Output()
			if err != nil || string(stdout) != test.want || stderr.Len() > 0 {
				t.Errorf("train %s: %v, stdout %q, stderr %q, want the usage on stdout", test.args, err, stdout, stderr)
			}
		})
	}
}

// Killed at any instant and resumed, again and again, a training ends in the
// bytes of one that nothing has stopped.
func TestKilled(t *testing.T) {
	data, iters, rounds := write(t, 60), "150", 1
	if os.Getenv("BACKPROP_LONG") != "" {
		iters, rounds = "450", 10
	}
	args := func(dir string) []string {
		return small(data, "-iters", iters, "-save", filepath.Join(dir, "m.npz"), "-log", filepath.Join(dir, "l.csv"),
			"-curve", filepath.Join(dir, "c.svg"))
	}
	whole := t.TempDir()
	alone, stderr := program(args(whole)...)
	start := time.Now()
	if err := alone.Run(); err != nil {
		t.Fatal(err, stderr)
	}
	takes := time.Since(start)
	killed, resumed := 0, 0
	for round := 0; round < rounds || resumed < 3 && round < 30; round++ {
		dir := t.TempDir()
		path := filepath.Join(dir, "m.npz")
		rng := rand.New(rand.NewSource(int64(round)))
		for {
			again := args(dir)
			if _, err := os.Stat(path); err == nil {
				again = append(again, "-resume", path)
				resumed++
			}
			c, stderr := program(again...)
			if err := c.Start(); err != nil {
				t.Fatal(err)
			}
			timer := time.AfterFunc(time.Duration(rng.Int63n(int64(takes))), func() { c.Process.Kill() })
			err := c.Wait()
			timer.Stop()
			if err == nil {
				takes = max(takes/2, 10*time.Millisecond) // the machine has become faster, perhaps
				break
			}
			takes += takes / 4 // or slower
			if runtime.GOOS != "windows" && err.Error() != "signal: killed" {
				t.Fatalf("it ends by itself: %v, %s", err, stderr)
			}
			killed++
		}
		for _, name := range []string{"m.npz", "c.svg", "l.csv"} {
			got, want := readFile(t, filepath.Join(dir, name)), readFile(t, filepath.Join(whole, name))
			if !bytes.Equal(got, want) {
				t.Errorf("after being killed it ends in another %s", name)
			}
		}
	}
	t.Logf("killed %d times, resumed %d times", killed, resumed)
	if resumed < 3 {
		t.Error("that is not enough to tell")
	}
}

// await waits until there is a file.
func await(t *testing.T, path string) {
	t.Helper()
	for range 2000 {
		if info, err := os.Stat(path); err == nil && info.Size() > 0 {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatalf("%s is never written", path)
}

// With a hidden layer of 5000 the accuracies of the first epoch take seconds. The
// copy of a signal that arrives with it, as from timeout, does not stop them. A
// second Ctrl-C does not wait for them.
func TestSecondSignal(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot send it there")
	}
	for _, first := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		t.Run(first.String(), func(t *testing.T) {
			c, _ := program("-hidden", "5000", "-batch", "1", "-lr", "1e10") // warns before it computes the accuracies
			c.Stderr = nil
			stderr, err := c.StderrPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := c.Start(); err != nil {
				t.Fatal(err)
			}
			defer c.Process.Kill() // after a failure
			if line, err := bufio.NewReader(stderr).ReadString('\n'); !strings.HasPrefix(line, "train: In iteration 0 ") {
				t.Fatalf("prints %q, %v, want a warning", line, err)
			}
			ended := make(chan error, 1)
			go func() { ended <- c.Wait() }()
			c.Process.Signal(first)
			time.Sleep(50 * time.Millisecond) // two at the same time would be one
			c.Process.Signal(first)
			select {
			case err := <-ended:
				t.Fatalf("ended at the first one or at its copy: %v", err)
			case <-time.After(1200 * time.Millisecond):
			}
			for { // a busy machine may need more than the second
				c.Process.Signal(os.Interrupt)
				select {
				case err := <-ended:
					if exit := new(exec.ExitError); !errors.As(err, &exit) || exit.ExitCode() != -1 {
						t.Errorf("ended with %v, want to be stopped by the signal", err)
					}
					return
				case <-time.After(100 * time.Millisecond):
				}
			}
		})
	}
}
