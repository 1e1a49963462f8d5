package tensor

import (
	"sync"
	"sync/atomic"

	"backprop/tensor/kernel"
)

// storage has the elements of a tensor and of its views.
type storage struct {
	elems []float64

	// later has the elements while nobody has looked at elems, which are then
	// still to be written out; afterwards it is nil. See Packed.
	later    atomic.Pointer[later]
	writeOut sync.Mutex

	// known is set once there is known to be no NaN or infinity, and cleared
	// when there may be: a product that spares zeros has to know.
	known   atomic.Bool
	foreign bool // whoever gave elems may write there, so nothing is known
}

// later is a matrix that can write out its elements: a *kernel.Sparse or a
// *kernel.Product, which do not change, or a *kernel.Strips, which wide gave.
type later interface {
	Rows() int
	Cols() int
	Dense(elems []float64)
}

// setLater leaves the elements to be written out when they are looked at.
func (s *storage) setLater(l later) { s.later.Store(&l) }

// pending returns what has the elements that are not written out, or nil.
func (s *storage) pending() later {
	if l := s.later.Load(); l != nil {
		return *l
	}
	return nil
}

// data returns x's elements, from its first on; strides tell the way.
func (x *Tensor) data() []float64 {
	if x.store.later.Load() != nil {
		x.store.write()
	}
	return x.store.elems[x.from:]
}

// write makes elems, if that is still to be done.
func (s *storage) write() {
	s.writeOut.Lock()
	defer s.writeOut.Unlock()
	if l := s.pending(); l != nil {
		s.elems = make([]float64, l.Rows()*l.Cols())
		l.Dense(s.elems)
		s.later.Store(nil) // who asked may write
	}
}

// writable returns data to be written to.
func (x *Tensor) writable() []float64 {
	x.store.known.Store(false)
	return x.data()
}

// set puts v at data()[at].
func (x *Tensor) set(at int, v float64) {
	x.data()[at] = v
	if v-v != 0 { // NaN-NaN and ∞-∞ are NaN
		x.store.known.Store(false)
	}
}

// wide returns x's elements in whole vectors, to be written to, as long as
// nobody looks at them otherwise; or nil if x is not a matrix of its own. What
// is updated and multiplied in turn is best kept so.
func (x *Tensor) wide() *kernel.Strips {
	if w, ok := x.store.pending().(*kernel.Strips); ok && x.isAll(w) {
		return w
	}
	if x.store.foreign || len(x.shape) != 2 || !x.isRowMajor() || len(x.data()) != x.Size() || x.from > 0 {
		return nil
	}
	w := kernel.NewStrips(kernel.Matrix{Data: x.data(), Rows: x.shape[0], Cols: x.shape[1],
		RowStride: x.shape[1], ColStride: 1})
	x.store.setLater(w)
	x.store.elems = nil
	return w
}

// isAll reports whether x is the whole of a pending matrix, as it lies.
func (x *Tensor) isAll(l later) bool {
	return len(x.shape) == 2 && x.shape[0] == l.Rows() && x.shape[1] == l.Cols() && x.isRowMajor()
}

// note notes that x was seen to be finite.
func (x *Tensor) note(finite bool) {
	if finite && !x.store.foreign && len(x.store.elems) == x.Size() {
		x.store.known.Store(true)
	}
}

// finite reports whether x has neither NaN nor infinity.
func (x *Tensor) finite() bool {
	if x.store.known.Load() {
		return true
	}
	finite := kernel.Finite(x.flat())
	x.note(finite)
	return finite
}
