package clinic

import (
	"fmt"

	"backprop/chapter5/exercises/checks"
	"backprop/layers"
	"backprop/tensor"
)

// What a layer makes of numbers so small that they can be checked by hand. The
// layer has seen another batch before.

func byHand(w words) string {
	return w.say("\nby hand, after another batch:\n", "\n손으로 따져 볼 수. 다른 배치 다음이다.\n")
}

func activationByHand(w words, layer layers.Layer) string {
	var t table
	message := w.attempt(func() {
		layer.Forward(tensor.Matrix([][]float64{{3, 1}, {-1, 2}}))
		layer.Backward(tensor.Full(1, 2, 2))
		t.add("x", tensor.Matrix([][]float64{{-2, 0}, {1, 3}}))
		t.add("y", layer.Forward(tensor.Matrix([][]float64{{-2, 0}, {1, 3}})))
		dout := tensor.Matrix([][]float64{{4, -5}, {6, -7}})
		t.add("dout", dout)
		t.add("dx", layer.Backward(dout))
		t.add(w.say("dout then", "그 뒤 dout"), dout)
	})
	return byHand(w) + t.String() + message
}

func affineByHand(w words, fresh func(W, b *tensor.Tensor) checks.AffineLayer) string {
	W, b := tensor.Matrix([][]float64{{1, 2}, {3, 4}}), tensor.Vector(10, 20)
	var t table
	t.add("W", W)
	t.add("b", b)
	layer := fresh(W, b)
	message := w.attempt(func() {
		layer.Forward(tensor.Matrix([][]float64{{1, 0}, {0, 1}}))
		layer.Backward(tensor.Full(1, 2, 2))
		x, dout := tensor.Matrix([][]float64{{2, 1}, {0, 3}}), tensor.Matrix([][]float64{{1, 2}, {1, 3}})
		t.add("x", x)
		t.add("y", layer.Forward(x))
		t.add("dout", dout)
		t.add("dx", layer.Backward(dout))
		dW, db := layer.Grads()
		t.add("dW", dW)
		t.add("db", db)
		W.SubInPlace(W.Copy())
		b.SubInPlace(b.Copy())
		t.add(w.say("y, once W and b are 0", "W와 b가 0이 된 뒤의 y"), layer.Forward(x))
	})
	return byHand(w) + t.String() + message
}

func lossByHand(w words, layer checks.LossLayer) string {
	var t table
	message := w.attempt(func() {
		layer.Forward(tensor.Matrix([][]float64{{0, 1, 2}, {1, 1, 1}}),
			tensor.Matrix([][]float64{{1, 0, 0}, {0, 1, 0}}))
		layer.Backward(1)
		x, labels := tensor.Matrix([][]float64{{2, 1, 0},
			{0, 3, 0}}), tensor.Matrix([][]float64{{1, 0, 0}, {0, 1, 0}})
		t.add(w.say("scores", "점수"), x)
		t.add("t", labels)
		t.add(w.say("loss", "손실"), number(layer.Forward(x, labels), 4))
		t.add("dx", layer.Backward(1))
		for _, score := range []float64{20, 1000} {
			loss := layer.Forward(tensor.Matrix([][]float64{{score, 0, 0}}),
				tensor.Matrix([][]float64{{0, 1, 0}}))
			t.add(fmt.Sprintf("[%v 0 0], t [0 1 0]", score),
				fmt.Sprintf("%s %s  dx %s", w.say("loss", "손실"), number(loss, 4), row(layer.Backward(1))))
		}
	})
	return byHand(w) + t.String() + message
}

func accuracyByHand(w words, accuracy func(y, t *tensor.Tensor) float64) string {
	y := tensor.Matrix([][]float64{{9, 1, 0}, {8, 2, 0}, {0, 1, 7}})
	t := tensor.Vector(0, 0, 2)
	var of table
	of.add(w.say("scores", "점수"), y)
	of.add(w.say("labels", "레이블"), t)
	of.add(w.say("accuracy", "정확도"), number(accuracy(y, t), 4))
	return of.String()
}
