// Package random draws the numbers that NumPy's seeded generator draws. After
// np.random.seed(42), np.random.randn(2, 3) returns the six numbers that r.Randn
// returns here, and the draws that follow are equal, too:
//
//	r := random.New(42)
//	W := r.Randn(2, 3)
//
// The generator is NumPy's legacy one, np.random.RandomState, which NumPy has
// promised not to change. np.random.default_rng draws other numbers.
//
// Integers and uniform numbers are equal to the bit. Normal numbers may differ
// in the last place: see Randn.
//
// random.go has the draws, and mt19937.go the generator below them.
package random

import (
	"fmt"
	"math"

	"backprop/tensor"
	"backprop/tensor/exact"
)

// A Generator draws random numbers, as np.random.RandomState does. Only
// one goroutine at a time may use it.
type Generator struct {
	state State
}

// RandomState is the name that NumPy and the exercises use for Generator.
type RandomState = Generator

// New returns a generator that draws what NumPy draws after np.random.seed(seed).
func New(seed uint32) *Generator {
	r := new(Generator)
	r.state.seed(seed)
	return r
}

// Rand returns uniform numbers in [0, 1), or one number for no shape:
// np.random.rand. It panics if a length is negative.
func (r *Generator) Rand(shape ...int) *tensor.Tensor {
	return fill("Rand", shape, r.state.float64)
}

// Randn returns normally distributed numbers with mean 0 and variance 1, or one
// number for no shape: np.random.randn. It panics if a length is negative.
//
// Randn rounds its logarithm correctly, so that a seed gives the same bits on
// every machine. NumPy uses the C library's logarithm, which is not always
// rounded correctly: of 5 million draws of NumPy 1.24 with glibc 2.36 on amd64,
// 1755 (351 in a million) differ from these in the last place, by 2 units at most.
// On a processor without FMA, 267 of NumPy's own draws differ from those.
func (r *Generator) Randn(shape ...int) *tensor.Tensor {
	return fill("Randn", shape, r.normal)
}

// fill returns a tensor with the numbers that next returns, row after row.
func fill(op string, shape []int, next func() float64) *tensor.Tensor {
	n := 1
	for _, side := range shape {
		switch {
		case side < 0:
			panic(fmt.Sprintf("random: %s: negative length in shape %s", op, tensor.Shape(shape)))
		case n > math.MaxInt/8/max(side, 1):
			panic(fmt.Sprintf("random: %s: shape %s is too large", op, tensor.Shape(shape)))
		}
		n *= side
	}
	data := make([]float64, n)
	for i := range data {
		data[i] = next()
	}
	return tensor.New(data, shape...)
}

// normal returns a normal number. Marsaglia's polar method turns a uniform point
// of the unit disk into two independent ones: normal returns the one that belongs
// to the second coordinate, and its next call returns the other.
func (r *Generator) normal() float64 {
	s := &r.state
	if s.HasGauss {
		gauss := s.Gauss
		s.HasGauss, s.Gauss = false, 0
		return gauss
	}
	for {
		x1 := float64(2*s.float64()) - 1
		x2 := float64(2*s.float64()) - 1
		r2 := float64(x1*x1) + float64(x2*x2)
		if r2 >= 1 || r2 == 0 {
			continue
		}
		f := math.Sqrt(-2 * exact.Log(r2) / r2)
		s.HasGauss, s.Gauss = true, f*x1
		return f * x2
	}
}

// Choice returns size numbers from 0 to n-1, drawn uniformly and with
// replacement: np.random.choice(n, size). It panics if n or size is negative, or
// if n is 0 and size is not.
func (r *Generator) Choice(n, size int) []int {
	switch {
	case size < 0:
		panic(fmt.Sprintf("random: Choice: negative size %d", size))
	case n < 0 || n == 0 && size > 0:
		panic(fmt.Sprintf("random: Choice: cannot choose from %d numbers", n))
	}
	chosen := make([]int, size)
	for i := range chosen {
		chosen[i] = int(r.state.upTo(uint64(n) - 1))
	}
	return chosen
}

// Permutation returns the numbers from 0 to n-1 in random order:
// np.random.permutation(n). It panics if n is negative.
func (r *Generator) Permutation(n int) []int {
	if n < 0 {
		panic(fmt.Sprintf("random: Permutation: negative length %d", n))
	}
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	r.Shuffle(n, func(i, j int) { order[i], order[j] = order[j], order[i] })
	return order
}

// Shuffle puts n elements in random order: np.random.shuffle. It calls swap to
// exchange elements i and j, for each i from n-1 down to 1. It panics if n is
// negative.
func (r *Generator) Shuffle(n int, swap func(i, j int)) {
	if n < 0 {
		panic(fmt.Sprintf("random: Shuffle: negative length %d", n))
	}
	for i := n - 1; i > 0; i-- {
		swap(i, int(r.state.upTo(uint64(i))))
	}
}
