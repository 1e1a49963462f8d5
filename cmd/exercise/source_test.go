package main

import (
	"cmp"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// folderOf returns a tool whose student has the blank files and those written.
func folderOf(t *testing.T, written map[string]string) (*tool, *strings.Builder) {
	t.Helper()
	root := t.TempDir()
	var out strings.Builder
	tool := newTool(options{}, &out)
	tool.root, tool.folder = root, filepath.Join(root, "chapter5", "exercises")
	if err := os.MkdirAll(tool.folder, 0o777); err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, e := range list {
		files[e.name+".go"] = blankFile(e)
	}
	for name, code := range written {
		files[name] = code
	}
	for name, code := range files {
		if code == "" {
			continue
		}
		if err := os.WriteFile(filepath.Join(tool.folder, name), []byte(code), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return tool, &out
}

func blankOf(name string) string { return blankFile(exerciseOf(name)) }

func TestDifferences(t *testing.T) {
	replaced := func(name, old, new string) string { return strings.Replace(blankOf(name), old, new, -1) }
	for _, test := range []struct {
		name    string
		written map[string]string
		want    []string
	}{
		{"none", nil, nil},
		{"more is no difference", map[string]string{"relu.go": blankOf("relu") + "\nfunc (r ReLU) mask() {}\ntype mask int\n"}, nil},
		{"an argument of another type", map[string]string{"relu.go": replaced("relu", "Forward(x *tensor", "Forward(x tensor")},
			[]string{"chapter5/exercises/relu.go:13: ReLU.Forward is func(tensor.Tensor) *tensor.Tensor and must be func(*tensor.Tensor) *tensor.Tensor."}},
		{"a result less", map[string]string{"mul.go": replaced("mul", "(dx, dy float64)", "float64")},
			[]string{"chapter5/exercises/mul.go:15: Mul.Backward is func(float64) float64 and must be func(float64) (float64, float64)."}},
		{"a function", map[string]string{"gradient.go": replaced("gradient", "x, t *tensor", "x *tensor")},
			[]string{"chapter5/exercises/gradient.go:14: Gradient is func(*chapter5.TwoLayerNet, *tensor.Tensor) map[string]*tensor.Tensor and must be func(*chapter5.TwoLayerNet, *tensor.Tensor, *tensor.Tensor) map[string]*tensor.Tensor."}},
		{"a renamed type", map[string]string{"relu.go": replaced("relu", "ReLU", "Relu")},
			[]string{"chapter5/exercises/relu.go:6: Relu must have the name ReLU."}},
		{"a type of another name", map[string]string{"relu.go": replaced("relu", "ReLU", "Activation")},
			[]string{"chapter5/exercises/relu.go:6: Activation must have the name ReLU."}},
		{"a renamed type in a renamed file", map[string]string{"relu.go": "", "내 것.go": replaced("relu", "ReLU", "Relu")},
			[]string{"chapter5/exercises/내 것.go:6: Relu must have the name ReLU."}},
		{"a renamed method", map[string]string{"add.go": replaced("add", "Backward(", "backward(")},
			[]string{"chapter5/exercises/add.go:4: Add must have Backward func(float64) (float64, float64)."}},
		{"a renamed field", map[string]string{"affine.go": replaced("affine", "DW, DB *", "dW, DB *")},
			[]string{"chapter5/exercises/affine.go:6: Affine must have DW *tensor.Tensor."}},
		{"a field of another type", map[string]string{"affine.go": replaced("affine", "DW, DB *tensor.Tensor", "DW, DB tensor.Tensor")},
			[]string{"chapter5/exercises/affine.go:8: Affine.DB is tensor.Tensor and must be *tensor.Tensor.",
				"chapter5/exercises/affine.go:8: Affine.DW is tensor.Tensor and must be *tensor.Tensor."}},
		{"a test, which Go does not build here", map[string]string{"train.go": "", "train_test.go": blankOf("train")},
			[]string{"There is no Train in chapter5/exercises: go run ./cmd/exercise reset train brings the blank file back."}},
		{"a file that no build takes", map[string]string{"old.go": "//go:build ignore\n\n" + blankOf("relu"), "relu.go": replaced("relu", "ReLU", "Relu")},
			[]string{"chapter5/exercises/relu.go:6: Relu must have the name ReLU."}},
		{"a file that is gone", map[string]string{"train.go": ""},
			[]string{"There is no Train in chapter5/exercises: go run ./cmd/exercise reset train brings the blank file back."}},
	} {
		t.Run(test.name, func(t *testing.T) {
			tool, _ := folderOf(t, test.written)
			var got []string
			for _, d := range tool.differences() {
				got = append(got, d.English)
			}
			if strings.Join(got, "\n") != strings.Join(test.want, "\n") {
				t.Errorf("the differences are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(test.want, "\n"))
			}
		})
	}
}

// An error of the compiler names the student's line, and so does a declaration
// that the checks cannot use.
func TestDoesNotCompile(t *testing.T) {
	t.Parallel()
	s := newStudent(t, map[string]string{"relu.go": "package exercises\n\nvar x = y\n"})
	got, right := s.do("")
	if !strings.HasPrefix(got, "Your code does not compile:\n  ") || !strings.Contains(got, "relu.go:3:9: undefined: y\n") || right {
		t.Errorf("for undefined: y (right: %v):\n%s", right, got)
	}
	s.write("relu.go", strings.ReplaceAll(blankOf("relu"), "ReLU", "Relu"))
	got, right = s.do("-lang ko")
	if want := "검사 코드와 맞지 않는 곳이 있다.\n  chapter5/exercises/relu.go:6: Relu: 맞는 이름은 ReLU.\n"; got != want || right {
		t.Errorf("for a renamed type (right: %v):\n%s\nwant\n%s", right, got, want)
	}
	s.buildFlags = []string{"-foo"}
	got, right = s.do("")
	if want := "The go command failed:\n  flag provided but not defined: -foo\n"; !strings.HasPrefix(got, want) || right {
		t.Errorf("for an unknown flag (right: %v):\n%s\nwant\n%s", right, got, want)
	}
}

// Who is at fault follows from the output of the go command, even if the student's
// file cannot be parsed, so that its declarations seem to be missing.
func TestRefused(t *testing.T) {
	for _, test := range []struct{ name, output, want string }{
		{"a misspelled package clause", "chapter5/exercises/relu.go:1:1: expected 'package', found pakage", "Your code does not compile:"},
		{"UTF-16", "chapter5/exercises/relu.go:1:1: illegal UTF-8 encoding (got UTF-16)", "Your code does not compile:"},
		{"another package", "cmd/exercise/runner/main.go:22:2: found packages exercises (add.go) and main (relu.go) in /home/kim/backprop/chapter5/exercises", "Your code does not compile:"},
		{"an unreadable file", "open /home/kim/backprop/chapter5/exercises/relu.go: permission denied", "Your code does not compile:"},
		{"a missing type", "# backprop/cmd/exercise/runner\ncmd/exercise/runner/main.go:80:75: undefined: exercises.ReLU", "The checks do not fit your code:"},
		{"no home", "build cache is required, but could not be located: GOCACHE is not defined", "The go command failed:"},
		{"a full disk", "# backprop/tensor\ngo build: write /tmp/go-build1/b001: no space left on device", "The go command failed:"},
	} {
		t.Run(test.name, func(t *testing.T) {
			tool, _ := folderOf(t, map[string]string{"relu.go": "pakage exercises\n"})
			got, _, _ := strings.Cut(tool.refused(test.output).Error(), "\n")
			if got != test.want {
				t.Errorf("for %q it says %q, want %q", test.output, got, test.want)
			}
		})
	}
}

func TestReset(t *testing.T) {
	const mine = "package exercises\n\n// ReLU is mine.\ntype ReLU struct{}\n"
	for _, test := range []struct {
		name, file, code string
		want             string // what it says
		wantErr          string
		kept             string // the file with the student's code
	}{
		{"what was written is kept", "relu.go", mine,
			"Your code is in chapter5/exercises/relu.go.kept1; rename this file to get it\nback.\nchapter5/exercises/relu.go is blank again.\n", "", "relu.go.kept1"},
		{"a renamed file", "내 ReLU.go", mine,
			"Your code is in chapter5/exercises/내 ReLU.go.kept1; rename this file to get it\nback.\nchapter5/exercises/내 ReLU.go is blank again.\n", "", "내 ReLU.go.kept1"},
		{"what does not parse is kept", "relu.go", "package exercises\ntype ReLU struct{{{\n",
			"Your code is in chapter5/exercises/relu.go.kept1; rename this file to get it\nback.\nchapter5/exercises/relu.go is blank again.\n", "", "relu.go.kept1"},
		{"a renamed file whose build line is wrong", "내 ReLU.go", "//go:build relu &&\n\n" + mine,
			"Your code is in chapter5/exercises/내 ReLU.go.kept1; rename this file to get it\nback.\nchapter5/exercises/내 ReLU.go is blank again.\n", "", "내 ReLU.go.kept1"},
		{"what an earlier reset kept stays", "relu.go", "package exercises // the second\n",
			"Your code is in chapter5/exercises/relu.go.kept2; rename this file to get it\nback.\nchapter5/exercises/relu.go is blank again.\n", "", "relu.go.kept2"},
		{"a blank file", "relu.go", blankOf("relu"), "chapter5/exercises/relu.go is already blank.\n", "", "relu.go"},
		{"a file that is gone", "", "", "chapter5/exercises/relu.go is blank again.\n", "", ""},
		{"two exercises in a file", "relu.go", mine + "\ntype Sigmoid struct{}\n", "",
			"chapter5/exercises/relu.go also holds Sigmoid: move that to another file, then reset relu", "relu.go"},
	} {
		t.Run(test.name, func(t *testing.T) {
			written := map[string]string{"relu.go": "", test.file: test.code}
			if test.kept == "relu.go.kept2" {
				written["relu.go.kept1"] = mine
			}
			tool, out := folderOf(t, written)
			err := tool.reset(exerciseOf("relu"))
			if err != nil && err.Error() != test.wantErr || err == nil && test.wantErr != "" || out.String() != test.want {
				t.Errorf("it says %v\n%s\nwant %s\n%s", err, out, test.wantErr, test.want)
			}
			if test.kept != "" {
				if code, err := os.ReadFile(filepath.Join(tool.folder, test.kept)); string(code) != test.code {
					t.Errorf("%s holds %v\n%s", test.kept, err, code)
				}
			}
			if code, err := os.ReadFile(filepath.Join(tool.folder, "relu.go.kept1")); test.kept == "relu.go.kept2" && string(code) != mine {
				t.Errorf("relu.go.kept1 holds %v\n%s", err, code)
			}
			code, err := os.ReadFile(filepath.Join(tool.folder, cmp.Or(test.file, "relu.go")))
			if test.wantErr == "" && string(code) != blankOf("relu") {
				t.Errorf("relu.go holds %v\n%s", err, code)
			}
		})
	}
}

// The reason why a program ended names the innermost line of the student's code.
func TestEnding(t *testing.T) {
	for _, test := range []struct {
		name, crash string
		status      int
		want        string
	}{
		{"nothing was written", "", 0, "The code ended the whole program with exit status 0: does it call os.Exit?"},
		{"a signal", "", -1, "Something outside the program stopped it."},
		{"a place in the checks only", "panic: oh\nbackprop/chapter5/exercises/checks.Train()\n\t/a/chapter5/exercises/checks/train.go:9 +0x1\n", 2,
			"Go stopped the program: panic: oh"},
		{"the innermost", "panic: oh\nbackprop/tensor.Zeros()\n\t/a/tensor/new.go:3 +0x1\n" +
			"backprop/chapter5/exercises.(*ReLU).Forward(0x1)\n\t/a b/chapter5/exercises/relu.go:31 +0x1\n" +
			"backprop/chapter5/exercises.(*ReLU).Backward(0x1)\n\t/a b/chapter5/exercises/relu.go:40 +0x1\n", 2,
			"Go stopped the program: panic: oh (relu.go:31)"},
		{"a goroutine", "fatal error: oh\nbackprop/chapter5/exercises.Train.func1()\n\tC:/a/chapter5/exercises/내 반복.go:3 +0x1\n", 2,
			"Go stopped the program: fatal error: oh (내 반복.go:3)"},
		{"a loop without a body", "fatal error: no end within 5s\nbackprop/chapter5/exercises.(*ReLU).Forward(0x1)\n\t/a/chapter5/exercises/relu.go:1 +0x1\n", 2,
			"It did not end within 5s: is there a loop that never stops?"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := ending(test.status, test.crash).English; got != test.want {
				t.Errorf("ending(%d, %q) = %q, want %q", test.status, test.crash, got, test.want)
			}
		})
	}
}
