// Package checks checks the exercises: each has an exam, which knows the right
// code and a list of mistakes. A mistake is broken code that can be run. What a
// student's code returns is compared with what it returns, and the clinic shows
// it as a patient.
package checks

import (
	"backprop/layers"
	"backprop/layers/layertest"
	"backprop/tensor"
	"backprop/tensor/random"
)

type (
	T       = *tensor.Tensor
	node    = layertest.Node
	maker   = layertest.Maker
	mistake = layertest.Mistake
	call    = layertest.Call
)

var say = layertest.Say

// exams holds the exam of each exercise.
func exams() map[string]func() *layertest.Exam {
	return map[string]func() *layertest.Exam{
		"mul": mul, "add": add, "relu": relu, "sigmoid": sigmoid, "affinedatum": affineDatum, "affine": affine,
		"softmaxwithloss": softmaxWithLoss, "numericalgradient": numericalGradient, "gradient": gradient, "train": train,
		"accuracy": accuracy,
	}
}

// Mistakes returns the mistakes of an exercise: "relu".
func Mistakes(exercise string) []layertest.Mistake { return exams()[exercise]().Mistakes }

// Examine checks a mistake as it checks a student's code.
func Examine(exercise string, m layertest.Mistake) layertest.Report {
	switch code := m.Code.(type) {
	case Differences:
		return NumericalGradient(code)
	case Backpropagation:
		return Gradient(code)
	case Loop:
		return Train(code)
	}
	return exams()[exercise]().Run(m.Make)
}

// layerNode makes a node of a layer.
func layerNode(l layers.Layer) node {
	return node{
		Forward:  func(in []T) T { return l.Forward(in[0]) },
		Backward: func(dout T) []T { return []T{l.Backward(dout)} },
	}
}

// elementwise makes nodes of a function and its derivative. It keeps x and y.
func elementwise(forward func(x T) T, backward func(x, y, dout T) T) maker {
	return func([]T) node {
		var x, y T
		return node{
			Forward:  func(in []T) T { x = in[0].Copy(); y = forward(x); return y.Copy() },
			Backward: func(dout T) []T { return []T{backward(x, y, dout.Copy())} },
		}
	}
}

// activationCalls returns calls with x of several shapes. Each has in it an
// exact 0, numbers above 1, whole numbers and ties, and dout of both signs.
func activationCalls(seed uint32) []call {
	rng := random.New(seed)
	var calls []call
	for _, shape := range [][]int{{3, 5}, {3, 5}, {7, 3}, {1, 4}, {5}, {2, 1, 3, 2}, {3, 2, 1, 4}} {
		x, dout := rng.Randn(shape...).MulScalar(1.5), rng.Randn(shape...).MulScalar(2)
		flat := x.Reshape(-1)
		for i, v := range []float64{-2, 0, 1.25, 3} {
			flat.Set(v, (i*3+int(seed))%flat.Size())
		}
		flat.Set(0, flat.Size()-2)
		flat.Set(-0.75, flat.Size()-1)
		calls = append(calls, call{In: []T{x}, Dout: dout})
	}
	return calls
}

func broken(cause layertest.Cause, t layertest.Text, m maker) mistake {
	return mistake{Cause: cause, Text: t, Make: m}
}

// found returns a problem.
func found(cause layertest.Cause, english, korean string, values ...any) *layertest.Problem {
	return &layertest.Problem{Cause: cause, Text: say(english, korean, values...)}
}

// function adds the code of a mistake that is one function.
func function(m mistake, code any) mistake {
	m.Code = code
	return m
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

var one = tensor.Scalar(1)
