// Train trains the two-layer network of section 7 on MNIST, or on another
// data set in the same files, and prints the accuracy on the training set and
// the test set each epoch. What -save writes, -resume continues.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
)

// The statuses that main exits with.
const (
	statusFailed      = 1
	statusMisused     = 2
	statusInterrupted = 130 // as shells have it for Ctrl-C
)

func main() {
	// Most of what is in memory are the images, which stay. Garbage is to be
	// collected long before there is as much of it.
	debug.SetGCPercent(10)
	o, err := parse(os.Args[1:], os.Stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return
	case err != nil:
		os.Exit(statusMisused)
	}
	if err := train(o, os.Stdout, os.Stderr, newProgress(os.Stderr), onInterrupt()); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(status(err))
	}
}

// status returns what to exit with after an error of train.
func status(err error) int {
	switch {
	case errors.Is(err, errInterrupted):
		return statusInterrupted
	case errors.As(err, new(misuse)):
		return statusMisused
	}
	return statusFailed
}

// onInterrupt returns what is closed at the first Ctrl-C. The second one finds
// no one listening any more and stops the program at once.
func onInterrupt() <-chan struct{} {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	stop := make(chan struct{})
	go func() {
		<-signals
		signal.Stop(signals)
		close(stop)
	}()
	return stop
}
