package main

import (
	"cmp"
	"hash/crc32"
	"slices"

	"backprop/chapter5"
	"backprop/chapter5/fast"
	"backprop/cmd/internal/cli"
	"backprop/layers/layertest/bilingual"
	"backprop/mnist"
	"backprop/tensor/npz"
	"backprop/tensor/random"
)

// newTraining reads the data, makes the network or reads it, and checks the
// files that are to be written.
func newTraining(o options) (*training, error) {
	var file *npz.File
	var err error
	if path := cmp.Or(o.load, o.resume); path != "" {
		if file, err = npz.Open(path); err != nil {
			return nil, err
		}
	}
	c := &checkpoint{seed: o.seed, batch: o.batch, hidden: o.hidden, lr: o.lr, iters: o.iters}
	if o.load != "" && !o.has("hidden") {
		shape, err := file.Shape("W1")
		if err != nil {
			return nil, err
		}
		if len(shape) == 2 && 1 <= shape[1] && shape[1] <= maxHidden { // else ReadShape refuses it
			c.hidden = shape[1]
		}
	}
	if o.resume != "" {
		if c, err = readCheckpoint(o.resume, file); err != nil {
			return nil, err
		}
		if err := c.setFlags(o); err != nil {
			return nil, err
		}
	}
	t := &training{options: o, checkpoint: c, rng: random.New(c.seed)}
	t.save = cmp.Or(o.save, o.resume)
	if t.train, t.test, err = mnist.Load(mnist.Options{Dir: o.data, OneHot: true}); err != nil {
		return nil, err
	}
	if err := t.checkData(); err != nil {
		return nil, err
	}
	trainSize, inputSize := t.train.X.Shape()[0], t.train.X.Shape()[1]
	t.network = chapter5.NewTwoLayerNet(inputSize, c.hidden, mnist.Classes, 0.01, t.rng)
	for range c.iteration { // draw the batches of the iterations that are done
		t.rng.Choice(trainSize, c.batch)
	}
	if file != nil {
		if err := t.readParams(file); err != nil {
			return nil, err
		}
	}
	t.trainer = fast.New(t.network, t.train)
	return t, t.checkOutputs()
}

// readParams sets the parameters to those of the file of -load or -resume.
func (t *training) readParams(file *npz.File) error {
	for _, key := range chapter5.ParamNames {
		param, err := file.ReadShape(key, t.network.Params[key].Shape()...)
		if err == nil && t.load != "" { // with -resume, the training may have diverged
			err = cli.CheckFinite(t.load, key, param.Data())
		}
		if err != nil {
			return err
		}
		t.network.Params[key].SetAll(param)
	}
	return nil
}

// maxWeights is the largest size of W1, which takes 512 MB. Without a limit,
// images of many pixels would take any amount of memory.
const maxWeights = 1 << 26

// checkData returns an error if the checkpoint is of other data, or if the
// flags do not fit the data.
func (t *training) checkData() error {
	c := t.checkpoint
	trainSize, inputSize, testSize := t.train.X.Shape()[0], t.train.X.Shape()[1], t.test.X.Shape()[0]
	data := []float64{float64(trainSize), float64(inputSize), float64(testSize), float64(checksum(t.train, t.test))}
	switch {
	case c.data != nil && !slices.Equal(c.data, data):
		return misusef("-data: %s was trained with %s, found %s",
			"-data: %s의 학습에 쓴 데이터는 %s인데, 지금 데이터는 %s이다", t.resume, describe(c.data), describe(data))
	case c.batch > trainSize:
		return misusef("-batch %d: there are %d images to train on", "-batch %d: 훈련 이미지는 %d장이다", c.batch, trainSize)
	case inputSize > maxWeights/c.hidden:
		return misusef("-hidden %d: images of %d pixels would need %d weights, want at most %d",
			"-hidden %d: 픽셀이 %d개인 이미지에는 가중치가 %d개 필요하다. %d개 이하여야 한다",
			c.hidden, inputSize, int64(inputSize)*int64(c.hidden), maxWeights)
	}
	c.data = data
	return nil
}

// checksum returns the CRC-32 of every label and every pixel.
func checksum(sets ...mnist.Set) uint32 {
	sum := crc32.NewIEEE()
	for _, set := range sets {
		const block = 1000 // rows: their labels come first, then their pixels
		n := set.X.Shape()[0]
		for from := 0; from < n; from += block {
			to := min(from+block, n)
			for _, array := range []*mnist.Array{set.T, set.X} {
				for row := from; row < to; row++ {
					sum.Write(array.Bytes(row)) // a hash returns no error
				}
			}
		}
	}
	return sum.Sum32()
}

// describe returns the sizes and the checksum in a checkpoint's data.
func describe(data []float64) bilingual.Text {
	return bilingual.Sprintf("%.0f + %.0f images of %.0f pixels (checksum %08x)",
		"픽셀 %[3].0f개인 이미지 %[1].0f + %[2].0f장(체크섬 %08[4]x)", data[0], data[2], data[1], int64(data[3]))
}
