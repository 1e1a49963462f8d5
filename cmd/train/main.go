// Train trains the two-layer network of section 7 on MNIST, or on another
// data set in the same files, and prints the accuracy on the training set and
// the test set each epoch. -resume continues a training that -save has saved.
//
// This file has the signals that end a training. training.go has the loop, which
// saves after each epoch and after a signal, and checkpoint.go the saved file.
package main

import (
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"slices"
	"syscall"
	"time"

	"backprop/cmd/internal/cli"
	"backprop/layers/layertest/bilingual"
)

func main() {
	// Most of the memory holds the images, which stay. With the default of 100,
	// the garbage would grow to the same size before it is collected.
	debug.SetGCPercent(10)
	o, err := parse(os.Args[1:], os.Stderr)
	if err != nil {
		os.Exit(cli.Refuse(os.Stdout, os.Stderr, "train", err, usage, o.language))
	}
	c := &console{out: os.Stderr, columns: cli.Columns(os.Stderr), language: o.language, started: time.Now()}
	if err := train(o, os.Stdout, c, askedToStop()); err != nil {
		fmt.Fprintln(os.Stderr, "train:", cli.Message(err, o.language))
		os.Exit(status(err))
	}
}

// A statusError is an error after which main exits with a status other than 1.
type statusError struct {
	status int
	error
}

func (e statusError) Unwrap() error { return e.error }

const statusMisused = 2 // a flag does not fit

// misusef returns the error of a flag that does not fit the files or the data.
func misusef(english, korean string, values ...any) error {
	return statusError{statusMisused, bilingual.Errorf(english, korean, values...)}
}

// status returns the status with which to exit after an error of train.
func status(err error) int {
	var e statusError
	if errors.As(err, &e) {
		return e.status
	}
	return 1
}

// askedToStop returns a channel that receives the first signal that asks the
// program to end: Ctrl-C, SIGTERM, or SIGHUP, which a closed terminal sends. From
// a second later, another Ctrl-C or SIGTERM stops the program at once.
func askedToStop() <-chan os.Signal {
	// A signal that is ignored from the start, as under nohup, stays ignored.
	watched := slices.DeleteFunc([]os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP}, signal.Ignored)
	signals, stop := make(chan os.Signal, 1), make(chan os.Signal, 1)
	signal.Notify(signals, watched...)
	go func() {
		stop <- <-signals
		// One request may arrive twice, and the second signal must not stop the
		// saving: timeout sends SIGTERM to the program and then to its process group,
		// and a closed terminal and the shell both send SIGHUP.
		time.Sleep(time.Second)
		signal.Reset(os.Interrupt, syscall.SIGTERM)
	}()
	return stop
}
