// Train trains the two-layer network of section 7 on MNIST, or on another
// data set in the same files, and prints the accuracy on the training set and
// the test set each epoch. -resume continues a training that -save has saved.
//
// training.go has the loop, which saves after each epoch and after a signal that ends
// the training. checkpoint.go has the saved file and refuses flags that contradict it.
// setup.go prepares the loop from the flags, which flags.go reads, and refuses other
// data than the saved file's. outputs.go writes the files of -save, -curve and -log,
// which curve.go and log.go fill. console.go has the messages and the progress, and
// interrupted.go how to continue.
package main

import (
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"time"

	"backprop/cmd/internal/cli"
	"backprop/layers/layertest/bilingual"
)

func main() {
	// Most of the memory holds the images, which stay. With the default of 100,
	// the garbage would grow to the same size before it is collected.
	debug.SetGCPercent(10)
	o, err := parse(os.Args[1:])
	if err != nil {
		os.Exit(cli.Refuse(os.Stdout, os.Stderr, "train", err, usage, o.language))
	}
	c := &console{out: os.Stderr, columns: cli.Columns(os.Stderr), language: o.language, started: time.Now()}
	if err := train(cli.UntilStopped(errors.New("interrupted")), o, os.Stdout, c); err != nil {
		fmt.Fprintln(os.Stderr, "train:", cli.Message(err, o.language))
		os.Exit(cli.Status(err))
	}
}

const statusMisused = 2 // a flag does not fit

// misusef returns the error of a flag that does not fit the files or the data.
func misusef(english, korean string, values ...any) error {
	return cli.StatusError{Status: statusMisused, Err: bilingual.Errorf(english, korean, values...)}
}
