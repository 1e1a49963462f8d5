//go:build js && wasm

// Wasm is the program behind the playground's page. The page runs it twice: in
// its own thread, and in a worker that trains. The clinic has another program.
package main

import (
	"errors"
	"time"

	"backprop/chapter5"
	"backprop/cmd/play/view"
	"backprop/cmd/play/wasm/bridge"
	"backprop/mnist"
)

// A request holds the arguments of most functions.
type request struct {
	Korean bool
	Name   string
	Number int
	Bytes  []byte
}

// The state between two calls.
var (
	drafter  view.Drafter
	drawing  view.Drawing
	networks = map[string]*chapter5.TwoLayerNet{} // by the names on the draw page
	files    = map[string][]byte{}                // of the data set
	training *view.Training
)

var functions = map[string]bridge.Function{
	"graphs": bridge.Simple(func(q request) []view.Choice { return view.Graphs(q.Korean) }),
	"graph":  bridge.Simple(drafter.Graph),
	"nudge":  bridge.Answer(view.Nudge),
	"cards":  bridge.Simple(view.Cards),
	"answer": bridge.Answer(view.Answer),

	// The draw page: a network by its name, an image file, ink of so many columns.
	"network": bridge.Done(func(q request) (err error) {
		networks[q.Name], err = view.ReadNetwork(q.Bytes)
		return err
	}),
	"image": bridge.Done(func(q request) error { return drawing.SetImage(q.Bytes) }),
	"ink":   bridge.Done(func(q request) error { return drawing.SetInk(q.Bytes, q.Number) }),
	"look": bridge.Answer(func(q request) (view.Look, error) {
		if networks[q.Name] == nil {
			return view.Look{}, errors.New("there is no network " + q.Name)
		}
		return drawing.Look(networks[q.Name], q.Number, q.Korean)
	}),

	// The worker: the files of the data set one by one, then a training.
	"file": bridge.Done(func(q request) error {
		files[q.Name] = q.Bytes
		return nil
	}),
	"data": bridge.Done(func(request) error {
		defer clear(files)
		return mnist.Fetched(files)
	}),
	"begin": bridge.Answer(func(q struct {
		view.Settings
		Korean bool
	}) (view.Progress, error) {
		t, err := view.NewTraining(q.Settings)
		if err != nil {
			return view.Progress{}, err // the last training stays
		}
		training = t
		return progress(q.Korean)
	}),
	"run": bridge.Answer(func(q struct {
		Korean             bool
		Most, Milliseconds int
	}) (view.Progress, error) {
		if training != nil {
			training.Run(q.Most, time.Duration(q.Milliseconds)*time.Millisecond)
		}
		return progress(q.Korean)
	}),
	"progress": bridge.Answer(func(q request) (view.Progress, error) { return progress(q.Korean) }),
	"trained": bridge.Answer(func(request) ([]byte, error) {
		if training == nil {
			return nil, errNoTraining
		}
		return view.WriteNetwork(training.Network()), nil
	}),
}

var errNoTraining = errors.New("no training has begun")

// progress returns the state of the training.
func progress(korean bool) (view.Progress, error) {
	if training == nil {
		return view.Progress{}, errNoTraining
	}
	return training.Progress(korean), nil
}

func main() { bridge.Serve(functions) }
