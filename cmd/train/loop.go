package main

import (
	"fmt"
	"io"
	"math"
	"os"
	"syscall"

	"backprop/chapter5/fast"
	"backprop/chapter5/watch"
	"backprop/layers/layertest"
	"backprop/mnist"
	"backprop/tensor/random"
)

// An interruption is the error of a training that a signal has stopped.
type interruption struct {
	signal syscall.Signal
	done   string // and how to go on
}

func (i interruption) Error() string { return "interrupted " + i.done }

// train is the loop of section 7.4, from the beginning or from a checkpoint,
// until it is done or stop has a signal. Stdout gets the accuracies alone.
//
// A fast.Trainer takes most steps. The network itself takes those in which the
// watch looks at the gradients, and all of them with -plain: the bits are the
// same.
func train(o options, stdout, stderr io.Writer, progress *progress, stop <-chan syscall.Signal) error {
	c, network, sets, err := begin(&o)
	if err != nil {
		return err
	}
	trainSize := sets[0].X.Shape()[0]
	trainer := fast.New(network, sets[0])
	accuracy := trainer.Accuracy
	if o.plain {
		accuracy = func(set mnist.Set) float64 { return network.Accuracy(set.X, set.T) }
	}
	rng := random.New(0)
	if err := rng.SetState(c.rng); err != nil {
		return err // not after begin
	}
	out, err := openOutputs(o, c, trainer, rng)
	if err != nil {
		return err
	}
	defer out.close()
	if c.iteration == o.iters {
		fmt.Fprintf(stderr, "train: %s is done with its %d iterations; -iters with more goes on\n", o.resume, c.iteration)
	}
	var watcher watch.Watch
	language := layertest.LanguageOf(os.Getenv)
	warn := func(warnings []watch.Warning) {
		for _, w := range warnings {
			progress.clear()
			message := w.English
			if language == layertest.Korean {
				message = w.Korean
			}
			fmt.Fprintln(stderr, "train:", message)
		}
	}
	progress.begin(c.iteration, o.iters)
	defer progress.done()
	for i := c.iteration; i < o.iters; i++ {
		batchMask := rng.Choice(trainSize, o.batch)
		var loss float64
		if o.plain || watch.Looks(i) {
			network := trainer.Network()
			xBatch, tBatch := sets[0].X.Rows(batchMask), sets[0].T.Rows(batchMask)
			grad := network.Gradient(xBatch, tBatch)
			lossBefore := network.LastLayer.Loss
			for _, key := range []string{"W1", "b1", "W2", "b2"} {
				network.Params[key].SubInPlace(grad[key].MulScalar(o.lr))
			}
			warn(watcher.Step(i, network, xBatch, grad, o.lr, lossBefore))
			loss = network.Loss(xBatch, tBatch)
			trainer.Reload()
		} else {
			loss = trainer.Step(batchMask, o.lr)
			warn(watcher.Loss(i, network, loss))
		}
		c.loss = append(c.loss, loss)
		c.iteration = i + 1

		if math.Mod(float64(i), c.iterPerEpoch()) == 0 {
			trainAcc, testAcc := accuracy(sets[0]), accuracy(sets[1])
			c.trainAcc, c.testAcc = append(c.trainAcc, trainAcc), append(c.testAcc, testAcc)
			progress.clear()
			_, err := fmt.Fprintln(stdout, trainAcc, testAcc)
			if err := first(err, out.row(i), out.write()); err != nil {
				return err
			}
			warn(watcher.Epoch(testAcc, sets[1].T))
		}
		select {
		case signal := <-stop:
			if i+1 == o.iters {
				break
			}
			progress.clear()
			if err := out.write(); err != nil {
				return err
			}
			return interruption{signal, fmt.Sprintf("after iteration %d of %d; %s", i+1, o.iters, howToGoOn(o))}
		default:
		}
		progress.show(i + 1)
	}
	return out.write()
}

// first returns the first error of several. All were tried: that one file
// cannot be written is no reason to lose the others.
func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
