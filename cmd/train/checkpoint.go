package main

import (
	"bytes"
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
	iteration         int // how many are done
	iters             int // how many are to be done in all
	seed              uint32
	batch             int
	hidden            int
	lr                float64
	data              []float64 // see describe
	loss              []float64 // of every mini-batch after its update
	trainAcc, testAcc []float64 // of every epoch
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
		return misusef("-iters %d: %s has already done %d", "-iters %d: %s의 학습은 이미 %d번 반복했다",
			o.iters, o.resume, c.iteration)
	}
	c.iters = o.iters
	return nil
}

// npz returns the parameters and the checkpoint as an .npz file.
func (c *checkpoint) npz(params map[string]*tensor.Tensor) []byte {
	arrays := map[string]*tensor.Tensor{
		"iteration": tensor.Scalar(float64(c.iteration)),
		"iters":     tensor.Scalar(float64(c.iters)),
		"seed":      tensor.Scalar(float64(c.seed)),
		"batch":     tensor.Scalar(float64(c.batch)),
		"hidden":    tensor.Scalar(float64(c.hidden)),
		"lr":        tensor.Scalar(c.lr),
		"data":      tensor.Vector(c.data...),
		"loss":      tensor.Vector(c.loss...),
		"train_acc": tensor.Vector(c.trainAcc...),
		"test_acc":  tensor.Vector(c.testAcc...),
	}
	maps.Copy(arrays, params)
	var file bytes.Buffer
	npz.Write(&file, arrays) // a buffer returns no error
	return file.Bytes()
}

// readCheckpoint reads what npz has made, from the file at path. It checks each
// number that memory or an index depends on.
func readCheckpoint(path string, file *npz.File) (*checkpoint, error) {
	values := map[string][]float64{}
	read := func(name string, shape ...int) error {
		if !file.Has(name) {
			return bilingual.Errorf("%s: no array %s: -resume wants a file that -save has written",
				"%s: %s 배열이 없다. -save로 저장한 파일이어야 한다", path, name)
		}
		x, err := file.ReadShape(name, shape...)
		if err == nil {
			values[name] = x.Data()
		}
		return err
	}
	for _, whole := range []struct {
		name        string
		least, most float64
		shape       []int
	}{
		{"iteration", 1, math.MaxInt32, nil}, {"iters", 1, math.MaxInt32, nil}, {"seed", 0, math.MaxUint32, nil},
		{"batch", 1, math.MaxInt32, nil}, {"hidden", 1, maxHidden, nil}, {"data", 0, math.MaxUint32, []int{4}},
	} {
		if err := read(whole.name, whole.shape...); err != nil {
			return nil, err
		}
		for _, v := range values[whole.name] {
			if v != math.Trunc(v) || v < whole.least || v > whole.most {
				return nil, bilingual.Errorf("%s: %s has %v, want whole numbers from %.0f to %.0f",
					"%s: %s의 값이 %v이다. %.0f부터 %.0f까지의 정수여야 한다", path, whole.name, v, whole.least, whole.most)
			}
		}
	}
	c := &checkpoint{
		iteration: int(values["iteration"][0]),
		iters:     int(values["iters"][0]),
		seed:      uint32(values["seed"][0]),
		batch:     int(values["batch"][0]),
		hidden:    int(values["hidden"][0]),
		data:      values["data"],
	}
	for _, err := range []error{read("lr"), read("loss", c.iteration)} {
		if err != nil {
			return nil, err
		}
	}
	c.lr, c.loss = values["lr"][0], values["loss"]
	if !(c.lr > 0) || math.IsInf(c.lr, 1) {
		return nil, bilingual.Errorf("%s: lr is %v, want a finite number above 0",
			"%s: lr의 값이 %v이다. 0보다 큰 유한한 수여야 한다", path, c.lr)
	}
	// epochs counts to iteration, which is the number of losses in the file.
	epochs := len(c.epochs())
	for _, err := range []error{read("train_acc", epochs), read("test_acc", epochs)} {
		if err != nil {
			return nil, err
		}
	}
	c.trainAcc, c.testAcc = values["train_acc"], values["test_acc"]
	return c, nil
}
