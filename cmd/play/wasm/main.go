//go:build js && wasm

// Wasm is the program behind the playground's page. It gives the page one
// function, chapter5(name, request, bytes), which answers in JSON.
package main

import (
	"encoding/json"
	"fmt"
	"syscall/js"

	"backprop/cmd/play/view"
)

// answer makes a function of JSON of a function of Go.
func answer[Q, A any](f func(Q) (A, error)) func(request string) (any, error) {
	return func(request string) (any, error) {
		var q Q
		if err := json.Unmarshal([]byte(request), &q); err != nil {
			return nil, err
		}
		return f(q)
	}
}

// sure is answer for functions that do not fail.
func sure[Q, A any](f func(Q) A) func(request string) (any, error) {
	return answer(func(q Q) (A, error) { return f(q), nil })
}

// A language is a request for a list.
type language struct {
	Korean bool `json:"korean"`
}

var functions = map[string]func(request string) (any, error){
	"graphs": sure(func(q language) []view.Choice { return view.Graphs(q.Korean) }),
	"graph":  sure(view.Graph),
	"nudge":  answer(view.Nudge),
}

// call answers chapter5(name, request) with {"ok": …} or {"error": "…"}.
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
	a, err := f(args[1].String())
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
