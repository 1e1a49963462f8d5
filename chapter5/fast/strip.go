package fast

import (
	"backprop/tensor"
	"backprop/tensor/kernel"
)

// A strip holds the parameters of the hidden neurons first to first+n-1: their
// columns of W1 and b1, and their rows of W2. It is so narrow that a row of its
// W1 fits the vector registers. The width is n rounded up to whole vectors; the
// weights of the neurons that this adds are 0 and stay 0.
type strip struct {
	first, n, width int

	W1  []float64 // (D, width)
	b1  []float64 // (width)
	W2  []float64 // (width, C)
	W2T []float64 // (C, width), the transpose

	db1, dW2 []float64

	// The values of N images:
	h, dh []float64 // (N, width), the ReLU's input and the gradient at it

	// ReLU passes the neurons list[ends[2*i]:ends[2*i+1]] of image i.
	list []kernel.Entry
	ends []uint32
}

// makeStrips divides the hidden neurons into strips and allocates the buffers of
// the update, some of them for each core.
func (t *Trainer) makeStrips() {
	widest := min(kernel.MaxStrip(), 64)
	count := (t.H + widest - 1) / widest
	width := wholeVectors((t.H + count - 1) / count)
	for first := 0; first < t.H; first += width {
		s := &strip{first: first, n: min(width, t.H-first)}
		s.width = wholeVectors(s.n)
		s.W1 = make([]float64, t.D*s.width)
		s.b1 = make([]float64, s.width)
		s.W2 = make([]float64, s.width*t.C)
		s.W2T = make([]float64, t.C*s.width)
		s.db1 = make([]float64, s.width)
		s.dW2 = make([]float64, len(s.W2))
		t.strips = append(t.strips, s)
	}
	t.b2, t.db2 = make([]float64, t.C), make([]float64, t.C)
	t.sums = make([][]float64, t.team.cores)
	for core := range t.sums {
		t.sums[core] = make([]float64, min(pieceCols, t.D)*width)
	}
}

// wholeVectors returns n rounded up to a multiple of the vector's length.
func wholeVectors(n int) int { return (n + kernel.Lanes() - 1) / kernel.Lanes() * kernel.Lanes() }

// toStrips copies the network's parameters to the strips, if all are finite. It
// reports whether they are.
func (t *Trainer) toStrips() (finite bool) {
	W1, b1 := t.network.Params["W1"].Data(), t.network.Params["b1"].Data()
	W2, b2 := t.network.Params["W2"].Data(), t.network.Params["b2"].Data()
	if !(kernel.Finite(W1) && kernel.Finite(b1) && kernel.Finite(W2) && kernel.Finite(b2)) {
		return false
	}
	for _, s := range t.strips {
		for k := range t.D {
			copy(s.W1[k*s.width:][:s.n], W1[k*t.H+s.first:])
		}
		copy(s.b1[:s.n], b1[s.first:])
		copy(s.W2[:s.n*t.C], W2[s.first*t.C:])
		s.transposeW2(t.C)
	}
	copy(t.b2, b2)
	t.stripsStale = false
	return true
}

// toNetwork copies the strips to the network's parameters.
func (t *Trainer) toNetwork() {
	t.networkStale = false
	W1, W2 := make([]float64, t.D*t.H), make([]float64, t.H*t.C)
	b1 := make([]float64, t.H)
	for _, s := range t.strips {
		for k := range t.D {
			copy(W1[k*t.H+s.first:][:s.n], s.W1[k*s.width:])
		}
		copy(b1[s.first:][:s.n], s.b1)
		copy(W2[s.first*t.C:], s.W2[:s.n*t.C])
	}
	params := t.network.Params
	params["W1"].SetAll(tensor.New(W1, t.D, t.H))
	params["b1"].SetAll(tensor.New(b1, t.H))
	params["W2"].SetAll(tensor.New(W2, t.H, t.C))
	params["b2"].SetAll(tensor.New(t.b2, t.C))
}

// transposeW2 sets W2T to the transpose of W2.
func (s *strip) transposeW2(C int) {
	for j := range s.width {
		for c := range C {
			s.W2T[c*s.width+j] = s.W2[j*C+c]
		}
	}
}
