package fast

import "backprop/tensor/kernel"

// sumsWidth is the number of columns of a piece of dW1 that are computed at a
// time. Each image adds to their sums, so the sums should fit the first-level
// cache.
const sumsWidth = 28

// updateW1 subtracts learningRate·dW1, with dW1 = xᵀ·dh, from the rows of W1
// that belong to one piece. It reports whether these rows are finite.
func (t *Trainer) updateW1(s *strip, piece int, learningRate float64, sums []float64) (finite bool) {
	w, first := s.width, piece*pieceCols
	rows := min(first+pieceCols, t.D) - first
	W1 := s.W1[first*w : (first+rows)*w]
	for j := 0; j < w; j += sumsWidth {
		n := min(sumsWidth, w-j)
		sums := sums[:rows*n]
		clear(sums)
		dW1 := t.batch.piece(piece, 0, t.batch.rows)
		dW1.Stay, dW1.StayStride, dW1.N = s.dh[j:], w, n
		dW1.Others, dW1.OthersStride = sums, n
		kernel.Spread(dW1)
		addScaled(W1[j:], w, -learningRate, sums, n)
	}
	return kernel.Finite(W1)
}

// updateRest does the same for the strip's b1 and W2, and for b2 if the strip is
// the first one:
//
//	db1 = dh summed over the batch   dW2 = relu(h)ᵀ·dy   db2 = dy summed
func (t *Trainer) updateRest(s *strip, learningRate float64) (finite bool) {
	N, C := t.batch.rows, t.C
	clear(s.db1)
	addRows(s.db1, s.dh, N)
	addScaled(s.b1, s.width, -learningRate, s.db1, s.width)

	clear(s.dW2)
	dW2 := t.pass.positive(s, 0, N)
	dW2.Stay, dW2.StayStride, dW2.N = t.dy, C, C
	dW2.Others, dW2.OthersStride = s.dW2, C
	kernel.Spread(dW2)
	addScaled(s.W2, C, -learningRate, s.dW2, C)
	s.transposeW2(C)

	finite = kernel.Finite(s.b1) && kernel.Finite(s.W2)
	if s.index == 0 {
		clear(t.db2)
		addRows(t.db2, t.dy, N)
		addScaled(t.b2, C, -learningRate, t.db2, C)
		finite = finite && kernel.Finite(t.b2)
	}
	return finite
}
