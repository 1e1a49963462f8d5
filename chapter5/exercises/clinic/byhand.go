package clinic

import (
	"fmt"
	"slices"

	"backprop/chapter5/exercises/checks"
	"backprop/layers/layertest"
	"backprop/tensor"
)

// What a node returns for numbers so small that they can be checked by hand.
// The node has seen another batch before.

type tensors = []*tensor.Tensor

// byHand shows the lines that f adds to a table.
func byHand(f func(t *table)) symptom {
	head := symptom{layertest.Say("", ""),
		layertest.Say("by hand, after another batch:", "손으로 확인할 수 있는 예. 다른 배치를 처리한 다음이다.")}
	var t table
	panicked := attempt(func() { f(&t) })
	return slices.Concat(head, t.lines(), panicked)
}

func activationByHand(node layertest.Node) symptom {
	return byHand(func(t *table) {
		node.Forward(tensors{tensor.Matrix([][]float64{{3, 1}, {-1, 2}})})
		node.Backward(tensor.Full(1, 2, 2))
		t.add("x", tensor.Matrix([][]float64{{-2, 0}, {1, 3}}))
		t.add("y", node.Forward(tensors{tensor.Matrix([][]float64{{-2, 0}, {1, 3}})}))
		dout := tensor.Matrix([][]float64{{4, -5}, {6, -7}})
		t.add("dout", dout)
		t.add("dx", node.Backward(dout)[0])
		t.addText("dout then", "그 뒤 dout", dout)
	})
}

func affineByHand(m layertest.Maker) symptom {
	return byHand(func(t *table) {
		W, b := tensor.Matrix([][]float64{{1, 2}, {3, 4}}), tensor.Vector(10, 20)
		t.add("W", W)
		t.add("b", b)
		node := m(tensors{W, b})
		node.Forward(tensors{tensor.Matrix([][]float64{{1, 0}, {0, 1}})})
		node.Backward(tensor.Full(1, 2, 2))
		x, dout := tensor.Matrix([][]float64{{2, 1}, {0, 3}}), tensor.Matrix([][]float64{{1, 2}, {1, 3}})
		t.add("x", x)
		t.add("y", node.Forward(tensors{x}))
		t.add("dout", dout)
		for i, gradient := range node.Backward(dout) {
			t.add([]string{"dx", "dW", "db"}[i], gradient)
		}
		W.SubInPlace(W.Copy())
		b.SubInPlace(b.Copy())
		t.addText("y, once W and b are 0", "W와 b가 0이 된 뒤의 y", node.Forward(tensors{x}))
	})
}

func lossByHand(node layertest.Node) symptom {
	loss := func(x, t *tensor.Tensor) string { return number(node.Forward(tensors{x, t}).Item(), 4) }
	dx := func() *tensor.Tensor { return node.Backward(tensor.Scalar(1))[0] }
	return byHand(func(t *table) {
		labels := tensor.Matrix([][]float64{{1, 0, 0}, {0, 1, 0}})
		loss(tensor.Matrix([][]float64{{0, 1, 2}, {1, 1, 1}}), labels.Copy())
		dx()
		x := tensor.Matrix([][]float64{{2, 1, 0}, {0, 3, 0}})
		t.addText("scores", "점수", x)
		t.add("t", labels)
		t.addText("loss", "손실", loss(x, labels))
		t.add("dx", dx())
		for _, score := range []float64{20, 1000} {
			of := loss(tensor.Matrix([][]float64{{score, 0, 0}}), tensor.Matrix([][]float64{{0, 1, 0}}))
			t.add(fmt.Sprintf("[%v 0 0], t [0 1 0]", score),
				layertest.Say("loss %s  dx %s", "손실 %s  dx %s", of, row(dx())))
		}
	})
}

func accuracyByHand(accuracy func(y, t *tensor.Tensor) float64) symptom {
	y := tensor.Matrix([][]float64{{9, 1, 0}, {8, 2, 0}, {0, 1, 7}})
	labels := tensor.Vector(0, 0, 2)
	var t table
	t.addText("scores", "점수", y)
	t.addText("labels", "레이블", labels)
	t.addText("accuracy", "정확도", number(accuracy(y, labels), 4))
	return t.lines()
}

func differencesByHand(broken checks.Differences) symptom {
	x := tensor.Vector(1, -2, 0.5)
	var t table
	t.addText("f", "f", layertest.Say("the sum of x³", "x³의 합"))
	t.add("x", x.Copy())
	t.add("3x²", x.Mul(x).MulScalar(3))
	cubes := func(*tensor.Tensor) float64 { return x.Mul(x).Mul(x).Sum().Item() }
	t.addText("numerical gradient", "수치 미분", broken(cubes, x))
	t.addText("x then", "그 뒤 x", x)
	return t.lines()
}
