package layertest

import (
	"math"

	"backprop/tensor"
)

// A reason says why a right gradient may differ from the numerical one.
type reason string

const (
	crossed   reason = "crossed"   // h = 1e-4 moves a ReLU across 0; a smaller h does not
	atKink    reason = "at kink"   // a ReLU's input is 0 at the very point
	saturated reason = "saturated" // the 1e-7 in the loss's logarithm counts
	unclear   reason = "unclear"   // it counts so much that nothing else is left
)

var remarks = map[reason]Text{
	crossed: Say(
		"%s: %d of its elements set apart. h = 1e-4 moves a ReLU across 0 there, so the numerical gradient mixes two slopes; with an h from 1e-5 to 1e-7 it agrees with backpropagation.",
		"%s: 원소 %d개는 따로 비교했다. h = 1e-4만큼 바꾸면 ReLU의 입력이 0을 지나므로 수치 미분은 양쪽의 미분이 섞인 값이 된다. h를 1e-5에서 1e-7 사이로 줄이면 오차역전파법과 일치한다."),
	atKink: Say(
		"%s: %d of its elements set apart. The input of a ReLU is 0 there (to within 1e-5), where the loss has two slopes: h = 1e-4 mixes them, and backpropagation agrees with one of them.",
		"%s: 원소 %d개는 따로 비교했다. ReLU의 입력이 0이어서(1e-5 이내) 0의 양쪽에서 미분이 다르다. h = 1e-4의 수치 미분은 두 미분이 섞인 값이고, 오차역전파법은 그 가운데 하나와 일치한다."),
	saturated: Say(
		"%s: %d of its elements set apart. The probability of the label is so small that the 1e-7 in the loss's logarithm counts, and backpropagation leaves it out.",
		"%s: 원소 %d개는 비교에서 뺐다. 정답 레이블의 확률이 아주 작아 손실의 로그에 더한 1e-7을 무시할 수 없는데, 오차역전파법은 이 1e-7 없이 계산한다."),
	unclear: Say(
		"%s: %d of its elements could not be compared. The probability of a label is so small that the 1e-7 in the loss's logarithm counts, and backpropagation leaves it out. Smaller weights make the check possible.",
		"%s: 원소 %d개는 비교할 수 없었다. 정답 레이블의 확률이 아주 작아 손실의 로그에 더한 1e-7을 무시할 수 없는데, 오차역전파법은 이 1e-7 없이 계산한다. 가중치를 줄이면 검사할 수 있다."),
}

// reason returns why element i differs although a may be right, or "".
func (g Gradients) reason(name string, i int, a, largest float64) reason {
	if r := g.kink(name, i, a, largest, 0); r != "" {
		return r
	}
	if g.N == 1 {
		// The loss is -log(p + 1e-7), which tells the probability p of the label.
		// Its derivative is that of -log(p) times left.
		left := 1 - inLog/math.Exp(-g.Loss())
		switch {
		case left > 1e-6 && g.kink(name, i, float64(a*left), float64(largest*left), 0) != "":
			return saturated
		case left <= 1e-6 && g.saturation() > 0: // the loss keeps no digit of p
			return unclear
		}
		return ""
	}
	// The data of a batch cannot be told apart. One with a share q of its
	// gradient missing moves an element by q times its part, which is
	// seldom more than ten times the largest gradient, or than 1/N.
	q := g.saturation()
	if q > 0 && g.kink(name, i, a, largest, float64(q*max(10*largest, 1/float64(g.N)))) != "" {
		return unclear
	}
	return ""
}

// places lists where the loss is differentiated instead, and with which h: at the
// point itself, and close by with other biases, where no ReLU's input is 0. A weight
// that grows may open a ReLU for one datum and close it for another; the biases move
// it to one side for all.
var places = []struct {
	reason   reason
	shift, h float64
}{
	{crossed, 0, 1e-5}, {crossed, 0, 1e-6}, {crossed, 0, 1e-7},
	{atKink, -1e-5, 1e-7}, {atKink, 1e-5, 1e-7}, {atKink, -1e-6, 1e-8}, {atKink, 1e-6, 1e-8},
}

// kink returns why a is the slope of the loss at another place, or "". The loss is
// known to its last digit, and a may be off by slack.
func (g Gradients) kink(name string, i int, a, largest, slack float64) reason {
	lastDigit := 4e-16 * max(1, math.Abs(g.Loss()))
	for _, p := range places {
		back := g.shiftBiases(p.shift)
		slope := (g.at(name, i, p.h) - g.at(name, i, -p.h)) / (2 * p.h)
		back()
		if math.Abs(a-slope) <= slack+lastDigit/p.h+float64(wrongFrom*max(math.Abs(a), math.Abs(slope), largest/100)) {
			return p.reason
		}
	}
	return ""
}

// shiftBiases adds by to the first bias, ten times as much to the next, and so
// on: no layer's shift undoes that of a later one. The function that it
// returns takes the shifts back.
func (g Gradients) shiftBiases(by float64) (back func()) {
	before := map[*tensor.Tensor]*tensor.Tensor{}
	for _, name := range g.Names {
		if b := g.Params[name]; b.NDim() == 1 {
			before[b] = b.Copy()
			b.AddInPlace(tensor.Scalar(by))
			by *= 10
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

// saturation returns the sum of the shares q of the data's gradients that are
// missing for inLog, as the last bias shows it, or 0 if the difference there
// has another reason. The loss of a datum is -log(p + 1e-7), and its derivative is
// that of -log(p) times 1 - q, with q = 1e-7/(p + 1e-7). So
//
//   - the last bias differs by the sum of q·(y - t)/N, whose classes add up to 0;
//   - each q costs a loss of log(q/1e-7), and all of them no more than there is.
func (g Gradients) saturation() float64 {
	last := g.Names[len(g.Names)-1]
	a, n := g.Backprop[last], g.Numerical[last]
	if a == nil || a.NDim() != 1 || !sameShape(a, n) {
		return 0
	}
	sum, missing := 0.0, 0.0
	for c, v := range a.Data() {
		d := v - n.At(c)
		sum += d
		missing += max(0, -d)
	}
	N := float64(max(g.N, 1))
	q := missing * N // the sum of q·(1 - y) of the labels
	if !(q > 1e-6*N) || !(q <= N) || math.Abs(sum) > 1e-3*missing {
		return 0
	}
	most := -math.Log(inLog)
	whole, part := math.Modf(q)
	cost := whole * most
	if part > inLog {
		cost += most + math.Log(part)
	}
	if cost > N*g.Loss()*1.01 {
		return 0
	}
	return q
}

// at returns the loss with element i of a parameter moved by h.
func (g Gradients) at(name string, i int, h float64) float64 {
	param := g.Params[name]
	index := indexOf(param, i)
	before := param.At(index...)
	param.Set(before+h, index...)
	result := g.Loss()
	param.Set(before, index...)
	return result
}
