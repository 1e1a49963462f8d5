package main

import (
	"fmt"
	"io"
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
	data              []float64    // see describe
	rng               random.State // rng_key, rng_pos and rng_gauss
	loss              []float64    // of every mini-batch after its update
	trainAcc, testAcc []float64    // of every epoch
}

// iterPerEpoch returns how many iterations see as many images as there are.
func (c *checkpoint) iterPerEpoch() float64 { return max(c.data[0]/float64(c.batch), 1) }

// epochs returns the iterations after which the accuracies are computed: the
// multiples of iterPerEpoch.
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

// contradicts returns an error if a flag was given that says otherwise than the
// checkpoint.
func (c *checkpoint) contradicts(o options) error {
	for _, f := range []struct {
		name              string
		given, checkpoint any
	}{
		{"seed", *o.seed, c.seed}, {"batch", o.batch, c.batch}, {"lr", o.lr, c.lr}, {"hidden", o.hidden, c.hidden},
	} {
		if o.has(f.name) && f.given != f.checkpoint {
			return misusef("-%s %v: %s was trained with %v", "-%s %v: %s의 학습에 쓴 값은 %v이다",
				f.name, f.given, o.resume, f.checkpoint)
		}
	}
	if o.has("iters") && o.iters < c.iteration {
		return misusef("-iters %d: %s has done %d already", "-iters %d: %s은(는) 이미 %d번 반복했다",
			o.iters, o.resume, c.iteration)
	}
	return nil
}

// write writes the parameters and the checkpoint as an .npz file.
func (c *checkpoint) write(w io.Writer, params map[string]*tensor.Tensor) error {
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
	maps.Copy(arrays, params)
	return npz.Write(w, arrays)
}

// readCheckpoint reads what write has written to the file at path. It checks
// that each number is one that a training can reach.
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
	}
	r.state(&c.rng)
	switch {
	case r.err != nil:
	case c.iters < c.iteration:
		r.fail("iters is %d, want at least the %d that are done", c.iters, c.iteration)
	case !(c.lr > 0) || math.IsInf(c.lr, 1):
		r.fail("lr is %v, want a finite number above 0", c.lr)
	case !(c.data[0] >= float64(c.batch)) || c.data[0] > math.MaxInt32:
		r.fail("data[0] is %v, want a number of images from %d, the batch, to %d", c.data[0], c.batch, math.MaxInt32)
	}
	// The lengths of the others depend on the numbers above. epochs counts to
	// iteration, which is bounded by the losses that the file does have.
	if c.loss = r.numbers("loss", c.iteration); r.err != nil {
		return nil, r.err
	}
	epochs := len(c.epochs())
	c.trainAcc, c.testAcc = r.accuracies("train_acc", epochs), r.accuracies("test_acc", epochs)
	return c, r.err
}

// A reader reads numbers from the arrays of a file and holds the first error.
// After an error its methods return zeros.
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

// numbers returns the numbers of an array of the shape, or nil after an error.
func (r *reader) numbers(name string, shape ...int) []float64 {
	if r.err == nil && !r.file.Has(name) {
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
	if values := r.numbers(name); len(values) == 1 {
		return values[0]
	}
	return 0
}

func (r *reader) whole(name string, least, most int64) int64 {
	v := r.number(name)
	if v != math.Trunc(v) || v < float64(least) || v > float64(most) {
		r.fail("%s is %v, want a whole number from %d to %d", name, v, least, most)
		return least
	}
	return int64(v)
}

func (r *reader) accuracies(name string, n int) []float64 {
	values := r.numbers(name, n)
	for i, v := range values {
		if !(v >= 0 && v <= 1) {
			r.fail("%s[%d] is %v, want 0 to 1", name, i, v)
		}
	}
	return values
}

// state reads the state of the random generator.
func (r *reader) state(s *random.State) {
	s.Pos = int(r.whole("rng_pos", 0, int64(len(s.Key))))
	for i, v := range r.numbers("rng_key", len(s.Key)) {
		if v != math.Trunc(v) || v < 0 || v > math.MaxUint32 {
			r.fail("rng_key[%d] is %v, want a whole number from 0 to %d", i, v, uint32(math.MaxUint32))
			return
		}
		s.Key[i] = uint32(v)
	}
	if gauss := r.numbers("rng_gauss", 2); gauss != nil {
		s.HasGauss, s.Gauss = gauss[0] != 0, gauss[1]
	}
	if err := random.New(0).SetState(*s); err != nil {
		r.fail("%v", err)
	}
}
