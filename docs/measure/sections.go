package main

import (
	"fmt"
	"math"
	"os"
	"regexp"
	"slices"

	"backprop/chapter5/graph"
	"backprop/layers"
	"backprop/mnist"
	"backprop/tensor"
)

// shop returns the graph of the apples.
func shop(price, number, tax float64) (a, n, t, p *graph.Node) {
	a, n, t = graph.Var("apple", price), graph.Var("number", number), graph.Var("tax", tax)
	p = a.Mul(n).Mul(t).Named("price")
	return a, n, t, p
}

// derivatives runs a graph both ways and returns the result and derivatives.
func derivatives(result *graph.Node, inputs ...*graph.Node) string {
	result.Forward()
	result.Backward(1)
	text := fmt.Sprintf("%.6g; derivatives", result.Value())
	for _, input := range inputs {
		text += fmt.Sprintf(" %.6g", input.Derivative())
	}
	return text
}

// graphs prints the numbers of the pages on sections 1 to 3.
func graphs() {
	report(in("apple.Derivative() before Backward", "Backward보다 먼저 호출한 apple.Derivative()"), func() any {
		a, _, _, p := shop(100, 2, 1.1)
		p.Forward()
		return a.Derivative()
	})
	report(in("apple.Set(101), then Backward without Forward", "apple.Set(101) 다음에 Forward 없이 호출한 Backward"), func() any {
		a, _, _, p := shop(100, 2, 1.1)
		p.Forward()
		a.Set(101)
		p.Backward(1)
		return nil
	})
	for _, c := range [][3]float64{{101, 2, 1.1}, {100, 3, 1.1}, {50, 4, 1.1}, {100, 2, 1.11}} {
		a, n, t, p := shop(c[0], c[1], c[2])
		report(fmt.Sprintf("%v apples at %v, tax %v", c[1], c[0], c[2]), func() any { return derivatives(p, a, n, t) })
	}
	a, n, t, p := shop(100, 2, 1.1)
	bag := graph.Var("bag", 20)
	report("a bag of 20 after the tax", func() any { return derivatives(p.Add(bag), a, n, t, bag) })
	report("a bag before the tax", func() any { return derivatives(a.Mul(n).Add(bag).Mul(t), a, n, t, bag) })
	report("two bags, of two apples and of three", func() any {
		return derivatives(a.Mul(graph.Const(2)).Add(a.Mul(graph.Const(3))).Mul(t), a)
	})
	x := graph.Var("x", 3)
	u := x.Mul(graph.Const(2))
	report("z = t + t² with t = 2x at x = 3", func() any { return derivatives(u.Add(u.Pow(2)), x) })
	two := graph.Var("x", 2)
	report("x·x·x at x = 2", func() any { return derivatives(two.Mul(two).Mul(two), two) })
	report("log(x) at x = 2", func() any { return derivatives(two.Log(), two) })
	report("x³ at x = 2", func() any { return derivatives(two.Pow(3), two) })
	report("5x·x² at x = 2; 5x³, 15x²", func() any { return derivatives(two.Mul(graph.Const(5)).Mul(two.Pow(2)), two) })
	report("3x·(x + 1) at x = 2", func() any {
		return derivatives(two.Mul(graph.Const(3)).Mul(two.Add(graph.Const(1))), two)
	})
	fmt.Printf("(2 + 0.001)² - 2² = %.4f\n", 2.001*2.001-4)
	one, y := graph.Var("x", 1), graph.Var("y", 2)
	report("(xy)² at (1, 2)", func() any { return derivatives(one.Mul(y).Pow(2), one, y) })
	report("((x + y)²)² at (1, 2)", func() any { return derivatives(one.Add(y).Pow(2).Pow(2), one, y) })
	report("3(x + y)² at (1, 2)", func() any { return derivatives(one.Add(y).Pow(2).Mul(graph.Const(3)), one, y) })
	fmt.Printf("1.3 into 25 × 2: %v and %v\n", 1.3*2, 1.3*25)
	fmt.Println("apple and number both grow by h: the derivatives predict that the price grows by")
	for _, h := range []float64{1, 0.1, 0.01} {
		predicted, real := h*112.2, (100+h)*(2+h)*1.1-220
		fmt.Printf("  h = %v: %.6g, %.6g, difference %.2g\n", h, predicted, real, real-predicted)
	}
	fmt.Printf("1%% more of each: %.4g × 2.2, %.4g × 110, %.4g × 200\n", 0.01*100, 0.01*2, 0.01*1.1)
	fmt.Printf("inputs that are not swapped: %v, %v, %v\n", 200*100, 200*2, 1.1)
	percent := graph.Var("percent", 10)
	report("tax in percent", func() any {
		return derivatives(a.Mul(n).Mul(percent.Mul(graph.Const(0.01)).Add(graph.Const(1))), percent)
	})
}

// numbers prints those of the page on section 4 and of the appendix.
func numbers() {
	tax, three, two := 1.1, 3.0, 2.0
	fmt.Printf("1.1      is %.29f\n1.1 × 2  is %.29f\n1.1 × 3  is %.29f\n3.3      is %.29f\n", tax, tax*two, tax*three, 3.3)
	digits := 0
	for x := 1.0; 1+x > 1; x /= 2 {
		digits++
	}
	fmt.Printf("a float64 has %d binary digits, about %.0f decimal ones\n", digits, math.Log10(math.Pow(2, float64(digits))))
	report("tax 1.15: price, dApple, dApple_num before int", func() any {
		var apple, withTax layers.Mul
		price := withTax.Forward(apple.Forward(100, 2), 1.15)
		d, _ := withTax.Backward(1)
		dApple, dNum := apple.Backward(d)
		return fmt.Sprintf("%v %v %v, with int %d and %d", price, dApple, dNum, int(price), int(dNum))
	})
	report("one Mul for two nodes: dtax, dapple, dappleNum", func() any {
		var mul layers.Mul
		mul.Forward(mul.Forward(100, 2), 1.1)
		d, dtax := mul.Backward(1)
		dapple, dnum := mul.Backward(d)
		return fmt.Sprintf("%.4g %.4g %.4g", dtax, dapple, dnum)
	})
	report("Backward before Forward", func() any {
		var mul layers.Mul
		mul.Backward(1)
		return nil
	})
	report("apples, oranges and five pears at 80: price, dTax, dPear, dPear_num", func() any {
		pear, num, tax := graph.Var("pear", 80), graph.Var("number", 5), graph.Var("tax", 1.1)
		return derivatives(graph.Const(650).Add(pear.Mul(num)).Mul(tax), tax, pear, num)
	})
	report("apples at 101, oranges at 150", func() any {
		price := (101*2 + 150*3) * tax
		return fmt.Sprintf("%.4g, with int %d", price, int(price))
	})
	a, n, withTax, price := shop(100, 2, 1.1)
	report("4.1 with dprice = 2", func() any { return derivatives(price.Mul(graph.Const(2)), a, n, withTax) })
}

// A bookReLU is the book's layer, which writes into dout.
type bookReLU struct{ layers.ReLU }

func (r *bookReLU) Backward(dout *tensor.Tensor) *tensor.Tensor {
	dx := r.ReLU.Backward(dout)
	for i := range dout.Shape()[0] {
		for j := range dout.Shape()[1] {
			dout.Set(dx.At(i, j), i, j)
		}
	}
	return dout
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
	report(in("dx of relu(x) + relu(-x)", "relu(x) + relu(-x)의 dx"), func() any { return abs(&layers.ReLU{}, &layers.ReLU{}) })
	report(in("the same with the book's Relu.backward", "책의 Relu.backward로 구한 dx"), func() any { return abs(&bookReLU{}, &bookReLU{}) })
	skip := func(relu layers.Layer) any {
		relu.Forward(x)
		d := dout()
		return relu.Backward(d).Add(d)
	}
	report(in("dx of relu(x) + x", "relu(x) + x의 dx"), func() any { return skip(&layers.ReLU{}) })
	report(in("the same with the book's Relu.backward", "책의 Relu.backward로 구한 dx"), func() any { return skip(&bookReLU{}) })
	report("numerical derivative at 0", func() any {
		relu := func(x float64) float64 { return max(0, x) }
		return (relu(1e-4) - relu(-1e-4)) / 2e-4
	})
	report("a dout of another shape", func() any {
		var relu layers.ReLU
		relu.Forward(x)
		return relu.Backward(tensor.Vector(1, 2))
	})
}

func sigmoids() {
	derivative := func(x float64) (y, dx float64) {
		var s layers.Sigmoid
		y = s.Forward(tensor.Vector(x)).At(0)
		return y, s.Backward(tensor.Vector(1)).At(0)
	}
	for _, x := range []float64{-40, -1000, 0, 0.5, 2, 4, 36.7, 36.8, 1000} {
		y, dx := derivative(x)
		fmt.Printf("x = %v: y = %.6g, dy/dx = %.6g\n", x, y, dx)
	}
	fmt.Printf("exp(-0.5) = %.6f\n", math.Exp(-0.5))
	ten := 1.0
	x := 0.5
	for range 10 {
		y, dx := derivative(x)
		ten *= dx
		x = y
	}
	fmt.Printf("ten sigmoid layers from x = 0.5: %.8f of dout, at most 0.25¹⁰ = %.8f; y settles at %.3f\n", ten, math.Pow(0.25, 10), x)
	fmt.Printf("x(1 - x) at 0.5: %v, at 2: %v\n", 0.5*(1-0.5), 2.0*(1-2))
	fmt.Printf("exp(1000) / (1 + exp(1000)): %v\n", tensor.Vector(1000).Exp().Div(tensor.Vector(1000).Exp().AddScalar(1)))
}

func affines() {
	report("dout.Dot(W) for one data point", func() any {
		return tensor.Vector(1, 10, 100).Dot(tensor.Matrix([][]float64{{0.1, 0.3, 0.5}, {0.2, 0.4, 0.6}}))
	})
	W, dout := tensor.Matrix([][]float64{{1, 2}, {3, 4}}), tensor.Vector(1, 10)
	report("dout·Wᵀ for a square W", func() any { return dout.Dot(W.T()) })
	report("dout·W for the same W", func() any { return dout.Dot(W) })
	report("b minus a gradient that was not summed", func() any {
		tensor.Vector(1, 2, 3).SubInPlace(tensor.Zeros(4, 3))
		return nil
	})
	batch := tensor.Matrix([][]float64{{1, 2, 3}, {10, 20, 30}, {100, 200, 300}, {400, 500, 600}})
	report("sum of the rows", func() any { return batch.Sum(0) })
	report("mean of the rows", func() any { return batch.Mean(0) })
	report("y and dx of 6.1 with a third column of 0", func() any {
		W := tensor.Matrix([][]float64{{0.1, 0.3, 0}, {0.2, 0.4, 0}})
		return fmt.Sprint(tensor.Vector(1, 2).Dot(W).Add(tensor.Vector(0.1, 0.2, 0.3)), tensor.Vector(1, 10, 100).Dot(W.T()))
	})
}

// why prints the numbers of the page before section 1.
func why() {
	fmt.Printf("-2 × 0.05 = %.2g; 3 × 0.01 = %.2g\n", -2*0.05, 3*0.01)
	for _, classes := range []float64{10, 26} {
		fmt.Printf("log(%v) = %.4f\n", classes, math.Log(classes))
	}
	const seconds = 2 * 1000000 * 0.001
	fmt.Printf("2 × 1000000 forward passes of 1 ms: %.0f s, %.0f minutes\n", seconds, seconds/60)
}

// digits prints the numbers of the page about your own digit.
func digits() {
	width, height := 0, 0
	for _, set := range []mnist.Set{trainSet, testSet} {
		for from := 0; from < set.X.Shape()[0]; from += 1000 {
			for image := range slices.Chunk(set.X.Slice(from, from+1000).Data(), 784) {
				box := [4]int{28, 28, -1, -1} // left, top, right, bottom
				for i, v := range image {
					if v > 0 {
						box = [4]int{min(box[0], i%28), min(box[1], i/28), max(box[2], i%28), max(box[3], i/28)}
					}
				}
				width, height = max(width, box[2]-box[0]+1), max(height, box[3]-box[1]+1)
			}
		}
	}
	fmt.Printf("every digit of MNIST fits in a box of %d × %d\n", width, height)
	fmt.Printf("softmax of two scores with a difference of 10: %.6f\n", layers.Softmax(tensor.Matrix([][]float64{{10, 0}})).At(0, 0))
	code, err := os.ReadFile("cmd/predict/answer.go")
	if err != nil {
		panic(err)
	}
	fmt.Println(regexp.MustCompile(`doubtBelow = [\d.]+`).FindString(string(code)))
}

func softmaxes() {
	row := func(v ...float64) *tensor.Tensor { return tensor.Matrix([][]float64{v}) }
	for _, y := range []float64{1, 0.5, 0.2, 0.1, 0.01} {
		fmt.Printf("-log %v = %.4f\n", y, -math.Log(y))
	}
	report("softmax of the scores 1 and 2", func() any { return layers.Softmax(row(1, 2)) })
	S := math.Exp(1) + math.Exp(2)
	fmt.Printf("1/S - t/exp(x) for the scores 1 and 2: %.4f %.4f\n", 1/S, 1/S-1/math.Exp(2))
	var l layers.SoftmaxWithLoss
	l.Forward(row(1, 2), row(0, 1))
	report("Backward(1) and Backward(3)", func() any { return fmt.Sprintf("%.4f %.4f", l.Backward(1).Data(), l.Backward(3).Data()) })
	y, t := row(0.98, 0.01, 0.01), row(0, 1, 0)
	report("y = (0.98, 0.01, 0.01), t = (0, 1, 0): y - t", func() any { return y.Sub(t) })
	report("the squared error after softmax sends back", func() any {
		d := y.Sub(t)
		return fmt.Sprintf("%.4f", y.Mul(d.Sub(tensor.Scalar(d.Mul(y).Sum().Item()))).Data())
	})
	report("the same scores for three classes: loss, y - t", func() any {
		var l layers.SoftmaxWithLoss
		loss := l.Forward(row(0, 0, 0), row(0, 1, 0))
		return fmt.Sprintf("%.4f %.4f", loss, l.Backward(1).Data())
	})
	exps := tensor.Matrix([][]float64{{1, 2, 0}, {0, 1, 2}})
	report("one row's loss, the other's, and their mean", func() any {
		one := layers.CrossEntropyError(layers.Softmax(exps.Slice(0, 1)), row(1, 0, 0))
		two := layers.CrossEntropyError(layers.Softmax(exps.Slice(1, 2)), row(0, 0, 1))
		return fmt.Sprintf("%.4f %.4f %.4f", one, two, (one+two)/2)
	})
	report("the largest loss, -log 1e-7", func() any { return fmt.Sprintf("%.3f", -math.Log(1e-7)) })
	report(in("a label that is not a class", "없는 클래스의 레이블"), func() any {
		return layers.CrossEntropyError(layers.Softmax(exps), tensor.Vector(2, 3))
	})
	report(in("y - t with indices for t, y with the rows (0.3, 0.7) and (0.6, 0.4)", "t가 인덱스일 때의 y - t, y의 행은 (0.3, 0.7)과 (0.6, 0.4)"), func() any {
		return tensor.Matrix([][]float64{{0.3, 0.7}, {0.6, 0.4}}).Sub(tensor.Vector(1, 0))
	})
	report(in("y - t with one-hot rows", "t가 원-핫 행일 때의 y - t"), func() any {
		return tensor.Matrix([][]float64{{0.3, 0.7}, {0.6, 0.4}}).Sub(tensor.Matrix([][]float64{{0, 1}, {1, 0}}))
	})
}
