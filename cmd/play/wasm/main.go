//go:build js && wasm

// Wasm is the program behind the playground's page. It gives the page one
// function, chapter5(name, request, bytes), which answers in JSON. The page
// runs it twice, in its own thread and in a worker that trains.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"syscall/js"
	"time"

	"backprop/chapter5"
	"backprop/cmd/play/view"
	"backprop/mnist"
)

// A function answers a request in JSON, with the bytes that came with it.
type function func(request string, bytes []byte) (any, error)

// answer makes a function of one that takes a request of type Q.
func answer[Q, A any](f func(Q, []byte) (A, error)) function {
	return func(request string, bytes []byte) (any, error) {
		var q Q
		if err := json.Unmarshal([]byte(request), &q); err != nil {
			return nil, err
		}
		return f(q, bytes)
	}
}

// simple makes a function of one that needs no bytes and does not fail.
func simple[Q, A any](f func(Q) A) function {
	return answer(func(q Q, _ []byte) (A, error) { return f(q), nil })
}

// A general request has what the functions below need.
type general struct {
	Korean bool   `json:"korean"`
	Name   string `json:"name"`
	Number int    `json:"number"`
}

// What the program holds between two calls.
var (
	drawing  view.Drawing
	networks = map[string]*chapter5.TwoLayerNet{} // by the names on the draw page
	training *view.Training
	files    = map[string][]byte{} // of the data set
)

var functions = map[string]function{
	"graphs": simple(func(q general) []view.Choice { return view.Graphs(q.Korean) }),
	"graph":  simple(view.Graph),
	"nudge":  answer(func(q view.NudgeRequest, _ []byte) (view.NudgeAnswer, error) { return view.Nudge(q) }),

	"cards":  simple(view.Cards),
	"answer": answer(func(q view.CardsRequest, _ []byte) (view.Verdict, error) { return view.Answer(q) }),

	// The draw page: a network by its name, an image file, ink of so many columns.
	"network": answer(func(q general, bytes []byte) (found bool, err error) {
		networks[q.Name], err = view.ReadNetwork(bytes)
		return err == nil, err
	}),
	"image": answer(func(q general, bytes []byte) (bool, error) { return true, drawing.SetImage(bytes) }),
	"ink":   answer(func(q general, bytes []byte) (bool, error) { return true, drawing.SetInk(bytes, q.Number) }),
	"look": answer(func(q general, _ []byte) (view.Look, error) {
		if networks[q.Name] == nil {
			return view.Look{}, errors.New("there is no network " + q.Name)
		}
		return drawing.Look(networks[q.Name], q.Number, q.Korean)
	}),

	// The worker: the files of the data set one by one, then a training.
	"file": answer(func(q general, bytes []byte) (bool, error) {
		files[q.Name] = bytes
		return true, nil
	}),
	"data": answer(func(general, []byte) (bool, error) {
		err := mnist.Fetched(files)
		clear(files)
		return err == nil, err
	}),
	"begin": answer(func(q struct {
		view.Settings
		Korean bool `json:"korean"`
	}, _ []byte) (p view.Progress, err error) {
		if training, err = view.NewTraining(q.Settings, q.Korean); err != nil {
			return p, err
		}
		return training.Progress(q.Korean), nil
	}),
	"run": answer(func(q struct {
		Korean       bool `json:"korean"`
		Most         int  `json:"most"`
		Milliseconds int  `json:"milliseconds"`
	}, _ []byte) (view.Progress, error) {
		training.Run(q.Most, time.Duration(q.Milliseconds)*time.Millisecond)
		return training.Progress(q.Korean), nil
	}),
	"progress": simple(func(q general) view.Progress { return training.Progress(q.Korean) }),
	"trained":  answer(func(general, []byte) ([]byte, error) { return view.WriteNetwork(training.Network()) }),
}

// call answers chapter5(name, request, bytes) with {"ok": …} or {"error": "…"}.
func call(_ js.Value, args []js.Value) (reply any) {
	defer func() {
		if p := recover(); p != nil {
			reply = failed(fmt.Sprint(p))
		}
	}()
	f := functions[args[0].String()]
	if f == nil {
		return failed("no function " + args[0].String())
	}
	var bytes []byte
	if len(args) > 2 && args[2].Truthy() {
		bytes = make([]byte, args[2].Get("length").Int())
		js.CopyBytesToGo(bytes, args[2])
	}
	a, err := f(args[1].String(), bytes)
	if err != nil {
		return failed(err.Error())
	}
	text, err := json.Marshal(map[string]any{"ok": a})
	if err != nil {
		return failed(err.Error())
	}
	return string(text)
}

func failed(message string) string {
	text, _ := json.Marshal(map[string]string{"error": message}) // a string always marshals
	return string(text)
}

func main() {
	js.Global().Set("chapter5", js.FuncOf(call))
	js.Global().Call("chapter5Ready")
	select {}
}
