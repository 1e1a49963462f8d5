package main

import (
	"fmt"
	"math"

	"backprop/tensor"
	"backprop/tensor/random"
)

// A reader takes numbers out of arrays, and keeps the first thing wrong.
type reader struct {
	path   string
	arrays map[string]*tensor.Tensor
	err    error
}

func (r *reader) fail(format string, values ...any) {
	if r.err == nil {
		r.err = fmt.Errorf("%s: %s", r.path, fmt.Sprintf(format, values...))
	}
}

// numbers returns n numbers, or any number of them if n is -1.
func (r *reader) numbers(name string, n int) []float64 {
	x := r.arrays[name]
	switch {
	case x == nil:
		r.fail("no array %s: -resume wants a file that -save has written", name)
	case n >= 0 && x.Size() != n:
		r.fail("%s has %d elements, want %d", name, x.Size(), n)
	default:
		return x.Data()
	}
	return make([]float64, max(n, 0))
}

// whole returns a whole number.
func (r *reader) whole(name string, least, most int64) int64 {
	v := r.numbers(name, 1)[0]
	if v != math.Trunc(v) || v < float64(least) || v > float64(most) {
		r.fail("%s is %v, want a whole number from %d to %d", name, v, least, most)
		return least
	}
	return int64(v)
}

// state reads the generator's state.
func (r *reader) state(s *random.State) {
	s.Pos = int(r.whole("rng_pos", 0, int64(len(s.Key))))
	for i, v := range r.numbers("rng_key", len(s.Key)) {
		if v != math.Trunc(v) || v < 0 || v > math.MaxUint32 {
			r.fail("rng_key[%d] is %v, want a whole number from 0 to %d", i, v, uint32(math.MaxUint32))
			return
		}
		s.Key[i] = uint32(v)
	}
	gauss := r.numbers("rng_gauss", 2)
	s.HasGauss, s.Gauss = gauss[0] != 0, gauss[1]
	if err := random.New(0).SetState(*s); err != nil {
		r.fail("%v", err)
	}
}
