package main

import (
	"bytes"
	"fmt"
	"maps"
	"math"

	"backprop/layers/layertest/bilingual"
	"backprop/tensor"
	"backprop/tensor/npz"
)

// A checkpoint holds what a training needs, besides the parameters, to continue as
// if it had never stopped. In the file each field is an array that NumPy reads.
// The state of the random numbers is not in it: the seed gives them again.
type checkpoint struct {
	settings
	data              []float64 // see describe
	loss              []float64 // of every mini-batch after its update
	trainAcc, testAcc []float64 // of every epoch
}

// settings holds the numbers that flags set and a checkpoint stores.
type settings struct {
	iters               int64 // how many iterations are to be done in all
	batch, hidden, seed int64
	lr                  float64
}

// A wholeNumber has the name of its flag, which is that of its array as well.
type wholeNumber struct {
	name        string
	value       *int64
	least, most int64
}

// wholeNumbers lists the whole numbers in the settings.
func (s *settings) wholeNumbers() []wholeNumber {
	return []wholeNumber{
		{"iters", &s.iters, 1, math.MaxInt32},
		{"batch", &s.batch, 1, math.MaxInt32},
		{"hidden", &s.hidden, 1, maxHidden},
		{"seed", &s.seed, 0, math.MaxUint32},
	}
}

// iteration returns how many iterations are done.
func (c *checkpoint) iteration() int { return len(c.loss) }

// endsEpoch reports whether the accuracies are computed after iteration i. As many
// iterations as iterPerEpoch see as many images as there are.
func (c *checkpoint) endsEpoch(i int) bool {
	iterPerEpoch := max(c.data[0]/float64(c.batch), 1)
	return math.Mod(float64(i), iterPerEpoch) == 0
}

// epochs returns the iterations that ended an epoch.
func (c *checkpoint) epochs() []int {
	var epochs []int
	for i := range c.iteration() {
		if c.endsEpoch(i) {
			epochs = append(epochs, i)
		}
	}
	return epochs
}

// setFlags sets the number of iterations to that of -iters, if it was given. It
// returns an error if a flag says otherwise than the checkpoint.
func (c *checkpoint) setFlags(o options) error {
	trained := map[string]any{"seed": c.seed, "batch": c.batch, "lr": c.lr, "hidden": c.hidden}
	for _, f := range o.given {
		if with, ok := trained[f.Name]; ok && f.Value.String() != fmt.Sprint(with) {
			return misusef("-%s %s: %s was trained with %v", "-%s %s: %s의 학습에 쓴 값은 %v이다", f.Name, f.Value, o.resume, with)
		}
	}
	if !o.has("iters") {
		return nil
	}
	if o.iters < int64(c.iteration()) {
		return misusef("-iters %d: %s has already done %d", "-iters %d: %s의 학습은 이미 %d번 반복했다",
			o.iters, o.resume, c.iteration())
	}
	c.iters = o.iters
	return nil
}

// npz returns the parameters and the checkpoint as an .npz file.
func (c *checkpoint) npz(params map[string]*tensor.Tensor) []byte {
	arrays := map[string]*tensor.Tensor{
		"iteration": tensor.Scalar(float64(c.iteration())),
		"lr":        tensor.Scalar(c.lr),
		"data":      tensor.Vector(c.data...),
		"loss":      tensor.Vector(c.loss...),
		"train_acc": tensor.Vector(c.trainAcc...),
		"test_acc":  tensor.Vector(c.testAcc...),
	}
	for _, n := range c.wholeNumbers() {
		arrays[n.name] = tensor.Scalar(float64(*n.value))
	}
	maps.Copy(arrays, params)
	var file bytes.Buffer
	npz.Write(&file, arrays) // a buffer returns no error
	return file.Bytes()
}

// readCheckpoint reads what npz has made, from the file at path. It checks each
// number that memory or an index depends on.
func readCheckpoint(path string, file *npz.File) (c *checkpoint, err error) {
	read := func(name string, shape ...int) []float64 { // none after an error
		if err == nil && !file.Has(name) {
			err = bilingual.Errorf("%s: no array %s: -resume wants a file that -save has written",
				"%s: %s 배열이 없다. -save로 저장한 파일이어야 한다", path, name)
		}
		var x *tensor.Tensor
		if err == nil {
			x, err = file.ReadShape(name, shape...)
		}
		if err != nil {
			return nil
		}
		return x.Data()
	}
	c = &checkpoint{}
	iteration := wholeNumber{"iteration", new(int64), 1, math.MaxInt32}
	for _, n := range append([]wholeNumber{iteration}, c.wholeNumbers()...) {
		for _, v := range read(n.name) {
			if v != math.Trunc(v) || v < float64(n.least) || v > float64(n.most) {
				return nil, bilingual.Errorf("%s: %s has %v, want whole numbers from %d to %d",
					"%s: %s의 값이 %v이다. %d부터 %d까지의 정수여야 한다", path, n.name, v, n.least, n.most)
			}
			*n.value = int64(v)
		}
	}
	for _, v := range read("lr") {
		if !(v > 0) || math.IsInf(v, 1) {
			return nil, bilingual.Errorf("%s: lr is %v, want a finite number above 0",
				"%s: lr의 값이 %v이다. 0보다 큰 유한한 수여야 한다", path, v)
		}
		c.lr = v
	}
	c.data, c.loss = read("data", 4), read("loss", int(*iteration.value))
	if err != nil {
		return nil, err
	}
	epochs := len(c.epochs())
	c.trainAcc, c.testAcc = read("train_acc", epochs), read("test_acc", epochs)
	return c, err
}
