package main

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"math"
	"slices"

	"backprop/chapter5"
	"backprop/mnist"
	"backprop/tensor"
	"backprop/tensor/npz"
	"backprop/tensor/random"
)

// A checkpoint is what a training needs, beside the parameters, to go on as if
// it had never stopped. In the file it is arrays that NumPy reads: iteration,
// seed, batch, lr, data, the generator's rng_key, rng_pos and rng_gauss, and
// the history: loss of every mini-batch before its update, train_acc and
// test_acc of every epoch.
type checkpoint struct {
	iteration         int // done
	seed              uint32
	batch             int
	lr                float64
	data              []float64 // what tells the data set from others
	rng               random.State
	loss              []float64
	trainAcc, testAcc []float64
}

// save writes the parameters and the checkpoint, in place of the old file, and
// only when they are whole.
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
		"seed":      tensor.Scalar(float64(c.seed)),
		"batch":     tensor.Scalar(float64(c.batch)),
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
	return npz.WriteFile(path, arrays)
}

// resume reads a file that save has written.
func resume(path string) (c *checkpoint, params map[string]*tensor.Tensor, err error) {
	arrays, err := npz.ReadFile(path)
	if err != nil {
		return nil, nil, err
	}
	r := reader{path: path, arrays: arrays}
	c = &checkpoint{
		iteration: r.whole("iteration", 1, math.MaxInt32),
		seed:      uint32(r.whole("seed", 0, math.MaxUint32)),
		batch:     r.whole("batch", 1, math.MaxInt32),
		lr:        r.numbers("lr", 1)[0],
		data:      r.numbers("data", 4),
		loss:      r.numbers("loss", -1),
		trainAcc:  r.numbers("train_acc", -1),
		testAcc:   r.numbers("test_acc", -1),
	}
	c.rng.Pos = r.whole("rng_pos", 0, len(c.rng.Key))
	for i, v := range r.numbers("rng_key", len(c.rng.Key)) {
		if v != math.Trunc(v) || v < 0 || v > math.MaxUint32 {
			r.fail("rng_key[%d] is %v, want a whole number from 0 to %d", i, v, uint32(math.MaxUint32))
			break
		}
		c.rng.Key[i] = uint32(v)
	}
	gauss := r.numbers("rng_gauss", 2)
	c.rng.HasGauss, c.rng.Gauss = gauss[0] != 0, gauss[1]
	switch {
	case r.err != nil:
	case len(c.loss) != c.iteration:
		r.fail("loss has %d elements, want %d, one for each iteration", len(c.loss), c.iteration)
	case len(c.trainAcc) != len(c.testAcc):
		r.fail("train_acc has %d elements and test_acc %d", len(c.trainAcc), len(c.testAcc))
	case !(c.lr > 0) || math.IsInf(c.lr, 1):
		r.fail("lr is %v, want a finite number above 0", c.lr)
	default:
		if err := random.New(0).SetState(c.rng); err != nil {
			r.fail("%v", err)
		}
	}
	return c, arrays, r.err
}

// A reader takes numbers out of arrays, and keeps the first thing wrong.
type reader struct {
	path   string
	arrays map[string]*tensor.Tensor
	err    error
}

func (r *reader) fail(format string, values ...any) {
	if r.err == nil {
		r.err = fmt.Errorf("%s: %s", r.path, fmt.Sprintf(format, values...))
	}
}

// numbers returns n numbers, or any number of them if n is -1.
func (r *reader) numbers(name string, n int) []float64 {
	x := r.arrays[name]
	switch {
	case x == nil:
		r.fail("no array %s: -resume wants a file that -save has written", name)
	case n >= 0 && x.Size() != n:
		r.fail("%s has %d elements, want %d", name, x.Size(), n)
	default:
		return x.Data()
	}
	return make([]float64, max(n, 0))
}

func (r *reader) whole(name string, least, most int) int {
	v := r.numbers(name, 1)[0]
	if v != math.Trunc(v) || v < float64(least) || v > float64(most) {
		r.fail("%s is %v, want a whole number from %d to %d", name, v, least, most)
		return least
	}
	return int(v)
}

// identity tells a data set from others: its sizes, and a sum over its labels
// and some of its images.
func identity(train, test mnist.Set) []float64 {
	n, inputs := train.X.Shape()[0], train.X.Shape()[1]
	sum := crc32.NewIEEE()
	add := func(x *tensor.Tensor) { binary.Write(sum, binary.LittleEndian, x.Data()) } // a hash does not fail
	add(train.T.Slice(0, n).Argmax(1))
	for _, from := range []int{0, n / 2, n - 1} {
		add(train.X.Slice(from, min(from+20, n)))
	}
	return []float64{float64(n), float64(inputs), float64(test.X.Shape()[0]), float64(sum.Sum32())}
}

// adopt makes o what the checkpoint says, and refuses a flag that was given
// and says otherwise.
func (c *checkpoint) adopt(o *options, params map[string]*tensor.Tensor) error {
	b1 := params["b1"]
	if b1 == nil {
		return fmt.Errorf("%s: no array b1", o.resume)
	}
	for _, flag := range []struct {
		name        string
		given, file any
	}{
		{"seed", *o.seed, c.seed}, {"batch", o.batch, c.batch}, {"lr", o.lr, c.lr}, {"hidden", o.hidden, b1.Size()},
	} {
		if slices.Contains(o.given, flag.name) && flag.given != flag.file {
			return fmt.Errorf("-%s %v: %s was trained with %v", flag.name, flag.given, o.resume, flag.file)
		}
	}
	if o.iters < c.iteration {
		return fmt.Errorf("-iters %d: %s has done %d already", o.iters, o.resume, c.iteration)
	}
	*o.seed, o.batch, o.lr, o.hidden = c.seed, c.batch, c.lr, b1.Size()
	return nil
}
