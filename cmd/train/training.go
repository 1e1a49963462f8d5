package main

import (
	"context"
	"fmt"
	"io"

	"backprop/chapter5"
	"backprop/chapter5/fast"
	"backprop/chapter5/watch"
	"backprop/cmd/internal/cli"
	"backprop/layers/layertest/bilingual"
	"backprop/mnist"
	"backprop/tensor/datafile"
	"backprop/tensor/random"
)

// A training holds what the loop of section 7.4 works on.
type training struct {
	options
	checkpoint  *checkpoint
	rng         *random.Generator // draws the first weights, then the batches
	train, test mnist.Set
	network     *chapter5.TwoLayerNet
	trainer     *fast.Trainer // trains network
	watcher     watch.Watch
}

// train runs the loop of section 7.4, from the start or from a checkpoint, until
// it is done or ctx ends. Only the accuracies are printed on stdout.
func train(ctx context.Context, o options, stdout io.Writer, console *console) error {
	t, err := newTraining(o)
	if err != nil {
		return err
	}
	c := t.checkpoint
	switch {
	case c.iteration >= c.iters:
		console.print(bilingual.Sprintf("%s has finished its %d iterations; a larger -iters continues it",
			"%s: %d번 반복을 마친 학습이다. -iters로 횟수를 늘리면 이어서 학습한다", o.resume, c.iteration))
	case o.resume != "" && o.save == "":
		console.print(bilingual.Sprintf("continues after iteration %d of %d, and writes %s each epoch; with -save FILE.npz it writes FILE.npz",
			"%[2]d번 중 %[1]d번 반복한 곳에서 이어서 학습하고 에폭마다 %[3]s에 다시 저장한다. 다른 파일에 저장하려면 -save 파일.npz를 쓴다",
			c.iteration, c.iters, o.resume))
	}
	defer console.done()
	for c.iteration < c.iters {
		i := c.iteration
		loss, warnings := t.step(i)
		console.warn(warnings)
		c.loss = append(c.loss, loss)
		c.iteration++

		if c.endsEpoch(i) {
			trainAcc, testAcc := t.accuracy(t.train), t.accuracy(t.test)
			c.trainAcc, c.testAcc = append(c.trainAcc, trainAcc), append(c.testAcc, testAcc)
			if err := t.writeAll(); err != nil {
				return err
			}
			console.clear()
			if _, err := fmt.Fprintln(stdout, trainAcc, testAcc); err != nil {
				return fmt.Errorf("stdout: %w", datafile.Cause(err))
			}
			console.warn(t.watcher.Epoch(testAcc, t.test.T))
		}
		console.show(c.iteration, c.iters)
		if ctx.Err() != nil {
			break // after an iteration at least, because a checkpoint has a loss
		}
	}
	if err := t.writeAll(); err != nil {
		return err
	}
	if c.iteration < c.iters {
		return cli.StatusError{Status: cli.Status(context.Cause(ctx)), Err: t.interrupted()}
	}
	if written := t.written(); written != "" {
		console.print(bilingual.Sprintf("wrote %s", "저장한 파일: %s", written))
	}
	return nil
}

// step runs iteration i and returns the loss of the mini-batch after the update.
//
// The trainer takes most steps. The network itself takes those in which the
// watch looks at the gradients, and all of them with -plain: the bits are the
// same.
func (t *training) step(i int) (loss float64, warnings []watch.Warning) {
	lr, trainSize := t.checkpoint.lr, t.train.X.Shape()[0]
	batchMask := t.rng.Choice(trainSize, t.checkpoint.batch)
	if !t.plain && !watch.NeedsStep(i) {
		loss = t.trainer.Step(batchMask, lr)
		return loss, t.watcher.Loss(i, t.network, loss)
	}
	network := t.trainer.Network()
	xBatch, tBatch := t.train.X.Rows(batchMask), t.train.T.Rows(batchMask)
	grad := network.Gradient(xBatch, tBatch)
	lossBefore := network.LastLayer.Loss
	for _, key := range chapter5.ParamNames {
		network.Params[key].SubInPlace(grad[key].MulScalar(lr))
	}
	warnings = t.watcher.Step(i, network, xBatch, grad, lr, lossBefore)
	t.trainer.Reload()
	return network.Loss(xBatch, tBatch), warnings
}

func (t *training) accuracy(set mnist.Set) float64 {
	if t.plain {
		return t.network.Accuracy(set.X, set.T)
	}
	return t.trainer.Accuracy(set)
}
