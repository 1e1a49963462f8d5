// Runner runs the student's code: the check of an exercise, or the training of
// section 7.4. The command exercise builds and starts it, because that code may
// run without end, end the program or crash.
//
//	runner check relu 5s
//	runner mnist 10000
//
// A line that begins with U+001E is a mark: a word and its value. The student's
// code prints all other lines, or Go prints them at a crash.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"runtime"
	"runtime/debug"
	"strconv"
	"time"

	"backprop/chapter5/exercises"
	"backprop/chapter5/exercises/checks"
	"backprop/layers"
	"backprop/layers/layertest"
	"backprop/tensor"
)

func main() {
	os.Stdout = os.Stderr // one stream, so that what the code prints stays in order with the marks
	debug.SetMaxStack(16 << 20)
	var report layertest.Report
	if message := layertest.Attempt(func() { report = run(os.Args[1:]) }); message != "" {
		report = layertest.Report{Problems: []layertest.Problem{{
			Text: layertest.Say("It panicked: %s", "패닉을 냈다. %s", message)}}}
	}
	for _, p := range report.Problems {
		if found := blank.FindStringSubmatch(p.English); found != nil {
			mark("blank", found[1])
			report = layertest.Report{}
		}
	}
	value, err := json.Marshal(report)
	if err != nil {
		panic(err)
	}
	mark("end", string(value))
}

// run runs what the arguments name.
func run(args []string) layertest.Report {
	if len(args) == 2 && args[0] == "mnist" {
		iters, err := strconv.Atoi(args[1])
		if err != nil {
			panic(err)
		}
		return train(iters)
	}
	if len(args) != 3 || args[0] != "check" {
		fmt.Println("runner: go run ./cmd/exercise starts this program")
		os.Exit(2)
	}
	limit, err := time.ParseDuration(args[2])
	if err != nil {
		panic(err)
	}
	time.AfterFunc(2*time.Second, func() { mark("long", args[1]) })
	time.AfterFunc(limit, func() {
		stacks := make([]byte, 1<<20)
		fmt.Printf("\nfatal error: no end within %v\n%s", limit, stacks[:runtime.Stack(stacks, true)])
		os.Exit(2)
	})
	return list[args[1]]()
}

// mark writes a line for the command exercise.
func mark(word, value string) { fmt.Printf("\n\x1e%s %s\n", word, value) }

var blank = regexp.MustCompile(regexp.QuoteMeta(exercises.Blank) + `(?: \((.*\.go:\d+)\))?`)

// list holds the check of each exercise.
var list = map[string]func() layertest.Report{
	"mul": func() layertest.Report {
		return checks.Mul(func() checks.NumberLayer { return &exercises.Mul{} })
	},
	"add": func() layertest.Report {
		return checks.Add(func() checks.NumberLayer { return &exercises.Add{} })
	},
	"relu": func() layertest.Report {
		return checks.ReLU(func() layers.Layer { return &exercises.ReLU{} })
	},
	"sigmoid": func() layertest.Report {
		return checks.Sigmoid(func() layers.Layer { return &exercises.Sigmoid{} })
	},
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
