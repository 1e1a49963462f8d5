package checks

import (
	"slices"

	"backprop/layers/layertest"
	"backprop/tensor"
)

// A NumberLayer is a node of two numbers: Mul and Add of section 4.
type NumberLayer interface {
	Forward(x, y float64) float64
	Backward(dout float64) (dx, dy float64)
}

// numbers runs the exam of a node of two numbers on a student's layer.
func numbers(e *layertest.Exam, fresh func() NumberLayer) layertest.Report {
	e.Explain = lost(func() any { return fresh() })
	return e.Run(func([]T) node {
		l := fresh()
		return numberNode(l.Forward, l.Backward)
	})
}

// numberNode makes a node of a layer's two methods.
func numberNode(forward func(x, y float64) float64, backward func(dout float64) (dx, dy float64)) node {
	return node{
		Forward: func(in []T) T { return tensor.Scalar(forward(in[0].Item(), in[1].Item())) },
		Backward: func(dout T) []T {
			dx, dy := backward(dout.Item())
			return []T{tensor.Scalar(dx), tensor.Scalar(dy)}
		},
	}
}

type (
	operation   = func(x, y float64) float64
	derivatives = func(x, y, dout float64) (dx, dy float64)
)

// numberLayer makes nodes of a layer that keeps x and y.
func numberLayer(forward operation, backward derivatives) maker {
	return func([]T) node {
		var lastX, lastY float64
		return numberNode(
			func(x, y float64) float64 { lastX, lastY = x, y; return forward(x, y) },
			func(dout float64) (dx, dy float64) { return backward(lastX, lastY, dout) })
	}
}

// backOf returns a function that lists mistakes in the Backward of an operation.
func backOf(right operation) func(cause layertest.Cause, english, korean string, codes ...derivatives) []mistake {
	return kind(func(b derivatives) maker { return numberLayer(right, b) })
}

// numberExam returns the exam of a layer that a student may have confused with the
// other one. Most mistakes, such as dout·x for dout·y, are explained as formulas.
func numberExam(right operation, rightBack derivatives, formula map[string]string,
	english, korean string, other derivatives) *layertest.Exam {
	back := backOf(right)
	e := &layertest.Exam{Result: "Forward", Inputs: []string{"x", "y"}, Names: []string{"dx", "dy"},
		Right: numberLayer(right, rightBack), Formula: formula,
		Terms: func(c call) []layertest.Term {
			x, y, dout := c.In[0], c.In[1], c.Dout
			return terms("dout", dout, "x", x, "y", y, "1", one)
		},
		Mistakes: slices.Concat(
			back("the other layer's", english, korean, other),
			back("added", "dout and the local derivative are added. The chain rule multiplies them.",
				"dout과 국소적 미분을 더했다. 연쇄법칙에서는 곱한다.",
				func(x, y, dout float64) (dx, dy float64) {
					dx, dy = rightBack(x, y, 1)
					return dout + dx, dout + dy
				}),
			back("negative cut", "a negative dout is cut off to 0. It has to flow back as it is.",
				"음수인 dout을 0으로 잘랐다. 그대로 흘려보내야 한다.",
				func(x, y, dout float64) (dx, dy float64) { return rightBack(x, y, max(dout, 0)) }))}
	for _, c := range [][3]float64{{3, 5, 1.5}, {7, -4, 1}, {2.5, 0.3, -2}, {-6.2, 11, 0.7}, {0.4, -1.3, -0.9},
		{13, 1.7, 2.3}, {-0.8, -2.6, 3.1}, {100, 2, 1.1}, {40, 3, 0.8}, {1.9, 0.6, -120.5}, {-3.3, 4.7, 0.25},
		{0, 2, -1}, {-6, 0, 2}, {2, 3, 0}, {0, -3, 1.4}, {2.1, 0, -0.6}} {
		e.Calls = append(e.Calls, call{
			When: say("For x = %v, y = %v and dout = %v: ", "x = %v, y = %v, dout = %v일 때 ", c[0], c[1], c[2]),
			In:   []T{tensor.Scalar(c[0]), tensor.Scalar(c[1])}, Dout: tensor.Scalar(c[2])})
	}
	return e
}
