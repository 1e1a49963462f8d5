// Train trains the two-layer network of section 7 on MNIST, or on another
// data set in the same files, and prints the accuracy on the training set and
// the test set each epoch. A training that -save has saved goes on with -resume.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"slices"
	"syscall"

	"backprop/layers/layertest/bilingual"
)

// The statuses that main exits with.
const (
	statusFailed   = 1
	statusMisused  = 2
	statusSignaled = 128 // plus the signal's number, as shells count
)

func main() {
	// Most of the memory holds the images, which stay. With the default of 100,
	// the garbage would grow to the same size before it is collected.
	debug.SetGCPercent(10)
	o, err := parse(os.Args[1:], os.Stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return
	case err != nil:
		os.Exit(statusMisused)
	}
	progress := newProgress(os.Stderr, o.language)
	if err := train(o, os.Stdout, os.Stderr, progress, askedToStop()); err != nil {
		fmt.Fprintln(os.Stderr, "train:", bilingual.Message(err, o.language))
		os.Exit(status(err))
	}
}

// status returns the status with which to exit after an error of train.
func status(err error) int {
	var interrupted interruption
	switch {
	case errors.As(err, &interrupted):
		return statusSignaled + int(interrupted.signal)
	case errors.As(err, new(misuse)):
		return statusMisused
	}
	return statusFailed
}

// askedToStop returns a channel that receives the first signal that asks the
// program to end: Ctrl-C, SIGTERM, or SIGHUP, which a closed terminal sends. A
// signal that is ignored from the start, as under nohup, stays ignored. A second
// Ctrl-C or SIGTERM stops the program at once.
func askedToStop() <-chan syscall.Signal {
	signals := make(chan os.Signal, 1)
	watched := []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP}
	watched = slices.DeleteFunc(watched, signal.Ignored)
	stop := make(chan syscall.Signal, 1)
	if len(watched) == 0 { // signal.Notify without a list would watch all signals
		return stop
	}
	signal.Notify(signals, watched...)
	go func() {
		first := <-signals
		// The shell and the closed terminal both send SIGHUP. The second one must
		// not stop the saving.
		fatal := slices.DeleteFunc(watched, func(s os.Signal) bool { return s == syscall.SIGHUP })
		if len(fatal) > 0 {
			signal.Reset(fatal...)
		}
		stop <- first.(syscall.Signal)
	}()
	return stop
}
