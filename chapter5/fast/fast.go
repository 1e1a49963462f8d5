// Package fast trains the network of section 7.2 as the loop of section 7.4
// does, to the same bits, several times as fast.
//
// The loop's layers and tensors do not know each other's business. A Trainer
// knows all of it:
//
//   - Four in five pixels are 0. A Trainer keeps the others, and adds up only
//     the rows of W1 that belong to them.
//   - The gradient of W1 is used once, by the update. A Trainer makes it a
//     piece at a time and subtracts the piece at once. Nobody reads the first
//     layer's dx, and a Trainer does not compute it.
//   - Each core owns some of the hidden neurons, that is, columns of W1. It is
//     alone in reading and writing them, so they stay in its own cache.
//   - Its memory is allocated once and used again by each step.
//
// All this changes which numbers are where and who computes them. It does not
// change a sum: each one has the same terms in the same order as in the plain
// loop, so both end in the same bits, and a test compares them with ==.
//
// What is left out are products with 0, which may be left out while the other
// factor is finite. A training that has diverged goes on with the plain loop.
package fast

import (
	"fmt"
	"runtime"
	"sync/atomic"

	"backprop/chapter5"
	"backprop/mnist"
	"backprop/tensor"
	"backprop/tensor/kernel"
)

// A Trainer trains a TwoLayerNet. One goroutine at a time may use it.
type Trainer struct {
	network *chapter5.TwoLayerNet
	stale   bool // network's parameters are not up to date: the strips are
	plain   bool // the strips are given up: network is trained

	D, H, C int
	strips  []*strip
	b2, db2 []float64 // C, in whole vectors
	train   mnist.Set
	images  map[*mnist.Array]*images
	batch   batch
	pass    pass // of the batch
	dy      []float64
	losses  []float64
	team    team
	bad     atomic.Bool // a gradient is not finite, and nothing is updated yet
}

// New returns a Trainer of network on the images and labels of train. It
// shares the network, whose parameters are up to date after a call of Network.
func New(network *chapter5.TwoLayerNet, train mnist.Set) *Trainer {
	t := &Trainer{network: network, train: train, images: map[*mnist.Array]*images{},
		D: network.Params["W1"].Shape()[0], H: network.Params["W1"].Shape()[1],
		C: network.Params["W2"].Shape()[1]}
	t.plain = t.C > len(classes)
	t.team.cores = runtime.GOMAXPROCS(0)
	t.cut()
	t.team.cores = min(t.team.cores, len(t.strips))
	t.take()
	t.of(train)
	return t
}

// Step takes the three steps of section 7.1 with the mini-batch that batchMask
// names: forward, backward, update. It returns the loss of the mini-batch
// after the update.
func (t *Trainer) Step(batchMask []int, learningRate float64) (loss float64) {
	if !t.plain {
		t.batch.choose(t.of(t.train), batchMask)
		t.pass.make(t.strips, t.batch.rows, t.scoresStride())
		t.dy = sized(t.dy, t.batch.rows*t.scoresStride())
		t.losses = sized(t.losses, t.batch.rows)
		t.stale = true
		t.bad.Store(false)
		for _, s := range t.strips {
			s.dh = sized(s.dh, t.batch.rows*s.width)
		}
		t.team.together(func(core int) { t.step(core, learningRate) })
		if !t.bad.Load() {
			if t.plain = t.overflown(); !t.plain {
				return mean(t.losses)
			}
			x, labels := t.rows(batchMask)
			return t.Network().Loss(x, labels)
		}
	}
	loss, _, _ = t.PlainStep(batchMask, learningRate)
	return loss
}

// PlainStep is Step by the network's own layers and tensors, to the same bits.
// It also returns the images x of the mini-batch and the gradients.
func (t *Trainer) PlainStep(batchMask []int, learningRate float64) (
	loss float64, x *tensor.Tensor, grad map[string]*tensor.Tensor) {
	network := t.Network()
	x, labels := t.rows(batchMask)
	grad = network.Gradient(x, labels)
	for _, key := range []string{"W1", "b1", "W2", "b2"} {
		network.Params[key].SubInPlace(grad[key].MulScalar(learningRate))
	}
	loss = network.Loss(x, labels)
	t.take()
	return loss, x, grad
}

func (t *Trainer) rows(mask []int) (x, labels *tensor.Tensor) {
	return t.train.X.Rows(mask), t.train.T.Rows(mask)
}

// step is one core's part of Step. It waits for the others where it needs
// what they have computed.
func (t *Trainer) step(core int, learningRate float64) {
	from, to := t.team.part(core, t.batch.rows)
	t.own(core)[0].fetched = t.batch.fetch()

	// Forward and backward: neurons, then images.
	for _, s := range t.own(core) {
		t.pass.hidden(s, &t.batch, nil)
	}
	t.team.wait()
	t.scores(&t.pass, from, to)
	if !t.backward(from, to) {
		t.bad.Store(true)
	}
	t.team.wait()
	if t.bad.Load() {
		return
	}

	// The update, and forward again: neurons, then images. A piece of W1 is
	// still in the cache when it is read again.
	if core == 0 {
		t.updateB2(learningRate)
	}
	for _, s := range t.own(core) {
		t.updateRest(s, learningRate)
		t.pass.hidden(s, &t.batch, func(piece int) { t.updateW1(s, piece, learningRate) })
	}
	t.team.wait()
	t.scores(&t.pass, from, to)
	t.loss(from, to)
}

// Accuracy returns the share of the set's images whose highest score is at
// their label.
func (t *Trainer) Accuracy(set mnist.Set) float64 {
	if t.plain {
		return t.network.Accuracy(set.X, set.T)
	}
	p := t.of(set)
	n := len(p.labels)
	correct := make([]int, t.team.cores)
	t.team.together(func(core int) {
		const rows = 200
		var pass pass
		pass.make(t.strips, rows, t.scoresStride())
		from, to := t.team.part(core, n)
		for ; from < to; from += rows {
			b := p.slice(from, min(from+rows, to))
			for _, s := range t.strips {
				pass.hidden(s, &b, nil)
			}
			t.scores(&pass, 0, b.rows)
			for i, label := range b.labels {
				if argmax(pass.y[i*t.scoresStride():][:t.C]) == int(label) {
					correct[core]++
				}
			}
		}
	})
	sum := 0
	for _, c := range correct {
		sum += c
	}
	return float64(sum) / float64(n)
}

// Network returns the network that is trained, with its parameters as they
// are after the last step.
func (t *Trainer) Network() *chapter5.TwoLayerNet {
	if t.stale {
		t.give()
		t.stale = false
	}
	return t.network
}

// of returns the images of a set, which are made the first time.
func (t *Trainer) of(set mnist.Set) *images {
	if t.images[set.X] == nil {
		if D := set.X.Shape()[1]; D != t.D {
			panic(fmt.Sprintf("fast: images of %d pixels for a network of %d inputs", D, t.D))
		}
		t.images[set.X] = newImages(set)
	}
	return t.images[set.X]
}

// own returns the strips of a core.
func (t *Trainer) own(core int) []*strip {
	from, to := t.team.part(core, len(t.strips))
	return t.strips[from:to]
}

// scoresStride returns the distance of two rows of scores: C in whole vectors.
func (t *Trainer) scoresStride() int { return whole(t.C) }

func mean(losses []float64) float64 {
	sum := 0.0
	for _, v := range losses {
		sum += v
	}
	return -sum / float64(len(losses))
}

// argmax returns the place of the first of the largest elements. NaN is larger
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

// whole returns n rounded up to whole vectors.
func whole(n int) int { return (n + kernel.Lanes() - 1) / kernel.Lanes() * kernel.Lanes() }

// sized returns a slice of n elements, x itself if it has room.
func sized(x []float64, n int) []float64 {
	if cap(x) < n {
		return make([]float64, n)
	}
	return x[:n]
}
