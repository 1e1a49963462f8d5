package checks

import (
	"strings"
	"testing"

	"backprop/layers/layertest"
	"backprop/tensor"
)

// differences is a numerical gradient that may be broken in its parts.
func differences(h float64, quotient func(more, here, less float64) float64, restore bool) Differences {
	return func(f func(T) float64, x T) T {
		grad, flat := tensor.Zeros(x.Shape()...), x.Reshape(-1)
		for i := range x.Size() {
			tmp := flat.At(i)
			here := f(x)
			flat.Set(tmp+h, i)
			more := f(x)
			flat.Set(tmp-h, i)
			less := f(x)
			if restore {
				flat.Set(tmp, i)
			}
			grad.Reshape(-1).Set(quotient(more, here, less), i)
		}
		return grad
	}
}

func central(h float64) func(more, here, less float64) float64 {
	return func(more, _, less float64) float64 { return (more - less) / (2 * h) }
}

// twoCalls is a right one, as a student may write it.
func twoCalls(h float64) Differences {
	return func(f func(T) float64, x T) T {
		grad := tensor.Zeros(x.Size())
		for i := range x.Size() {
			tmp := x.Reshape(-1).At(i)
			x.Reshape(-1).Set(tmp+h, i)
			more := f(x)
			x.Reshape(-1).Set(tmp-h, i)
			grad.Set((more-f(x))/(2*h), i)
			x.Reshape(-1).Set(tmp, i)
		}
		return grad.Reshape(x.Shape()...)
	}
}

func TestNumericalGradientsThatAreRight(t *testing.T) {
	for _, h := range []float64{1e-6, 1e-5, 1e-4, 1e-3, 1e-2} {
		if err := NumericalGradient(twoCalls(h)).Err(); err != nil {
			t.Errorf("h = %v: %v", h, err)
		}
	}
}

// restoredBySums puts each element back to nearly what it was.
func restoredBySums(f func(T) float64, x T) T {
	grad, flat := tensor.Zeros(x.Shape()...), x.Reshape(-1)
	for i := range x.Size() {
		flat.Set(flat.At(i)+1e-4, i)
		more := f(x)
		flat.Set(flat.At(i)-2e-4, i)
		grad.Reshape(-1).Set((more-f(x))/2e-4, i)
		flat.Set(flat.At(i)+1e-4, i)
	}
	return grad
}

func TestNumericalGradients(t *testing.T) {
	for _, test := range []struct {
		name  string
		f     Differences
		cause layertest.Cause
	}{
		{"one call too many", differences(1e-4, central(1e-4), true), "calls"},
		{"forward difference", differences(1e-4, func(more, here, _ float64) float64 { return (more - here) / 1e-4 }, true), "forward difference"},
		{"forward difference, small h", differences(1e-6, func(more, here, _ float64) float64 { return (more - here) / 1e-6 }, true), "forward difference"},
		{"backward difference", differences(1e-4, func(_, here, less float64) float64 { return (here - less) / 1e-4 }, true), "backward difference"},
		{"divided by h", differences(1e-4, func(more, _, less float64) float64 { return (more - less) / 1e-4 }, true), "divided by h"},
		{"forward over 2h", differences(1e-4, func(more, here, _ float64) float64 { return (more - here) / 2e-4 }, true), "divided by 2h"},
		{"times h for over h", differences(1e-4, func(more, _, less float64) float64 { return (more - less) / 2 * 1e-4 }, true), "not divided"},
		{"not divided", differences(1e-4, func(more, _, less float64) float64 { return more - less }, true), "not divided"},
		{"sign", differences(1e-4, func(more, _, less float64) float64 { return (less - more) / 2e-4 }, true), "sign flipped"},
		{"infinite", differences(1e-4, func(more, _, less float64) float64 { return (more - less) / (more - more) }, true), "not finite"},
		{"not restored", differences(1e-4, central(1e-4), false), "not restored"},
		{"restored by sums", restoredBySums, "not restored"},
		{"all restored at the end", func(f func(T) float64, x T) T {
			before := x.Copy()
			grad := differences(1e-4, central(1e-4), false)(f, x)
			x.SetAll(before)
			return grad
		}, "several at once"},
		{"h too large", differences(0.1, central(0.1), true), "h too large"},
		{"h too small", differences(1e-10, central(1e-10), true), "h too small"},
		{"h far too small", differences(1e-12, central(1e-12), true), "h too small"},
		{"a copy", func(f func(T) float64, x T) T { return tensor.NumericalGradient(f, x.Copy()) }, "copy"},
		{"flat", func(f func(T) float64, x T) T { return tensor.NumericalGradient(f, x).Reshape(-1) }, "shape"},
		{"two axes only", func(f func(T) float64, x T) T {
			x.At(0, 0)
			return tensor.NumericalGradient(f, x)
		}, "any shape"},
		{"f is not called", func(_ func(T) float64, x T) T { return x.Copy() }, "calls"},
		{"nothing", func(f func(T) float64, x T) T { return nil }, "nothing"},
		{"panics", func(f func(T) float64, x T) T { panic("no") }, "panic"},
	} {
		wants(t, test.name, NumericalGradient(test.f), test.cause)
	}
	if err := NumericalGradient(restoredBySums).Err(); err == nil || !strings.Contains(err.Error(), "(tmp)") || !strings.Contains(err.Error(), "e-1") {
		t.Errorf("restored by sums: it is not told how little is missing: %v", err)
	}
	zero := NumericalGradient(differences(1e-4, func(_, _, _ float64) float64 { return 0 }, true))
	if len(zero.Problems) != 1 || zero.Problems[0].Cause != "" {
		t.Errorf("for a gradient of 0: %v", zero.Err())
	}
}
