package fast

import (
	"backprop/tensor/exact"
	"backprop/tensor/kernel"
)

// group is the largest number of images that forward takes through a layer
// together. Their sums stay in the cache. So do the rows of W1 that belong to one
// piece, while the images of the group are processed.
const group = 256

// forward computes the scores of the images i with from <= i < to, in the rows of
// h and y that begin with the given row:
//
//	h = x·W1 + b1   y = relu(h)·W2 + b2
func (t *Trainer) forward(im *images, from, to, row int) {
	for ; from < to; from, row = from+group, row+group {
		end := min(from+group, to)
		rowEnd := row + end - from
		for _, s := range t.strips {
			w := s.width
			h := s.h[row*w : rowEnd*w]
			clear(h)
			for piece := range im.pieces {
				l := im.piece(piece, from, end)
				l.Stay, l.StayStride, l.N = h, w, w
				l.Others, l.OthersStride = s.W1[piece*pieceCols*w:], w
				kernel.Gather(l)
			}
			addToRows(h, s.b1)
		}
		t.scores(row, rowEnd)
	}
}

// positive returns the lists of the neurons that ReLU passes, with their values,
// for the rows i with from <= i < to.
func (s *strip) positive(from, to int) kernel.Lists {
	return kernel.Lists{Entries: s.list, Ends: s.ends[2*from:], EndsStep: 2, Count: to - from,
		Values: s.h[from*s.width:], ValuesStep: s.width}
}

// scores lists the neurons that ReLU passes and computes y, for the rows i with
// from <= i < to.
func (t *Trainer) scores(from, to int) {
	y := t.y[from*t.C : to*t.C]
	clear(y)
	for _, s := range t.strips {
		room := kernel.Room(s.width)
		for i := from; i < to; i++ {
			n := kernel.Positive(s.list[i*room:][:room], s.h[i*s.width:][:s.width])
			s.ends[2*i], s.ends[2*i+1] = uint32(i*room), uint32(i*room+n)
		}
		l := s.positive(from, to)
		l.Stay, l.StayStride, l.N = y, t.C, t.C
		l.Others, l.OthersStride = s.W2, t.C
		kernel.Gather(l)
	}
	addToRows(y, t.b2)
}

// expScores replaces a row of scores with exp(y - max(y)) and returns the sum.
// Softmax is the row divided by that sum.
func expScores(y []float64) (sum float64) {
	largest := y[argmax(y)]
	for j, v := range y {
		y[j] = exact.Exp(v - largest)
		sum += y[j]
	}
	return sum
}

// argmax returns the index of the first of the largest elements. NaN is larger
// than any number.
func argmax(x []float64) int {
	best := 0
	for j, v := range x {
		if v > x[best] || v != v && x[best] == x[best] {
			best = j
		}
	}
	return best
}

// labelLogs computes the logarithms of the labels' probabilities for the images
// i with from <= i < to.
func (t *Trainer) labelLogs(from, to int) {
	for i := from; i < to; i++ {
		y := t.y[i*t.C:][:t.C]
		sum := expScores(y)
		t.logs[i] = exact.Log(y[t.batch.labels[i]]/sum + 1e-7)
	}
}

// backward computes the gradients at the scores and at the hidden neurons for
// the images i with from <= i < to, and reports whether they are finite:
//
//	dy = (softmax(y) - t) / N   dh = dy·W2ᵀ where ReLU passes, else 0
func (t *Trainer) backward(from, to int) (finite bool) {
	if from == to {
		return true
	}
	N := float64(len(t.batch.labels))
	for i := from; i < to; i++ {
		y, dy := t.y[i*t.C:][:t.C], t.dy[i*t.C:][:t.C]
		sum := expScores(y)
		for c := range dy {
			dy[c] = y[c] / sum
		}
		dy[t.batch.labels[i]]--
		for c := range dy {
			dy[c] /= N
		}
	}
	finite = kernel.Finite(t.dy[from*t.C : to*t.C])
	for _, s := range t.strips {
		w := s.width
		dh := s.dh[from*w : to*w]
		clear(dh)
		kernel.Gather(kernel.Lists{Stay: dh, StayStride: w, N: w, Others: s.W2T, OthersStride: w,
			Count: to - from, Entries: kernel.All(t.C), Ends: []uint32{0, uint32(t.C)},
			Values: t.dy[from*t.C:], ValuesStep: t.C})
		finite = finite && kernel.Finite(dh)
		for i := from; i < to; i++ {
			row, next := s.dh[i*w:][:w], 0
			for _, e := range s.list[s.ends[2*i]:s.ends[2*i+1]] {
				j := int(e & 255) // a neuron that ReLU passes
				clear(row[next:j])
				next = j + 1
			}
			clear(row[next:])
		}
	}
	return finite
}
