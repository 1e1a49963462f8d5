package layertest

import (
	"math"

	"backprop/tensor"
)

// The reasons why a right gradient may differ from the numerical one, of the
// parameter's name and the number of its elements.
var (
	crossed     = crossedAbove("1e-5", "1e-7")
	crossedTiny = crossedAbove("1e-8", "1e-10") // as tiny as the first weights
	atKink      = Say(                          // a ReLU's input is 0 at the very point
		"%s: the check sets aside %d of its elements. The input of a ReLU is 0 there (to within 1e-5), where the loss has two slopes, and h = 1e-4 mixes them. With slightly other biases, which move the inputs away from 0, it agrees with backpropagation.",
		"%s: 원소 %d개는 따로 비교했다. ReLU의 입력이 0이어서(1e-5 이내) 0의 양쪽에서 미분이 다르고, h = 1e-4의 수치 미분은 두 미분이 섞인 값이다. 편향을 조금 바꾸어 입력을 0에서 옮기면 오차역전파법과 일치한다.")
	unresolved = Say( // ReLUs are moved across 0 by an h that is too small for the loss
		"%s: %d of its elements could not be compared. h = 1e-4 is too large there, because the loss has two slopes close by, and for a smaller h the loss has too few digits.",
		"%s: 원소 %d개는 비교할 수 없었다. 가까이에서 손실의 미분이 달라지므로 그곳에서는 h = 1e-4가 너무 큰데, h를 더 줄이면 손실의 자릿수가 모자란다.")
	notCentral = Say( // the caller's numerical gradient is wrong
		"%s: %d of its elements could not be compared. Their numerical gradient is not (L(x + h) - L(x - h))/2h with h = 1e-4: it is wrong, or the parameters have changed since.",
		"%s: 원소 %d개는 비교할 수 없었다. 수치 미분이 (L(x + h) - L(x - h))/2h(h = 1e-4)와 다르다. 수치 미분이 틀렸거나, 그 뒤에 매개변수가 바뀌었다.")
	saturated = Say( // the 1e-7 in the loss's logarithm explains the difference
		"%s: the check sets aside %d of its elements. The probability of the label is so small that the 1e-7 in the loss's logarithm counts, and backpropagation leaves it out.",
		"%s: 원소 %d개는 비교에서 뺐다. 정답 레이블의 확률이 아주 작아 손실의 로그에 더한 1e-7을 무시할 수 없는데, 오차역전파법은 이 1e-7 없이 계산한다.")
	unclear = Say( // the 1e-7 may explain it, but the loss does not tell
		"%s: %d of its elements could not be compared. The probability of a label is so small that the 1e-7 in the loss's logarithm counts, and backpropagation leaves it out. Smaller weights make the check possible.",
		"%s: 원소 %d개는 비교할 수 없었다. 정답 레이블의 확률이 아주 작아 손실의 로그에 더한 1e-7을 무시할 수 없는데, 오차역전파법은 이 1e-7 없이 계산한다. 가중치를 줄이면 검사할 수 있다.")
)

// crossedAbove says that h = 1e-4 moves a ReLU across 0, and that smaller ones do not.
func crossedAbove(first, last string) Text {
	return Say(
		"%%s: the check sets aside %%d of its elements. h = 1e-4 is too large there: mostly it moves a ReLU across 0, so the numerical gradient mixes two slopes. With an h from %s to %s it agrees with backpropagation.",
		"%%s: 원소 %%d개는 따로 비교했다. 그곳에서는 h = 1e-4가 너무 크다. 대개 ReLU의 입력이 0을 지나므로 수치 미분은 양쪽의 미분이 섞인 값이 된다. h를 %s에서 %s 사이로 줄이면 오차역전파법과 일치한다.",
		first, last)
}

// reason returns why a and n, of element i, differ although a may be right, or no text.
func (g Gradients) reason(name string, i int, a, n, largest float64) Text {
	const h = 1e-4
	above, here, below := g.at(name, i, h), g.Loss(), g.at(name, i, -h)
	central := (above - below) / (2 * h)
	if math.Abs(n-central) > g.lastDigit()/h+float64(wrongFrom*max(math.Abs(n), math.Abs(central), largest/100)) {
		return notCentral
	}
	if r := g.kink(name, i, a, largest, 0); r != (Text{}) {
		return r
	}
	// The loss bends between -h and h, and a smaller h leaves it too few digits, or is
	// still more than the input of a ReLU.
	bend := math.Abs(above-here-(here-below)) / max(math.Abs(above-here), math.Abs(here-below))
	weight := scale(g.Params[g.Names[0]].Data())
	if bend > wrongFrom && (g.lastDigit()/1e-7 > largest/500 || 0 < weight && weight < 1e-6) {
		return unresolved
	}
	// The loss of a batch does not tell which datum lacks a share of its gradient.
	// A datum that lacks the share q moves an element by q times its part of the
	// element, which is seldom more than ten times the largest gradient, or than 1/N.
	slack, why := g.missingShares()*max(10*largest, 1/float64(g.N)), unclear
	// The loss of one datum is -log(p + 1e-7), which tells the probability p of the label,
	// unless it keeps no digit of p. Its derivative is that of -log(p) times left.
	if left := 1 - inLog/math.Exp(-g.Loss()); g.N == 1 && left > 1e-6 {
		a, largest, slack, why = a*left, largest*left, 0, saturated
	} else if slack == 0 {
		return Text{}
	}
	if g.kink(name, i, a, largest, slack) == (Text{}) {
		return Text{}
	}
	return why
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
	{crossedTiny, 0, 1e-8}, {crossedTiny, 0, 1e-9}, {crossedTiny, 0, 1e-10},
	{atKink, -1e-5, 1e-7}, {atKink, 1e-5, 1e-7}, {atKink, -1e-6, 1e-8}, {atKink, 1e-6, 1e-8},
}

// lastDigit returns how far the loss is off by rounding.
func (g Gradients) lastDigit() float64 { return 4e-16 * max(1, math.Abs(g.Loss())) }

// kink returns why a, which may be off by slack, is the slope of the loss at another
// place, or no text.
func (g Gradients) kink(name string, i int, a, largest, slack float64) Text {
	lastDigit, isTiny := g.lastDigit(), scale(g.Params[g.Names[0]].Data()) < 1e-4
	for _, p := range places {
		size := largest * p.h / lastDigit // of the gradient, in units of its rounding error
		if slack == 0 && size < 50 || p.reason == crossedTiny && (size < 1e5 || !isTiny) {
			continue
		}
		back := g.shiftBiases(p.shift)
		slope := (g.at(name, i, p.h) - g.at(name, i, -p.h)) / (2 * p.h)
		back()
		if math.Abs(a-slope) <= slack+lastDigit/p.h+float64(wrongFrom*max(math.Abs(a), math.Abs(slope), largest/100)) {
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

// inLog is what the loss adds to a probability before it takes the logarithm.
const inLog = 1e-7

// missingShares estimates how much of the batch's gradients the 1e-7 takes away. The
// loss of a datum is -log(p + 1e-7), and its derivative is that of -log(p) times 1 - q.
// So the datum lacks the share q = 1e-7/(p + 1e-7) of its gradient. missingShares
// returns the sum of the shares of all data, or 0 if the numbers show another reason:
//
//   - The gradients of the last bias differ by the sum of q·(y - t)/N. The differences
//     of its classes have to add up to 0, since y and t both add up to 1.
//   - A datum with the share q has a loss of log(q/1e-7). The losses that the shares
//     need may not add up to more than the loss of the batch.
func (g Gradients) missingShares() float64 {
	last := g.Names[len(g.Names)-1]
	a, n := g.Backprop[last], g.Numerical[last]
	if a == nil || a.NDim() != 1 || !sameShape(a, n) {
		return 0
	}
	sum, negative := 0.0, 0.0 // of the differences, and of the negative ones, at the labels
	for c, v := range a.Data() {
		d := v - n.At(c)
		sum += d
		negative += max(0, -d)
	}
	N := float64(max(g.N, 1))
	shares := negative * N // the sum of q·(1 - y) of the labels
	if !(shares > 1e-6*N) || !(shares <= N) || math.Abs(sum) > 1e-3*negative {
		return 0
	}
	least := -math.Log(inLog)*max(1, shares) + math.Log(min(1, shares)) // the loss that these shares need
	if least > N*g.Loss()*1.01 {
		return 0
	}
	return shares
}

// at returns the loss with element i of a parameter moved by h.
func (g Gradients) at(name string, i int, h float64) float64 {
	element := g.Params[name].Reshape(-1) // a view
	before := element.At(i)
	element.Set(before+h, i)
	result := g.Loss()
	element.Set(before, i)
	return result
}
