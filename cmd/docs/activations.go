package main

import (
	"backprop/layers"
	"backprop/tensor"
)

// sigmoidPlot is figure 3-7: the sigmoid and its derivative.
func sigmoidPlot(korean bool) []byte {
	y, dx := curves(&layers.Sigmoid{}, 200)
	p := plot{
		title: "The sigmoid and its derivative",
		desc: "For x from −5 to 5. The sigmoid rises from near 0 to near 1 and is 0.5 at x = 0. " +
			"Its derivative is highest there, 0.25, and goes to 0 on both sides.",
		x: axis{-5, 5, 1}, y: axis{0, 1, 0.25},
		curves: []curve{{"forward", y}, {"backward", dx}},
		dots:   []dot{{"forward", y[100], false}, {"backward", dx[100], false}},
		labels: []label{
			{"forward", "end", point{0, 0.5}, -12, -4, "0.5"},
			{"backward", "start", point{0, 0.25}, 12, -10, "0.25"},
			{"forward", "start", point{2, 0.88}, 10, 26, "sigmoid"},
			{"backward", "start", point{2, 0.1}, 10, -12, "derivative"},
		},
	}
	if korean {
		p.title = "시그모이드와 그 미분"
		p.desc = "x는 −5에서 5까지. 시그모이드는 0 근처에서 1 근처로 올라가며 x = 0에서 0.5다. " +
			"미분은 그곳에서 0.25로 가장 크고 양쪽으로 가면서 0에 가까워진다."
		p.labels[2].text, p.labels[3].text = "시그모이드", "미분"
	}
	return p.svg()
}

// reluPlot is figure 3-9: ReLU and its derivative, which jumps at 0.
func reluPlot(korean bool) []byte {
	y, dx := curves(&layers.ReLU{}, 10)
	left, right := dx[:6], dx[6:] // to x = 0, and after it
	right = append([]point{{0, right[0].y}}, right...)
	p := plot{
		title: "ReLU and its derivative",
		desc: "For x from −5 to 5. ReLU is 0 up to x = 0 and then rises with slope 1. " +
			"Its derivative is 0 up to x = 0 and 1 after it; at 0 it is taken to be 0.",
		x: axis{-5, 5, 1}, y: axis{0, 5, 1},
		curves: []curve{{"forward", y}, {"backward", left}, {"backward", right}},
		dots:   []dot{{"backward", left[5], false}, {"backward", right[0], true}},
		labels: []label{
			{"forward", "end", point{3, 3}, -14, 0, "ReLU"},
			{"backward", "start", point{3, 1}, 0, -12, "derivative"},
		},
	}
	if korean {
		p.title = "ReLU와 그 미분"
		p.desc = "x는 −5에서 5까지. ReLU는 x = 0까지 0이고 그 뒤로는 기울기 1로 올라간다. " +
			"미분은 x = 0까지 0, 그 뒤로는 1이고, 0에서의 값은 0으로 정한다."
		p.labels[1].text = "미분"
	}
	return p.svg()
}

// curves returns a layer's function and its derivative at n+1 points from −5
// to 5, as Forward and Backward compute them.
func curves(layer layers.Layer, n int) (y, dx []point) {
	x, ones := tensor.Zeros(n+1), tensor.Zeros(n+1)
	for i := range n + 1 {
		x.Set(float64(10*i-5*n)/float64(n), i)
		ones.Set(1, i)
	}
	forward := layer.Forward(x).Data()
	backward := layer.Backward(ones).Data()
	for i, at := range x.Data() {
		y = append(y, point{at, forward[i]})
		dx = append(dx, point{at, backward[i]})
	}
	return y, dx
}
