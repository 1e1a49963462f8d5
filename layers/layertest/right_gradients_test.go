package layertest

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"backprop/chapter5"
	"backprop/mnist"
	"backprop/tensor"
	"backprop/tensor/random"
)

// wholeNumbers returns the gradients of a small network whose inputs and first
// weights are whole numbers: many inputs of its ReLUs are 0.
func wholeNumbers(seed uint32, N int, std float64) Gradients {
	const D, H, C = 3, 4, 3
	rng := random.New(seed)
	net := chapter5.NewTwoLayerNet(D, H, C, 1, rng)
	net.Params["W2"].SetAll(net.Params["W2"].MulScalar(std))
	whole := func(t *tensor.Tensor) {
		flat := t.Reshape(-1)
		for i := range flat.Size() {
			flat.Set(float64(int(rng.Randn(1).At(0)*1.5)), i)
		}
	}
	x, labels := tensor.Zeros(N, D), tensor.Zeros(N)
	whole(x)
	whole(net.Params["W1"])
	for i := range N {
		labels.Set(float64(i%C), i)
	}
	return Gradients{
		Names:     []string{"W1", "b1", "W2", "b2"},
		Params:    net.Params,
		Numerical: net.NumericalGradient(x, labels),
		Backprop:  net.Gradient(x, labels),
		Loss:      func() float64 { return net.Loss(x, labels) },
		N:         N,
	}
}

func TestDiagnoseRightGradientsOfWholeNumbers(t *testing.T) {
	seeds := uint32(50)
	if os.Getenv("BACKPROP_LONG") != "" {
		seeds = 200
	}
	for _, N := range []int{1, 2, 4, 8, 16} {
		t.Run(fmt.Sprint("batch of ", N), func(t *testing.T) {
			kinks := 0
			for seed := range seeds {
				d := Diagnose(wholeNumbers(seed, N, 1))
				if err := d.Err(); err != nil {
					t.Errorf("seed %d: right gradients are called wrong: %v", seed, err)
				}
				for _, p := range d.params {
					kinks += p.setApart[atKink]
				}
			}
			if kinks == 0 {
				t.Error("no element was at a kink: the test tests nothing")
			}
		})
	}
}

// Mistakes beside the same kinks are mistakes. W2 is small, so that the loss
// is not saturated.
func TestDiagnoseWrongGradientsOfWholeNumbers(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(b grads)
	}{
		{"W1 doubled", func(b grads) { b["W1"] = b["W1"].MulScalar(2) }},
		{"W1 1% too large", func(b grads) { b["W1"] = b["W1"].MulScalar(1.01) }},
		{"W1 has the wrong sign", func(b grads) { b["W1"] = b["W1"].Neg() }},
		{"b1 is a mean", func(b grads) { b["b1"] = b["b1"].DivScalar(8) }},
		{"b1 shifted", func(b grads) { b["b1"] = b["b1"].AddScalar(0.1) }},
		{"all times N", func(b grads) {
			for name := range b {
				b[name] = b[name].MulScalar(8)
			}
		}},
		{"W1 plus a weight decay", func(b grads) { b["W1"] = b["W1"].AddScalar(0.05) }},
		{"W2 one element", func(b grads) { b["W2"] = b["W2"].Copy(); b["W2"].Set(1, 2, 1) }},
	} {
		t.Run(test.name, func(t *testing.T) {
			for seed := range uint32(20) {
				g := wholeNumbers(seed, 8, 0.1)
				right := g.Backprop["W1"].Abs().Max().Item()
				test.change(g.Backprop)
				if d := Diagnose(g); right > 0 && d.Err() == nil {
					t.Errorf("seed %d: not caught: %s", seed, d.Verdict(English))
				}
			}
		})
	}
}

func TestDiagnoseSaturatedLoss(t *testing.T) {
	train, _, err := mnist.Load(mnist.Options{OneHot: true})
	if err != nil {
		t.Fatal(err)
	}
	seeds := uint32(1)
	if os.Getenv("BACKPROP_LONG") != "" {
		seeds = 3
	}
	for _, N := range []int{1, 3} {
		for _, std := range []float64{0.01, 0.1, 0.3, 0.5, 1} {
			t.Run(fmt.Sprintf("batch of %d, std %v", N, std), func(t *testing.T) {
				for seed := range seeds {
					net := chapter5.NewTwoLayerNet(784, 5, 10, std, random.New(40+seed))
					x, labels := train.X.Slice(0, N), train.T.Slice(0, N)
					g := Gradients{Names: []string{"W1", "b1", "W2", "b2"}, Params: net.Params, N: N,
						Numerical: net.NumericalGradient(x, labels), Backprop: net.Gradient(x, labels),
						Loss: func() float64 { return net.Loss(x, labels) }}
					d := Diagnose(g)
					if err := d.Err(); err != nil {
						t.Errorf("seed %d, loss %v: right gradients are called wrong: %v", 40+seed, g.Loss(), err)
					}
					const open = "No mistake was found, but not all gradients could be compared: some elements of W1, "
					if verdict := d.Verdict(English); N > 1 && std == 1 && !strings.HasPrefix(verdict, open) {
						t.Errorf("seed %d, loss %v: the verdict is %s, want %s…", 40+seed, g.Loss(), verdict, open)
					}
					for _, p := range d.params { // rounding can make a saturated loss agree with anything
						if n := p.setApart[crossedTiny]; n > 0 {
							t.Errorf("seed %d: in %s, %d elements are put down to an h for tiny weights", 40+seed, p.name, n)
						}
					}
					g.Backprop["W1"] = g.Backprop["W1"].Neg()
					if std <= 0.1 && Diagnose(g).Err() == nil {
						t.Errorf("seed %d, loss %v: -W1 is not caught", 40+seed, g.Loss())
					}
				}
			})
		}
	}
}

// Of one datum the probability follows from the loss, so that a mistake shows
// although the loss is saturated.
func TestDiagnoseMistakeInASaturatedLoss(t *testing.T) {
	seen := 0
	for seed := range uint32(200) {
		g := wholeNumbers(seed, 1, 1)
		if loss := g.Loss(); loss < 11 || loss > 16 {
			continue
		}
		seen++
		d := Diagnose(g)
		if d.Err() != nil || !slices.ContainsFunc(d.params,
			func(p comparison) bool { return p.setApart[saturated] > 0 }) {
			t.Errorf("seed %d: right gradients of a saturated loss: %s", seed, d.Verdict(English))
		}
		if verdict := d.Verdict(English); !strings.HasPrefix(verdict, "The gradients agree: no other element is off by more than ") {
			t.Errorf("seed %d: the verdict on a saturated loss is %s", seed, verdict)
		}
		g.Backprop["W2"] = g.Backprop["W2"].MulScalar(1.5)
		if d := Diagnose(g); d.Err() == nil {
			t.Errorf("seed %d: 1.5·W2 is not caught: %s", seed, d.Verdict(English))
		}
	}
	if seen == 0 {
		t.Error("no loss was saturated: the test tests nothing")
	}
}

// The input of a ReLU is as small as the first weights, and h = 1e-4 moves many across 0.
func TestDiagnoseRightGradientsOfTinyWeights(t *testing.T) {
	for _, test := range []struct {
		W1, W2 float64
		want   string // the verdict begins so, for each seed
	}{
		{3e-6, 0.5, "The gradients agree"},
		{1e-6, 0.5, "The gradients agree"},
		{1e-5, 1e-5, "The gradients agree"},
		{1e-6, 1e-6, ""},
		{1e-12, 0.5, "No mistake was found, but not all gradients could be compared"},
		{1e-7, 1e-7, "No mistake was found, but not all gradients could be compared"},
	} {
		t.Run(fmt.Sprint(test.W1, " and ", test.W2), func(t *testing.T) {
			for seed := range uint32(20) {
				g := tinyWeights(seed, test.W1, test.W2)
				d := Diagnose(g)
				if verdict := d.Verdict(English); d.Err() != nil || !strings.HasPrefix(verdict, test.want) {
					t.Errorf("seed %d: %s, want %q", seed, verdict, test.want)
				}
			}
		})
	}
}

// tinyWeights returns the gradients of a small network with weights of these sizes.
func tinyWeights(seed uint32, W1, W2 float64) Gradients {
	rng := random.New(seed)
	net := chapter5.NewTwoLayerNet(6, 5, 3, 1, rng)
	net.Params["W1"].SetAll(net.Params["W1"].MulScalar(W1))
	net.Params["W2"].SetAll(net.Params["W2"].MulScalar(W2))
	x, labels := rng.Randn(4, 6), tensor.Vector(0, 2, 1, 2)
	return Gradients{
		Names:     []string{"W1", "b1", "W2", "b2"},
		Params:    net.Params,
		Numerical: net.NumericalGradient(x, labels),
		Backprop:  net.Gradient(x, labels),
		Loss:      func() float64 { return net.Loss(x, labels) },
		N:         4,
	}
}

// A small h leaves the loss few digits, and these must not hide a mistake of 1%.
func TestDiagnoseWrongGradientsOfTinyWeights(t *testing.T) {
	for seed := range uint32(20) {
		g := tinyWeights(seed, 1e-6, 1e-3)
		g.Backprop["W1"] = g.Backprop["W1"].MulScalar(1.01)
		if d := Diagnose(g); d.Err() == nil {
			t.Errorf("seed %d: not caught: %s", seed, d.Verdict(English))
		}
	}
}

func TestDiagnoseSeesAWrongNumericalGradient(t *testing.T) {
	g := tinyWeights(1, 0.5, 0.5)
	g.Numerical["W1"] = g.Numerical["W1"].MulScalar(2) // divided by h and not by 2h
	want := "No mistake was found, but not all gradients could be compared: some elements of W1 are missing.\n" +
		"  W1: 30 of its elements could not be compared. Their numerical gradient is not (L(x + h) - L(x - h))/2h"
	if verdict := Diagnose(g).Verdict(English); !strings.HasPrefix(verdict, want) {
		t.Errorf("the verdict is %s, want %s", verdict, want)
	}
}

func TestDiagnoseOfALossThatIsNoNumber(t *testing.T) {
	g := tinyWeights(1, 1e200, 1e200)
	d := Diagnose(g)
	want := "The gradients could not be compared.\n  The loss is NaN, which has no gradients."
	if verdict := d.Verdict(English); d.Err() != nil || verdict != want {
		t.Errorf("the verdict is %s, want %s", verdict, want)
	}
}

func TestDiagnosePanicsWithoutANumericalGradient(t *testing.T) {
	defer func() {
		if got, want := recover(), "layertest: Diagnose: there is no numerical gradient of b1"; got != want {
			t.Errorf("Diagnose panics with %v, want %s", got, want)
		}
	}()
	g := tinyWeights(1, 0.5, 0.5)
	delete(g.Numerical, "b1")
	Diagnose(g)
}
