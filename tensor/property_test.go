package tensor

import (
	"math"
	"math/rand"
	"slices"
	"testing"
)

// These tests check properties on random shapes and numbers: two forms of a
// computation must give the same result.

// draw returns a tensor of small integers. If hard is set, some elements are
// NaN, infinite, -0, or close to the limits of float64.
func draw(r *rand.Rand, hard bool, shape ...int) *Tensor {
	difficult := []float64{math.NaN(), math.Inf(1), math.Inf(-1), math.Copysign(0, -1), 1e308, 5e-324}
	x := Zeros(shape...)
	for i := range x.data {
		x.data[i] = float64(r.Intn(9) - 4)
		if hard && r.Intn(12) == 0 {
			x.data[i] = difficult[r.Intn(len(difficult))]
		}
	}
	return x
}

// TestBroadcastOracle compares Sub with the broadcasting rule, applied to one
// index at a time.
func TestBroadcastOracle(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for range 2000 {
		shape := make([]int, r.Intn(5))
		for a := range shape {
			shape[a] = r.Intn(4)
		}
		x, y := drawBroadcastable(r, shape), drawBroadcastable(r, shape)
		want := Zeros(broadcastShape(x.shape, y.shape)...)
		for i := range want.data {
			index := indexOf(i, want.shape)
			want.data[i] = aligned(x, index) - aligned(y, index)
		}
		if got := x.Sub(y); !same(got, want) {
			t.Fatalf("%v - %v (%v, %v) = %v, want %v", x, y, x.shape, y.shape, got, want)
		}
	}
}

// drawBroadcastable returns a tensor that broadcasts to shape: without some
// leading axes, and with some lengths of 1. Half of the time it is a transpose.
func drawBroadcastable(r *rand.Rand, shape []int) *Tensor {
	s := slices.Clone(shape[r.Intn(len(shape)+1):])
	for a := range s {
		if r.Intn(3) == 0 {
			s[a] = 1
		}
	}
	if r.Intn(2) == 0 {
		slices.Reverse(s)
		return draw(r, true, s...).T()
	}
	return draw(r, true, s...)
}

func broadcastShape(x, y []int) []int {
	out := make([]int, max(len(x), len(y)))
	for i := range out {
		m, n := 1, 1
		if j := i - len(out) + len(x); j >= 0 {
			m = x[j]
		}
		if j := i - len(out) + len(y); j >= 0 {
			n = y[j]
		}
		out[i] = m
		if m == 1 {
			out[i] = n
		}
	}
	return out
}

func indexOf(i int, shape []int) []int {
	index := make([]int, len(shape))
	for a := len(shape) - 1; a >= 0; a-- {
		index[a], i = i%shape[a], i/shape[a]
	}
	return index
}

func aligned(x *Tensor, index []int) float64 {
	index = slices.Clone(index[len(index)-len(x.shape):])
	for a := range index {
		if x.shape[a] == 1 {
			index[a] = 0
		}
	}
	return x.At(index...)
}

// (A·B)ᵀ = Bᵀ·Aᵀ to the bit: both sides add the same products in the same order.
func TestTransposeOfAProduct(t *testing.T) {
	r := rand.New(rand.NewSource(2))
	for range 300 {
		m, k, n := r.Intn(12), r.Intn(12), r.Intn(12)
		A, B := draw(r, true, m, k), draw(r, true, k, n)
		if r.Intn(2) == 0 {
			A = draw(r, true, k, m).T()
		}
		if got, want := A.Dot(B).T(), B.T().Dot(A.T()); !same(got, want) {
			t.Fatalf("A = %v, B = %v: (A·B)ᵀ = %v, Bᵀ·Aᵀ = %v", A, B, got, want)
		}
	}
}

// The product of a vector equals the product of a matrix with one row or column.
func TestVectorProducts(t *testing.T) {
	r := rand.New(rand.NewSource(3))
	for range 100 {
		k, n := r.Intn(6), r.Intn(6)
		v, w, B := draw(r, true, k), draw(r, true, k), draw(r, true, k, n)
		if got, want := v.Dot(B), v.Reshape(1, k).Dot(B).Reshape(n); !same(got, want) {
			t.Fatalf("%v·%v = %v, want %v", v, B, got, want)
		}
		if got, want := B.T().Dot(v), B.T().Dot(v.Reshape(k, 1)).Reshape(n); !same(got, want) {
			t.Fatalf("%v·%v = %v, want %v", B.T(), v, got, want)
		}
		if got, want := v.Dot(w), v.Reshape(1, k).Dot(w.Reshape(k, 1)).Reshape(); !same(got, want) {
			t.Fatalf("%v·%v = %v, want %v", v, w, got, want)
		}
	}
}

// A reduction over all axes equals reductions over one axis after another. For
// integers the sums are exact.
func TestReductionAxisByAxis(t *testing.T) {
	r := rand.New(rand.NewSource(4))
	for range 200 {
		x := draw(r, false, r.Intn(4)+1, r.Intn(4)+1, r.Intn(4)+1)
		if got, want := x.Sum(1).Sum(0).Sum(-1), x.Sum(); !same(got, want) {
			t.Fatalf("%v: axis by axis %v, all %v", x, got, want)
		}
		axis := r.Intn(3) - r.Intn(2)*3
		if got, want := x.MaxKeepDims(axis).Reshape(x.Max(axis).shape...), x.Max(axis); !same(got, want) {
			t.Fatalf("%v: MaxKeepDims(%d) %v, Max %v", x, axis, got, want)
		}
	}
}

// x += y equals x = x + y for every view x and every y that broadcasts to it.
func TestAddInPlaceIsAdd(t *testing.T) {
	r := rand.New(rand.NewSource(5))
	checked := 0
	for range 1000 {
		shape := make([]int, r.Intn(4))
		for a := range shape {
			shape[a] = r.Intn(4)
		}
		x, y := draw(r, true, shape...), drawBroadcastable(r, shape)
		if r.Intn(2) == 0 {
			slices.Reverse(shape)
			x = draw(r, true, shape...).T()
		}
		if len(shape) > 0 && r.Intn(3) == 0 {
			y = x.Slice(0, min(1, x.shape[0])) // shares x's elements
		}
		sum, difference := x.Add(y), x.Sub(y)
		if !slices.Equal(sum.shape, x.shape) {
			continue
		}
		checked++
		before := x.Copy()
		if got := x.AddInPlace(y); got != x || !same(x, sum) {
			t.Fatalf("%v: AddInPlace = %v, want %v", before, got, sum)
		}
		x.SetAll(before)
		if got := x.SubInPlace(y); got != x || !same(x, difference) {
			t.Fatalf("%v: SubInPlace = %v, want %v", before, got, difference)
		}
	}
	if checked < 500 {
		t.Errorf("only %d of 1000 draws broadcast", checked)
	}
}
