package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"backprop/layers/layertest"
)

// A screen is what watch writes, read while it does.
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

// Watch builds and runs ./cmd/exercise of a module that has nothing else: what
// it runs is the student's function.
func TestWatch(t *testing.T) {
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("there is no go command to build with")
	}
	defer func(before time.Duration) { limit = before }(limit)
	limit = time.Second
	root := t.TempDir()
	for _, dir := range []string{"chapter5/exercises", "cmd/exercise"} {
		if err := os.MkdirAll(filepath.Join(root, dir), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	write(t, root, "go.mod", "module m\n\ngo 1.23\n")
	write(t, root, "cmd/exercise/main.go", `package main
import ("fmt"; "os"; "runtime/debug"; "strings"; "m/chapter5/exercises")
func main() { debug.SetMaxStack(1<<20); fmt.Println(exercises.F(), strings.Join(os.Args[1:], " ")) }`)
	save := func(body string) {
		write(t, root, "chapter5/exercises/f.go", "package exercises\n\nfunc F() string {\n\t"+body+"\n}\n")
	}
	before, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chdir(filepath.Join(root, "chapter5")); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := os.Chdir(before); err != nil {
			t.Error(err)
		}
	}()

	save(`return "first"`)
	var out screen
	stop, ended := make(chan os.Signal), make(chan error, 1) // closed is as good as Ctrl-C
	end := sync.OnceValue(func() error { close(stop); return <-ended })
	defer end()
	go func() { ended <- watch(options{name: "relu", language: layertest.Korean}, stop, &out) }()
	for _, step := range []struct{ body, want string }{
		{"", "first -lang ko relu\n"},
		{`return "second"`, "second -lang ko relu\n"},
		{`return third`, "f.go:4:9: undefined: third"},
		{`return F() + "x"`, "함수가 끝없이 자신을 부른다 (f.go:3)\n"},
		{`panic("oh")`, "panic: oh (f.go:4)\n"},
		{`for { }`, "3s 안에 끝나지 않았다. 반복문이 멈추지 않는 것은 아닌가?\n"},
		{`return "at last"`, "at last -lang ko relu\n"},
	} {
		if step.body != "" {
			save(step.body)
		}
		for deadline := time.Now().Add(time.Minute); !strings.Contains(out.String(), step.want); time.Sleep(20 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatalf("after %s it has printed\n%s\nwant in it\n%s", step.body, out.String(), step.want)
			}
		}
	}
	if err := end(); err != nil {
		t.Errorf("after Ctrl-C: %v", err)
	}
	if strings.Contains(out.String(), "goroutine ") {
		t.Errorf("a stack trace is in\n%s", out.String())
	}
}

func TestWatchOutsideTheModule(t *testing.T) {
	before, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chdir(t.TempDir()); err != nil {
		t.Fatal(err)
	}
	err = watch(options{}, nil, &screen{})
	if err := os.Chdir(before); err != nil {
		t.Fatal(err)
	}
	if err == nil || !strings.HasPrefix(err.Error(), "there is no go.mod in ") {
		t.Errorf("outside the module: %v", err)
	}
}

func TestPlain(t *testing.T) {
	for _, test := range []struct{ stderr, want string }{
		{"", ""},
		{"what a student prints\n", "what a student prints\n"},
		{"runtime: goroutine stack exceeds\nfatal error: stack overflow\n\ngoroutine 7:\nm.F()\n\tC:/m/chapter5/exercises/add.go:12 +0x1\n",
			"A function calls itself without end (add.go:12)\n"},
		{"fatal error: all goroutines are asleep - deadlock!\n", "fatal error: all goroutines are asleep - deadlock!\n"},
	} {
		if got := plain(test.stderr, layertest.English); got != test.want {
			t.Errorf("plain(%q) = %q, want %q", test.stderr, got, test.want)
		}
	}
}
