package view

import "backprop/tensor"

// trainingCards ask about the network and its training, section 7.
var trainingCards = []card{
	{"parameters", "7.2", func(round int) question {
		hidden := int(pick(round, 50, 100, 20))
		want := pixels*hidden + hidden + hidden*10 + 10
		return question{
			text: both("How many parameters does the network 784-%d-10 have?", "784-%d-10 신경망의 매개변수는 몇 개인가?", hidden),
			want: float64(want),
			mistakes: []mistaken{
				{float64(pixels*hidden + hidden*10), say("the biases are left out", "편향을 빠뜨렸다")},
			},
			why: both("784 · %d + %[1]d + %[1]d · 10 + 10 = %d.", "784 · %d + %[1]d + %[1]d · 10 + 10 = %d.", hidden, want),
		}
	}},
	{"difference", "7.3", func(round int) question {
		x := pick(round, 3, 2, 5)
		const h = 0.1
		up, down := (x+h)*(x+h), (x-h)*(x-h)
		return question{
			text: both("f(x) = x² at x = %v, with h = 0.1. The central difference = ?", "f(x) = x², x = %v, h = 0.1. 중심 차분 = ?", x),
			want: (up - down) / (2 * h),
			mistakes: []mistaken{
				{(up - x*x) / h, say("this is the forward difference", "중심 차분이 아니라 전방 차분이다")},
				{(up - down) / h, say("it is divided by h and not by 2h", "2h가 아니라 h로 나누었다")},
			},
			why: both("(f(x + h) − f(x − h)) / 2h = (%v − %v) / 0.2.", "(f(x + h) − f(x − h)) / 2h = (%v − %v) / 0.2.", up, down),
		}
	}},
	{"update", "7.4", func(round int) question {
		w, grad := pick(round, 0.5, 1, -0.5), pick(round, 2, -3, 1)
		W := tensor.Vector(w)
		W.SubInPlace(tensor.Vector(grad).MulScalar(0.1))
		return question{
			text: both("W = %v, its gradient %v, the learning rate 0.1. W after the update = ?",
				"W = %v, 기울기 %v, 학습률 0.1. 갱신한 W = ?", w, grad),
			want: W.At(0),
			mistakes: []mistaken{
				{w + 0.1*grad, say("the update has the wrong sign", "갱신의 부호가 틀렸다")},
				{w - grad, say("the learning rate is left out", "학습률을 곱하지 않았다")},
			},
			why: both("W − 0.1 × %v = %v.", "W − 0.1 × %v = %v.", grad, W.At(0)),
		}
	}},
}
