package main

import (
	"io"
	"math"

	"backprop/chapter5"
	"backprop/tensor"
	"backprop/tensor/npz"
	"backprop/tensor/random"
)

// A checkpoint is what a training needs, beside the parameters, to go on as if
// it had never stopped. In the file each is an array that NumPy reads.
type checkpoint struct {
	iteration         int // done
	iters             int // to do, those included
	seed              uint32
	batch             int
	hidden            int
	lr                float64
	data              []float64    // what tells the data set from others
	rng               random.State // rng_key, rng_pos and rng_gauss
	loss              []float64    // of every mini-batch after its update
	trainAcc, testAcc []float64    // of every epoch
}

// iterPerEpoch is how many iterations see as many images as there are.
func (c *checkpoint) iterPerEpoch() float64 { return max(c.data[0]/float64(c.batch), 1) }

// epochs returns the iterations with an accuracy: those that are multiples of
// iterPerEpoch.
func (c *checkpoint) epochs() []int {
	var epochs []int
	perEpoch := c.iterPerEpoch()
	for i := range c.iteration {
		if math.Mod(float64(i), perEpoch) == 0 {
			epochs = append(epochs, i)
		}
	}
	return epochs
}

// save writes the parameters and the checkpoint in place of the old file.
func (c *checkpoint) save(path string, network *chapter5.TwoLayerNet) error {
	key := make([]float64, len(c.rng.Key))
	for i, word := range c.rng.Key {
		key[i] = float64(word)
	}
	gauss := []float64{0, c.rng.Gauss}
	if c.rng.HasGauss {
		gauss[0] = 1
	}
	arrays := map[string]*tensor.Tensor{
		"iteration": tensor.Scalar(float64(c.iteration)),
		"iters":     tensor.Scalar(float64(c.iters)),
		"seed":      tensor.Scalar(float64(c.seed)),
		"batch":     tensor.Scalar(float64(c.batch)),
		"hidden":    tensor.Scalar(float64(c.hidden)),
		"lr":        tensor.Scalar(c.lr),
		"data":      tensor.Vector(c.data...),
		"rng_key":   tensor.Vector(key...),
		"rng_pos":   tensor.Scalar(float64(c.rng.Pos)),
		"rng_gauss": tensor.Vector(gauss...),
		"loss":      tensor.Vector(c.loss...),
		"train_acc": tensor.Vector(c.trainAcc...),
		"test_acc":  tensor.Vector(c.testAcc...),
	}
	for name, param := range network.Params {
		arrays[name] = param
	}
	return replace(path, func(w io.Writer) error { return npz.Write(w, arrays) })
}

// decode makes a checkpoint of what save has written to the file at path. If it
// returns no error, each number is one that a training can have come to.
func decode(path string, from *npz.File) (*checkpoint, error) {
	r := reader{path: path, from: from}
	c := &checkpoint{
		iteration: int(r.whole("iteration", 1, math.MaxInt32)),
		iters:     int(r.whole("iters", 1, math.MaxInt32)),
		seed:      uint32(r.whole("seed", 0, math.MaxUint32)),
		batch:     int(r.whole("batch", 1, math.MaxInt32)),
		hidden:    int(r.whole("hidden", 1, maxHidden)),
		lr:        r.numbers("lr", 1)[0],
		data:      r.numbers("data", 4),
	}
	r.state(&c.rng)
	if r.err != nil {
		return nil, r.err
	}
	switch {
	case c.iters < c.iteration:
		r.fail("iters is %d, want at least the %d that are done", c.iters, c.iteration)
	case !(c.lr > 0) || math.IsInf(c.lr, 1):
		r.fail("lr is %v, want a finite number above 0", c.lr)
	case !(c.data[0] >= float64(c.batch)) || c.data[0] > math.MaxInt32:
		r.fail("data[0] is %v, want a number of images from %d, the batch, to %d", c.data[0], c.batch, math.MaxInt32)
	}
	if r.err != nil {
		return nil, r.err
	}
	// How long these are depends on the numbers above.
	c.loss = r.series("loss", c.iteration, "iteration")
	if r.err != nil { // epochs walks through as many iterations as the file has losses
		return nil, r.err
	}
	epochs := len(c.epochs())
	c.trainAcc = r.series("train_acc", epochs, "epoch")
	c.testAcc = r.series("test_acc", epochs, "epoch")
	r.fractions("train_acc", c.trainAcc)
	r.fractions("test_acc", c.testAcc)
	return c, r.err
}
