// Train trains the two-layer network of section 7 on MNIST, or on another
// data set in the same files, and prints the accuracy on the training set and
// the test set each epoch.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"

	"backprop/chapter5"
	"backprop/layers/layertest"
	"backprop/mnist"
	"backprop/tensor/npz"
	"backprop/tensor/random"
)

const usage = `usage: go run ./cmd/train [flags]

Trains the network of section 7 (784-50-10) and prints the accuracy on the
training set and on the test set each epoch, as the notes' program does.

  go run ./cmd/train -hidden 100 -lr 0.2 -save model.npz
  go run ./cmd/train -data ~/fashion-mnist -seed random

  -iters N        number of iterations (default 10000)
  -batch N        images in a mini-batch (default 100)
  -lr RATE        learning rate (default 0.1)
  -hidden N       neurons in the hidden layer, 1 to 10000 (default 50)
  -seed N         0 to 4294967295, or "random" (default 42)
  -data FOLDER    four IDX files (default: MNIST, from inside the program)
  -load FILE.npz  begin with the parameters W1 b1 W2 b2 of this file
  -save FILE.npz  write them to this file at the end; NumPy reads it
`

// options are the flags.
type options struct {
	seed                 *uint32
	iters, batch, hidden int
	lr                   float64
	data, load, save     string
}

func main() {
	o, err := parse(os.Args[1:], os.Stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return
	case err != nil:
		os.Exit(2)
	}
	if err := train(o, os.Stdout, newProgress(os.Stderr, o.iters)); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

// parse reads the flags. What is wrong with them is said on stderr.
func parse(args []string, stderr io.Writer) (options, error) {
	var o options
	flags := flag.NewFlagSet("train", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() { fmt.Fprint(stderr, usage) }
	o.seed = chapter5.SeedFlag(flags)
	flags.IntVar(&o.iters, "iters", 10000, "")
	flags.IntVar(&o.batch, "batch", 100, "")
	flags.Float64Var(&o.lr, "lr", 0.1, "")
	flags.IntVar(&o.hidden, "hidden", 50, "")
	flags.StringVar(&o.data, "data", "", "")
	flags.StringVar(&o.load, "load", "", "")
	flags.StringVar(&o.save, "save", "", "")
	if err := flags.Parse(args); err != nil {
		return o, err // flags has said it
	}
	err := check(o, flags.Args())
	if err != nil {
		fmt.Fprintf(stderr, "train: %v\nRun with -h to see the flags.\n", err)
	}
	return o, err
}

func check(o options, rest []string) error {
	switch {
	case len(rest) > 0:
		return fmt.Errorf("unexpected argument %q", rest[0])
	case o.iters < 1:
		return fmt.Errorf("-iters %d: want at least 1", o.iters)
	case o.batch < 1:
		return fmt.Errorf("-batch %d: want at least 1", o.batch)
	case o.hidden < 1 || o.hidden > 10000:
		return fmt.Errorf("-hidden %d: want 1 to 10000", o.hidden)
	case !(o.lr > 0) || math.IsInf(o.lr, 1):
		return fmt.Errorf("-lr %v: want a finite number above 0", o.lr)
	}
	return nil
}

// train is the loop of section 7.4.
func train(o options, stdout io.Writer, progress *progress) error {
	trainSet, testSet, err := mnist.Load(mnist.Options{Dir: o.data, OneHot: true})
	if err != nil {
		return err
	}
	xTrain, tTrain := trainSet.X, trainSet.T
	trainSize, inputSize := xTrain.Shape()[0], xTrain.Shape()[1]
	if o.batch > trainSize {
		return fmt.Errorf("-batch %d: there are %d images to train on", o.batch, trainSize)
	}

	if o.save != "" {
		if err := writable(filepath.Dir(o.save)); err != nil {
			return err
		}
	}

	rng := random.New(*o.seed)
	network := chapter5.NewTwoLayerNet(inputSize, o.hidden, mnist.Classes, 0.01, rng)
	if o.load != "" {
		if err := load(network, o.load); err != nil {
			return err
		}
	}
	iterPerEpoch := max(float64(trainSize)/float64(o.batch), 1)
	var watch chapter5.Watch
	language := layertest.LanguageOf(os.Getenv)
	warn := func(found []layertest.Problem) {
		for _, p := range found {
			progress.clear()
			fmt.Fprintln(os.Stderr, "train:", p.In(language))
		}
	}
	defer progress.done()
	for i := range o.iters {
		batchMask := rng.Choice(trainSize, o.batch)
		xBatch, tBatch := xTrain.Rows(batchMask), tTrain.Rows(batchMask)

		grad := network.Gradient(xBatch, tBatch)
		for _, key := range []string{"W1", "b1", "W2", "b2"} {
			network.Params[key].SubScaledInPlace(o.lr, grad[key])
		}
		warn(watch.Step(i, network, xBatch, grad, o.lr, network.LastLayer.Loss))

		if math.Mod(float64(i), iterPerEpoch) == 0 {
			trainAcc := network.Accuracy(xTrain, tTrain)
			testAcc := network.Accuracy(testSet.X, testSet.T)
			progress.clear()
			if _, err := fmt.Fprintln(stdout, trainAcc, testAcc); err != nil {
				return err
			}
			warn(watch.Epoch(testAcc, testSet.T))
		}
		progress.show(i + 1)
	}
	if o.save != "" {
		return npz.WriteFile(o.save, network.Params)
	}
	return nil
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

// load puts the parameters in an npz file in the place of the network's.
func load(network *chapter5.TwoLayerNet, path string) error {
	from, err := npz.ReadFile(path)
	if err != nil {
		return err
	}
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
