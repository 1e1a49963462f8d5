package checks

import (
	"slices"
	"strings"
	"testing"

	"backprop/chapter5"
	"backprop/layers/layertest"
	"backprop/tensor"
)

type T = *tensor.Tensor

// wants checks that a mistake is found and named, and told in both languages.
func wants(t *testing.T, name string, r layertest.Report, cause layertest.Cause) {
	t.Helper()
	if !slices.Contains(r.Causes(), cause) {
		t.Errorf("%s: causes %q, want %q: %v", name, r.Causes(), cause, r.Err())
	}
	for _, p := range r.Problems {
		if p.Korean == "" || strings.Contains(p.English+p.Korean, "%!") {
			t.Errorf("%s: badly told: %q, %q", name, p.English, p.Korean)
		}
	}
}

// The project's own are right.
func TestRight(t *testing.T) {
	for name, r := range map[string]layertest.Report{
		"NumericalGradient": NumericalGradient(tensor.NumericalGradient),
		"Gradient":          Gradient((*chapter5.TwoLayerNet).Gradient),
		"Train":             Train(right.train),
	} {
		if err := r.Err(); err != nil {
			t.Errorf("%s: the project's own is not right: %v", name, err)
		}
	}
}

func TestAccuracies(t *testing.T) {
	accuracy := func(axis int) func(y, t T) float64 {
		return func(y, t T) float64 {
			if t.NDim() > 1 {
				t = t.Argmax(1)
			}
			return y.Argmax(axis).Equal(t).Sum().Item() / float64(y.Shape()[0])
		}
	}
	if err := Accuracy(accuracy(1)).Err(); err != nil {
		t.Error(err)
	}
	wants(t, "axis 0", Accuracy(accuracy(0)), "wrong axis")
	wants(t, "a count", Accuracy(func(y, t T) float64 { return 12 * accuracy(1)(y, t) }), "not divided")
	wants(t, "wrong ones", Accuracy(func(y, t T) float64 { return 1 - accuracy(1)(y, t) }), "errors counted")
}

func TestAttempt(t *testing.T) {
	if message := Attempt(func() {}); message != "" {
		t.Errorf("of what does not panic: %q", message)
	}
	if message := Attempt(func() { panic("oh") }); message != "oh" { // not in the exercises
		t.Errorf("of a panic: %q, want oh", message)
	}
}
