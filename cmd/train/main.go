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
	"slices"
	"syscall"
)

// The statuses that main exits with.
const (
	statusFailed   = 1
	statusMisused  = 2
	statusSignaled = 128 // to which the signal's number is added, as shells do
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
	var interrupted interruption
	switch {
	case errors.As(err, &interrupted):
		return statusSignaled + int(interrupted.signal)
	case errors.As(err, new(misuse)):
		return statusMisused
	}
	return statusFailed
}

// onInterrupt returns a channel with the first signal that asks the program to
// end: Ctrl-C, SIGTERM, or SIGHUP, which comes when the terminal is closed. A
// signal that is ignored from the start, as under nohup, stays ignored. A
// second Ctrl-C or SIGTERM stops the program at once.
func onInterrupt() <-chan syscall.Signal {
	signals := make(chan os.Signal, 1)
	asking := []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP}
	asking = slices.DeleteFunc(asking, signal.Ignored)
	stop := make(chan syscall.Signal, 1)
	if len(asking) == 0 { // signal.Notify would take it for all signals
		return stop
	}
	signal.Notify(signals, asking...)
	go func() {
		first := <-signals
		// A terminal that closes sends SIGHUP twice, by the shell and by itself:
		// the second one must not stop the saving.
		if again := slices.DeleteFunc(asking, func(s os.Signal) bool { return s == syscall.SIGHUP }); len(again) > 0 {
			signal.Reset(again...)
		}
		stop <- first.(syscall.Signal)
	}()
	return stop
}
