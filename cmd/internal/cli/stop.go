package cli

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"slices"
	"syscall"
	"time"
)

// UntilStopped returns a context that ends with the first signal that asks the
// program to end: Ctrl-C, SIGTERM, or SIGHUP, which a closed terminal sends. Its
// cause is a StatusError of err, with the status that shells give: 130 after Ctrl-C.
// From a second later, another Ctrl-C or SIGTERM stops the program at once.
func UntilStopped(err error) context.Context {
	// A signal that is ignored from the start, as under nohup, stays ignored.
	watched := slices.DeleteFunc([]os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP}, signal.Ignored)
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, watched...)
	ctx, cancel := context.WithCancelCause(context.Background())
	go func() {
		cancel(StatusError{128 + int((<-signals).(syscall.Signal)), err})
		// One request may arrive twice, and the second signal must not stop the
		// saving: timeout sends SIGTERM to the program and then to its process group,
		// and a closed terminal and the shell both send SIGHUP.
		time.Sleep(time.Second)
		signal.Reset(os.Interrupt, syscall.SIGTERM)
	}()
	return ctx
}

// A StatusError is an error after which a command exits with a status other than 1.
type StatusError struct {
	Status int
	Err    error
}

// Error returns the message of Err.
func (e StatusError) Error() string { return e.Err.Error() }

// Unwrap returns Err, so that errors.Is and errors.As see it.
func (e StatusError) Unwrap() error { return e.Err }

// Status returns the status with which a command exits after an error.
func Status(err error) int {
	var e StatusError
	if errors.As(err, &e) {
		return e.Status
	}
	return 1
}
