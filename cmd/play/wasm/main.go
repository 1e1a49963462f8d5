//go:build js && wasm

// Wasm is the program behind the playground's page. It gives the page one
// function, chapter5(name, request). The page runs it twice: in its own
// thread, and in a worker that trains.
package main

import (
	"errors"
	"fmt"
	"reflect"
	"syscall/js"
	"time"

	"backprop/chapter5"
	"backprop/cmd/play/view"
	"backprop/mnist"
)

// A function answers a request.
type function func(request js.Value) (any, error)

// answer makes a function of one of package view.
func answer[Q, A any](f func(Q) (A, error)) function {
	return func(request js.Value) (any, error) {
		var q Q
		fromJS(reflect.ValueOf(&q).Elem(), request)
		return f(q)
	}
}

// simple makes a function of one that does not fail.
func simple[Q, A any](f func(Q) A) function {
	return answer(func(q Q) (A, error) { return f(q), nil })
}

// done makes a function of one that returns nothing but an error.
func done[Q any](f func(Q) error) function {
	return answer(func(q Q) (bool, error) {
		err := f(q)
		return err == nil, err
	})
}

// A request has what most functions need.
type request struct {
	Korean bool
	Name   string
	Number int
	Bytes  []byte
}

// What the program holds between two calls.
var (
	drawing  view.Drawing
	networks = map[string]*chapter5.TwoLayerNet{} // by the names on the draw page
	files    = map[string][]byte{}                // of the data set
	training *view.Training
)

var functions = map[string]function{
	"graphs": simple(func(q request) []view.Choice { return view.Graphs(q.Korean) }),
	"graph":  simple(view.Graph),
	"nudge":  answer(view.Nudge),
	"cards":  simple(view.Cards),
	"answer": answer(view.Answer),

	"patients": simple(func(q request) []view.Choice { return view.Patients(q.Korean) }),
	"visit":    answer(view.Visit),
	"diagnose": answer(view.Diagnose),

	// The draw page: a network by its name, an image file, ink of so many columns.
	"network": done(func(q request) (err error) {
		networks[q.Name], err = view.ReadNetwork(q.Bytes)
		return err
	}),
	"image": done(func(q request) error { return drawing.SetImage(q.Bytes) }),
	"ink":   done(func(q request) error { return drawing.SetInk(q.Bytes, q.Number) }),
	"look": answer(func(q request) (view.Look, error) {
		if networks[q.Name] == nil {
			return view.Look{}, errors.New("there is no network " + q.Name)
		}
		return drawing.Look(networks[q.Name], q.Number, q.Korean)
	}),

	// The worker: the files of the data set one by one, then a training.
	"file": done(func(q request) error {
		files[q.Name] = q.Bytes
		return nil
	}),
	"data": done(func(request) error {
		defer clear(files)
		return mnist.Fetched(files)
	}),
	"begin": answer(func(q view.Settings) (p view.Progress, err error) {
		if training, err = view.NewTraining(q); err != nil {
			return p, err
		}
		return training.Progress(q.Korean), nil
	}),
	"run": answer(func(q struct {
		Korean             bool
		Most, Milliseconds int
	}) (view.Progress, error) {
		if training == nil {
			return view.Progress{}, errors.New("no training has begun")
		}
		training.Run(q.Most, time.Duration(q.Milliseconds)*time.Millisecond)
		return training.Progress(q.Korean), nil
	}),
	"progress": answer(func(q request) (view.Progress, error) {
		if training == nil {
			return view.Progress{}, errors.New("no training has begun")
		}
		return training.Progress(q.Korean), nil
	}),
	"trained": answer(func(request) ([]byte, error) {
		if training == nil {
			return nil, errors.New("no training has begun")
		}
		return view.WriteNetwork(training.Network()), nil
	}),
}

// call answers chapter5(name, request) with {ok} or {error}.
func call(_ js.Value, args []js.Value) (reply any) {
	object := js.Global().Get("Object").New()
	defer func() {
		if p := recover(); p != nil {
			object.Set("error", fmt.Sprint(p))
		}
		reply = object
	}()
	f := functions[args[0].String()]
	if f == nil {
		panic("no function " + args[0].String())
	}
	a, err := f(args[1])
	if err != nil {
		panic(err)
	}
	object.Set("ok", toJS(reflect.ValueOf(a)))
	return nil
}

func main() {
	js.Global().Set("chapter5", js.FuncOf(call))
	js.Global().Call("chapter5Ready")
	select {}
}
