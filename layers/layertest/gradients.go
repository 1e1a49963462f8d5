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

// A Diagnosis holds the result of comparing gradients. Its problems are mistakes
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
			d.misshapen(g, name)
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
	d.setApart()
	return d
}

// setApart tells of the elements that were not compared, and why.
func (d *Diagnosis) setApart() {
	for _, p := range d.Params {
		if crossed := p.Kinks - p.AtKink; crossed > 0 {
			d.remark("kink", Say(
				"%s: %d of its elements set apart. h = 1e-4 moves a ReLU across 0 there, so the numerical gradient mixes two slopes; with an h from 1e-5 to 1e-7 it agrees with backpropagation.",
				"%s: 원소 %d개는 따로 비교했다. h = 1e-4만큼 바꾸면 ReLU의 입력이 0을 지나므로 수치 미분은 두 기울기가 섞인 값이 된다. h를 1e-5에서 1e-7 사이로 줄이면 오차역전파법과 일치한다.",
				p.Name, crossed))
		}
		if p.AtKink > 0 {
			d.remark("kink", Say(
				"%s: %d of its elements set apart. The input of a ReLU is 0 there (to within 1e-5), where the loss has two slopes: h = 1e-4 mixes them, and backpropagation agrees with one of them.",
				"%s: 원소 %d개는 따로 비교했다. ReLU의 입력이 0이어서(1e-5 이내) 손실의 기울기가 둘이다. h = 1e-4의 수치 미분은 둘이 섞인 값이고, 오차역전파법은 그 가운데 하나와 일치한다.",
				p.Name, p.AtKink))
		}
		if p.Saturated > 0 {
			if !p.Unclear {
				d.remark("saturated", Say(
					"%s: %d of its elements set apart. The probability of the label is so small that the 1e-7 in the loss's logarithm counts, and backpropagation leaves it out.",
					"%s: 원소 %d개는 비교에서 뺐다. 정답 레이블의 확률이 아주 작아 손실의 로그에 더한 1e-7을 무시할 수 없는데, 오차역전파법은 이 1e-7 없이 계산한다.",
					p.Name, p.Saturated))
			} else {
				d.remark("saturated", Say(
					"%s: %d of its elements could not be compared. The probability of a label is so small that the 1e-7 in the loss's logarithm counts, and backpropagation leaves it out. Smaller weights make the check possible.",
					"%s: 원소 %d개는 비교할 수 없었다. 정답 레이블의 확률이 아주 작아 손실의 로그에 더한 1e-7을 무시할 수 없는데, 오차역전파법은 이 1e-7 없이 계산한다. 가중치를 줄이면 검사할 수 있다.",
					p.Name, p.Saturated))
			}
		}
		if p.Size == 0 && p.Wrong == 0 {
			d.remark("gradient zero", Say(
				"%s: both gradients are 0 throughout. They agree, but nothing can be learnt: are the weights all equal, or the ReLUs dead?",
				"%s: 두 기울기가 모두 0이다. 일치하지만 배울 것이 없다. 가중치가 모두 같거나 ReLU가 죽은 것은 아닌가?", p.Name))
		}
	}
}

// misshapen tells of a gradient that is not there or has another shape.
func (d *Diagnosis) misshapen(g Gradients, name string) {
	if g.Backprop[name] == nil {
		d.problem("shape", Say("%s has no gradient: backpropagation did not set it.",
			"%s의 기울기가 없다. 오차역전파법이 구하지 않았다.", name))
		return
	}
	d.problem(g.explain(ParamDiagnosis{Name: name}))
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

// explain says what the wrong elements of a parameter show.
func (g Gradients) explain(p ParamDiagnosis) (Cause, Text) {
	a, n := g.Backprop[p.Name], g.Numerical[p.Name]
	const within = wrongFrom / 2
	wrong := func(cause Cause, t Text) (Cause, Text) { return cause, head(p.Name).Then(t) }
	for _, other := range g.Names {
		if other != p.Name && same(a, g.Numerical[other], within) {
			return wrong("wrong key", Say("it is the gradient of %s: the keys are exchanged.",
				"%s의 기울기다. 키가 바뀌었다.", other))
		}
	}
	if !sameShape(a, n) {
		return wrong(misshapen(a, n, within))
	}
	k, isRatio := ratio(a, n, within)
	near := func(v float64) bool { return isRatio && math.Abs(k/v-1) < within }
	N := float64(g.N)
	switch {
	case scale(n.Data()) == 0:
		return "parameter copied", Say(
			"%s: the loss does not depend on it at all, yet backpropagation has a gradient. Do the layers use a copy of the parameter?",
			"%s: 손실이 이 매개변수와 전혀 상관이 없는데 오차역전파법의 기울기는 0이 아니다. 계층이 매개변수의 복사본을 쓰고 있지 않은가?", p.Name)
	case !isFinite(a):
		return wrong("not finite",
			Say("backpropagation gives %v.", "오차역전파법의 값: %v.", a.Data()[firstOdd(a)]))
	case scale(a.Data()) == 0:
		return wrong("zero",
			Say("it is 0 everywhere: nothing flows back.", "전부 0이다. 아무것도 흘러가지 않는다."))
	case g.N > 1 && near(N):
		return wrong("batch average missing",
			Say("off by exactly N = %d: the batch average is missing.",
				"정확히 N = %d배다. 배치 평균이 빠졌다.",
				g.N))
	case g.N > 1 && near(1/N):
		return wrong("divided twice",
			Say("it is divided by N = %d once too often.", "배치 크기(N = %d)로 한 번 더 나누었다.", g.N))
	case g.N > 1 && near(-N):
		return wrong("sign flipped",
			Say("the sign is flipped, and it is not divided by N = %d.",
				"부호가 뒤집혔고, 배치 크기(N = %d)로 나누지도 않았다.",
				g.N))
	case near(-1):
		return wrong("sign flipped", Say("the sign is flipped.", "부호가 뒤집혔다."))
	case isRatio:
		return wrong("off by a factor",
			Say("every element is %.6g times the right one.", "모든 원소가 맞는 값의 %.6g배다.", k))
	case n.NDim() == 2 && n.Shape()[0] == n.Shape()[1] && same(a.T(), n, within):
		return wrong("transposed", Say("it is the transpose of the right result.", "맞는 결과의 전치행렬이다."))
	}
	if row, ok := onlyRow(a, n, within); ok {
		return wrong("some rows only",
			Say("only row %d is right, the others are wrong.", "%d행만 맞고 나머지는 틀렸다.", row))
	}
	return "", Say("%s: %d elements differ, most of all %s: backpropagation says %.6g, the differences %.6g.",
		"%s: 원소 %d개가 다르다. 가장 많이 다른 원소 %s: 오차역전파법 %.6g, 수치 미분 %.6g.",
		p.Name, p.Wrong, tensor.Shape(p.Worst), p.Backprop, p.Numerical)
}

func firstOdd(x *tensor.Tensor) int {
	for i, v := range x.Data() {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return i
		}
	}
	return -1
}

// onlyRow returns the row that is right, if it is the only one.
func onlyRow(got, want *tensor.Tensor, within float64) (row int, ok bool) {
	row = -1
	for i := range want.Shape()[0] {
		right := want.Slice(i, i+1)
		if scale(right.Data()) == 0 {
			continue // right in any case
		}
		if same(got.Slice(i, i+1), right, within) {
			if row >= 0 {
				return 0, false
			}
			row = i
		}
	}
	return row, row >= 0 && want.NDim() == 2 && want.Shape()[0] > 2
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
		d.remark("where", Say(
			"%s agree, so everything from there to the loss is right. The mistake lies before them, on the way back to %s.",
			"%s의 기울기는 일치하므로 거기서 손실까지는 모두 맞다. 실수는 그 앞에서 %s까지의 역전파에 있다.",
			strings.Join(right, ", "), strings.Join(wrong, ", ")))
	}
}
