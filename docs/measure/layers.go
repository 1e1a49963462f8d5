package main

import (
	"fmt"
	"math"

	"backprop/chapter5/graph"
	"backprop/layers"
	"backprop/tensor"
)

// numbers prints those of the page on section 4 and of the appendix.
func numbers() {
	tax, three, two := 1.1, 3.0, 2.0
	fmt.Printf("1.1      is %.29f\n1.1 × 2  is %.29f\n1.1 × 3  is %.29f\n3.3      is %.29f\n", tax, tax*two, tax*three, 3.3)
	digits := 0
	for x := 1.0; 1+x > 1; x /= 2 {
		digits++
	}
	fmt.Printf("a float64 has %d binary digits, about %.0f decimal ones\n", digits, math.Log10(math.Pow(2, float64(digits))))

	var apple, withTax layers.Mul
	price := withTax.Forward(apple.Forward(100, 2), 1.15)
	d, _ := withTax.Backward(1)
	dApple, dNum := apple.Backward(d)
	report("tax 1.15: price, dApple, dApple_num before int",
		fmt.Sprintf("%v %v %v, with int %d and %d", price, dApple, dNum, int(price), int(dNum)))

	var mul layers.Mul
	mul.Forward(mul.Forward(100, 2), 1.1)
	d, dTax := mul.Backward(1)
	dApple, dNum = mul.Backward(d)
	report("one Mul for two nodes: dtax, dapple, dappleNum", fmt.Sprintf("%.4g %.4g %.4g", dTax, dApple, dNum))

	pear, num, taxNode := graph.Var("pear", 80), graph.Var("number", 5), graph.Var("tax", 1.1)
	reportGraph("apples, oranges and five pears at 80: price, dTax, dPear, dPear_num",
		graph.Const(650).Add(pear.Mul(num)).Mul(taxNode), taxNode, pear, num)
	price = (101*2 + 150*3) * tax
	report("apples at 101, oranges at 150", fmt.Sprintf("%.4g, with int %d", price, int(price)))
	a, n, t, p := shop(100, 2, 1.1)
	reportGraph("4.1 with dprice = 2", p.Mul(graph.Const(2)), a, n, t)
}

// A bookReLU is the book's layer, which writes into dout.
type bookReLU struct{ mask *tensor.Tensor }

func (r *bookReLU) Forward(x *tensor.Tensor) *tensor.Tensor {
	r.mask = x.LessEqual(0)
	out := x.Copy()
	out.SetMasked(r.mask, 0)
	return out
}

func (r *bookReLU) Backward(dout *tensor.Tensor) *tensor.Tensor {
	dout.SetMasked(r.mask, 0)
	dx := dout
	return dx
}

func relus() {
	x := tensor.Matrix([][]float64{{1, -0.5}, {-2, 3}})
	dout := func() *tensor.Tensor { return tensor.Matrix([][]float64{{10, 20}, {30, 40}}) }
	abs := func(plus, minus layers.Layer) any {
		plus.Forward(x)
		minus.Forward(x.Neg())
		d := dout()
		return plus.Backward(d).Sub(minus.Backward(d))
	}
	report(in("dx of relu(x) + relu(-x)", "relu(x) + relu(-x)의 dx"), abs(&layers.ReLU{}, &layers.ReLU{}))
	report(in("the same with the book's Relu.backward", "책의 Relu.backward로 구한 dx"), abs(&bookReLU{}, &bookReLU{}))
	skip := func(relu layers.Layer) any {
		relu.Forward(x)
		d := dout()
		return relu.Backward(d).Add(d)
	}
	report(in("dx of relu(x) + x", "relu(x) + x의 dx"), skip(&layers.ReLU{}))
	report(in("the same with the book's Relu.backward", "책의 Relu.backward로 구한 dx"), skip(&bookReLU{}))
	report("numerical derivative at 0", (max(0, 1e-4)-max(0, -1e-4))/2e-4)
}

func sigmoids() {
	derivative := func(x float64) (y, dx float64) {
		var s layers.Sigmoid
		y = s.Forward(tensor.Vector(x)).At(0)
		return y, s.Backward(tensor.Vector(1)).At(0)
	}
	for _, x := range []float64{4, 36.7, 36.8} {
		y, dx := derivative(x)
		fmt.Printf("x = %v: y = %.6g, dy/dx = %.6g\n", x, y, dx)
	}
	fmt.Printf("exp(-0.5) = %.6f\n", math.Exp(-0.5))
	ten, x := 1.0, 0.5
	for range 10 {
		y, dx := derivative(x)
		ten *= dx
		x = y
	}
	fmt.Printf("ten sigmoid layers from x = 0.5: %.8f of dout, at most 0.25¹⁰ = %.8f; y settles at %.3f\n", ten, math.Pow(0.25, 10), x)
	fmt.Printf("exp(1000) / (1 + exp(1000)): %v\n", tensor.Vector(1000).Exp().Div(tensor.Vector(1000).Exp().AddScalar(1)))
}

func affines() {
	batch := tensor.Matrix([][]float64{{1, 2, 3}, {10, 20, 30}, {100, 200, 300}, {400, 500, 600}})
	report("mean of the rows", batch.Mean(0))
	W := tensor.Matrix([][]float64{{0.1, 0.3, 0}, {0.2, 0.4, 0}})
	report("y and dx of 6.1 with a third column of 0",
		fmt.Sprint(tensor.Vector(1, 2).Dot(W).Add(tensor.Vector(0.1, 0.2, 0.3)), tensor.Vector(1, 10, 100).Dot(W.T())))
}

func softmaxes() {
	row := func(v ...float64) *tensor.Tensor { return tensor.Matrix([][]float64{v}) }
	for _, y := range []float64{1, 0.5, 0.1, 0.01} {
		fmt.Printf("-log %v = %.4f\n", y, -math.Log(y))
	}
	S := math.Exp(1) + math.Exp(2)
	fmt.Printf("1/S - t/exp(x) for the scores 1 and 2: %.4f %.4f\n", 1/S, 1/S-1/math.Exp(2))
	var l layers.SoftmaxWithLoss
	l.Forward(row(1, 2), row(0, 1))
	report("Backward(1) and Backward(3)", fmt.Sprintf("%.4f %.4f", l.Backward(1).Data(), l.Backward(3).Data()))
	y, t := row(0.98, 0.01, 0.01), row(0, 1, 0)
	d := y.Sub(t)
	report("y = (0.98, 0.01, 0.01), t = (0, 1, 0): y - t", d)
	report("the squared error after softmax sends back",
		fmt.Sprintf("%.4f", y.Mul(d.Sub(tensor.Scalar(d.Mul(y).Sum().Item()))).Data()))
	loss := l.Forward(row(0, 0, 0), row(0, 1, 0))
	report("the same scores for three classes: loss, y - t", fmt.Sprintf("%.4f %.4f", loss, l.Backward(1).Data()))
	exps := tensor.Matrix([][]float64{{1, 2, 0}, {0, 1, 2}})
	first := layers.CrossEntropyError(layers.Softmax(exps.Slice(0, 1)), row(1, 0, 0))
	second := layers.CrossEntropyError(layers.Softmax(exps.Slice(1, 2)), row(0, 0, 1))
	report("one row's loss, the other's, and their mean", fmt.Sprintf("%.4f %.4f %.4f", first, second, (first+second)/2))
	report("the largest loss, -log 1e-7", fmt.Sprintf("%.3f", -math.Log(1e-7)))
	reportPanic(in("a label that is not a class", "없는 클래스의 레이블"), func() {
		layers.CrossEntropyError(layers.Softmax(exps), tensor.Vector(2, 3))
	})
	rows := tensor.Matrix([][]float64{{0.3, 0.7}, {0.6, 0.4}})
	report(in("y - t with indices for t, y with the rows (0.3, 0.7) and (0.6, 0.4)", "t가 인덱스일 때의 y - t, y의 행은 (0.3, 0.7)과 (0.6, 0.4)"),
		rows.Sub(tensor.Vector(1, 0)))
	report(in("y - t with one-hot rows", "t가 원-핫 행일 때의 y - t"), rows.Sub(tensor.Matrix([][]float64{{0, 1}, {1, 0}})))
}
