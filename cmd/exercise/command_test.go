package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestBlank(t *testing.T) {
	t.Parallel()
	s := newStudent(t, nil)
	for _, test := range []struct {
		args, want string
		right      bool
	}{
		{"", `-> [ ] mul                4.1 multiplication layer
   [ ] add                4.2 addition layer
   [ ] relu               5.1 ReLU layer
   [ ] sigmoid            5.2 sigmoid layer
   [ ] affinedatum        6.1 Affine layer, one data point
   [ ] affine             6.2 Affine layer, a batch
   [ ] softmaxwithloss    6.3 Softmax-with-Loss layer
   [ ] gradient           7.2 the network's gradient
   [ ] numericalgradient  7.3 numerical gradient
   [ ] train              7.4 the training loop

mul is blank: fill in chapter5/exercises/mul.go:10
To read: docs/en/4-simple-layers.md, section 4.1. For a hint: -hint mul
`, true},
		{"-lang ko relu", "relu: 비어 있다. 채울 곳: chapter5/exercises/relu.go:14\n읽을 곳: docs/ko/5-activation-layers.md, 5.1절. 힌트: -hint relu\n", false},
		{"-hint", `mul  4.1 multiplication layer  chapter5/exercises/mul.go
  Hint 1 of 2: z = x·y. If x grows by 1, z grows by y.
For the next hint: -hint 2 mul
`, true},
		{"mnist", `The training needs these to be right: relu, affine, softmaxwithloss, gradient
and train.
relu is blank: fill in chapter5/exercises/relu.go:14
To read: docs/en/5-activation-layers.md, section 5.1. For a hint: -hint relu
`, false},
	} {
		t.Run("exercise "+test.args, func(t *testing.T) {
			if got, right := s.do(test.args); got != test.want || right != test.right {
				t.Errorf("it prints (right: %v)\n%s\nwant (right: %v)\n%s", right, got, test.right, test.want)
			}
		})
	}
}

// Code that follows the hints is right and gets no remark.
func TestSolved(t *testing.T) {
	t.Parallel()
	s := newStudent(t, solved)
	got, right := s.do("")
	if strings.Count(got, "[x]") != len(list) || !strings.Contains(got, "go run ./cmd/exercise mnist\n") || !right {
		t.Errorf("it prints (right: %v)\n%s", right, got)
	}
	s.program = filepath.Join(t.TempDir(), "runner.exe") // do has removed its own
	results, _, err := s.check(context.Background(), list...)
	if err != nil {
		t.Fatal(err)
	}
	for i, e := range list {
		s.screen.Reset()
		if s.printResult(results[i]); s.screen.String() != e.name+": right.\n" {
			t.Errorf("%s:\n%s", e.name, s.screen)
		}
	}
}

// The command mnist trains with the student's code.
func TestMnist(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, file, old, new string // what another file has
		iters                int
		long, right          bool
		want                 string // in what it prints
	}{
		{name: "the first line", iters: 1, right: true, want: "\n0.10226666666666667 0.1009\nThese 1 lines equal the chapter's, digit for digit"},
		{name: "the 17 lines of section 7.4", iters: 10000, long: true, right: true,
			want: "\n0.9778333333333333 0.9699\nThese 17 lines equal the chapter's, digit for digit"},
		{name: "a right Gradient that calls the project's layers by their names", file: "gradient.go", iters: 1,
			old:  "dout := net.LastLayer.Backward(1)\n\tfor _, layer := range slices.Backward(net.Layers) {\n\t\tdout = layer.Backward(dout)\n\t}",
			new:  "net.Affine1.Backward(net.Relu1.Backward(net.Affine2.Backward(net.LastLayer.Backward(1))))",
			want: "\nThe training stopped.\n  Gradient calls the layers by their names, such as net.Affine1. "},
		{name: "and goes forward by their names", file: "gradient.go", iters: 1,
			old: "net.Loss(x, t)\n\tdout := net.LastLayer.Backward(1)\n\tfor _, layer := range slices.Backward(net.Layers) {\n\t\tdout = layer.Backward(dout)\n\t}",
			new: "net.LastLayer.Forward(net.Affine2.Forward(net.Relu1.Forward(net.Affine1.Forward(x))), t)\n" +
				"\tnet.Affine1.Backward(net.Relu1.Backward(net.Affine2.Backward(net.LastLayer.Backward(1))))",
			want: "\nThe training stopped.\n  Gradient calls the layers by their names, such as net.Affine1. "},
		{name: "a panic", file: "relu.go", iters: 1, long: true,
			old:  "out := x.Copy()",
			new:  "if x.Shape()[0] == 100 && x.Shape()[1] == 50 {\n\t\tpanic(\"oh\")\n\t}\n\tout := x.Copy()",
			want: "\nThe training stopped.\n  Go stopped the program: panic: oh (relu.go:7)\n"},
		{name: "another batch", file: "train.go", iters: 1, long: true,
			old:  "for range iters {",
			new:  "if batchSize == 100 {\n\t\tbatchSize = 101\n\t}\n\tfor range iters {",
			want: "(the chapter: 0.10226666666666667 0.1009)\nSome of the 1 lines differ from the chapter's. The checks find nothing wrong, so\nthe cause may be rounding"},
		{name: "another rate for this batch", file: "train.go", iters: 601, long: true,
			old:  "for range iters {",
			new:  "if batchSize == 100 {\n\t\tlearningRate /= 100\n\t}\n\tfor range iters {",
			want: "by up to 0.68: that is too much\nfor rounding."},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if test.long {
				needsTime(t)
			}
			s := newStudent(t, solved)
			s.iters = test.iters
			if test.file != "" {
				s.write(test.file, strings.Replace(solved[test.file], test.old, test.new, 1))
			}
			if got, right := s.do("mnist"); right != test.right || !strings.Contains(got, test.want) {
				t.Errorf("mnist (right: %v):\n%s\nwant in it (right: %v)\n%s", right, got, test.right, test.want)
			}
		})
	}
}

// Code that ends the program, crashes or does not end gets a sentence, and does
// not keep the other exercises from their checks.
func TestHarm(t *testing.T) {
	t.Parallel()
	s := newStudent(t, map[string]string{
		"mul.go": `type Mul struct{ x, y float64 }
func (m *Mul) Forward(x, y float64) float64 {
	fmt.Println("panic: no")
	os.Exit(3)
	return 0
}
func (m *Mul) Backward(dout float64) (dx, dy float64) { return dout, dout }`,
		"add.go": "",
		"더하기 add.go": `type Add struct{}
func (a *Add) Forward(x, y float64) float64 { return x + y }
func (a *Add) Backward(dout float64) (dx, dy float64) { return a.Backward(dout + 1) }`,
		"relu.go": `type ReLU struct{}
func (r *ReLU) Forward(x *tensor.Tensor) *tensor.Tensor {
	for i := range 100000 { fmt.Println("flood", i) }
	ended := make(chan bool)
	go func() {
		panic("oh")
	}()
	<-ended
	return x
}
func (r *ReLU) Backward(dout *tensor.Tensor) *tensor.Tensor { return dout }`,
		"sigmoid.go": `type Sigmoid struct{}
func (s *Sigmoid) Forward(x *tensor.Tensor) *tensor.Tensor {
	for { x = x.Copy() }
}
func (s *Sigmoid) Backward(dout *tensor.Tensor) *tensor.Tensor { return dout }`,
		"affinedatum.go": `type AffineDatum struct { W, B, DW, DB *tensor.Tensor }
func (a *AffineDatum) Forward(x *tensor.Tensor) *tensor.Tensor { return tensor.Vector(slices.Delete(x.Data(), 7, 9)...) }
func (a *AffineDatum) Backward(dout *tensor.Tensor) *tensor.Tensor { return dout }`,
		"gradient.go": `func Gradient(net *chapter5.TwoLayerNet, x, t *tensor.Tensor) map[string]*tensor.Tensor {
	fmt.Println("in Gradient")
	println("and again")
	var grads map[string]*tensor.Tensor
	grads["W1"] = x
	return grads
}`,
		"numericalgradient.go": solved["numericalgradient.go"],
		"train.go":             strings.Replace(solved["train.go"], "MulScalar(learningRate", "MulScalar(-learningRate", 1),
	})
	var results []result
	for _, e := range list {
		s.limit = time.Minute
		if e.name == "sigmoid" {
			s.limit = 3 * time.Second
		}
		r, _, err := s.check(context.Background(), e)
		if err != nil || r == nil {
			t.Fatalf("%v\n%s", err, s.screen)
		}
		results = append(results, r...)
	}
	if got, want := s.screen.String(), "sigmoid is still running, and will be stopped after 3 seconds.\n"; got != want {
		t.Errorf("while it checks it says\n%s\nwant\n%s", got, want)
	}
	for i, want := range []string{`mul is not right yet; see chapter5/exercises/mul.go:
  The code ended the whole program with exit status 3: does it call os.Exit?
Your code printed:
  | panic: no
`, `add is not right yet; see chapter5/exercises/더하기 add.go:
  A function calls itself without end (더하기 add.go:4).
`, `relu is not right yet; see chapter5/exercises/relu.go:
  Go stopped the program: panic: oh (relu.go:7)
Your code printed:
  | flood 0
  | flood 1
  | flood 2
  | flood 3
  | flood 4
  | flood 5
  | flood 6
  | flood 7
  | flood 8
  | flood 9
  and 99990 more lines.
`, `sigmoid is not right yet; see chapter5/exercises/sigmoid.go:
  It did not end within 3s (sigmoid.go:4): is there a loop that never stops?
`, `affinedatum is not right yet; see chapter5/exercises/affinedatum.go:
  `, `affine is blank: fill in chapter5/exercises/affine.go:18
`, `softmaxwithloss is blank: fill in chapter5/exercises/softmaxwithloss.go:19
`, `gradient is not right yet; see chapter5/exercises/gradient.go:
`, `numericalgradient: right.
`, `train is not right yet; see chapter5/exercises/train.go:
`} {
		s.screen.Reset()
		s.printResult(results[i])
		if got := s.screen.String(); !strings.HasPrefix(got, want) || strings.Contains(got, "goroutine ") && i != 2 {
			t.Errorf("it says\n%s\nwant at the beginning\n%s", got, want)
		}
	}
	for i, place := range map[int]string{4: "(affinedatum.go:3)", 7: "assignment to entry in nil map (gradient.go:6)"} {
		if got := results[i].Problems[0].English; !strings.Contains(got, place) {
			t.Errorf("%s: %s\nwant in it %s", list[i].name, got, place)
		}
	}
	if got := results[7].lines; len(got) < 2 || got[0] != "in Gradient" || got[1] != "and again" {
		t.Errorf("gradient printed %q", got)
	}
}

// An init function that does not end is stopped, too.
func TestEndlessInit(t *testing.T) {
	t.Parallel()
	s := newStudent(t, map[string]string{"init.go": "func init() { for { } }"})
	s.limit = time.Second
	began := time.Now()
	results, next, err := s.check(context.Background(), list...)
	if err != nil || len(results) != len(list) || next != 0 ||
		results[0].Problems[0].English != "It did not end within 1s: is there a loop that never stops?" {
		t.Errorf("for an endless init: %v, next %d, %v", results, next, err)
	}
	if took := time.Since(began); took > 30*time.Second {
		t.Errorf("%d exercises took %v, want the time of one", len(list), took)
	}
}

// A long line is cut between two characters.
func TestLongLine(t *testing.T) {
	r := result{}
	r.addPrinted([]string{"", "a" + strings.Repeat("한", 100)})
	if want := "a" + strings.Repeat("한", 66); r.printed != 1 || r.lines[0] != want {
		t.Errorf("%d lines, the first is %q, want %q", r.printed, r.lines[0], want)
	}
}

// needsTime skips a test that takes more than a second or two.
func needsTime(t *testing.T) {
	t.Helper()
	if os.Getenv("BACKPROP_LONG") == "" {
		t.Skip("BACKPROP_LONG=1 runs it")
	}
}

// What cannot be printed is an error.
func TestFullStdout(t *testing.T) {
	var stderr bytes.Buffer
	status := command([]string{"clinic", "1", "-lang", "en"}, strings.NewReader(""), fullDisk{}, &stderr)
	if want := "exercise: no space left on device\n"; status != 1 || stderr.String() != want {
		t.Errorf("status %d, %q, want 1, %q", status, stderr.String(), want)
	}
}

type fullDisk struct{}

func (fullDisk) Write(p []byte) (int, error) { return 0, syscall.ENOSPC }
