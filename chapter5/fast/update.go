package fast

import "backprop/tensor/kernel"

// updateW1 subtracts learningRate·dW1, with dW1 = xᵀ·dh, from the rows of W1
// that belong to one piece. It reports whether these rows are finite.
func (t *Trainer) updateW1(s *strip, piece int, learningRate float64, sums []float64) (finite bool) {
	w, first := s.width, piece*pieceCols
	W1 := s.W1[first*w : min(first+pieceCols, t.D)*w]
	sums = sums[:len(W1)]
	clear(sums)
	dW1 := t.batch.piece(piece, 0, len(t.batch.labels))
	dW1.Stay, dW1.StayStride, dW1.N = s.dh, w, w
	dW1.Others, dW1.OthersStride = sums, w
	kernel.Spread(dW1)
	addScaled(W1, -learningRate, sums, w)
	return kernel.Finite(W1)
}

// updateRest does the same for the strip's b1 and W2, and for b2 if the strip is
// the first one:
//
//	db1 = dh summed over the batch   dW2 = relu(h)ᵀ·dy   db2 = dy summed
func (t *Trainer) updateRest(s *strip, learningRate float64) (finite bool) {
	N, C := len(t.batch.labels), t.C
	clear(s.db1)
	addRows(s.db1, s.dh, N)
	addScaled(s.b1, -learningRate, s.db1, s.width)

	clear(s.dW2)
	dW2 := s.positive(0, N)
	dW2.Stay, dW2.StayStride, dW2.N = t.dy, C, C
	dW2.Others, dW2.OthersStride = s.dW2, C
	kernel.Spread(dW2)
	addScaled(s.W2, -learningRate, s.dW2, C)
	s.transposeW2(C)

	finite = kernel.Finite(s.b1) && kernel.Finite(s.W2)
	if s.first == 0 {
		clear(t.db2)
		addRows(t.db2, t.dy, N)
		addScaled(t.b2, -learningRate, t.db2, C)
		finite = finite && kernel.Finite(t.b2)
	}
	return finite
}
