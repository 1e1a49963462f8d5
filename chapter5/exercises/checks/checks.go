// Package checks checks the exercises. The exam of an exercise has the right code
// and a list of mistakes. A mistake is broken code that can be run, its name, and
// its sentence in English and Korean:
//
//	{Name: "y of y", Text: say("the sigmoid is applied once more, to y. y is the result already: dout·y·(1 - y).",
//		"y에 시그모이드를 한 번 더 적용했다. y가 이미 결과이므로 dout·y·(1 - y)다."),
//		Make: back(func(p *pass) T { y := forward(p.y); return p.dout.Mul(y).Mul(one.Sub(y)) })},
//
// The exam runs a student's layer and this one on the same inputs. If both return
// the same wrong dx, for two sizes of x, the student reads: dx is wrong: the sigmoid
// is applied once more.
//
// What is on no list is explained by package layertest (dx is 2 times the right
// result) and by explanations of the exam, which solve for what a student's code
// did: which rows a training step was taken from (train.go), which class a loss looks
// at. A mistake that is explained without the list is on it as a patient of the clinic
// only, and has no sentence.
//
// checks.go has what the exams share. The exam of an exercise and its mistakes are in the
// file of its name (Mul and Add in numbers.go, ReLU and Sigmoid in activations.go,
// AffineDatum in affine.go). The mistakes of Train are in loops.go, and gradient.go also
// has what Gradient and Train share.
package checks

import (
	"backprop/layers/layertest"
	"backprop/tensor"
)

type (
	T       = *tensor.Tensor
	text    = layertest.Text
	node    = layertest.Node
	maker   = layertest.Maker
	mistake = layertest.Mistake
	call    = layertest.Call
)

var (
	say = layertest.Say
	one = tensor.Scalar(1)
)

// Exam returns the exam of an exercise: "relu".
func Exam(exercise string) *layertest.Exam { return exams[exercise]() }

var exams = map[string]func() *layertest.Exam{
	"mul": mul, "add": add, "relu": relu, "sigmoid": sigmoid, "affinedatum": affineDatum,
	"affine": affine, "softmaxwithloss": softmaxWithLoss, "numericalgradient": numericalGradient,
	"gradient": gradient, "train": train, "accuracy": accuracy,
}

// A pass holds the tensors of a layer's call.
type pass struct {
	in         []T
	x, y, dout T // x is in[0]
	W, b       T // of an Affine layer
	right      T // the right result
	kept       T // for a layer that keeps something from call to call
}

// A formula computes one result of a layer: y or a gradient.
type formula = func(p *pass) T

// brokenIn returns a function that makes nodes of a layer with a broken formula for one
// result: 0 is that of Forward, then come the gradients. All other results are right.
func brokenIn(right maker, result int) func(broken formula) maker {
	return func(broken formula) maker { return replaced(right, result, broken) }
}

func replaced(right maker, result int, broken formula) maker {
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
					p.right = p.y
					p.y = broken(&p)
				}
				return p.y
			},
			Backward: func(dout T) []T {
				p.dout = dout
				gradients := n.Backward(dout)
				if result > 0 {
					p.right = gradients[result-1]
					gradients[result-1] = broken(&p)
				}
				return gradients
			},
		}
	}
}

// first returns the x of the first call: a mistake.
func (p *pass) first(x T) T {
	if p.kept == nil {
		p.kept = x
	}
	return p.kept
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
