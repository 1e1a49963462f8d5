// Package checks checks the exercises. The exam of an exercise has the right code
// and a list of mistakes. A mistake is broken code that can be run, its cause, and
// its sentence in English and Korean:
//
//	back("mask inverted", "the mask is inverted: dout passes where x <= 0 and is stopped where x > 0.",
//		"마스크가 반대다. x <= 0인 곳을 통과시키고 x > 0인 곳을 막는다.",
//		func(p *pass) T { return p.dout.Mul(p.x.LessEqual(0)) })
//
// The exam runs a student's layer and this one on the same inputs. If both return
// the same wrong dx, for two sizes of x, the student reads: dx is wrong: the mask
// is inverted. The clinic shows the same code as a patient, and the test demands
// that its own exam names it.
//
// What is on no list is explained by package layertest (dx is 2 times the right
// result) and by explanations of the exam, which solve for what a student's code
// did: which rows a training step was taken from, which class a loss looks at. A
// mistake that layertest explains without the list is on it for the clinic only,
// and has no sentence.
//
// This file has what the exams share. The exam of an exercise is in the file of its name
// (Mul and Add in numbers.go, ReLU and Sigmoid in activations.go, AffineDatum in
// affine.go), and so are its mistakes. Only those of SoftmaxWithLoss are in
// lossmistakes.go, and those of Train in loops.go. network.go has what Gradient and
// Train share.
package checks

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"backprop/layers/layertest"
	"backprop/tensor"
)

type (
	T       = *tensor.Tensor
	node    = layertest.Node
	maker   = layertest.Maker
	mistake = layertest.Mistake
	call    = layertest.Call
)

var (
	say = layertest.Say
	one = tensor.Scalar(1)
)

// exams holds the exam of each exercise.
var exams = map[string]func() *layertest.Exam{
	"mul": mul, "add": add, "relu": relu, "sigmoid": sigmoid, "affinedatum": affineDatum,
	"affine": affine, "softmaxwithloss": softmaxWithLoss, "numericalgradient": numericalGradient,
	"gradient": gradient, "train": train, "accuracy": accuracy,
}

// Right returns the right code of an exercise: "relu".
func Right(exercise string) layertest.Maker { return exams[exercise]().Right }

// Mistakes returns the mistakes of an exercise.
func Mistakes(exercise string) []layertest.Mistake { return exams[exercise]().Mistakes }

// Examine checks the code of a mistake as if a student had written it.
func Examine(exercise string, m layertest.Mistake) layertest.Report {
	switch code := m.Code.(type) {
	case Differences:
		return NumericalGradient(code)
	case Backpropagation:
		return Gradient(code)
	case Loop:
		return Train(code)
	}
	return exams[exercise]().Run(m.Make)
}

// kind returns a function that lists mistakes of one kind: nodes makes nodes of
// the broken part, such as a derivative. Codes with the same cause and sentence
// share a call. The sentence is "" where layertest explains the mistake without
// the list.
func kind[F any](nodes func(F) maker) func(cause layertest.Cause, english, korean string, codes ...F) []mistake {
	return func(cause layertest.Cause, english, korean string, codes ...F) []mistake {
		var all []mistake
		for _, code := range codes {
			all = append(all, mistake{Cause: cause, Text: say(english, korean), Make: nodes(code), Code: code})
		}
		return all
	}
}

// A pass holds the tensors of a layer's call.
type pass struct {
	in         []T
	x, y, dout T // x is in[0]
	W, b       T // of an Affine layer
	kept       T // for a layer that keeps something from call to call
}

type part = func(p *pass) T

// partOf lists mistakes in one result of a layer: 0 is that of Forward, then come the
// gradients. All other results are those of the right layer.
func partOf(right maker, result int) func(cause layertest.Cause, english, korean string, codes ...part) []mistake {
	return kind(func(broken part) maker { return replaced(right, result, broken) })
}

func replaced(right maker, result int, broken part) maker {
	return func(params []T) node {
		var p pass
		if len(params) == 2 {
			p.W, p.b = params[0], params[1]
		}
		n := right(params)
		return node{
			Forward: func(in []T) T {
				p.in, p.x = in, in[0]
				if p.y = n.Forward(in); result == 0 {
					p.y = broken(&p)
				}
				return p.y
			},
			Backward: func(dout T) []T {
				p.dout = dout
				gradients := n.Backward(dout)
				if result > 0 {
					gradients[result-1] = broken(&p)
				}
				return gradients
			},
		}
	}
}

// keepsFirst returns nodes whose Backward is that of the first call with x of the
// same shape, instead of the last one.
func keepsFirst(right maker) maker {
	return func(params []T) node {
		first, shape := right(params), ""
		return node{
			Forward: func(in []T) T {
				if shape != in[0].Shape().String() {
					shape = in[0].Shape().String()
					first.Forward(in)
				}
				return right(params).Forward(in)
			},
			Backward: func(dout T) []T { return first.Backward(dout) },
		}
	}
}

// found returns a problem with a cause and a sentence.
func found(cause layertest.Cause, english, korean string, values ...any) *layertest.Problem {
	return &layertest.Problem{Cause: cause, Text: say(english, korean, values...)}
}

// terms makes terms of names and tensors in turn.
func terms(namesAndValues ...any) []layertest.Term {
	var all []layertest.Term
	for i := 0; i < len(namesAndValues); i += 2 {
		all = append(all, layertest.Term{Name: namesAndValues[i].(string), Value: namesAndValues[i+1].(T)})
	}
	return all
}

func ones(like T) T { return tensor.Full(1, like.Shape()...) }

// list formats numbers as [5, 6, 8].
func list[N any](numbers []N) string { return strings.ReplaceAll(fmt.Sprint(numbers), " ", ", ") }

// unequal tells how often each row of a batch counts in a result. It returns nil
// if all rows count alike.
func unequal(result string, counts []float64) *layertest.Problem {
	if len(counts) == 0 || slices.Max(counts)-slices.Min(counts) < 1e-3 {
		return nil
	}
	for i, n := range counts {
		counts[i] = math.Round(n*1e3)/1e3 + 0
	}
	return found("rows",
		"%s is wrong: the rows of the batch count %s times in the mean, and each must count once.",
		"%s의 값이 틀렸다. 배치의 행이 평균에 한 번씩 들어가지 않았다. 들어간 횟수: %s.", result, list(counts))
}
