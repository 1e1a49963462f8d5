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
	"os/signal"
	"syscall"

	"backprop/chapter5"
	"backprop/layers/layertest"
	"backprop/tensor/random"
)

const usage = `usage: go run ./cmd/train [flags]

Trains the network of section 7 (784-50-10) and prints the accuracy on the
training set and on the test set each epoch, as the notes' program does.

  go run ./cmd/train -hidden 100 -lr 0.2 -save model.npz
  go run ./cmd/train -resume model.npz -iters 20000

  -iters N        number of iterations (default 10000)
  -batch N        images in a mini-batch (default 100)
  -lr RATE        learning rate (default 0.1)
  -hidden N       neurons in the hidden layer, 1 to 10000 (default 50)
  -seed N         0 to 4294967295, or "random" (default 42)
  -data FOLDER    four IDX files (default: MNIST, from inside the program)
  -load FILE.npz  begin with the parameters W1 b1 W2 b2 of this file
  -save FILE.npz  write them and all that -resume needs, each epoch and at the
                  end; NumPy reads it
  -resume FILE    go on where this file was written, to the same bits
  -log FILE.csv   a row for each epoch
`

// options are the flags.
type options struct {
	seed                 *uint32
	iters, batch, hidden int
	lr                   float64
	data, load, save     string
	resume, log          string
	given                []string // the flags that were
}

// errInterrupted ends a training that Ctrl-C has stopped.
var errInterrupted = errors.New("interrupted")

func main() {
	o, err := parse(os.Args[1:], os.Stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return
	case err != nil:
		os.Exit(2)
	}
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, os.Interrupt, syscall.SIGTERM)
	switch err := train(o, os.Stdout, newProgress(os.Stderr, o.iters), stop); {
	case errors.Is(err, errInterrupted):
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(130)
	case err != nil:
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
	flags.StringVar(&o.resume, "resume", "", "")
	flags.StringVar(&o.log, "log", "", "")
	if err := flags.Parse(args); err != nil {
		return o, err // flags has said it
	}
	flags.Visit(func(f *flag.Flag) { o.given = append(o.given, f.Name) })
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
	case o.load != "" && o.resume != "":
		return errors.New("-load and -resume: want one of them")
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

// train is the loop of section 7.4, from the beginning or from a checkpoint.
func train(o options, stdout io.Writer, progress *progress, stop chan os.Signal) error {
	c, network, sets, err := begin(&o)
	if err != nil {
		return err
	}
	xTrain, tTrain := sets[0].X, sets[0].T
	trainSize := xTrain.Shape()[0]
	rng := random.New(0)
	if err := rng.SetState(c.rng); err != nil {
		return err // not after begin
	}
	var log *csvLog
	if o.log != "" {
		if log, err = openLog(o.log, c.iteration); err != nil {
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
	save := func() error {
		c.rng = rng.State()
		if o.save == "" {
			return nil
		}
		return c.save(o.save, network)
	}
	defer progress.done()
	for i := c.iteration; i < o.iters; i++ {
		batchMask := rng.Choice(trainSize, o.batch)
		xBatch, tBatch := xTrain.Rows(batchMask), tTrain.Rows(batchMask)

		grad := network.Gradient(xBatch, tBatch)
		loss := network.LastLayer.Loss
		for _, key := range []string{"W1", "b1", "W2", "b2"} {
			network.Params[key].SubScaledInPlace(o.lr, grad[key])
		}
		c.loss = append(c.loss, loss)
		c.iteration = i + 1
		warn(watch.Step(i, network, xBatch, grad, o.lr, loss))

		if math.Mod(float64(i), iterPerEpoch) == 0 {
			trainAcc := network.Accuracy(xTrain, tTrain)
			testAcc := network.Accuracy(sets[1].X, sets[1].T)
			progress.clear()
			if _, err := fmt.Fprintln(stdout, trainAcc, testAcc); err != nil {
				return err
			}
			c.trainAcc, c.testAcc = append(c.trainAcc, trainAcc), append(c.testAcc, testAcc)
			if log != nil {
				if err := log.add(i, loss, trainAcc, testAcc); err != nil {
					return err
				}
			}
			if err := save(); err != nil {
				return err
			}
			warn(watch.Epoch(testAcc, sets[1].T))
		}
		select {
		case <-stop:
			signal.Stop(stop) // a second Ctrl-C stops at once
			progress.clear()
			if err := save(); err != nil {
				return err
			}
			if o.save == "" {
				return fmt.Errorf("%w after %d iterations; nothing is saved without -save FILE.npz", errInterrupted, i+1)
			}
			return fmt.Errorf("%w after %d iterations; to go on: go run ./cmd/train -resume %s -iters %d",
				errInterrupted, i+1, o.save, o.iters)
		default:
		}
		progress.show(i + 1)
	}
	return save()
}
