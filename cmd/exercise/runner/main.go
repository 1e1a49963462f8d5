// Runner runs the student's code: the check of an exercise, or the training of
// section 7.4. The command exercise builds and starts it, because that code may
// run without end, end the program or crash.
//
//	runner relu 5
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
	if len(os.Args) != 3 {
		fmt.Println("runner: go run ./cmd/exercise starts this program")
		os.Exit(2)
	}
	debug.SetMaxStack(16 << 20)
	report := run(os.Args[1], os.Args[2])
	for _, p := range report.Problems {
		if found := blank.FindStringSubmatch(p.English); found != nil {
			mark("blank", found[1])
			return
		}
	}
	value, _ := json.Marshal(report) // sentences, which have a JSON form
	mark("report", string(value))
}

// run trains for a number of iterations, or checks an exercise and ends the
// program after a number of seconds.
func run(name, number string) layertest.Report {
	n, err := strconv.Atoi(number)
	if err != nil {
		panic(err)
	}
	if name == "mnist" {
		return train(n)
	}
	time.AfterFunc(2*time.Second, func() { mark("note", "long") })
	time.AfterFunc(time.Duration(n)*time.Second, func() {
		stacks := make([]byte, 1<<20)
		fmt.Printf("\nfatal error: no end within %ds\n%s", n, stacks[:runtime.Stack(stacks, true)])
		os.Exit(2)
	})
	return list[name]()
}

// mark writes a line for the command exercise.
func mark(word, value string) { fmt.Printf("\n\x1e%s %s\n", word, value) }

// blank finds the panic of a body without code, and its place.
var blank = regexp.MustCompile(regexp.QuoteMeta(exercises.Blank) + ` \((.*\.go:\d+)\)`)

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
	"affine": func() layertest.Report { return checks.Affine(newAffine) },
	"softmaxwithloss": func() layertest.Report {
		return checks.SoftmaxWithLoss(func() checks.LossLayer { return &exercises.SoftmaxWithLoss{} })
	},
	"gradient":          func() layertest.Report { return checks.Gradient(exercises.Gradient) },
	"numericalgradient": func() layertest.Report { return checks.NumericalGradient(exercises.NumericalGradient) },
	"train":             func() layertest.Report { return checks.Train(exercises.Train) },
}

func newAffine(W, b *tensor.Tensor) checks.AffineLayer {
	a := &exercises.Affine{W: W, B: b}
	return checks.AffineLayer{Layer: a, Grads: func() (dW, db *tensor.Tensor) { return a.DW, a.DB }}
}
