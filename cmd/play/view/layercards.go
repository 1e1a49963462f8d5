package view

import (
	"backprop/layers"
	"backprop/tensor"
)

// layerCards ask about the layers of sections 3.1 to 6.3.
var layerCards = []card{
	{"add", "3.1", func(round int) question {
		dout, x, y := pick(round, 1.3, 2, -7), pick(round, 10, 4, 8), pick(round, 5, 6, 3)
		dx, _ := layers.Add{}.Backward(dout)
		return question{
			text: both("An addition node: dout = %v, x = %v, y = %v. dx = ?", "덧셈 노드: dout = %v, x = %v, y = %v. dx = ?", dout, x, y),
			want: dx,
			mistakes: []mistaken{
				{dout * y, say("this is the multiplication's rule", "곱셈 노드의 역전파다")},
				{2 * dout, say("an addition passes dout once, not twice", "덧셈 노드는 dout을 두 배로 만들지 않는다")},
				{1, doutLeftOut},
				{x + y, forwardValue},
			},
			why: say("An addition passes dout on unchanged.", "덧셈 노드는 dout을 그대로 흘려보낸다."),
		}
	}},
	{"mul", "3.2", func(round int) question {
		dout, x, y := pick(round, 1.3, 2, -1), pick(round, 25, 7, 4), pick(round, 2, 3, 9)
		layer := layers.Mul{}
		out := layer.Forward(x, y)
		dx, _ := layer.Backward(dout)
		return question{
			text: both("A multiplication node: dout = %v, x = %v, y = %v. dx = ?", "곱셈 노드: dout = %v, x = %v, y = %v. dx = ?", dout, x, y),
			want: dx,
			mistakes: []mistaken{
				{dout * x, notSwapped},
				{y, doutLeftOut},
				{out, forwardValue},
				{dout, say("this is the addition's rule", "덧셈 노드의 역전파다")},
			},
			why: both("dout times the other input: %v × %v = %v.", "dout에 다른 쪽 입력을 곱한다. %v × %v = %v.", dout, y, dx),
		}
	}},
	{"tax", "4.1", func(round int) question {
		p := buy(pick(round, 100, 150, 80), pick(round, 2, 3, 5))
		return question{
			text: p.text("dTax = ?", "dTax = ?"),
			want: p.tax.Derivative(),
			mistakes: []mistaken{
				{p.tax.Value(), notSwapped},
				{p.amount.Value(), forwardValue},
				{p.apple.Value(), countLeftOut},
			},
			why: both("The other input of the tax's multiplication: %v × %v = %v.",
				"소비세를 곱하는 노드의 다른 쪽 입력이다. %v × %v = %v.", p.apple.Value(), p.number.Value(), p.tax.Derivative()),
		}
	}},
	{"orange", "4.2", func(round int) question {
		price, number := pick(round, 150, 120, 90), pick(round, 3, 2, 5)
		mulOrange, addAll, mulTax := layers.Mul{}, layers.Add{}, layers.Mul{}
		mulTax.Forward(addAll.Forward(200, mulOrange.Forward(price, number)), 1.1)
		dAll, _ := mulTax.Backward(1)
		_, dOranges := addAll.Backward(dAll)
		dPrice, dNumber := mulOrange.Backward(dOranges)
		return question{
			text: both("Apples for 200 and %v oranges at %v, with the tax 1.1. dOrange = ?",
				"사과 200원어치, %[2]v원짜리 귤 %[1]v개, 소비세 1.1. dOrange = ?", number, price),
			want: dPrice,
			mistakes: []mistaken{
				{number, taxLeftOut},
				{dNumber, notSwapped},
				{dOranges, say("the number of oranges is left out", "귤 개수를 곱하지 않았다")},
			},
			why: both("1.1 passes through the addition unchanged and is multiplied by %v: %v.",
				"1.1이 덧셈 노드를 그대로 지나고, 여기에 귤의 개수를 곱한다. 1.1 × %v = %v.", number, dPrice),
		}
	}},
	{"relu", "5.1", func(round int) question {
		x, dout := pick(round, -2, 3, 0), pick(round, 30, 40, 20)
		layer := layers.ReLU{}
		layer.Forward(tensor.Vector(x))
		dx := layer.Backward(tensor.Vector(dout)).At(0)
		inverted := say("the mask is inverted", "마스크의 0과 1이 바뀌었다")
		if x == 0 {
			inverted = say("dout passes at x = 0", "x = 0에서 dout이 통과한다")
		}
		return question{
			text: both("ReLU: x = %v, dout = %v. dx = ?", "ReLU: x = %v, dout = %v. dx = ?", x, dout),
			want: dx,
			mistakes: []mistaken{
				{dout - dx, inverted},
				{x, say("x passes in the forward pass, dout in the backward pass", "순전파에서는 x가, 역전파에서는 dout이 통과한다")},
			},
			why: say("ReLU passes dout where x > 0, and 0 elsewhere.", "ReLU는 x > 0이면 dout을, 아니면 0을 흘려보낸다."),
		}
	}},
	{"sigmoid", "5.2", func(round int) question {
		x, dout := 0.0, pick(round, 2, 8, -4)
		layer := layers.Sigmoid{}
		y := layer.Forward(tensor.Vector(x)).At(0)
		dx := layer.Backward(tensor.Vector(dout)).At(0)
		return question{
			text: both("Sigmoid: x = %v, so y = %v. dout = %v. dx = ?", "시그모이드: x = %v이므로 y = %v. dout = %v. dx = ?", x, y, dout),
			want: dx,
			mistakes: []mistaken{
				{dout * x * (1 - x), say("x is used instead of y", "y 대신 x를 썼다")},
				{y * (1 - y), doutLeftOut},
				{dout * y, say("the factor 1 − y is missing", "1 − y가 빠졌다")},
				{-dx, signFlipped},
			},
			why: both("dout · y(1 − y) = %v.", "dout · y(1 − y) = %v.", dx),
		}
	}},
	{"dW", "6.1", func(round int) question {
		x := tensor.Matrix([][]float64{{1, pick(round, 2, 3, 4)}})
		dout := tensor.Matrix([][]float64{{1, 10, 100}})
		affine := layers.NewAffine(tensor.Zeros(2, 3), tensor.Zeros(3))
		affine.Forward(x)
		affine.Backward(dout)
		return question{
			text: both("Affine: x = [1 %v], dout = [1 10 100]. dW is (2, 3). Its last element = ?",
				"Affine: x = [1 %v], dout = [1 10 100]. dW의 형상은 (2, 3)이다. 마지막 원소 = ?", x.At(0, 1)),
			want: affine.DW.At(1, 2),
			mistakes: []mistaken{
				{affine.DB.At(2), say("this is db: x is left out", "db다. x를 곱하지 않았다")},
				{affine.DW.At(1, 1), say("this is the element before it", "그 앞의 원소다")},
				{affine.DW.At(0, 2), say("this is the row above", "위 행의 원소다")},
			},
			why: both("dW = xᵀ · dout: %v × 100 = %v.", "dW = xᵀ · dout: %v × 100 = %v.", x.At(0, 1), affine.DW.At(1, 2)),
		}
	}},
	{"db", "6.2", func(round int) question {
		a, b, c := pick(round, 1, 4, 2), pick(round, 10, 5, 7), pick(round, 100, 9, 30)
		affine := layers.NewAffine(tensor.Zeros(2, 1), tensor.Zeros(1))
		affine.Forward(tensor.Zeros(3, 2))
		affine.Backward(tensor.Matrix([][]float64{{a}, {b}, {c}}))
		db := affine.DB.At(0)
		return question{
			text: both("A batch of N = 3: dout = [[%v] [%v] [%v]]. db = ?", "N = 3인 배치: dout = [[%v] [%v] [%v]]. db = ?", a, b, c),
			want: db,
			mistakes: []mistaken{
				{c, say("only the last row of the batch counts", "배치의 마지막 행만 더했다")},
				{db / 3, say("it is divided by N once too often", "N으로 한 번 더 나누었다")},
				{a, say("only the first row of the batch counts", "배치의 첫 행만 더했다")},
				{-db, signFlipped},
			},
			why: say("b was added to every row, so db is the sum of the rows.", "b를 모든 행에 더했으므로 db는 모든 행의 합이다."),
		}
	}},
	{"softmax", "6.3", func(round int) question {
		N := 1 + round%2
		rows := [][]float64{{0.3, 0.2, 0.5}, {0.3, 0.2, 0.5}}[:N]
		labels := [][]float64{{0, 1, 0}, {0, 1, 0}}[:N]
		layer := layers.SoftmaxWithLoss{}
		layer.Forward(tensor.Matrix(rows).Log(), tensor.Matrix(labels))
		dx := layer.Backward(1).At(0, 1)
		y, t := 0.2, 1.0
		return question{
			text: both("Softmax-with-Loss, N = %d: y = [0.3 0.2 0.5], t = [0 1 0]. The middle element of dx = ?",
				"Softmax-with-Loss, N = %d: y = [0.3 0.2 0.5], t = [0 1 0]. dx의 가운데 원소 = ?", N),
			want: dx,
			mistakes: []mistaken{
				{-dx, signFlipped},
				{t - y, signFlipped},
				{y, say("t is not subtracted", "t를 빼지 않았다")},
				{y - t, say("the division by N is missing", "N으로 나누지 않았다")},
			},
			why: both("(y − t) / N = (0.2 − 1) / %d = %v.", "(y − t) / N = (0.2 − 1) / %d = %v.", N, dx),
		}
	}},
}
