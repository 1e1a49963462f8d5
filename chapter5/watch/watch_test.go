package watch

import (
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"backprop/chapter5"
	"backprop/mnist"
	"backprop/tensor"
	"backprop/tensor/random"
)

// A training is that of section 7.4 with something changed.
type training struct {
	seed      uint32
	iters     int
	rate      float64
	std       float64
	raw       bool // pixels up to 255
	batch     int  // 0 for 25
	epoch     int  // Epoch is called every so many iterations, 0 for 600
	unwatched bool
	withLoss  bool                                   // Step is called only where NeedsStep says so, elsewhere Loss
	after     func(net *chapter5.TwoLayerNet, i int) // called after the update
}

// load reads MNIST, the first time that it is called with raw.
func load(t *testing.T, raw bool) (train, test mnist.Set) {
	t.Helper()
	if _, ok := loaded[raw]; !ok {
		train, test, err := mnist.Load(mnist.Options{OneHot: true, Raw: raw})
		if err != nil {
			t.Fatal(err)
		}
		loaded[raw] = [2]mnist.Set{train, test}
	}
	return loaded[raw][0], loaded[raw][1]
}

var loaded = map[bool][2]mnist.Set{}

// run trains a network and returns the warnings of a Watch.
func (o training) run(t *testing.T) (*chapter5.TwoLayerNet, []Warning) {
	t.Helper()
	train, test := load(t, o.raw)
	if o.batch == 0 {
		o.batch = 25
	}
	if o.epoch == 0 {
		o.epoch = 600
	}
	rng := random.New(o.seed)
	net := chapter5.NewTwoLayerNet(784, 50, 10, o.std, rng)
	var w Watch
	var warnings []Warning
	for i := range o.iters {
		mask := rng.Choice(60000, o.batch)
		x, labels := train.X.Rows(mask), train.T.Rows(mask)
		grad := net.Gradient(x, labels)
		for _, key := range chapter5.ParamNames {
			net.Params[key].SubInPlace(grad[key].MulScalar(o.rate))
		}
		if o.after != nil {
			o.after(net, i)
		}
		if o.unwatched {
			continue
		}
		if loss := net.LastLayer.Loss; o.withLoss && !NeedsStep(i) {
			warnings = append(warnings, w.Loss(i, net, loss)...)
		} else {
			warnings = append(warnings, w.Step(i, net, x, grad, o.rate, loss)...)
		}
		if i%o.epoch == 0 {
			warnings = append(warnings, w.Epoch(net.Accuracy(test.X, test.T), test.T)...)
		}
	}
	return net, warnings
}

func TestWatch(t *testing.T) {
	overflow := func(net *chapter5.TwoLayerNet, i int) {
		if i == 5 {
			net.Params["b1"].AddInPlace(tensor.Full(1e300, 50).MulScalar(1e300))
		}
	}
	nan := func(key string, row int) func(*chapter5.TwoLayerNet, int) {
		return func(net *chapter5.TwoLayerNet, i int) {
			if i == 5 {
				net.Params[key].Set(math.NaN(), row, 3)
			}
		}
	}
	rebind := func(net *chapter5.TwoLayerNet, i int) { net.Params["W2"] = net.Params["W2"].Copy() }
	for _, test := range []struct {
		name     string
		training training
		cause    string
		part     string // of the sentence
	}{
		{"rate 5", training{iters: 60, rate: 5, std: 0.01, batch: 100}, "steps too large", "of W2 is 1.1 times as large as W2 itself"},
		{"rate 1e10", training{iters: 20, rate: 1e10, std: 0.01, batch: 100}, "steps too large", "In iteration 0 the update of W1 is 3.1e+08 times"},
		{"rate 1e200", training{iters: 1, rate: 1e200, std: 0.01}, "steps too large", "In iteration 0 the update of W1 is more than 1e12 times"},
		{"rate 2", training{iters: 301, rate: 2, std: 0.01, batch: 100}, "dead ReLUs", "In iteration 300, 49 of the 50"},
		{"rate 1e-5", training{iters: 301, rate: 1e-5, std: 0.01}, "steps too small", "Up to iteration 150"},
		{"the wrong sign", training{iters: 60, rate: -0.1, std: 0.01}, "loss rises", "first 40 iterations"},
		{"weights 0", training{iters: 101, rate: 0.1}, "weights equal", "All 50"},
		{"every answer is 1", training{iters: 201, rate: 0.1, epoch: 100}, "stuck", "0.1135, which is the share of the 1s"},
		{"weights 1", training{iters: 20, rate: 0.1, std: 1}, "weights too large", "first loss"},
		{"raw pixels", training{iters: 20, rate: 0.1, std: 0.01, raw: true}, "pixels not normalised", "input is 255"},
		{"another tensor in Params", training{iters: 21, rate: 0.1, std: 0.01, after: rebind}, "parameter does not move", "The layers' W2 has not changed in 20 iterations"},
		{"rate 0", training{iters: 60, std: 0.01}, "parameter does not move", "W1 has not changed in 20 iterations"},
		{"an overflow in b1", training{iters: 20, rate: 0.1, std: 0.01, batch: 100, after: overflow}, "not finite", ": the updated b1 holds the first NaN"},
		{"NaN in W2", training{iters: 20, rate: 0.1, std: 0.01, after: nan("W2", 3)}, "not finite", "In iteration 6 the loss is NaN: the result of Affine2"},
		{"NaN in W1", training{iters: 20, rate: 0.1, std: 0.01, after: nan("W1", 300)}, "not finite", "In iteration 6 the loss is NaN: the result of Affine1"},
		{"an infinite rate", training{iters: 20, rate: math.Inf(1), std: 0.01}, "not finite", ": the updated W1 holds the first NaN"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, warnings := test.training.run(t)
			if !slices.ContainsFunc(warnings, func(w Warning) bool {
				return w.Cause == test.cause && strings.Contains(w.English, test.part)
			}) {
				t.Errorf("no warning of %q with %q, only %q", test.cause, test.part, warnings)
			}
			seen := map[string]bool{}
			for _, w := range warnings {
				if seen[w.Cause] {
					t.Errorf("two warnings of %q", w.Cause)
				}
				seen[w.Cause] = true
				if w.Korean == "" || w.Korean == w.English || strings.Contains(w.English+w.Korean, "%!") {
					t.Errorf("bad format: %s %s", w.English, w.Korean)
				}
			}
		})
	}
}

// A healthy training has no warnings: the first epoch of section 7.4, and
// trainings with other rates and batch sizes. With BACKPROP_LONG there are three
// epochs of five seeds.
func TestHealthyTrainingsHaveNoWarnings(t *testing.T) {
	healthy := []training{{seed: 5, iters: 301, rate: 0.01}, {seed: 6, iters: 301, rate: 0.5},
		{seed: 7, iters: 301, rate: 0.1, batch: 20}, {seed: 8, iters: 301, rate: 0.1, batch: 1}}
	seeds, iters := uint32(1), 601
	if os.Getenv("BACKPROP_LONG") != "" {
		seeds, iters = 5, 1801
	}
	for seed := range seeds {
		healthy = append(healthy, training{seed: seed, iters: iters, rate: 0.1, batch: 100})
	}
	for _, o := range healthy {
		t.Run(fmt.Sprintf("seed %d, rate %v, batch %d", o.seed, o.rate, o.batch), func(t *testing.T) {
			o.std = 0.01
			if _, warnings := o.run(t); len(warnings) > 0 {
				t.Errorf("warnings %q, want none", warnings)
			}
		})
	}
}

// A training with a Watch ends in the same bits as one without.
func TestWatchChangesNothing(t *testing.T) {
	for _, o := range []training{{iters: 101, rate: 0.1, std: 0.01}, {iters: 101, rate: 2, std: 0.01}} {
		watched, _ := o.run(t)
		o.unwatched = true
		alone, _ := o.run(t)
		for name, of := range map[string]func(*chapter5.TwoLayerNet) *tensor.Tensor{
			"W1":  func(net *chapter5.TwoLayerNet) *tensor.Tensor { return net.Params["W1"] },
			"b1":  func(net *chapter5.TwoLayerNet) *tensor.Tensor { return net.Params["b1"] },
			"W2":  func(net *chapter5.TwoLayerNet) *tensor.Tensor { return net.Params["W2"] },
			"b2":  func(net *chapter5.TwoLayerNet) *tensor.Tensor { return net.Params["b2"] },
			"dW2": func(net *chapter5.TwoLayerNet) *tensor.Tensor { return net.Affine2.DW },
			"db1": func(net *chapter5.TwoLayerNet) *tensor.Tensor { return net.Affine1.DB },
		} {
			if !slices.Equal(of(watched).Data(), of(alone).Data()) {
				t.Errorf("rate %v: %s differs from that of a training without a Watch", o.rate, name)
			}
		}
	}
}

// With Loss instead of Step, where NeedsStep allows it, the same is found.
func TestLossInsteadOfStep(t *testing.T) {
	for _, test := range []struct {
		name string
		o    training
		want string // the only cause, or ""
	}{
		{"a healthy training", training{seed: 1, iters: 301, rate: 0.1, std: 0.01}, ""},
		{"rate 0", training{iters: 51, std: 0.01}, "parameter does not move"},
		{"the wrong sign", training{iters: 60, rate: -0.1, std: 0.01}, "loss rises"},
		{"rate 1e-5", training{iters: 301, rate: 1e-5, std: 0.01}, "steps too small"},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.o.withLoss = true
			var causes []string
			_, warnings := test.o.run(t)
			for _, w := range warnings {
				causes = append(causes, w.Cause)
			}
			if got := strings.Join(causes, ", "); got != test.want {
				t.Errorf("warnings of %q, want %q", got, test.want)
			}
		})
	}
}

func TestLossThatIsNotFinite(t *testing.T) {
	net := chapter5.NewTwoLayerNet(4, 3, 2, 0.5, random.New(1))
	for _, loss := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		var w Watch
		warnings := w.Loss(7, net, loss)
		if len(warnings) != 1 || warnings[0].Cause != "not finite" || !strings.HasPrefix(warnings[0].English, "In iteration 7 the loss is ") {
			t.Errorf("Loss(7, net, %v) = %q, want one warning that it is not finite", loss, warnings)
		}
		if again := w.Loss(8, net, loss); len(again) != 0 {
			t.Errorf("a second time: %q, want nothing", again)
		}
	}
}
