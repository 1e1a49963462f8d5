package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"backprop/layers/layertest/bilingual"
)

// A student is the tool with other files instead of those in chapter5/exercises.
type student struct {
	*tool
	t      *testing.T
	screen *bytes.Buffer
}

// newStudent returns a student with some written files. The other exercises are
// blank.
func newStudent(t *testing.T, written map[string]string) student {
	t.Helper()
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("there is no go command to build with")
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	screen := &bytes.Buffer{}
	dir := t.TempDir()
	s := student{newTool(options{}, screen), t, screen}
	s.root, s.program = root, filepath.Join(dir, "runner.exe")
	s.folder = filepath.Join(dir, "exercises")
	s.limit = time.Minute // this machine may be busy
	if err := os.Mkdir(s.folder, 0o777); err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		s.write(e.name+".go", blankFile(e))
	}
	for name, code := range written {
		s.write(name, code)
	}
	s.overlay()
	return s
}

// write writes a file of the student's; the file is removed if code is "".
func (s student) write(name, code string) {
	s.t.Helper()
	path := filepath.Join(s.folder, name)
	err := os.WriteFile(path, []byte(withImports(code)), 0o666)
	if code == "" {
		err = os.Remove(path)
	}
	if err != nil {
		s.t.Fatal(err)
	}
}

// overlay lets the go command read the student's files instead of those in
// chapter5/exercises.
func (s *student) overlay() {
	s.t.Helper()
	real := filepath.Join(s.root, "chapter5", "exercises")
	replace := map[string]string{}
	theirs, err := filepath.Glob(filepath.Join(real, "*.go"))
	if err != nil {
		s.t.Fatal(err)
	}
	for _, path := range theirs {
		replace[path] = "" // not there
	}
	delete(replace, filepath.Join(real, "exercises.go"))
	written, err := filepath.Glob(filepath.Join(s.folder, "*.go"))
	if err != nil {
		s.t.Fatal(err)
	}
	for _, path := range written {
		replace[filepath.Join(real, filepath.Base(path))] = path
	}
	text, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		s.t.Fatal(err)
	}
	path := filepath.Join(filepath.Dir(s.folder), "overlay.json")
	if err := os.WriteFile(path, text, 0o666); err != nil {
		s.t.Fatal(err)
	}
	s.buildFlags = []string{"-overlay", path}
}

// do carries out a command line and returns what it prints, its error included.
func (s student) do(args string) (printed string, right bool) {
	s.t.Helper()
	var err error
	if s.options, err = parse(strings.Fields(args), func(string) string { return "" }); err != nil {
		s.t.Fatal(err)
	}
	s.screen.Reset()
	if right, err = s.tool.do(strings.NewReader("")); err != nil {
		fmt.Fprintln(s.screen, bilingual.Message(err, s.language))
	}
	return s.screen.String(), right
}

// withImports writes the package clause and the imports before a file's code.
func withImports(code string) string {
	if strings.HasPrefix(code, "package ") {
		return code
	}
	head := "package exercises; "
	for _, p := range []string{"backprop/chapter5", "backprop/layers", "backprop/tensor", "backprop/tensor/random", "fmt", "os", "slices"} {
		if regexp.MustCompile(`\b` + p[strings.LastIndex(p, "/")+1:] + `\.`).MatchString(code) {
			head += "import \"" + p + "\"; "
		}
	}
	return head + "\n" + code
}

// solved holds the code to which the hints lead.
var solved = map[string]string{
	"mul.go": `type Mul struct{ x, y float64 }

func (m *Mul) Forward(x, y float64) float64 { m.x, m.y = x, y; return x * y }
func (m *Mul) Backward(dout float64) (dx, dy float64) { return dout * m.y, dout * m.x }
`,
	"add.go": `type Add struct{}

func (a *Add) Forward(x, y float64) float64 { return x + y }
func (a *Add) Backward(dout float64) (dx, dy float64) { return dout, dout }
`,
	"relu.go": `type ReLU struct{ mask *tensor.Tensor }

func (r *ReLU) Forward(x *tensor.Tensor) *tensor.Tensor {
	r.mask = x.LessEqual(0)
	out := x.Copy()
	out.SetMasked(r.mask, 0)
	return out
}

func (r *ReLU) Backward(dout *tensor.Tensor) *tensor.Tensor {
	dx := dout.Copy()
	dx.SetMasked(r.mask, 0)
	return dx
}
`,
	"sigmoid.go": `type Sigmoid struct{ y *tensor.Tensor }

func (s *Sigmoid) Forward(x *tensor.Tensor) *tensor.Tensor {
	s.y = tensor.Scalar(1).Div(x.Neg().Exp().AddScalar(1))
	return s.y
}

func (s *Sigmoid) Backward(dout *tensor.Tensor) *tensor.Tensor {
	return dout.Mul(s.y).Mul(tensor.Scalar(1).Sub(s.y))
}
`,
	"affinedatum.go": `type AffineDatum struct{ W, B, DW, DB, x *tensor.Tensor }

func (a *AffineDatum) Forward(x *tensor.Tensor) *tensor.Tensor {
	a.x = x
	return x.Dot(a.W).Add(a.B)
}

func (a *AffineDatum) Backward(dout *tensor.Tensor) *tensor.Tensor {
	a.DW = a.x.Reshape(-1, 1).Dot(dout.Reshape(1, -1))
	a.DB = dout
	return dout.Dot(a.W.T())
}
`,
	"affine.go": `type Affine struct {
	W, B, DW, DB *tensor.Tensor
	x            *tensor.Tensor
	shape        []int
}

func (a *Affine) Forward(x *tensor.Tensor) *tensor.Tensor {
	a.shape = x.Shape()
	a.x = x.Reshape(x.Shape()[0], -1)
	return a.x.Dot(a.W).Add(a.B)
}

func (a *Affine) Backward(dout *tensor.Tensor) *tensor.Tensor {
	a.DW = a.x.T().Dot(dout)
	a.DB = dout.Sum(0)
	return dout.Dot(a.W.T()).Reshape(a.shape...)
}
`,
	"softmaxwithloss.go": `type SoftmaxWithLoss struct{ y, t *tensor.Tensor }

func (s *SoftmaxWithLoss) Forward(x, t *tensor.Tensor) float64 {
	e := x.Sub(x.MaxKeepDims(1)).Exp()
	s.y, s.t = e.Div(e.SumKeepDims(1)), t
	if t.NDim() == 1 {
		s.t = tensor.Zeros(x.Shape()...)
		for i := range t.Size() {
			s.t.Set(1, i, int(t.At(i)))
		}
	}
	return -s.t.Mul(s.y.AddScalar(1e-7).Log()).Sum().Item() / float64(x.Shape()[0])
}

func (s *SoftmaxWithLoss) Backward(dout float64) *tensor.Tensor {
	return s.y.Sub(s.t).DivScalar(float64(s.y.Shape()[0])).MulScalar(dout)
}
`,
	"gradient.go": `func Gradient(net *chapter5.TwoLayerNet, x, t *tensor.Tensor) map[string]*tensor.Tensor {
	net.Loss(x, t)
	dout := net.LastLayer.Backward(1)
	for _, layer := range slices.Backward(net.Layers) {
		dout = layer.Backward(dout)
	}
	return map[string]*tensor.Tensor{
		"W1": net.Affine1.DW, "b1": net.Affine1.DB, "W2": net.Affine2.DW, "b2": net.Affine2.DB}
}
`,
	"numericalgradient.go": `func NumericalGradient(f func(*tensor.Tensor) float64, x *tensor.Tensor) *tensor.Tensor {
	const h = 1e-4
	grad := tensor.Zeros(x.Shape()...)
	flat, of := x.Reshape(-1), grad.Reshape(-1)
	for i := range flat.Size() {
		tmp := flat.At(i)
		flat.Set(tmp+h, i)
		f1 := f(x)
		flat.Set(tmp-h, i)
		f2 := f(x)
		of.Set((f1-f2)/(2*h), i)
		flat.Set(tmp, i)
	}
	return grad
}
`,
	"train.go": `func Train(net *chapter5.TwoLayerNet, xTrain, tTrain *tensor.Tensor,
	iters, batchSize int, learningRate float64, rng *random.RandomState) []float64 {
	var losses []float64
	for range iters {
		mask := rng.Choice(xTrain.Shape()[0], batchSize)
		xBatch, tBatch := xTrain.Rows(mask), tTrain.Rows(mask)
		grad := net.Gradient(xBatch, tBatch)
		for _, key := range []string{"W1", "b1", "W2", "b2"} {
			net.Params[key].SubInPlace(grad[key].MulScalar(learningRate))
		}
		losses = append(losses, net.Loss(xBatch, tBatch))
	}
	return losses
}
`,
}
