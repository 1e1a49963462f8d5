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
//   - A row's whole way, forward and backward, needs no other row: a core takes
//     its rows through all layers, and the numbers stay in its own cache. The
//     cores wait for each other only before and after the update.
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
	"sync/atomic"

	"backprop/chapter5"
	"backprop/mnist"
	"backprop/tensor/kernel"
)

// A Trainer trains a TwoLayerNet. One goroutine at a time may use it.
type Trainer struct {
	network *chapter5.TwoLayerNet
	train   mnist.Set
	D, H, C int

	// The parameters are in the network, in the strips, or in both.
	networkStale, stripsStale bool
	diverged                  bool // a parameter is not finite: the network is trained

	strips  []*strip
	b2, db2 []float64 // C, in whole vectors

	images map[*mnist.Array]*images
	batch  batch
	pass   pass      // of the batch
	dy     []float64 // (N, C in whole vectors), the gradient at the scores
	logs   []float64 // of the probabilities of the labels

	team         team
	sums         [][]float64  // of each core: one piece of dW1
	nextTask     atomic.Int32 // of the update
	badGradient  atomic.Bool  // a gradient is not finite
	badParameter atomic.Bool
	fetched      []kernel.Entry // of each core
}

// New returns a Trainer of network on the images and labels of train. The
// network's parameters are up to date after a call of Network. It panics if
// the images are not of as many pixels as the network has inputs.
func New(network *chapter5.TwoLayerNet, train mnist.Set) *Trainer {
	t := &Trainer{network: network, train: train, stripsStale: true,
		D: network.Params["W1"].Shape()[0], H: network.Params["W1"].Shape()[1],
		C: network.Params["W2"].Shape()[1], images: map[*mnist.Array]*images{}}
	t.checkPixels(train)
	t.cut()
	return t
}

// Network returns the network that is trained, with its parameters as they
// are after the last step.
func (t *Trainer) Network() *chapter5.TwoLayerNet {
	if t.networkStale {
		t.toNetwork()
	}
	return t.network
}

// Reload makes t go on with the network's parameters, which the caller has
// changed.
func (t *Trainer) Reload() { t.networkStale, t.stripsStale = false, true }

// Step takes the three steps of section 7.1 with the mini-batch that batchMask
// names: forward, backward, update. It returns the loss of the mini-batch
// after the update.
func (t *Trainer) Step(batchMask []int, learningRate float64) (loss float64) {
	if t.stripsStale {
		t.toStrips()
	}
	if t.diverged || t.C > len(classes) {
		return t.plainStep(batchMask, learningRate)
	}
	t.batch.choose(t.of(t.train), batchMask)
	t.prepare(t.batch.rows)
	t.team.together(func(core int) { t.step(core, learningRate) })
	if t.badGradient.Load() { // nothing is updated yet
		return t.plainStep(batchMask, learningRate)
	}
	t.networkStale = true
	if t.badParameter.Load() {
		t.diverged = true
		return t.Network().Loss(t.train.X.Rows(batchMask), t.train.T.Rows(batchMask))
	}
	sum := 0.0
	for _, v := range t.logs {
		sum += v
	}
	return -sum / float64(len(t.logs))
}

// plainStep is Step by the network's own layers and tensors.
func (t *Trainer) plainStep(batchMask []int, learningRate float64) (loss float64) {
	network := t.Network()
	xBatch, tBatch := t.train.X.Rows(batchMask), t.train.T.Rows(batchMask)
	grad := network.Gradient(xBatch, tBatch)
	for key, param := range network.Params {
		param.SubInPlace(grad[key].MulScalar(learningRate))
	}
	t.Reload()
	return network.Loss(xBatch, tBatch)
}

// prepare makes room for a batch of N images.
func (t *Trainer) prepare(N int) {
	t.pass.makeRoom(t.strips, N, t.scoresStride())
	t.dy = sized(t.dy, N*t.scoresStride())
	t.logs = sized(t.logs, N)
	for _, s := range t.strips {
		s.dh = sized(s.dh, N*s.width)
	}
	t.nextTask.Store(0)
	t.badGradient.Store(false)
	t.badParameter.Store(false)
}

// step is one core's part of Step.
func (t *Trainer) step(core int, learningRate float64) {
	from, to := t.team.part(core, t.batch.rows)
	t.fetched[core] = t.batch.fetch(from, to)

	// Forward and backward.
	t.pass.forward(t, &t.batch, from, to)
	if !t.backward(from, to) {
		t.badGradient.Store(true)
	}
	t.team.wait()
	if t.badGradient.Load() {
		return
	}

	// Update: a core that has done a task takes the next one.
	tasks := len(t.strips) * (1 + t.batch.pieces)
	for task := int(t.nextTask.Add(1)) - 1; task < tasks; task = int(t.nextTask.Add(1)) - 1 {
		s, piece := t.strips[task%len(t.strips)], task/len(t.strips)-1
		finite := true
		if piece >= 0 {
			finite = t.updateW1(s, piece, learningRate, t.sums[core])
		} else {
			finite = t.updateRest(s, learningRate)
		}
		if !finite {
			t.badParameter.Store(true)
		}
	}
	t.team.wait()

	// Forward again.
	t.pass.forward(t, &t.batch, from, to)
	t.loss(from, to)
}

// Accuracy returns the share of the set's images whose highest score is at
// their label.
func (t *Trainer) Accuracy(set mnist.Set) float64 {
	if t.stripsStale {
		t.toStrips()
	}
	if t.diverged || t.C > len(classes) {
		return t.Network().Accuracy(set.X, set.T)
	}
	p := t.of(set)
	correct := make([]int, t.team.cores)
	t.team.together(func(core int) {
		const rows = 200
		var pass pass
		pass.makeRoom(t.strips, rows, t.scoresStride())
		from, to := t.team.part(core, len(p.labels))
		for ; from < to; from += rows {
			b := p.slice(from, min(from+rows, to))
			pass.forward(t, &b, 0, b.rows)
			for i, label := range b.labels {
				if argmax(pass.y[i*t.scoresStride():][:t.C]) == int(label) {
					correct[core]++
				}
			}
		}
	})
	sum := 0
	for _, n := range correct {
		sum += n
	}
	return float64(sum) / float64(len(p.labels))
}

// of returns the images of a set, which it makes the first time.
func (t *Trainer) of(set mnist.Set) *images {
	if t.images[set.X] == nil {
		t.checkPixels(set)
		t.images[set.X] = newImages(set, &t.team)
	}
	return t.images[set.X]
}

func (t *Trainer) checkPixels(set mnist.Set) {
	if pixels := len(set.X.Bytes(0)); pixels != t.D {
		panic(fmt.Sprintf("fast: images of %d pixels for a network of %d inputs", pixels, t.D))
	}
}

// scoresStride returns the distance of two rows of scores: C in whole vectors.
func (t *Trainer) scoresStride() int { return whole(t.C) }

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
