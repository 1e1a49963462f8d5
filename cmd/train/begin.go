package main

import (
	"fmt"
	"hash/crc32"
	"slices"

	"backprop/chapter5"
	"backprop/mnist"
	"backprop/tensor"
	"backprop/tensor/npz"
	"backprop/tensor/random"
)

// begin reads the data and makes the network, new or as a file has it.
func begin(o *options) (c *checkpoint, network *chapter5.TwoLayerNet, sets [2]mnist.Set, err error) {
	var from *npz.File
	path := o.load
	if o.resume != "" {
		path = o.resume
	}
	if path != "" {
		if from, err = npz.Open(path); err != nil {
			return nil, nil, sets, err
		}
		defer from.Close()
	}
	if o.resume != "" {
		if c, err = decode(path, from); err != nil {
			return nil, nil, sets, err
		}
		if err = c.adopt(o); err != nil {
			return nil, nil, sets, err
		}
	}
	if sets[0], sets[1], err = mnist.Load(mnist.Options{Dir: o.data, OneHot: true}); err != nil {
		return nil, nil, sets, err
	}
	trainSize, inputSize := sets[0].X.Shape()[0], sets[0].X.Shape()[1]
	data := []float64{float64(trainSize), float64(inputSize), float64(sets[1].X.Shape()[0]), 0}
	if o.save != "" {
		data[3] = float64(checksum(sets))
	}
	if c != nil && !slices.Equal(c.data, data) {
		here := "-data " + o.data
		if o.data == "" {
			here = "without -data"
		}
		return nil, nil, sets, misuse{fmt.Errorf("%s: %s was trained with %s, found %s",
			here, o.resume, describe(c.data), describe(data))}
	}
	if o.batch > trainSize {
		return nil, nil, sets, misuse{fmt.Errorf("-batch %d: there are %d images to train on", o.batch, trainSize)}
	}
	if inputSize > maxWeights/o.hidden {
		return nil, nil, sets, misuse{fmt.Errorf("-hidden %d: images of %d pixels would need %d weights, want at most %d",
			o.hidden, inputSize, int64(inputSize)*int64(o.hidden), maxWeights)}
	}
	var params map[string]*tensor.Tensor
	if from != nil {
		if params, err = readParams(path, from, inputSize, o.hidden); err != nil {
			return nil, nil, sets, err
		}
	}
	rng := random.New(*o.seed)
	network = chapter5.NewTwoLayerNet(inputSize, o.hidden, mnist.Classes, 0.01, rng)
	for key, param := range params {
		network.Params[key].SetAll(param)
	}
	if c == nil {
		c = &checkpoint{seed: *o.seed, batch: o.batch, hidden: o.hidden, lr: o.lr, data: data, rng: rng.State()}
	}
	c.iters = o.iters
	return c, network, sets, nil
}

// maxWeights is how many weights W1 may have, 512 MB: images of a few pixels
// too many would otherwise take any amount of memory.
const maxWeights = 1 << 26

// adopt makes o what the checkpoint says, and refuses a flag that was given
// and says otherwise.
func (c *checkpoint) adopt(o *options) error {
	for _, f := range []struct {
		name        string
		given, file any
	}{
		{"seed", *o.seed, c.seed}, {"batch", o.batch, c.batch}, {"lr", o.lr, c.lr}, {"hidden", o.hidden, c.hidden},
	} {
		if o.has(f.name) && f.given != f.file {
			return misuse{fmt.Errorf("-%s %v: %s was trained with %v", f.name, f.given, o.resume, f.file)}
		}
	}
	if !o.has("iters") {
		o.iters = c.iters
	}
	if o.iters < c.iteration {
		return misuse{fmt.Errorf("-iters %d: %s has done %d already", o.iters, o.resume, c.iteration)}
	}
	*o.seed, o.batch, o.lr, o.hidden = c.seed, c.batch, c.lr, c.hidden
	if o.save == "" {
		o.save = o.resume
	}
	return nil
}

// readParams reads the parameters of a network from a file. All their shapes
// are checked before the first is read.
func readParams(path string, from *npz.File, inputSize, hidden int) (map[string]*tensor.Tensor, error) {
	wanted := []struct {
		key   string
		shape tensor.Shape
	}{
		{"W1", tensor.Shape{inputSize, hidden}}, {"b1", tensor.Shape{hidden}},
		{"W2", tensor.Shape{hidden, mnist.Classes}}, {"b2", tensor.Shape{mnist.Classes}},
	}
	for _, want := range wanted {
		if !from.Has(want.key) {
			return nil, fmt.Errorf("%s: no array %s", path, want.key)
		}
		got, err := from.Shape(want.key)
		if err != nil {
			return nil, err
		}
		if !slices.Equal(got, want.shape) {
			return nil, fmt.Errorf("%s: %s has shape %s, want %s", path, want.key, got, want.shape)
		}
	}
	params := make(map[string]*tensor.Tensor)
	for _, want := range wanted {
		param, err := from.Read(want.key)
		if err != nil {
			return nil, err
		}
		params[want.key] = param
	}
	return params, nil
}

// checksum is over every label and every pixel, as the bytes they were.
func checksum(sets [2]mnist.Set) uint32 {
	sum := crc32.NewIEEE()
	for _, set := range sets {
		const rows = 1000
		n := set.X.Shape()[0]
		for from := 0; from < n; from += rows {
			to := min(from+rows, n)
			var b []byte
			for _, label := range set.T.Slice(from, to).Argmax(1).Data() {
				b = append(b, byte(label))
			}
			for _, pixel := range set.X.Slice(from, to).Data() {
				b = append(b, byte(pixel*255+0.5))
			}
			sum.Write(b) // a hash does not fail
		}
	}
	return sum.Sum32()
}

// describe says what data are: images to train on and to test with, and the
// checksum.
func describe(data []float64) string {
	return fmt.Sprintf("%.0f + %.0f images of %.0f numbers (checksum %08x)", data[0], data[2], data[1], int64(data[3]))
}
