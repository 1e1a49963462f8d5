package main

import (
	"fmt"
	"math"

	"backprop/tensor/npz"
	"backprop/tensor/random"
)

// A reader takes numbers out of a file's arrays, and keeps the first error.
type reader struct {
	path string
	from *npz.File
	err  error
}

func (r *reader) fail(format string, values ...any) {
	if r.err == nil {
		r.err = fmt.Errorf("%s: %s", r.path, fmt.Sprintf(format, values...))
	}
}

// numbers returns the n numbers of an array.
func (r *reader) numbers(name string, n int) []float64 { return r.read(name, n, "") }

// series returns the n numbers of an array that has one for each of something.
func (r *reader) series(name string, n int, each string) []float64 {
	return r.read(name, n, ", one for each "+each)
}

// read returns an array's n numbers. It checks how many there are before it
// reads them.
func (r *reader) read(name string, n int, why string) []float64 {
	none := make([]float64, min(n, 1<<10))
	if r.err != nil {
		return none
	}
	if !r.from.Has(name) {
		r.fail("no array %s: -resume wants a file that -save has written", name)
		return none
	}
	shape, err := r.from.Shape(name)
	if err != nil {
		r.err = err
		return none
	}
	size := 1
	for _, side := range shape {
		size *= side
	}
	if size != n {
		r.fail("%s has %d elements, want %d%s", name, size, n, why)
		return none
	}
	x, err := r.from.Read(name)
	if err != nil {
		r.err = err
		return none
	}
	return x.Data()
}

// fractions checks that all values are from 0 to 1.
func (r *reader) fractions(name string, values []float64) {
	for i, v := range values {
		if !(v >= 0 && v <= 1) {
			r.fail("%s[%d] is %v, want 0 to 1", name, i, v)
		}
	}
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
