package fast

import (
	"math"

	"backprop/tensor/exact"
	"backprop/tensor/kernel"
)

// A pass holds what the forward pass of some images computes.
type pass struct {
	strips []stripPass
	y      []float64 // (N, C in whole vectors): the scores, then softmax's result
	stride int       // of y
}

// A stripPass holds what the forward pass computes of a strip's neurons.
type stripPass struct {
	h []float64 // (N, width), before ReLU

	// The neurons of image i that ReLU passes are
	// list[ends[2*i]:ends[2*i+1]].
	list []kernel.Entry
	ends []uint32
}

// makeRoom makes room for so many images.
func (p *pass) makeRoom(strips []*strip, rows, stride int) {
	p.stride = stride
	p.y = sized(p.y, rows*stride)
	if p.strips == nil {
		p.strips = make([]stripPass, len(strips))
	}
	for i, s := range strips {
		h := &p.strips[i]
		if h.h = sized(h.h, rows*s.width); len(h.ends) < 2*rows {
			h.ends = make([]uint32, 2*rows)
			h.list = make([]kernel.Entry, rows*kernel.Room(s.width))
		}
	}
}

// forward computes the scores of images from up to to:
//
//	h = x·W1 + b1   y = relu(h)·W2 + b2
//
// It takes some images at a time, whose sums stay in a near cache, and of these
// a piece at a time: the rows of W1 that belong to it stay there while the
// images pass.
func (p *pass) forward(t *Trainer, b *batch, from, to int) {
	const most = 256
	for ; from < to; from += most {
		end := min(from+most, to)
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

// positive returns lists of the neurons that ReLU passes, of images from up to
// to, with their values.
func (p *pass) positive(s *strip, from, to int) kernel.Lists {
	h := &p.strips[s.index]
	return kernel.Lists{Entries: h.list, Ends: h.ends[2*from:], EndsStep: 2, Count: to - from,
		Values: h.h[from*s.width:], ValuesStep: s.width}
}

// scores computes y. ReLU is the list of neurons that it passes.
func (p *pass) scores(t *Trainer, from, to int) {
	stride := p.stride
	y := p.y[from*stride : to*stride]
	clear(y)
	for _, s := range t.strips {
		h := &p.strips[s.index]
		room := kernel.Room(s.width)
		for i := from; i < to; i++ {
			n := kernel.Positive(h.list[i*room:][:room], h.h[i*s.width:][:s.width])
			h.ends[2*i], h.ends[2*i+1] = uint32(i*room), uint32(i*room+n)
		}
		l := p.positive(s, from, to)
		l.Stay, l.StayStride, l.N = y, stride, stride
		l.Others, l.OthersStride = s.W2, stride
		kernel.Gather(l)
	}
	addToRows(y, t.b2)
}

// softmax turns a row of scores into exp(y - max(y)) and returns their sum,
// by which they are still to be divided.
func softmax(y []float64) (sum float64) {
	most := math.Inf(-1)
	for _, v := range y {
		if v > most || v != v {
			most = v
		}
	}
	for j, v := range y {
		y[j] = exact.Exp(v - most)
		sum += y[j]
	}
	return sum
}

// loss computes for images from up to to the logarithm of what softmax gives
// their label.
func (t *Trainer) loss(from, to int) {
	for i := from; i < to; i++ {
		y := t.pass.y[i*t.pass.stride:][:t.C]
		sum := softmax(y)
		t.logs[i] = exact.Log(y[t.batch.labels[i]]/sum + 1e-7)
	}
}

// backward computes for images from up to to the gradients at the scores and
// at the hidden neurons:
//
//	dy = (softmax(y) - t) / N   dh = dy·W2ᵀ where ReLU passes, else 0
//
// It reports whether they are finite.
func (t *Trainer) backward(from, to int) (finite bool) {
	if from == to {
		return true
	}
	stride, N := t.pass.stride, float64(t.batch.rows)
	for i := from; i < to; i++ {
		y, dy := t.pass.y[i*stride:][:t.C], t.dy[i*stride:][:t.C]
		sum := softmax(y)
		for c := range dy {
			dy[c] = y[c] / sum
		}
		dy[t.batch.labels[i]]--
		for c := range dy {
			dy[c] /= N
		}
	}
	finite = kernel.Finite(t.dy[from*stride : to*stride])
	for _, s := range t.strips {
		w, h := s.width, &t.pass.strips[s.index]
		dh := s.dh[from*w : to*w]
		clear(dh)
		kernel.Gather(kernel.Lists{Stay: dh, StayStride: w, N: w, Others: s.W2T, OthersStride: w,
			Count: to - from, Entries: classes[:], Ends: []uint32{0, uint32(t.C)},
			Values: t.dy[from*stride:], ValuesStep: stride})
		finite = finite && kernel.Finite(dh)
		passed := make([]float64, w)
		for i := from; i < to; i++ {
			row := s.dh[i*w:][:w]
			copy(passed, row)
			clear(row)
			for _, e := range h.list[h.ends[2*i]:h.ends[2*i+1]] {
				row[e&255] = passed[e&255]
			}
		}
	}
	return finite
}

// classes is a list of every class with the value of its own.
var classes = func() (entries [256]kernel.Entry) {
	for c := range entries {
		entries[c] = kernel.Entry(c | c<<8)
	}
	return
}()
