package main

import (
	"strings"
	"testing"
)

func TestCommandBlank(t *testing.T) {
	run := build(t, nil)
	want := `-> [ ] mul                4.1 multiplication layer
   [ ] add                4.2 addition layer
   [ ] relu               5.1 ReLU layer
   [ ] sigmoid            5.2 sigmoid layer
   [ ] affinedatum        6.1 Affine layer, one datum
   [ ] affine             6.2 Affine layer, a batch
   [ ] softmaxwithloss    6.3 Softmax-with-Loss layer
   [ ] numericalgradient  7.3 numerical gradient
   [ ] gradient           7.2 the network's gradient
   [ ] train              7.4 the training loop

mul is blank: fill in chapter5/exercises/mul.go:3
To read: docs/en/4-simple-layers.md, section 4.1. For a hint: -hint.
`
	if out, status := run(""); out != want || status != 0 {
		t.Errorf("status %d, and it prints\n%s\nwant 0 and\n%s", status, out, want)
	}
	for _, e := range list {
		if out, status := run(e.name); !strings.HasPrefix(out, e.name+" is blank: fill in "+e.file()+":") || status != 1 {
			t.Errorf("%s: status %d\n%s", e.name, status, out)
		}
	}
	out, status := run("", "LANG=ko_KR.UTF-8")
	if !strings.HasSuffix(out, "\nmul: 비어 있다. 채울 곳: chapter5/exercises/mul.go:3\n읽을 곳: docs/ko/4-simple-layers.md, 4.1절. 힌트: -hint.\n") ||
		!strings.HasPrefix(out, "-> [ ] mul                4.1 곱셈 계층\n") || status != 0 {
		t.Errorf("in Korean: status %d\n%s", status, out)
	}
	for _, args := range []string{"nope", "-lang fr", "-hint x", "-hint=-1", "mul add", "clinic nobody"} {
		if out, status := run(args); status != 2 {
			t.Errorf("%s: status %d, want 2\n%s", args, status, out)
		}
	}
	for _, args := range []string{"-h", "-hint", "-hint 3 relu"} {
		if out, status := run(args); status != 0 {
			t.Errorf("%s: status %d, want 0\n%s", args, status, out)
		}
	}
}

func TestCommandSolved(t *testing.T) {
	run := build(t, solved)
	out, status := run("")
	if strings.Count(out, "[x]") != len(list) || !strings.HasSuffix(out, allDone.english+"\n") || status != 0 {
		t.Errorf("with the project's own code: status %d\n%s", status, out)
	}
	for _, e := range list {
		if out, status := run(e.name); !strings.HasPrefix(out, e.name+": right.\n") || status != 0 {
			t.Errorf("%s: status %d\n%s", e.name, status, out)
		}
	}
}

// One is right, the others wrong in their own ways.
func TestCommandWrong(t *testing.T) {
	run := build(t, student{
		"mul": solved["mul"],
		"add": `type Add struct{ x, y float64 }
func (a *Add) Forward(x, y float64) float64 { a.x, a.y = x, y; return x + y }
func (a *Add) Backward(dout float64) (dx, dy float64) { return dout * a.y, dout * a.x }`,
		"relu": `type ReLU struct{ mask *tensor.Tensor }
func (r *ReLU) Forward(x *tensor.Tensor) *tensor.Tensor { var kept []float64; return tensor.Vector(kept[0]) }
func (r *ReLU) Backward(dout *tensor.Tensor) *tensor.Tensor { panic(Blank) }`,
		"sigmoid": `type Sigmoid struct{ layers.Sigmoid }
func (s *Sigmoid) Backward(dout *tensor.Tensor) *tensor.Tensor { panic(Blank) }`,
		"affinedatum": `type AffineDatum struct { W, B, DW, DB *tensor.Tensor }
func (a *AffineDatum) Forward(x *tensor.Tensor) *tensor.Tensor { return tensor.Vector(slices.Delete(x.Data(), 7, 9)...) }
func (a *AffineDatum) Backward(dout *tensor.Tensor) *tensor.Tensor { panic(Blank) }`,
		"numericalgradient": `func NumericalGradient(f func(*tensor.Tensor) float64, x *tensor.Tensor) *tensor.Tensor {
	return tensor.Vector(x.At(9, 9))
}`,
		"gradient": `func Gradient(net *chapter5.TwoLayerNet, x, t *tensor.Tensor) map[string]*tensor.Tensor {
	var grads map[string]*tensor.Tensor
	grads["W1"] = x
	return grads
}`,
		"train": strings.Replace(solved["train"], "MulScalar(rate", "MulScalar(-rate", 1),
	})
	for _, test := range []struct{ args, want string }{
		{"", "   [x] mul                4.1 multiplication layer\n-> [!] add                4.2 addition layer\n   [!] relu"},
		{"", "\n\nadd is not right yet, see chapter5/exercises/add.go:\n  For x = 3, y = 5 and dout = 1.5: dx is wrong: it is multiplied by an input, as in a multiplication."},
		{"relu", "index out of range [0] with length 0 (relu.go:3)\n"},
		{"affinedatum", "out of range [:9:5] (affinedatum.go:3)\n"},
		{"sigmoid", "sigmoid is blank: fill in chapter5/exercises/sigmoid.go:3\n"},
		{"numericalgradient", "  It panicked: tensor: At: index (9, 9) is outside shape (3, 2) (numericalgradient.go:3)\n"},
		{"gradient", "  It panicked: assignment to entry in nil map (gradient.go:4)\n"},
		{"train", "  The parameters follow the gradient, to where the loss grows: subtract it.\n"},
		{"-lang ko train", "train: 아직 틀린 곳이 있다. 고칠 곳: chapter5/exercises/train.go\n  매개변수가 기울기 쪽, 손실이 커지는 쪽으로 간다. 빼야 한다.\n"},
	} {
		out, status := run(test.args)
		if !strings.Contains(out, test.want) || status != 1 {
			t.Errorf("%q: status %d, and it prints\n%s\nwant 1 and\n%s", test.args, status, out, test.want)
		}
		if strings.Contains(out, "goroutine ") {
			t.Errorf("%q: a stack trace is in\n%s", test.args, out)
		}
	}
}
