package checks

import (
	"math"

	"backprop/layers"
	"backprop/layers/layertest"
	"backprop/tensor"
)

// A NumberLayer is a node of two numbers: Mul and Add of section 4.
type NumberLayer interface {
	Forward(x, y float64) float64
	Backward(dout float64) (dx, dy float64)
}

// Mul checks a multiplication layer, as section 4.1 defines it.
func Mul(fresh func() NumberLayer) layertest.Report { return mul().Run(numberNode(fresh)) }

// Add checks an addition layer, as section 4.2 defines it.
func Add(fresh func() NumberLayer) layertest.Report { return add().Run(numberNode(fresh)) }

func mul() *layertest.Exam {
	return numberExam(func() NumberLayer { return &layers.Mul{} },
		"Forward = x·y", "dx = dout·y", "dy = dout·x")
}

func add() *layertest.Exam {
	return numberExam(func() NumberLayer { return &layers.Add{} },
		"Forward = x + y", "dx = dout", "dy = dout")
}

// numberNode makes nodes of a layer of two numbers.
func numberNode(fresh func() NumberLayer) maker {
	return func([]T) node {
		l := fresh()
		return node{
			Forward: func(in []T) T { return tensor.Scalar(l.Forward(in[0].Item(), in[1].Item())) },
			Backward: func(dout T) []T {
				dx, dy := l.Backward(dout.Item())
				return []T{tensor.Scalar(dx), tensor.Scalar(dy)}
			},
		}
	}
}

// numberExam returns the exam of a layer of two numbers. Its mistakes, such as dout·x for
// dout·y, are explained as formulas.
func numberExam(fresh func() NumberLayer, results ...string) *layertest.Exam {
	e := &layertest.Exam{Inputs: []string{"x", "y"}, Results: results, Right: numberNode(fresh),
		Terms: func(c call) []layertest.Term {
			whole := func(v T) T { return tensor.Scalar(math.Trunc(v.Item())) }
			return terms("dout", c.Dout, "x", c.In[0], "y", c.In[1], "int(x)", whole(c.In[0]), "int(y)", whole(c.In[1]))
		}}
	for _, c := range [][3]float64{{3, 5, 1.5}, {7, -4, 1}, {2.5, 0.3, -2}, {-6.2, 11, 0.7}, {0.4, -1.3, -0.9},
		{13, 1.7, 2.3}, {-0.8, -2.6, 3.1}, {100, 2, 1.1}, {40, 3, 0.8}, {1.9, 0.6, -120.5}, {-3.3, 4.7, 0.25},
		{0, 2, -1}, {-6, 0, 2}, {2, 3, 0}, {0, -3, 1.4}, {2.1, 0, -0.6}} {
		e.Calls = append(e.Calls, call{
			When: say("For x = %v, y = %v and dout = %v: ", "x = %v, y = %v, dout = %v일 때 ", c[0], c[1], c[2]),
			In:   []T{tensor.Scalar(c[0]), tensor.Scalar(c[1])}, Dout: tensor.Scalar(c[2])})
	}
	return e
}
