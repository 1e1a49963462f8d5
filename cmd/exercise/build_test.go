package main

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// student has the exercises' files, to be put in the place of those that are
// there: an overlay of the go command. A name that is not in it is blank.
type student map[string]string

// blanks are the exercises with nothing in them.
var blanks = student{
	"mul": `type Mul struct{}
func (*Mul) Forward(x, y float64) float64 { panic(Blank) }
func (*Mul) Backward(dout float64) (dx, dy float64) { panic(Blank) }`,
	"add": `type Add struct{}
func (*Add) Forward(x, y float64) float64 { panic(Blank) }
func (*Add) Backward(dout float64) (dx, dy float64) { panic(Blank) }`,
	"relu": `type ReLU struct{}
func (*ReLU) Forward(x *tensor.Tensor) *tensor.Tensor { panic(Blank) }
func (*ReLU) Backward(dout *tensor.Tensor) *tensor.Tensor { panic(Blank) }`,
	"sigmoid": `type Sigmoid struct{}
func (*Sigmoid) Forward(x *tensor.Tensor) *tensor.Tensor { panic(Blank) }
func (*Sigmoid) Backward(dout *tensor.Tensor) *tensor.Tensor { panic(Blank) }`,
	"affinedatum": `type AffineDatum struct { W, B, DW, DB *tensor.Tensor }
func (*AffineDatum) Forward(x *tensor.Tensor) *tensor.Tensor { panic(Blank) }
func (*AffineDatum) Backward(dout *tensor.Tensor) *tensor.Tensor { panic(Blank) }`,
	"affine": `type Affine struct { W, B, DW, DB *tensor.Tensor }
func (*Affine) Forward(x *tensor.Tensor) *tensor.Tensor { panic(Blank) }
func (*Affine) Backward(dout *tensor.Tensor) *tensor.Tensor { panic(Blank) }`,
	"softmaxwithloss": `type SoftmaxWithLoss struct{}
func (*SoftmaxWithLoss) Forward(x, t *tensor.Tensor) float64 { panic(Blank) }
func (*SoftmaxWithLoss) Backward(dout float64) *tensor.Tensor { panic(Blank) }`,
	"numericalgradient": `func NumericalGradient(func(*tensor.Tensor) float64, *tensor.Tensor) *tensor.Tensor { panic(Blank) }`,
	"gradient":          `func Gradient(*chapter5.TwoLayerNet, *tensor.Tensor, *tensor.Tensor) map[string]*tensor.Tensor { panic(Blank) }`,
	"train": `func Train(*chapter5.TwoLayerNet, *tensor.Tensor, *tensor.Tensor, int, int, float64, *random.RandomState) []float64 {
	panic(Blank)
}`,
}

// solved is the project's own code in the place of the student's.
var solved = student{
	"mul": "type Mul = layers.Mul", "add": "type Add = layers.Add", "relu": "type ReLU = layers.ReLU",
	"sigmoid": "type Sigmoid = layers.Sigmoid", "affine": "type Affine = layers.Affine",
	"affinedatum": `type AffineDatum struct {
	W, B, DW, DB *tensor.Tensor
	batch        *layers.Affine
}
func (a *AffineDatum) Forward(x *tensor.Tensor) *tensor.Tensor {
	a.batch = layers.NewAffine(a.W, a.B)
	return a.batch.Forward(x.Reshape(1, -1)).Reshape(-1)
}
func (a *AffineDatum) Backward(dout *tensor.Tensor) *tensor.Tensor {
	dx := a.batch.Backward(dout.Reshape(1, -1)).Reshape(-1)
	a.DW, a.DB = a.batch.DW, a.batch.DB
	return dx
}`,
	"softmaxwithloss":   "type SoftmaxWithLoss = layers.SoftmaxWithLoss",
	"numericalgradient": "var NumericalGradient = tensor.NumericalGradient",
	"gradient":          "var Gradient = (*chapter5.TwoLayerNet).Gradient",
	"train": `func Train(net *chapter5.TwoLayerNet, x, t *tensor.Tensor, iters, n int, rate float64, rng *random.RandomState) []float64 {
	var losses []float64
	for range iters {
		mask := rng.Choice(x.Shape()[0], n)
		xBatch, tBatch := x.Rows(mask), t.Rows(mask)
		for key, grad := range net.Gradient(xBatch, tBatch) {
			net.Params[key].SubInPlace(grad.MulScalar(rate))
		}
		losses = append(losses, net.Loss(xBatch, tBatch))
	}
	return losses
}`,
}

// build compiles the command with a student's files and returns a function
// that runs it.
func build(t *testing.T, s student) func(args string, env ...string) (out string, status int) {
	t.Helper()
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("there is no go command to build with")
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	dir, folder := t.TempDir(), filepath.Join(root, "chapter5", "exercises")
	overlay := map[string]string{}
	files, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		overlay[file] = "" // not there
	}
	delete(overlay, filepath.Join(folder, "exercises.go"))
	for _, e := range list {
		code, ok := s[e.name]
		if !ok {
			code = blanks[e.name]
		}
		overlay[filepath.Join(folder, e.name+".go")] = write(t, dir, e.name+".go", file(code))
	}
	text, err := json.Marshal(map[string]any{"Replace": overlay})
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(dir, "exercise.exe")
	build := exec.Command("go", "build", "-overlay", write(t, dir, "overlay.json", string(text)), "-o", program, ".")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return func(args string, env ...string) (string, int) {
		run := exec.Command(program, strings.Fields(args)...)
		run.Dir = root
		run.Env = append(os.Environ(), append([]string{"LC_ALL=", "LC_MESSAGES=", "LANG="}, env...)...)
		out, err := run.CombinedOutput()
		if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
			t.Fatal(err)
		}
		return string(out), run.ProcessState.ExitCode()
	}
}

// file makes a file of the exercises of code, with the imports that it needs.
func file(code string) string {
	var imports []string
	for _, p := range []string{"backprop/chapter5", "backprop/layers", "backprop/tensor", "backprop/tensor/random", "slices"} {
		if regexp.MustCompile(`\b` + p[strings.LastIndex(p, "/")+1:] + `\.`).MatchString(code) {
			imports = append(imports, "import \""+p+"\"")
		}
	}
	return "package exercises; " + strings.Join(imports, "; ") + "\n" + code + "\n"
}

func write(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}
