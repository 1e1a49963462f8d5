package layertest

import (
	"math"
	"strings"

	"backprop/tensor"
)

// Gradients are the gradients of a loss with respect to some parameters, by
// backpropagation and by central differences.
type Gradients struct {
	Names     []string                  // in the order of the layers, W1 first
	Params    map[string]*tensor.Tensor // as Loss uses them
	Backprop  map[string]*tensor.Tensor
	Numerical map[string]*tensor.Tensor // with h = 1e-4
	Loss      func() float64            // of the parameters as they are
	N         int                       // the size of the batch, to recognise it in a factor
}

// A Diagnosis is what came of comparing gradients. Its problems are mistakes
// of backpropagation; a remark is what is worth knowing all the same.
type Diagnosis struct {
	Report
	Params []ParamDiagnosis
}

// A ParamDiagnosis is of one parameter.
type ParamDiagnosis struct {
	Name          string
	Elements      int
	Mean          float64 // of the absolute differences, as section 7.3 prints it
	Size          float64 // of the largest gradient
	RelativeError float64 // of the worst element: see relative
	Worst         []int   // its index
	Backprop      float64 // its gradient one way
	Numerical     float64 // and the other
	Kinks         int     // elements set apart, see kink
	AtKink        int     // those of them where a ReLU's input is 0 itself
	Saturated     int     // elements set apart for the loss's 1e-7, see saturation
	Unclear       bool    // the saturated elements could not be compared
	Wrong         int     // elements that differ for no such reason
}

// wrongFrom is the relative error from which an element counts as wrong. The
// 1e-7 in the loss's logarithm alone makes errors of 1e-6 where y is 0.1, and
// of 1e-3 where y is 1e-4.
const wrongFrom = 2e-3

// Diagnose compares the gradients.
func Diagnose(g Gradients) Diagnosis {
	var d Diagnosis
	for _, name := range g.Names {
		a, n := g.Backprop[name], g.Numerical[name]
		if a == nil || !sameShape(a, n) {
			d.misshapen(name, a, n)
			d.Params = append(d.Params, ParamDiagnosis{Name: name, Elements: n.Size(), Wrong: n.Size()})
			continue
		}
		p := g.compare(name)
		d.Params = append(d.Params, p)
		if p.Wrong > 0 {
			d.problem(g.explain(p))
		}
	}
	d.locate()
	for _, p := range d.Params {
		if crossed := p.Kinks - p.AtKink; crossed > 0 {
			d.remark("kink", say(
				"%s: %d of its elements set apart. h = 1e-4 moves a ReLU across 0 there, so the numerical gradient mixes two slopes; with an h from 1e-5 to 1e-7 it agrees with backpropagation.",
				"%s: 원소 %d개는 따로 두었다. 거기서는 h = 1e-4가 ReLU를 0 너머로 옮기므로 수치 미분이 두 기울기를 섞은 값이 된다. h를 1e-5에서 1e-7 사이로 줄이면 오차역전파법과 일치한다.",
				p.Name, crossed))
		}
		if p.AtKink > 0 {
			d.remark("kink", say(
				"%s: %d of its elements set apart. The input of a ReLU is 0 there (to within 1e-5), where the loss has two slopes: h = 1e-4 mixes them, and backpropagation agrees with one of them.",
				"%s: 원소 %d개는 따로 두었다. 거기서는 ReLU의 입력이 0이어서(1e-5 이내) 손실의 기울기가 둘이다. h = 1e-4의 수치 미분은 둘을 섞은 값이고, 오차역전파법은 그 가운데 하나와 일치한다.",
				p.Name, p.AtKink))
		}
		if p.Saturated > 0 {
			if !p.Unclear {
				d.remark("saturated", say(
					"%s: %d of its elements set apart. The probability of the label is so small that the 1e-7 in the loss's logarithm counts, and backpropagation leaves it out.",
					"%s: 원소 %d개는 따로 두었다. 정답 레이블의 확률이 아주 작아 손실의 로그 속 1e-7이 무시되지 않는데, 오차역전파법은 그것을 빼고 계산한다.",
					p.Name, p.Saturated))
			} else {
				d.remark("saturated", say(
					"%s: %d of its elements could not be compared. The probability of a label is so small that the 1e-7 in the loss's logarithm counts, and backpropagation leaves it out. Smaller weights make the check possible.",
					"%s: 원소 %d개는 비교할 수 없었다. 정답 레이블의 확률이 아주 작아 손실의 로그 속 1e-7이 무시되지 않는데, 오차역전파법은 그것을 빼고 계산한다. 가중치를 줄이면 검사할 수 있다.",
					p.Name, p.Saturated))
			}
		}
		if p.Size == 0 && p.Wrong == 0 {
			d.remark("gradient zero", say(
				"%s: both gradients are 0 throughout. They agree, but nothing can be learnt: are the weights all equal, or the ReLUs dead?",
				"%s: 두 기울기가 모두 0이다. 일치하지만 배울 것이 없다. 가중치가 모두 같거나 ReLU가 죽지 않았는가?", p.Name))
		}
	}
	return d
}

// misshapen tells of a gradient that is not there or has another shape.
func (d *Diagnosis) misshapen(name string, a, n *tensor.Tensor) {
	if a == nil {
		d.problem("shape", say("%s has no gradient: backpropagation did not set it.",
			"%s의 기울기가 없다. 오차역전파법이 구하지 않았다.", name))
		return
	}
	d.Problems = append(d.Problems, *comparison{what: name, got: a, want: n, within: wrongFrom / 2}.check())
}

// relative is the difference of two gradients relative to the larger of them,
// but not to less than a hundredth of the largest gradient of the parameter:
// beside that an element is too small for its digits to count.
func relative(a, n, largest float64) float64 {
	if a == n {
		return 0
	}
	return math.Abs(a-n) / max(math.Abs(a), math.Abs(n), largest/100, 1e-12)
}

// compare looks at every element of a parameter's gradients.
func (g Gradients) compare(name string) ParamDiagnosis {
	a, n := g.Backprop[name].Data(), g.Numerical[name].Data()
	p := ParamDiagnosis{Name: name, Elements: len(a), Size: max(scale(a), scale(n))}
	worst := 0
	const looks = 100 // a wrong layer makes thousands of elements wrong
	for i := range a {
		p.Mean += math.Abs(a[i]-n[i]) / float64(len(a))
		r := relative(a[i], n[i], p.Size)
		if r <= wrongFrom {
			if p.Wrong == 0 && r > p.RelativeError {
				p.RelativeError, worst = r, i
			}
			continue
		}
		if p.Wrong < looks && p.Kinks < looks*100 {
			switch g.reason(name, i, a[i], p.Size) {
			case crossed:
				p.Kinks++
				continue
			case atKink:
				p.Kinks++
				p.AtKink++
				continue
			case saturated:
				p.Saturated++
				continue
			case unclear:
				p.Saturated++
				p.Unclear = true
				continue
			}
		}
		if p.Wrong == 0 || !(r <= p.RelativeError) {
			p.RelativeError, worst = r, i
		}
		p.Wrong++
	}
	if len(a) > 0 {
		p.Worst = indexOf(g.Params[name], worst)
		p.Backprop, p.Numerical = a[worst], n[worst]
	}
	return p
}

// A reason says why a right gradient may differ from the numerical one.
type reason int

const (
	none      reason = iota
	crossed          // h = 1e-4 moves a ReLU across 0; a smaller h does not
	atKink           // a ReLU's input is 0 at the very point
	saturated        // the 1e-7 in the loss's logarithm counts
	unclear          // it counts so much that nothing else is left
)

// reason returns why element i differs although a is right, or none.
func (g Gradients) reason(name string, i int, a, largest float64) reason {
	if r := g.kink(g.Loss, 1, 0, name, i, a, largest); r != none {
		return r
	}
	if g.N != 1 {
		// The data of a batch cannot be told apart. One with a share q of its
		// gradient missing moves an element by q times its part, which is
		// seldom more than ten times the largest gradient, or than 1/N.
		if q := g.saturation(); q > 0 && g.kink(g.Loss, 1, float64(q*max(10*largest, 1/float64(g.N))), name, i, a, largest) != none {
			return unclear
		}
		return none
	}
	// Of one datum, the probability p of the label is known from the loss,
	// -log(p + 1e-7). Backpropagation differentiates -log(p).
	plain := func() float64 { return -math.Log(math.Exp(-g.Loss()) - inLog) }
	p := math.Exp(-plain())
	if !(p > 1e-15) { // the loss keeps no digit of it
		if g.saturation() > 0 {
			return unclear
		}
		return none
	}
	if g.kink(plain, (p+inLog)/p, 0, name, i, a, largest) != none {
		return saturated
	}
	return none
}

// kink compares a with the slopes of the loss close by: by central differences
// with a smaller h; to the two sides; and beside the point, where no input of
// a ReLU is 0 any more. The loss is known to noise times its last digit, and a
// may be off by slack.
func (g Gradients) kink(loss func() float64, noise, slack float64, name string, i int, a, largest float64) reason {
	here := loss()
	near := func(b, h float64) bool {
		return math.Abs(a-b) <= slack+float64(4e-16*noise*max(1, math.Abs(here))/h)+
			float64(wrongFrom*max(math.Abs(a), math.Abs(b), largest/100))
	}
	for _, h := range []float64{1e-5, 1e-6, 1e-7} {
		up, down := g.at(loss, name, i, h), g.at(loss, name, i, -h)
		if near((up-down)/(2*h), h) {
			return crossed
		}
		right, left := (up-here)/h, (here-down)/h
		apart := float64(8e-16*noise*math.Abs(here)/h) + float64(wrongFrom*max(math.Abs(right), math.Abs(left)))
		if math.Abs(right-left) > apart && (near(right, h) || near(left, h)) {
			return atKink
		}
	}
	// A ReLU at 0 for several data: a weight that grows opens it for some and
	// closes it for others. The biases move it to one side for all of them.
	for _, shift := range []float64{-1e-5, 1e-5, -1e-6, 1e-6} {
		h := math.Abs(shift) / 100
		back := g.shiftBiases(shift)
		slope := (g.at(loss, name, i, h) - g.at(loss, name, i, -h)) / (2 * h)
		back()
		if near(slope, h) {
			return atKink
		}
	}
	return none
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
func (g Gradients) at(loss func() float64, name string, i int, h float64) float64 {
	param := g.Params[name]
	index := indexOf(param, i)
	before := param.At(index...)
	param.Set(before+h, index...)
	result := loss()
	param.Set(before, index...)
	return result
}

// indexOf returns the index of element i.
func indexOf(x *tensor.Tensor, i int) []int {
	shape := x.Shape()
	index := make([]int, len(shape))
	for axis := len(shape) - 1; axis >= 0; axis-- {
		index[axis] = i % shape[axis]
		i /= shape[axis]
	}
	return index
}

// explain names the mistake that the wrong elements of a parameter show.
func (g Gradients) explain(p ParamDiagnosis) (Cause, text) {
	a, n := g.Backprop[p.Name], g.Numerical[p.Name]
	var mistakes []mistake
	for _, other := range g.Names {
		if other != p.Name && sameShape(g.Numerical[other], a) {
			mistakes = append(mistakes, mistake{"wrong key", say("it is the gradient of %s: the keys are exchanged.",
				"%s의 기울기다. 키가 바뀌었다.", other), g.Numerical[other]})
		}
	}
	if scale(n.Data()) == 0 {
		return "parameter copied", say(
			"%s: the loss does not depend on it at all, yet backpropagation has a gradient. Do the layers use a copy of the parameter?",
			"%s: 손실이 이 매개변수에 전혀 달려 있지 않은데 오차역전파법은 기울기를 내놓는다. 계층이 매개변수의 복사본을 쓰고 있지 않은가?", p.Name)
	}
	var factors []factor
	if N := float64(g.N); N > 1 {
		factors = []factor{
			{N, "batch average missing", say("off by exactly N = %d: the batch average is missing.", "꼭 N = %d배만큼 다르다. 배치 평균이 빠졌다.", g.N)},
			{1 / N, "divided twice", say("it is divided by N = %d once too often.", "N = %d으로 한 번 더 나누었다.", g.N)},
			{-N, "sign flipped", say("the sign is flipped, and it is not divided by N = %d.", "부호가 뒤집혔고, N = %d으로 나누지도 않았다.", g.N)},
		}
	}
	found := comparison{what: p.Name, got: a, want: n, within: wrongFrom / 2, mistakes: mistakes, factors: factors}.check()
	if found == nil { // a few elements only, too small to show among the rest
		return "", say("%s: %d elements differ, most of all %s: backpropagation says %.6g, the differences %.6g.",
			"%s: 원소 %d개가 다르다. 가장 많이 다른 것은 %s이다. 오차역전파법은 %.6g, 수치 미분은 %.6g이다.",
			p.Name, p.Wrong, tensor.Shape(p.Worst), p.Backprop, p.Numerical)
	}
	return found.Cause, text{found.English, found.Korean}
}

// locate says where to look: what lies behind a right gradient is right.
func (d *Diagnosis) locate() {
	var wrong, right []string
	for _, p := range d.Params {
		if p.Wrong > 0 {
			wrong = append(wrong, p.Name)
		} else if len(wrong) > 0 {
			right = append(right, p.Name)
		}
	}
	if len(right) > 0 && len(wrong) > 0 && len(wrong)+len(right) == len(d.Params) {
		d.remark("where", say(
			"%s agree, so everything from there to the loss is right. The mistake lies before them, on the way back to %s.",
			"%s는 일치하므로 거기서 손실까지는 모두 맞다. 실수는 그 앞, %s까지 거슬러 가는 길에 있다.",
			strings.Join(right, ", "), strings.Join(wrong, ", ")))
	}
}
