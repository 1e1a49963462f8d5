package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"backprop/chapter5"
	"backprop/mnist"
	"backprop/tensor"
	"backprop/tensor/npz"
	"backprop/tensor/random"
)

// begin reads the data and makes the network, new or as a checkpoint has it.
func begin(o *options) (*checkpoint, *chapter5.TwoLayerNet, [2]mnist.Set, error) {
	var c *checkpoint
	var params map[string]*tensor.Tensor
	fail := func(err error) (*checkpoint, *chapter5.TwoLayerNet, [2]mnist.Set, error) {
		return nil, nil, [2]mnist.Set{}, err
	}
	var err error
	if o.resume != "" {
		if c, params, err = resume(o.resume); err != nil {
			return fail(err)
		}
		if err := c.adopt(o, params); err != nil {
			return fail(err)
		}
		if o.save == "" {
			o.save = o.resume
		}
	}
	trainSet, testSet, err := mnist.Load(mnist.Options{Dir: o.data, OneHot: true})
	if err != nil {
		return fail(err)
	}
	trainSize, inputSize := trainSet.X.Shape()[0], trainSet.X.Shape()[1]
	if o.batch > trainSize {
		return fail(fmt.Errorf("-batch %d: there are %d images to train on", o.batch, trainSize))
	}
	if o.save != "" {
		if err := writable(filepath.Dir(o.save)); err != nil {
			return fail(err)
		}
	}
	rng := random.New(*o.seed)
	network := chapter5.NewTwoLayerNet(inputSize, o.hidden, mnist.Classes, 0.01, rng)
	data := identity(trainSet, testSet)
	switch {
	case c != nil && !slices.Equal(c.data, data):
		return fail(fmt.Errorf("-resume %s: it was trained with other data, %.0f images of %.0f numbers (sum %08x), here are %d of %d (sum %08x)",
			o.resume, c.data[0], c.data[1], uint32(c.data[3]), trainSize, inputSize, uint32(data[3])))
	case c != nil:
		err = put(network, o.resume, params)
	case o.load != "":
		if params, err = npz.ReadFile(o.load); err == nil {
			err = put(network, o.load, params)
		}
	}
	if err != nil {
		return fail(err)
	}
	if c == nil {
		c = &checkpoint{seed: *o.seed, batch: o.batch, lr: o.lr, data: data, rng: rng.State()}
	}
	return c, network, [2]mnist.Set{trainSet, testSet}, nil
}

// writable says before the training, not after, that nothing can be saved.
func writable(folder string) error {
	probe, err := os.CreateTemp(folder, ".train-*")
	if err != nil {
		return fmt.Errorf("-save: cannot write in %s: %w", folder, errors.Unwrap(err))
	}
	probe.Close()
	return os.Remove(probe.Name())
}

// put puts the parameters of a file in the place of the network's.
func put(network *chapter5.TwoLayerNet, path string, from map[string]*tensor.Tensor) error {
	for _, key := range []string{"W1", "b1", "W2", "b2"} {
		param := network.Params[key]
		if from[key] == nil {
			return fmt.Errorf("%s: no array %s", path, key)
		}
		if got, want := from[key].Shape(), param.Shape(); !slices.Equal(got, want) {
			return fmt.Errorf("%s: %s has shape %s, want %s", path, key, got, want)
		}
		param.SetAll(from[key])
	}
	return nil
}
