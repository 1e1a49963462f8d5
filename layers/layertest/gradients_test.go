package layertest

import (
	"maps"
	"strings"
	"testing"

	"backprop/chapter5"
	"backprop/layers/layertest/bilingual"
	"backprop/mnist"
	"backprop/tensor"
	"backprop/tensor/random"
)

type grads = map[string]*tensor.Tensor

// gradients returns those of a small network with new weights for three images.
func gradients(t *testing.T, seed uint32) Gradients {
	t.Helper()
	train, _, err := mnist.Load(mnist.Options{OneHot: true})
	if err != nil {
		t.Fatal(err)
	}
	net := chapter5.NewTwoLayerNet(784, 8, 10, 0.01, random.New(seed))
	x, labels := train.X.Slice(0, 3), train.T.Slice(0, 3)
	if numerical[seed] == nil {
		numerical[seed] = net.NumericalGradient(x, labels)
	}
	return Gradients{
		Names:     []string{"W1", "b1", "W2", "b2"},
		Params:    net.Params,
		Numerical: maps.Clone(numerical[seed]),
		Backprop:  net.Gradient(x, labels),
		Loss:      func() float64 { return net.Loss(x, labels) },
		N:         3,
	}
}

// numerical has the numerical gradients of each seed, which take a second.
var numerical = map[uint32]grads{}

func TestDiagnose(t *testing.T) {
	g := gradients(t, 42)
	right := g.Backprop
	for _, test := range []struct {
		name   string
		change func(b grads)
		want   string // words of the first problem, "" if there is none
		wrong  string // the parameters that are
	}{
		{"right", func(b grads) {}, "", ""},
		{"not divided by N", func(b grads) {
			for name := range b {
				b[name] = b[name].MulScalar(3)
			}
		}, "W1 is wrong: it is N times the right result, and N = 3 is the size of the batch", "W1 b1 W2 b2"},
		{"divided twice", func(b grads) { b["b2"] = b["b2"].DivScalar(3) }, "b2 is wrong: it is 1/N times the right result, and N = 3 is the size of the batch", "b2"},
		{"sign", func(b grads) { b["W1"] = b["W1"].Neg() }, "W1 is wrong: the sign is flipped.", "W1"},
		{"1% too large", func(b grads) { b["W2"] = b["W2"].MulScalar(1.01) }, "W2 is wrong: it is 1.01 times the right result.", "W2"},
		{"NaN", func(b grads) { b["W1"] = b["W1"].MulScalar(0).DivScalar(0) },
			"W1: 6272 of 6272 elements differ. The largest difference is at [0, 0]: backpropagation gives NaN, numerical differentiation 0.", "W1"},
		{"infinite", func(b grads) { b["b2"] = b["b2"].DivScalar(0) }, "b2: 10 of 10 elements differ. ", "b2"},
		{"zero", func(b grads) { b["W1"] = b["W1"].MulScalar(0) }, "W1 is wrong: it is 0 everywhere.", "W1"},
		{"missing", func(b grads) { delete(b, "b1") }, "b1 is wrong: it is nil: nil was returned, or its field was not set or was read before it was set, or a map has no such key.", "b1"},
		{"transposed", func(b grads) { b["W2"] = b["W2"].T() }, "it is the transpose of the right result", "W2"},
		{"db with its axis", func(b grads) { b["b2"] = b["b2"].Reshape(1, -1) }, "b2 is wrong: it has shape (1, 10) and must have (10): its numbers are right.", "b2"},
		{"one element", func(b grads) { b["W2"] = b["W2"].Copy(); b["W2"].Set(1, 7, 3) }, "W2: 1 of 80 elements differ. The largest difference is at [7, 3]", "W2"},
		{"a small element and a large one", func(b grads) {
			b["W2"] = b["W2"].Copy()
			b["W2"].Set(1.5*b["W2"].At(0, 0), 0, 0) // by 0.03
			b["W2"].Set(-0.005, 7, 3)               // by 0.02, which is more of the element
		}, "W2: 2 of 80 elements differ. The largest difference is at [0, 0]", "W2"},
		{"nearly right", func(b grads) { b["W2"] = b["W2"].MulScalar(1.003) }, "W2 is wrong: it is 1.003 times the right result.", "W2"},
		{"one row right", func(b grads) {
			w := b["W2"].MulScalar(0)
			for j := range 10 {
				w.Set(b["W2"].At(4, j), 4, j)
			}
			b["W2"] = w
		}, "W2: 70 of 80 elements differ", "W2"},
	} {
		t.Run(test.name, func(t *testing.T) {
			g.Backprop = maps.Clone(right)
			test.change(g.Backprop)
			d := Diagnose(g)
			var wrong []string
			for _, p := range d.params {
				if p.wrong > 0 {
					wrong = append(wrong, p.name)
				}
			}
			if got := strings.Join(wrong, " "); got != test.wrong {
				t.Errorf("wrong are %q, want %q", got, test.wrong)
			}
			if test.want == "" != (d.Err() == nil) || test.want != "" && !strings.Contains(d.Problems[0].English, test.want) {
				t.Errorf("%v, want %q in the first problem", d.Err(), test.want)
			}
			for _, language := range []bilingual.Language{bilingual.English, bilingual.Korean} {
				if verdict := d.Verdict(language); strings.Contains(verdict, "%!") {
					t.Errorf("the verdict is badly put together: %s", verdict)
				}
			}
		})
	}
}

// Two keys of the same shape are swapped.
func TestDiagnoseWrongKey(t *testing.T) {
	train, _, err := mnist.Load(mnist.Options{OneHot: true})
	if err != nil {
		t.Fatal(err)
	}
	net := chapter5.NewTwoLayerNet(784, 10, 10, 0.01, random.New(1))
	x, labels := train.X.Slice(0, 3), train.T.Slice(0, 3)
	g := Gradients{Names: []string{"W1", "b1", "W2", "b2"}, Params: net.Params, N: 3,
		Numerical: net.NumericalGradient(x, labels), Backprop: net.Gradient(x, labels),
		Loss: func() float64 { return net.Loss(x, labels) }}
	g.Backprop["b1"], g.Backprop["b2"] = g.Backprop["b2"], g.Backprop["b1"]
	if d := Diagnose(g); len(d.Problems) != 2 {
		t.Errorf("%v, want that b1 and b2 are wrong", d.Err())
	}
}

// With seed 29, h = 1e-4 moves a ReLU over its kink: no mistake.
func TestDiagnoseKink(t *testing.T) {
	d := Diagnose(gradients(t, 29))
	if err := d.Err(); err != nil {
		t.Errorf("a kink is taken for a mistake: %v", err)
	}
	for i, want := range []bool{true, true, false} {
		if p := d.params[i]; p.setApart[crossed] > 0 != want {
			t.Errorf("%s: set apart are %v, want some at which a ReLU crosses 0: %v", p.name, p.setApart, want)
		}
	}
}

func TestDiagnoseCopy(t *testing.T) {
	g := gradients(t, 42)
	g.Numerical = grads{}
	for name, param := range g.Params {
		g.Numerical[name] = param.MulScalar(0)
	}
	g.Loss = func() float64 { return 2.3 }
	if d := Diagnose(g); len(d.Problems) != 4 {
		t.Errorf("%v, want that all are wrong: the loss does not depend on them", d.Err())
	}
}

// Nothing is changed by looking.
func TestDiagnoseLeavesTheParameters(t *testing.T) {
	g := gradients(t, 29)
	before := g.Params["W1"].Copy()
	Diagnose(g)
	if g.Params["W1"].Sub(before).Abs().Max().Item() != 0 {
		t.Error("W1 is not what it was")
	}
}
