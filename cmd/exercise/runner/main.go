// Runner runs the student's code: the check of an exercise for some seconds at most, or
// 10,000 iterations of section 7.4. The command exercise builds and starts it, because
// that code may run without end, end the program or crash. When the time is over, Runner
// prints where the code is and exits.
//
//	runner relu 5
//	runner mnist 10000
//
// A line that begins with U+001E is for the command: the report in JSON, or a text
// before it. The student's code prints all other lines, or Go prints them at a crash.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"runtime/debug"
	"runtime/pprof"
	"strconv"
	"time"

	"backprop/chapter5/exercises"
	"backprop/chapter5/exercises/checks"
	"backprop/layers"
	"backprop/layers/layertest"
	"backprop/tensor"
)

func main() {
	os.Stdout = os.Stderr // one stream, so that what the code prints stays in order with the other lines
	debug.SetMaxStack(16 << 20)
	name := os.Args[1]
	n, err := strconv.Atoi(os.Args[2])
	if err != nil {
		panic(err)
	}
	var report layertest.Report
	if check, ok := list[name]; ok {
		time.AfterFunc(2*time.Second, func() { send("long") })
		time.AfterFunc(time.Duration(n)*time.Second, func() { giveUp(n) })
		report = check()
	} else {
		report = train(n)
	}
	value, _ := json.Marshal(report) // sentences, which have a JSON form
	send(string(value))
}

// send writes a line for the command exercise.
func send(line string) { fmt.Printf("\n\x1e%s\n", line) }

// giveUp prints where the program is, as Go does at a crash, and ends it.
func giveUp(seconds int) {
	fmt.Printf("\nfatal error: no end within %ds\n", seconds)
	pprof.Lookup("goroutine").WriteTo(os.Stderr, 2)
	os.Exit(2)
}

// list holds the check of each exercise.
var list = map[string]func() layertest.Report{
	"mul":     func() layertest.Report { return checks.Mul(func() checks.NumberLayer { return &exercises.Mul{} }) },
	"add":     func() layertest.Report { return checks.Add(func() checks.NumberLayer { return &exercises.Add{} }) },
	"relu":    func() layertest.Report { return checks.ReLU(func() layers.Layer { return &exercises.ReLU{} }) },
	"sigmoid": func() layertest.Report { return checks.Sigmoid(func() layers.Layer { return &exercises.Sigmoid{} }) },
	"affinedatum": func() layertest.Report {
		return checks.AffineDatum(func(W, b *tensor.Tensor) checks.AffineLayer {
			a := &exercises.AffineDatum{W: W, B: b}
			return checks.AffineLayer{Layer: a, Grads: func() (dW, db *tensor.Tensor) { return a.DW, a.DB }}
		})
	},
	"affine": func() layertest.Report {
		return checks.Affine(func(W, b *tensor.Tensor) checks.AffineLayer {
			a := &exercises.Affine{W: W, B: b}
			return checks.AffineLayer{Layer: a, Grads: func() (dW, db *tensor.Tensor) { return a.DW, a.DB }}
		})
	},
	"softmaxwithloss": func() layertest.Report {
		return checks.SoftmaxWithLoss(func() checks.LossLayer { return &exercises.SoftmaxWithLoss{} })
	},
	"gradient":          func() layertest.Report { return checks.Gradient(exercises.Gradient) },
	"numericalgradient": func() layertest.Report { return checks.NumericalGradient(exercises.NumericalGradient) },
	"train":             func() layertest.Report { return checks.Train(exercises.Train) },
}
