//go:build js && wasm

// Package bridge lets the playground's page call functions of Go.
package bridge

import (
	"fmt"
	"reflect"
	"syscall/js"

	"backprop/layers/layertest/bilingual"
)

// A Function answers a request of JavaScript.
type Function func(request js.Value) (any, error)

// Answer turns a function of Go into a Function.
func Answer[Q, A any](f func(Q) (A, error)) Function {
	return func(request js.Value) (any, error) {
		var q Q
		fromJS(reflect.ValueOf(&q).Elem(), request)
		return f(q)
	}
}

// Simple turns a function that cannot fail into a Function.
func Simple[Q, A any](f func(Q) A) Function {
	return Answer(func(q Q) (A, error) { return f(q), nil })
}

// Done turns a function that returns only an error into a Function.
func Done[Q any](f func(Q) error) Function {
	return Answer(func(q Q) (bool, error) {
		err := f(q)
		return err == nil, err
	})
}

// Serve gives the page chapter5(name, request), which answers with {ok} or
// {error}, and never returns.
func Serve(functions map[string]Function) {
	js.Global().Set("chapter5", js.FuncOf(func(_ js.Value, args []js.Value) any {
		object := objects.New()
		a, err := call(functions, args[0].String(), args[1])
		if err != nil {
			language := bilingual.English
			if args[1].Get("korean").Truthy() {
				language = bilingual.Korean
			}
			object.Set("error", bilingual.Message(err, language))
		} else {
			object.Set("ok", toJS(reflect.ValueOf(a)))
		}
		return object
	}))
	js.Global().Call("chapter5Ready")
	select {}
}

// call calls a function. Its panic is an error.
func call(functions map[string]Function, name string, request js.Value) (a any, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%v", p)
		}
	}()
	f := functions[name]
	if f == nil {
		return nil, fmt.Errorf("there is no function %s", name)
	}
	return f(request)
}
