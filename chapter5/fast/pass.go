package fast

import (
	"math"

	"backprop/tensor/exact"
	"backprop/tensor/kernel"
)

// A pass holds the values that the forward pass of some images computes.
type pass struct {
	strips []stripPass
	y      []float64 // (N, C), the scores; expScores replaces them
}

// A stripPass holds these values for the neurons of one strip.
type stripPass struct {
	h []float64 // (N, width), before ReLU

	// ReLU passes the neurons list[ends[2*i]:ends[2*i+1]] of image i.
	list []kernel.Entry
	ends []uint32
}

// resize makes the buffers large enough for the given number of rows, one for
// each image.
func (p *pass) resize(strips []*strip, rows, C int) {
	p.y = resized(p.y, rows*C)
	if p.strips == nil {
		p.strips = make([]stripPass, len(strips))
	}
	for i, s := range strips {
		sp := &p.strips[i]
		if sp.h = resized(sp.h, rows*s.width); len(sp.ends) < 2*rows {
			sp.ends = make([]uint32, 2*rows)
			sp.list = make([]kernel.Entry, rows*kernel.Room(s.width))
		}
	}
}

// forward computes the scores of the images i with from <= i < to:
//
//	h = x·W1 + b1   y = relu(h)·W2 + b2
func (p *pass) forward(t *Trainer, b *batch, from, to int) {
	// The sums of a group of images stay in the cache. So do the rows of W1 that
	// belong to one piece, while the images of the group are processed.
	const group = 256
	for ; from < to; from += group {
		end := min(from+group, to)
		for _, s := range t.strips {
			w := s.width
			h := p.strips[s.index].h[from*w : end*w]
			clear(h)
			for piece := range b.pieces {
				l := b.piece(piece, from, end)
				l.Stay, l.StayStride, l.N = h, w, w
				l.Others, l.OthersStride = s.W1[piece*pieceCols*w:], w
				kernel.Gather(l)
			}
			addToRows(h, s.b1)
		}
		p.scores(t, from, end)
	}
}

// positive returns the lists of the neurons that ReLU passes, with their values,
// for the images i with from <= i < to.
func (p *pass) positive(s *strip, from, to int) kernel.Lists {
	sp := &p.strips[s.index]
	return kernel.Lists{Entries: sp.list, Ends: sp.ends[2*from:], EndsStep: 2, Count: to - from,
		Values: sp.h[from*s.width:], ValuesStep: s.width}
}

// scores lists the neurons that ReLU passes and computes y, for the images i with
// from <= i < to.
func (p *pass) scores(t *Trainer, from, to int) {
	y := p.y[from*t.C : to*t.C]
	clear(y)
	for _, s := range t.strips {
		sp := &p.strips[s.index]
		room := kernel.Room(s.width)
		for i := from; i < to; i++ {
			n := kernel.Positive(sp.list[i*room:][:room], sp.h[i*s.width:][:s.width])
			sp.ends[2*i], sp.ends[2*i+1] = uint32(i*room), uint32(i*room+n)
		}
		l := p.positive(s, from, to)
		l.Stay, l.StayStride, l.N = y, t.C, t.C
		l.Others, l.OthersStride = s.W2, t.C
		kernel.Gather(l)
	}
	addToRows(y, t.b2)
}

// expScores replaces a row of scores with exp(y - max(y)) and returns the sum.
// Softmax is the row divided by that sum.
func expScores(y []float64) (sum float64) {
	largest := math.Inf(-1)
	for _, v := range y {
		if v > largest || v != v {
			largest = v
		}
	}
	for j, v := range y {
		y[j] = exact.Exp(v - largest)
		sum += y[j]
	}
	return sum
}

// labelLogs computes the logarithms of the labels' probabilities for the images
// i with from <= i < to.
func (t *Trainer) labelLogs(from, to int) {
	for i := from; i < to; i++ {
		y := t.pass.y[i*t.C:][:t.C]
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
	N := float64(t.batch.rows)
	for i := from; i < to; i++ {
		y, dy := t.pass.y[i*t.C:][:t.C], t.dy[i*t.C:][:t.C]
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
		w, sp := s.width, &t.pass.strips[s.index]
		dh := s.dh[from*w : to*w]
		clear(dh)
		kernel.Gather(kernel.Lists{Stay: dh, StayStride: w, N: w, Others: s.W2T, OthersStride: w,
			Count: to - from, Entries: kernel.All(t.C), Ends: []uint32{0, uint32(t.C)},
			Values: t.dy[from*t.C:], ValuesStep: t.C})
		finite = finite && kernel.Finite(dh)
		for i := from; i < to; i++ {
			row, next := s.dh[i*w:][:w], 0
			for _, e := range sp.list[sp.ends[2*i]:sp.ends[2*i+1]] {
				j := int(e & 255) // a neuron that ReLU passes
				clear(row[next:j])
				next = j + 1
			}
			clear(row[next:])
		}
	}
	return finite
}
