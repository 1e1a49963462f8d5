package main

import (
	"fmt"
	"hash/crc32"
	"io"
	"math"
	"slices"
	"syscall"

	"backprop/chapter5"
	"backprop/chapter5/fast"
	"backprop/chapter5/watch"
	"backprop/layers/layertest/bilingual"
	"backprop/mnist"
	"backprop/tensor"
	"backprop/tensor/npz"
	"backprop/tensor/random"
)

// A training holds what the loop of section 7.4 works on.
type training struct {
	options
	checkpoint *checkpoint
	sets       [2]mnist.Set // to train on, and to test with
	network    *chapter5.TwoLayerNet
	trainer    *fast.Trainer // trains network
	rng        *random.Generator
	outputs    []output
}

// An interruption is the error of a training that a signal has stopped.
type interruption struct {
	signal syscall.Signal
	error
}

func (i interruption) Unwrap() error { return i.error }

// train runs the loop of section 7.4, from the start or from a checkpoint, until
// it is done or stop has a signal. Only the accuracies are printed on stdout.
//
// A fast.Trainer takes most steps. The network itself takes those in which the
// watch looks at the gradients, and all of them with -plain: the bits are the
// same.
func train(o options, stdout, stderr io.Writer, progress *progress, stop <-chan syscall.Signal) error {
	t, err := newTraining(o)
	if err != nil {
		return err
	}
	c := t.checkpoint
	tell := func(text bilingual.Text) {
		progress.clear()
		fmt.Fprintln(stderr, "train:", text.In(o.language))
	}
	switch {
	case c.iteration == c.iters:
		tell(bilingual.Sprintf("%s is done with its %d iterations; -iters with more goes on",
			"%s: %d번 반복을 마친 학습이다. -iters로 횟수를 늘리면 이어서 학습한다", o.resume, c.iteration))
	case o.resume != "" && o.save == "":
		tell(bilingual.Sprintf("goes on after iteration %d of %d, and writes %s each epoch; with -save FILE.npz it writes FILE.npz",
			"%[2]d번 중 %[1]d번 반복한 곳에서 이어서 학습하고 에폭마다 %[3]s에 다시 저장한다. 다른 파일에 저장하려면 -save 파일.npz를 쓴다",
			c.iteration, c.iters, o.resume))
	}
	var watcher watch.Watch
	warn := func(warnings []watch.Warning) {
		for _, w := range warnings {
			tell(w.Text)
		}
	}
	progress.start(c.iters)
	defer progress.done()
	trainSize := t.sets[0].X.Shape()[0]
	for i := c.iteration; i < c.iters; i++ {
		batchMask := t.rng.Choice(trainSize, c.batch)
		var loss float64
		if o.plain || watch.Looks(i) {
			network := t.trainer.Network()
			xBatch, tBatch := t.sets[0].X.Rows(batchMask), t.sets[0].T.Rows(batchMask)
			grad := network.Gradient(xBatch, tBatch)
			lossBefore := network.LastLayer.Loss
			for _, key := range chapter5.ParamNames {
				network.Params[key].SubInPlace(grad[key].MulScalar(c.lr))
			}
			warn(watcher.Step(i, network, xBatch, grad, c.lr, lossBefore))
			loss = network.Loss(xBatch, tBatch)
			t.trainer.Reload()
		} else {
			loss = t.trainer.Step(batchMask, c.lr)
			warn(watcher.Loss(i, t.network, loss))
		}
		c.loss = append(c.loss, loss)
		c.iteration = i + 1

		if math.Mod(float64(i), c.iterPerEpoch()) == 0 {
			trainAcc, testAcc := t.accuracy(t.sets[0]), t.accuracy(t.sets[1])
			c.trainAcc, c.testAcc = append(c.trainAcc, trainAcc), append(c.testAcc, testAcc)
			progress.clear()
			_, printErr := fmt.Fprintln(stdout, trainAcc, testAcc)
			if err := t.write(); err != nil { // even if stdout is full
				return err
			}
			if printErr != nil {
				return printErr
			}
			warn(watcher.Epoch(testAcc, t.sets[1].T))
		}
		select {
		case signal := <-stop:
			if c.iteration == c.iters {
				break
			}
			progress.clear()
			if err := t.write(); err != nil {
				return err
			}
			return interruption{signal, t.interrupted()}
		default:
		}
		progress.show(c.iteration)
	}
	if err := t.write(); err != nil {
		return err
	}
	if len(t.outputs) > 0 {
		tell(bilingual.Sprintf("wrote %s", "저장한 파일: %s", t.written()))
	}
	return nil
}

func (t *training) accuracy(set mnist.Set) float64 {
	if t.plain {
		return t.network.Accuracy(set.X, set.T)
	}
	return t.trainer.Accuracy(set)
}

// newTraining reads the data, makes the network or reads it, and checks the
// files that are to be written.
func newTraining(o options) (*training, error) {
	path, file := o.load, (*npz.File)(nil)
	if o.resume != "" {
		path = o.resume
	}
	if path != "" {
		var err error
		if file, err = npz.Open(path); err != nil {
			return nil, err
		}
		defer file.Close()
	}
	c := &checkpoint{seed: *o.seed, batch: o.batch, hidden: o.hidden, lr: o.lr, iters: o.iters}
	if o.resume != "" {
		var err error
		if c, err = readCheckpoint(path, file); err != nil {
			return nil, err
		}
		if err := c.contradicts(o); err != nil {
			return nil, err
		}
		if o.has("iters") {
			c.iters = o.iters
		}
	}
	t := &training{options: o, checkpoint: c, rng: random.New(c.seed)}
	var err error
	if t.sets[0], t.sets[1], err = mnist.Load(mnist.Options{Dir: o.data, OneHot: true}); err != nil {
		return nil, err
	}
	if err := t.checkData(); err != nil {
		return nil, err
	}
	inputSize := t.sets[0].X.Shape()[1]
	t.network = chapter5.NewTwoLayerNet(inputSize, c.hidden, mnist.Classes, 0.01, t.rng)
	if file != nil {
		params := map[string]*tensor.Tensor{}
		for _, key := range chapter5.ParamNames {
			if params[key], err = file.ReadShape(key, t.network.Params[key].Shape()...); err != nil {
				return nil, err
			}
		}
		for key, param := range params {
			t.network.Params[key].SetAll(param)
		}
	}
	if o.resume != "" {
		if err := t.rng.SetState(c.rng); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
	}
	t.trainer = fast.New(t.network, t.sets[0])
	if t.outputs, err = t.openOutputs(); err != nil {
		return nil, err
	}
	return t, nil
}

// maxWeights is the largest size of W1, which takes 512 MB. Without a limit,
// images of many pixels would take any amount of memory.
const maxWeights = 1 << 26

// checkData returns an error if the checkpoint is of other data, or if the
// flags do not fit the data.
func (t *training) checkData() error {
	c := t.checkpoint
	trainSize, inputSize := t.sets[0].X.Shape()[0], t.sets[0].X.Shape()[1]
	data := []float64{float64(trainSize), float64(inputSize), float64(t.sets[1].X.Shape()[0]), 0}
	if t.save != "" || t.resume != "" {
		data[3] = float64(checksum(t.sets))
	}
	switch {
	case c.data != nil && !slices.Equal(c.data, data):
		dataFlag := bilingual.Text{English: "without -data", Korean: "-data 없음"}
		if t.data != "" {
			dataFlag = bilingual.Sprintf("-data %s", "-data %s", t.data)
		}
		return misusef("%s: %s was trained with %s, found %s",
			"%s: %s에 쓴 학습 데이터와 다르다. %s이어야 하는데 %s이다", dataFlag, t.resume, describe(c.data), describe(data))
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
func checksum(sets [2]mnist.Set) uint32 {
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

// describe returns how many images data hold, and their checksum.
func describe(data []float64) bilingual.Text {
	return bilingual.Sprintf("%.0f + %.0f images of %.0f numbers (checksum %08x)",
		"픽셀 %[3].0f개인 이미지 %[1].0f + %[2].0f장(체크섬 %08[4]x)", data[0], data[2], data[1], int64(data[3]))
}
