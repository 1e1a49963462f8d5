// Package fast trains the network of section 7.2 as the loop of section 7.4
// does, to the same bits, several times as fast.
//
// The plain loop runs one tensor operation after another. A Trainer considers
// the whole step:
//
//   - Four in five pixels are 0. A Trainer stores the others, and adds up only
//     the rows of W1 that belong to them.
//   - The gradient of W1 is used once, in the update. A Trainer computes a piece
//     of it at a time and subtracts the piece immediately. It does not compute
//     the first layer's dx, which is never used.
//   - The forward and backward passes of one image do not depend on other images.
//     A core takes its images through all layers, so their values stay in its
//     cache. The cores wait for each other three times in a step: before the
//     update, after it and at the end.
//   - A Trainer allocates its buffers once and uses them again in each step.
//
// None of this changes the sums: each has the same terms in the same order as in
// the plain loop. So both end in the same bits, and a test compares them with ==.
//
// A Trainer skips products with 0, which is exact while the other factor is
// finite. Once a training has diverged, a Trainer continues with the plain loop.
//
// This file has the step. images.go has the lists of pixels and strip.go the
// parameters. pass.go has the forward and the backward pass, update.go the
// update and rows.go the sums of rows that they need. team.go has the cores.
package fast

import (
	"fmt"
	"runtime"
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

	// The current parameters are in the network, in the strips, or in both.
	networkStale, stripsStale bool
	diverged                  bool // a parameter is not finite: only plain steps

	strips  []*strip
	b2, db2 []float64 // (C)

	images map[*mnist.Array]*images
	batch  batch
	pass   pass      // of the batch
	dy     []float64 // (N, C), the gradient at the scores
	logs   []float64 // (N), the logarithms of the labels' probabilities

	team         team
	sums         [][]float64    // for each core, a buffer for a piece of dW1
	nextTask     atomic.Int32   // in the update
	badGradient  atomic.Bool    // a gradient is not finite
	badParameter atomic.Bool    // a parameter is not finite
	fetched      []kernel.Entry // for each core, the result of fetch
}

// New returns a Trainer that trains network on the images and labels of train.
// Call Network before you read the network's parameters. New panics if the
// number of pixels of an image is not the number of inputs of the network.
func New(network *chapter5.TwoLayerNet, train mnist.Set) *Trainer {
	t := &Trainer{network: network, train: train, stripsStale: true,
		D: network.Params["W1"].Shape()[0], H: network.Params["W1"].Shape()[1],
		C: network.Params["W2"].Shape()[1], images: map[*mnist.Array]*images{}}
	t.checkPixels(train)
	t.team.cores = runtime.GOMAXPROCS(0)
	t.fetched = make([]kernel.Entry, t.team.cores)
	t.makeStrips()
	return t
}

// Network returns the network, with its parameters after the last step.
func (t *Trainer) Network() *chapter5.TwoLayerNet {
	if t.networkStale {
		t.toNetwork()
	}
	return t.network
}

// Reload makes the next step start from the network's parameters, which the
// caller has changed.
func (t *Trainer) Reload() { t.networkStale, t.stripsStale = false, true }

// Step runs one iteration on the images with the indices in batchMask: forward
// pass, backward pass, update. It returns the loss of this mini-batch after the
// update.
func (t *Trainer) Step(batchMask []int, learningRate float64) (loss float64) {
	if t.stripsStale {
		t.toStrips()
	}
	if t.diverged || t.C > maxRows { // an Entry's index is one byte
		return t.plainStep(batchMask, learningRate)
	}
	t.batch.choose(t.imagesOf(t.train), batchMask)
	t.prepare(t.batch.rows)
	t.team.together(func(core int) { t.step(core, learningRate) })
	if t.badGradient.Load() { // no parameter has been updated
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

// plainStep does the same as Step with the network's layers.
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

// prepare resizes the buffers for a batch of N images and resets the state of
// the step.
func (t *Trainer) prepare(N int) {
	t.pass.resize(t.strips, N, t.C)
	t.dy = resized(t.dy, N*t.C)
	t.logs = resized(t.logs, N)
	for _, s := range t.strips {
		s.dh = resized(s.dh, N*s.width)
	}
	t.nextTask.Store(0)
	t.badGradient.Store(false)
	t.badParameter.Store(false)
}

// step does one core's share of Step.
func (t *Trainer) step(core int, learningRate float64) {
	from, to := t.team.share(core, t.batch.rows)
	t.fetched[core] = t.batch.fetch(from, to)

	// Forward and backward pass.
	t.pass.forward(t, &t.batch, from, to)
	if !t.backward(from, to) {
		t.badGradient.Store(true)
	}
	t.team.wait()
	if t.badGradient.Load() {
		return
	}

	// Update: a core that has finished a task takes the next one.
	tasks := len(t.strips) * (1 + t.batch.pieces)
	for {
		task := int(t.nextTask.Add(1)) - 1
		if task >= tasks {
			break
		}
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

	// Forward pass again, for the loss.
	t.pass.forward(t, &t.batch, from, to)
	t.labelLogs(from, to)
}

// Accuracy returns the fraction of the set's images whose label is the class
// with the highest score.
func (t *Trainer) Accuracy(set mnist.Set) float64 {
	if t.stripsStale {
		t.toStrips()
	}
	if t.diverged || t.C > maxRows {
		return t.Network().Accuracy(set.X, set.T)
	}
	all := t.imagesOf(set)
	correct := make([]int, t.team.cores)
	t.team.together(func(core int) {
		const rows = 200
		var pass pass
		pass.resize(t.strips, rows, t.C)
		from, to := t.team.share(core, len(all.labels))
		for ; from < to; from += rows {
			b := all.slice(from, min(from+rows, to))
			pass.forward(t, &b, 0, b.rows)
			for i, label := range b.labels {
				if argmax(pass.y[i*t.C:][:t.C]) == int(label) {
					correct[core]++
				}
			}
		}
	})
	sum := 0
	for _, n := range correct {
		sum += n
	}
	return float64(sum) / float64(len(all.labels))
}

// imagesOf returns the images of a set. It converts a set only once.
func (t *Trainer) imagesOf(set mnist.Set) *images {
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

// resized returns a slice of n elements. It uses the memory of x if there is
// enough.
func resized(x []float64, n int) []float64 {
	if cap(x) < n {
		return make([]float64, n)
	}
	return x[:n]
}
