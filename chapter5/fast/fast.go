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
//   - A Trainer allocates its buffers once and reuses them in each step.
//
// None of this changes the sums: each has the same terms in the same order as in
// the plain loop. So both end in the same bits, and a test compares them with ==.
//
// A Trainer skips products with 0, which is exact while the other factor is
// finite: pass.go and update.go test the gradients and the new parameters. Once a
// training has diverged, a Trainer continues with the plain loop.
//
// fast.go has the step and Accuracy. images.go has the lists of pixels and strip.go the
// parameters, in groups of neurons. pass.go has the forward and the backward pass,
// update.go the update and rows.go the sums of rows that they need. team.go has the
// cores.
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

	strips  []*strip
	b2, db2 []float64 // (C)

	images map[*mnist.Array]*images
	batch  images    // of the step
	y      []float64 // (N, C), the scores; expScores replaces them
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
	if !t.ready() {
		return t.plainStep(batchMask, learningRate)
	}
	t.batch.choose(t.imagesOf(t.train), batchMask)
	t.prepare(len(batchMask))
	t.nextTask.Store(0)
	t.badGradient.Store(false)
	t.badParameter.Store(false)
	t.team.together(func(core int) { t.step(core, learningRate) })
	if t.badGradient.Load() { // no parameter has been updated
		return t.plainStep(batchMask, learningRate)
	}
	t.networkStale = true
	if t.badParameter.Load() {
		loss = t.Network().Loss(t.train.X.Rows(batchMask), t.train.T.Rows(batchMask))
		t.Reload() // and ready will report false
		return loss
	}
	sum := 0.0
	for _, v := range t.logs {
		sum += v
	}
	return -sum / float64(len(t.logs))
}

// ready reports whether the strips can be used: the parameters are finite, and
// a list can name each class.
func (t *Trainer) ready() bool {
	return t.C <= maxRows && (!t.stripsStale || t.toStrips())
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

// prepare resizes the buffers for N images.
func (t *Trainer) prepare(N int) {
	t.y = resized(t.y, N*t.C)
	t.dy = resized(t.dy, N*t.C)
	t.logs = resized(t.logs, N)
	for _, s := range t.strips {
		s.h = resized(s.h, N*s.width)
		s.dh = resized(s.dh, N*s.width)
		s.list = resized(s.list, N*kernel.Room(s.width))
		s.ends = resized(s.ends, 2*N)
	}
}

// step does one core's share of Step.
func (t *Trainer) step(core int, learningRate float64) {
	from, to := t.team.share(core, len(t.batch.labels))
	t.fetched[core] = t.batch.fetch(from, to)

	// Forward and backward pass.
	t.forward(&t.batch, from, to, from)
	if !t.backward(from, to) {
		t.badGradient.Store(true)
	}
	t.team.wait()
	if t.badGradient.Load() {
		return
	}

	// Update: a core that has finished a task takes the next one, because the
	// tasks differ in length. The pieces at an image's edge are almost empty.
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
	t.forward(&t.batch, from, to, from)
	t.labelLogs(from, to)
}

// Accuracy returns the fraction of the set's images whose label is the class
// with the highest score.
func (t *Trainer) Accuracy(set mnist.Set) float64 {
	if !t.ready() {
		return t.Network().Accuracy(set.X, set.T)
	}
	all := t.imagesOf(set)
	t.prepare(group * t.team.cores)
	correct := make([]int, t.team.cores)
	t.team.together(func(core int) {
		row := core * group // each core has rows for a group
		from, to := t.team.share(core, len(all.labels))
		for ; from < to; from += group {
			end := min(from+group, to)
			t.forward(all, from, end, row)
			for i, label := range all.labels[from:end] {
				if argmax(t.y[(row+i)*t.C:][:t.C]) == int(label) {
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

// resized returns a slice of n elements. It uses the memory of x if there is
// enough.
func resized[T any](x []T, n int) []T {
	if cap(x) < n {
		return make([]T, n)
	}
	return x[:n]
}
