// Runner runs the student's code: the checks of the exercises, or the training
// of section 7.4. The command exercise builds and watches it, because that code
// may run without end, end the program or crash.
//
//	runner check relu=5s train=20s
//	runner mnist 10000
//
// A line that begins with U+001E tells what happened, in JSON after a word.
// Every other line was printed by the student's code, or by Go at a crash.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strings"
	"time"

	"backprop/chapter5/exercises"
	"backprop/chapter5/exercises/checks"
	"backprop/layers"
	"backprop/layers/layertest"
	"backprop/tensor"
)

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "runner: go run ./cmd/exercise starts this program")
		os.Exit(2)
	}
	os.Stdout = os.Stderr // one stream, so that what the code prints stays in order with the marks
	debug.SetMaxStack(16 << 20)
	if os.Args[1] == "mnist" {
		if message := layertest.Attempt(func() { train(os.Args[2]) }); message != "" {
			mark("stopped", message)
		}
		return
	}
	for _, arg := range os.Args[2:] {
		name, limit, _ := strings.Cut(arg, "=")
		check(name, limit)
	}
}

// mark writes a line for the command exercise.
func mark(word string, value any) {
	line, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	fmt.Fprintf(os.Stderr, "\n\x1e%s %s\n", word, line)
}

var blank = regexp.MustCompile(regexp.QuoteMeta(exercises.Blank) + `(?: \((.*\.go:\d+)\))?`)

// check runs the check of an exercise.
func check(name, limit string) {
	mark("begin", name)
	ended := make(chan bool)
	go guard(limit, ended)
	var report layertest.Report
	if message := layertest.Attempt(func() { report = list[name]() }); message != "" {
		report.Problems = append(report.Problems, layertest.Problem{
			Text: layertest.Say("It panicked: %s", "패닉을 냈다. %s", message)})
	}
	close(ended)
	for _, p := range report.Problems {
		if found := blank.FindStringSubmatch(p.English); found != nil {
			mark("blank", found[1])
			return
		}
	}
	mark("end", report)
}

const mostMemory = 2 << 30

// guard ends the program if a check takes longer than its limit or more than
// 2 GB of memory, and tells what each goroutine was doing.
func guard(limit string, ended <-chan bool) {
	most, err := time.ParseDuration(limit)
	if err != nil {
		panic(err)
	}
	stop := func(word string) {
		stacks := make([]byte, 1<<20)
		mark(word, string(stacks[:runtime.Stack(stacks, true)]))
		os.Exit(0)
	}
	memory := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	end := time.After(most)
	for {
		select {
		case <-ended:
			return
		case <-end:
			stop("endless")
		case <-tick.C:
			if metrics.Read(memory); memory[0].Value.Uint64() > mostMemory {
				stop("memory")
			}
		}
	}
}

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
