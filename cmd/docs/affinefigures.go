package main

import (
	"strings"

	"backprop/chapter5/graph"
	"backprop/layers"
	"backprop/tensor"
)

func affine(title string, korean bool) *graph.Picture {
	x := tensor.Vector(1, 2)
	W := tensor.Matrix([][]float64{{0.1, 0.3, 0.5}, {0.2, 0.4, 0.6}})
	b := tensor.Vector(0.1, 0.2, 0.3)
	dout := tensor.Vector(1, 10, 100)
	dW := x.Reshape(2, 1).Dot(dout.Reshape(1, 3))
	return affinePicture(title, korean, []flow{
		{"x", x, "∂L/∂y · Wᵀ", dout.Dot(W.T())},
		{"W", W, "xᵀ · ∂L/∂y", dW},
		{"x·W", x.Dot(W), "∂L/∂y", dout},
		{"b", b, "∂L/∂y", dout},
		{"y", x.Dot(W).Add(b), "∂L/∂y", dout},
	})
}

func batchAffine(title string, korean bool) *graph.Picture {
	x := tensor.Matrix([][]float64{{0, 0}, {1, 2}, {3, 4}, {5, 6}})
	W := tensor.Matrix([][]float64{{1, 0, -1}, {0, 2, 1}})
	b := tensor.Vector(1, 2, 3)
	dout := tensor.Matrix([][]float64{{1, 2, 3}, {10, 20, 30}, {100, 200, 300}, {400, 500, 600}})
	layer := layers.NewAffine(W, b)
	y := layer.Forward(x)
	dx := layer.Backward(dout)
	sum := "∂L/∂Y, its rows summed"
	if korean {
		sum = "∂L/∂Y의 행을 모두 더한 것"
	}
	return affinePicture(title, korean, []flow{
		{"X", x, "∂L/∂Y · Wᵀ", dx},
		{"W", W, "Xᵀ · ∂L/∂Y", layer.DW},
		{"X·W", x.Dot(W), "∂L/∂Y", dout},
		{"b", b, sum, layer.DB},
		{"Y", y, "∂L/∂Y", dout},
	})
}

// A flow is what goes along an edge: a tensor forward, and its derivative with
// the formula for it back.
type flow struct {
	name    string
	value   *tensor.Tensor
	formula string
	d       *tensor.Tensor
}

// affinePicture shows the flows x, W, x·W, b and y.
func affinePicture(title string, korean bool, flows []flow) *graph.Picture {
	p := &graph.Picture{Title: title, Korean: korean}
	dot, add := p.Op("dot"), p.Op("+")
	join := func(from, to *graph.Shape, f flow) {
		p.Join(from, to, f.value.Shape().String()+"\n"+rows(f.value),
			f.formula+"\n"+f.d.Shape().String()+"\n"+rows(f.d))
	}
	join(p.Name(flows[0].name), dot, flows[0])
	join(p.Name(flows[1].name), dot, flows[1])
	join(dot, add, flows[2])
	join(p.Name(flows[3].name), add, flows[3])
	join(add, p.Name(flows[4].name), flows[4])
	return p
}

// rows writes a vector as one line and a matrix as a line for each row.
func rows(t *tensor.Tensor) string {
	if t.NDim() == 1 {
		t = t.Reshape(1, -1)
	}
	shape := t.Shape()
	lines := make([]string, shape[0])
	for i := range lines {
		numbers := make([]string, shape[1])
		for j := range numbers {
			numbers[j] = graph.Format(t.At(i, j))
		}
		lines[i] = strings.Join(numbers, "  ")
	}
	return strings.Join(lines, "\n")
}
