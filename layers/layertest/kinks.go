package layertest

import (
	"math"

	"backprop/tensor"
)

// The reasons why a right gradient may differ from the numerical one, of the
// parameter's name and the number of its elements.
var (
	crossed = Say( // h = 1e-4 moves a ReLU across 0; a smaller h does not
		"%s: the check sets %d of its elements apart. h = 1e-4 moves a ReLU across 0 there, so the numerical gradient mixes two slopes; with an h from 1e-5 to 1e-7 it agrees with backpropagation.",
		"%s: 원소 %d개는 따로 비교했다. h = 1e-4만큼 바꾸면 ReLU의 입력이 0을 지나므로 수치 미분은 양쪽의 미분이 섞인 값이 된다. h를 1e-5에서 1e-7 사이로 줄이면 오차역전파법과 일치한다.")
	atKink = Say(
		"%s: the check sets %d of its elements apart. The input of a ReLU is 0 there (to within 1e-5), where the loss has two slopes: h = 1e-4 mixes them, and backpropagation agrees with one of them.",
		"%s: 원소 %d개는 따로 비교했다. ReLU의 입력이 0이어서(1e-5 이내) 0의 양쪽에서 미분이 다르다. h = 1e-4의 수치 미분은 두 미분이 섞인 값이고, 오차역전파법은 그 가운데 하나와 일치한다.")
	saturated = Say(
		"%s: the check sets %d of its elements apart. The probability of a label is so small that the 1e-7 in the loss's logarithm counts, and backpropagation leaves it out.",
		"%s: 원소 %d개는 비교에서 뺐다. 정답 레이블의 확률이 아주 작아 손실의 로그에 더한 1e-7을 무시할 수 없는데, 오차역전파법은 이 1e-7 없이 계산한다.")
)

// reason returns why element i differs although a may be right, or no text.
func (g Gradients) reason(name string, i int, a, largest float64) Text {
	if why := g.slopeOf(g.loss, name, i, a, largest); why != (Text{}) {
		return why
	}
	exact, loss := g.exactLoss()
	isCrossEntropy := math.Abs(loss-g.loss()) <= 1e-9*max(1, loss)
	withoutIt := func() float64 { exact, _ := g.exactLoss(); return exact }
	if isCrossEntropy && exact-loss > 1e-9*loss && g.slopeOf(withoutIt, name, i, a, largest) != (Text{}) {
		return saturated
	}
	return Text{}
}

func (g Gradients) loss() float64 { return g.Net.Loss(g.X, g.T) }

// exactLoss returns the cross entropy of the softmax without the 1e-7 in its
// logarithm, and with it. Without it the scores alone give the loss of a row,
// log Σ exp(scores - the label's), however small the label's probability is.
func (g Gradients) exactLoss() (exact, loss float64) {
	scores, labels := g.Net.Predict(g.X), g.T
	if labels.NDim() > 1 {
		labels = labels.Argmax(1)
	}
	scores = scores.Sub(scores.MaxKeepDims(1))
	N := float64(labels.Size())
	for i, label := range labels.Data() {
		row := math.Log(scores.Slice(i, i+1).Exp().Sum().Item()) - scores.At(i, int(label))
		exact += row / N
		loss -= math.Log(math.Exp(-row)+1e-7) / N
	}
	return exact, loss
}

// places lists where the loss is differentiated instead, and with which h: at the
// point itself, and close by with other biases, where no ReLU's input is 0. A weight
// that grows may open a ReLU for one datum and close it for another; the biases move
// it to one side for all.
var places = []struct {
	reason   Text
	shift, h float64
}{
	{crossed, 0, 1e-5}, {crossed, 0, 1e-6}, {crossed, 0, 1e-7},
	{atKink, -1e-5, 1e-7}, {atKink, 1e-5, 1e-7}, {atKink, -1e-6, 1e-8}, {atKink, 1e-6, 1e-8},
}

// slopeOf returns at which kind of place a is the slope of a loss, or no text. The loss is
// known to its last digit.
func (g Gradients) slopeOf(loss func() float64, name string, i int, a, largest float64) Text {
	element := g.Params[name].Reshape(-1)
	for _, p := range places {
		back := g.shiftBiases(p.shift)
		moved := func(h float64) float64 {
			before := element.At(i)
			defer element.Set(before, i)
			element.Set(before+h, i)
			return loss()
		}
		slope := (moved(p.h) - moved(-p.h)) / (2 * p.h)
		back()
		lastDigit := 4e-16 * max(1, math.Abs(loss()))
		if math.Abs(a-slope) <= lastDigit/p.h+float64(wrongFrom*max(math.Abs(a), math.Abs(slope), largest/100)) {
			return p.reason
		}
	}
	return Text{}
}

// shiftBiases adds shift to the first bias, ten times as much to the next, and so
// on: no layer's shift undoes that of a later one. The function that it
// returns takes the shifts back.
func (g Gradients) shiftBiases(shift float64) (back func()) {
	before := map[*tensor.Tensor]*tensor.Tensor{}
	for _, name := range g.Names {
		if b := g.Params[name]; b.NDim() == 1 {
			before[b] = b.Copy()
			b.AddInPlace(tensor.Scalar(shift))
			shift *= 10
		}
	}
	return func() {
		for b, was := range before {
			b.SetAll(was)
		}
	}
}
