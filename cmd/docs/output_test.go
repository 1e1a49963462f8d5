package main

import (
	"slices"
	"strings"
	"testing"
)

func TestOutputDirective(t *testing.T) {
	for _, c := range []struct {
		words string
		want  output
	}{
		{"go run ./a", output{command: "go run ./a"}},
		{"go run ./a -lr 2  # first 5", output{command: "go run ./a -lr 2", first: 5}},
		{"go run ./a # fails # first 1 # last 2", output{"go run ./a", true, 1, 2}},
		{"go test ./... # last 3", output{command: "go test ./...", last: 3}},
		{"go test", output{command: "go test"}},
	} {
		if got, err := parseOutput(c.words); err != nil || got != c.want {
			t.Errorf("output %s: %+v, %v, want %+v", c.words, got, err, c.want)
		}
	}
	for _, c := range []struct{ words, want string }{
		{"ls", `only go run ./FOLDER and go test are run here, not "ls"`},
		{"go run a.go", `only go run ./FOLDER and go test are run here, not "go run a.go"`},
		{"go run ./", `only go run ./FOLDER and go test are run here, not "go run ./"`},
		{"go testing", `only go run ./FOLDER and go test are run here, not "go testing"`},
		{"go vet ./a", `only go run ./FOLDER and go test are run here, not "go vet ./a"`},
		{"go run ./a | head", `there is no shell here to understand "go run ./a | head"`},
		{"go test -run 'A B'", `there is no shell here to understand "go test -run 'A B'"`},
		{"go run ./a # first", "there is no option # first: want # fails, # first 5 or # last 3"},
		{"go run ./a # first 0", "there is no option # first 0: want # fails, # first 5 or # last 3"},
		{"go run ./a # first -1 # fails", "there is no option # first -1: want # fails, # first 5 or # last 3"},
		{"go run ./a # head 5", "there is no option # head 5: want # fails, # first 5 or # last 3"},
	} {
		if got, err := parseOutput(c.words); err == nil || err.Error() != c.want {
			t.Errorf("output %s: %+v, error %v, want %s", c.words, got, err, c.want)
		}
	}
}

func TestShow(t *testing.T) {
	four := result{text: "1\n2\n\n4"}
	for _, c := range []struct {
		name string
		o    output
		r    result
		want string // the lines after the command, or the error
	}{
		{"all", output{}, four, "1|2||4"},
		{"nothing printed", output{}, result{}, ""},
		{"the first", output{first: 2}, four, "1|2|..."},
		{"the last", output{last: 2}, four, "...||4"},
		{"the first and the last", output{first: 1, last: 1}, four, "1|...|4"},
		{"as many as there are", output{first: 2, last: 2}, four, "1|2||4"},
		{"a failure that is meant", output{fails: true}, result{text: "panic", failed: true}, "panic"},
		{"one that is not", output{}, result{text: "panic", failed: true},
			`go run ./a fails (write # fails after it if that is right); it prints "panic"`},
		{"one that does not come", output{fails: true}, four,
			"go run ./a does not fail, and the directive says that it does"},
	} {
		c.o.command = "go run ./a"
		lines, err := c.o.show(c.r)
		got := strings.TrimPrefix(strings.Join(lines, "|"), "$ go run ./a")
		got = strings.TrimPrefix(got, "|")
		if err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestRunAll(t *testing.T) {
	root := module(t, map[string]string{
		"say/main.go": `package main

import ("fmt"; "os"; "path/filepath"; "strings")

func main() {
	dir, _ := os.Getwd()
	_, err := os.Stat(filepath.Join(dir, "go.mod"))
	fmt.Println(strings.TrimSuffix(filepath.Base(os.Args[0]), ".exe"), os.Args[1:], err)
	fmt.Fprintln(os.Stderr, "kernel", os.Getenv("BACKPROP_KERNEL"))
	fmt.Println("end")
}
`,
		"fail/main.go":   "package main\n\nfunc main() { panic(1) }\n",
		"quiet/main.go":  "package main\n\nimport \"os\"\n\nfunc main() { os.Exit(3) }\n",
		"broken/main.go": "package main\n\nfunc main() { x }\n",
		"test/a_test.go": "package a\n\nimport \"testing\"\n\nfunc TestA(t *testing.T) {}\n",
	})
	t.Setenv("BACKPROP_KERNEL", "go")
	t.Setenv("GOFLAGS", "-json")
	got := runAll(root, []string{"go run ./say 1", "go run ./say", "go run ./say 1",
		"go run ./fail", "go run ./quiet", "go run ./broken", "go run ./none", "go test ./test", "go test ./broken"})
	if len(got) != 8 {
		t.Errorf("%d results, want 8: %v", len(got), got)
	}
	for _, c := range []struct {
		command, text string
		failed        bool
	}{
		{"go run ./say", "say [] <nil>\nkernel \nend", false},
		{"go run ./say 1", "say [1] <nil>\nkernel \nend", false},
		{"go run ./quiet", "exit status 3", true},
		{"go test ./test", "ok  \tm/test\t0.000s", false},
	} {
		if r := got[c.command]; r.text != c.text || r.failed != c.failed || r.err != nil {
			t.Errorf("%s: %+v, want %q", c.command, r, c.text)
		}
	}
	if r := runAll(root, []string{"go test ./test"})["go test ./test"]; r != got["go test ./test"] {
		t.Errorf("go test ./test again: %+v, want the same", r)
	}
	if r := got["go run ./fail"]; !strings.HasPrefix(r.text, "panic: 1\n") || !strings.HasSuffix(r.text, "\nexit status 2") || !r.failed {
		t.Errorf("go run ./fail: %+v, want a panic and exit status 2", r)
	}
	if r := got["go test ./broken"]; !strings.Contains(r.text, "undefined: x") || !r.failed {
		t.Errorf("go test ./broken: %+v, want a failure that says undefined: x", r)
	}
	for _, command := range []string{"go run ./broken", "go run ./none"} {
		if r := got[command]; r.err == nil || r.text != "" {
			t.Errorf("%s: %+v, want an error", command, r)
		}
	}
}

func TestEnvironment(t *testing.T) {
	got := environment([]string{"PATH=/bin", "BACKPROP_KERNEL=go", "LC_ALL=ko_KR", "LANG=ko_KR", "GOGC=off", "GOCACHE=/c", "Path=C"})
	want := []string{"PATH=/bin", "GOCACHE=/c", "Path=C", "LANG=C.UTF-8", "TZ=UTC", "TERM=dumb", "GOENV=off", "GOWORK=off"}
	if !slices.Equal(got, want) {
		t.Errorf("environment() = %q, want %q", got, want)
	}
}
