package main

import (
	"bytes"
	"fmt"
	"maps"
	"math"

	"backprop/tensor"
	"backprop/tensor/npz"
	"backprop/tensor/random"
)

// A checkpoint holds what a training needs, besides the parameters, to go on as
// if it had never stopped. In the file each field is an array that NumPy reads.
type checkpoint struct {
	iteration         int // how many are done
	iters             int // how many are to be done in all
	seed              uint32
	batch             int
	hidden            int
	lr                float64
	data              []float64         // see describe
	rng               *random.Generator // its state is rng_key, rng_pos and rng_gauss
	loss              []float64         // of every mini-batch after its update
	trainAcc, testAcc []float64         // of every epoch
}

// endsEpoch reports whether the accuracies are computed after iteration i. As many
// iterations as iterPerEpoch see as many images as there are.
func (c *checkpoint) endsEpoch(i int) bool {
	iterPerEpoch := max(c.data[0]/float64(c.batch), 1)
	return math.Mod(float64(i), iterPerEpoch) == 0
}

// epochs returns the iterations that ended an epoch.
func (c *checkpoint) epochs() []int {
	var epochs []int
	for i := range c.iteration {
		if c.endsEpoch(i) {
			epochs = append(epochs, i)
		}
	}
	return epochs
}

// setFlags sets the number of iterations to that of -iters, if it was given. It
// returns an error if a flag says otherwise than the checkpoint.
func (c *checkpoint) setFlags(o options) error {
	for _, f := range []struct {
		name              string
		given, checkpoint any
	}{
		{"seed", o.seed, c.seed}, {"batch", o.batch, c.batch}, {"lr", o.lr, c.lr}, {"hidden", o.hidden, c.hidden},
	} {
		if o.has(f.name) && f.given != f.checkpoint {
			return misusef("-%s %v: %s was trained with %v", "-%s %v: %s의 학습에 쓴 값은 %v이다",
				f.name, f.given, o.resume, f.checkpoint)
		}
	}
	if !o.has("iters") {
		return nil
	}
	if o.iters < c.iteration {
		return misusef("-iters %d: %s has done %d already", "-iters %d: %s은(는) 이미 %d번 반복했다",
			o.iters, o.resume, c.iteration)
	}
	c.iters = o.iters
	return nil
}

// npz returns the parameters and the checkpoint as an .npz file.
func (c *checkpoint) npz(params map[string]*tensor.Tensor) []byte {
	rng := c.rng.State()
	key := make([]float64, len(rng.Key))
	for i, word := range rng.Key {
		key[i] = float64(word)
	}
	gauss := []float64{0, rng.Gauss}
	if rng.HasGauss {
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
		"rng_pos":   tensor.Scalar(float64(rng.Pos)),
		"rng_gauss": tensor.Vector(gauss...),
		"loss":      tensor.Vector(c.loss...),
		"train_acc": tensor.Vector(c.trainAcc...),
		"test_acc":  tensor.Vector(c.testAcc...),
	}
	maps.Copy(arrays, params)
	var file bytes.Buffer
	npz.Write(&file, arrays) // a buffer returns no error
	return file.Bytes()
}

// readCheckpoint reads what npz has made, from the file at path. It checks the
// numbers that others depend on.
func readCheckpoint(path string, file *npz.File) (*checkpoint, error) {
	r := reader{path: path, file: file}
	c := &checkpoint{
		iteration: int(r.whole("iteration", 1, math.MaxInt32)),
		iters:     int(r.whole("iters", 1, math.MaxInt32)),
		seed:      uint32(r.whole("seed", 0, math.MaxUint32)),
		batch:     int(r.whole("batch", 1, math.MaxInt32)),
		hidden:    int(r.whole("hidden", 1, maxHidden)),
		lr:        r.number("lr"),
		data:      r.numbers("data", 4),
		rng:       r.generator(),
	}
	switch {
	case r.err != nil:
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
	// epochs counts to iteration, which is bounded by the losses that the file has.
	if c.loss = r.numbers("loss", c.iteration); r.err != nil {
		return nil, r.err
	}
	epochs := len(c.epochs())
	c.trainAcc, c.testAcc = r.numbers("train_acc", epochs), r.numbers("test_acc", epochs)
	return c, r.err
}

// A reader reads numbers from the arrays of a file and holds the first error.
// After an error its methods return 0 or nil.
type reader struct {
	path string
	file *npz.File
	err  error
}

func (r *reader) fail(format string, values ...any) {
	if r.err == nil {
		r.err = fmt.Errorf("%s: %s", r.path, fmt.Sprintf(format, values...))
	}
}

// numbers returns the numbers of an array of the shape.
func (r *reader) numbers(name string, shape ...int) []float64 {
	if !r.file.Has(name) {
		r.fail("no array %s: -resume wants a file that -save has written", name)
	}
	if r.err != nil {
		return nil
	}
	x, err := r.file.ReadShape(name, shape...)
	if err != nil {
		r.err = err
		return nil
	}
	return x.Data()
}

func (r *reader) number(name string) float64 {
	if values := r.numbers(name); r.err == nil {
		return values[0]
	}
	return 0
}

func (r *reader) whole(name string, least, most float64) int64 {
	return r.toWhole(name, r.number(name), least, most)
}

// toWhole returns v, which must be a whole number from least to most.
func (r *reader) toWhole(name string, v, least, most float64) int64 {
	if v != math.Trunc(v) || v < least || v > most {
		r.fail("%s is %v, want a whole number from %.0f to %.0f", name, v, least, most)
		return 0
	}
	return int64(v)
}

// generator reads the state of the random generator.
func (r *reader) generator() *random.Generator {
	pos := r.whole("rng_pos", 0, math.MaxInt32)
	key, gauss := r.numbers("rng_key", len(random.State{}.Key)), r.numbers("rng_gauss", 2)
	rng := random.New(0)
	if r.err != nil {
		return rng
	}
	state := random.State{Pos: int(pos), HasGauss: gauss[0] != 0, Gauss: gauss[1]}
	for i, v := range key {
		state.Key[i] = uint32(r.toWhole(fmt.Sprintf("rng_key[%d]", i), v, 0, math.MaxUint32))
	}
	if err := rng.SetState(state); err != nil {
		r.fail("%v", err)
	}
	return rng
}
