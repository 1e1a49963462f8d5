package layertest

import (
	"fmt"
	"math"
	"strings"

	"backprop/layers/layertest/bilingual"
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
	N         int                       // the size of the batch, to recognize it in a factor
}

// A Diagnosis holds the result of comparing gradients. Its problems are mistakes
// of backpropagation.
type Diagnosis struct {
	Report
	params []comparison
}

// A comparison compares the gradients of one parameter.
type comparison struct {
	name     string
	elements int          // how many there are
	wrong    int          // how many differ
	setApart map[Text]int // how many differ although they may be right
	relative float64      // the largest relative error
	largest  float64      // the largest difference of those that are wrong
	worst    int          // the number of that element
}

// wrongFrom is the relative error from which an element counts as wrong. The
// 1e-7 in the loss's logarithm alone makes errors of 1e-6 where y is 0.1, and
// of 1e-3 where y is 1e-4.
const wrongFrom = 2e-3

// Diagnose compares the gradients. It panics if a numerical gradient is missing.
func Diagnose(g Gradients) Diagnosis {
	var d Diagnosis
	if loss := g.Loss(); math.IsNaN(loss) || math.IsInf(loss, 0) {
		d.Remarks = append(d.Remarks, Say("The loss is %v, which has no gradients.", "손실이 %v이므로 기울기가 없다.", loss))
		return d
	}
	for _, name := range g.Names {
		if g.Numerical[name] == nil {
			panic(fmt.Sprintf("layertest: Diagnose: there is no numerical gradient of %s", name))
		}
		p := comparison{name: name, elements: g.Numerical[name].Size()}
		if sameShape(g.Backprop[name], g.Numerical[name]) {
			g.compare(&p)
		} else {
			p.wrong = p.elements
		}
		if p.wrong > 0 {
			d.Problems = append(d.Problems, g.explain(p))
		}
		d.params = append(d.params, p)
	}
	for _, p := range d.params {
		for _, why := range []Text{crossed, crossedTiny, atKink, saturated, unresolved, notCentral, unclear} {
			if n := p.setApart[why]; n > 0 {
				d.Remarks = append(d.Remarks, Say(why.English, why.Korean, p.name, n))
			}
		}
		if p.wrong == 0 && scale(g.Backprop[p.name].Data()) == 0 && scale(g.Numerical[p.name].Data()) == 0 {
			d.Remarks = append(d.Remarks, Say(
				"%s: both gradients are 0 everywhere. They agree, but a step leaves %[1]s as it is: are weights all equal or 0, are the ReLUs dead, or is the loss 0?",
				"%s: 두 기울기가 모두 0이다. 일치하지만 갱신해도 값이 그대로다. 가중치가 모두 같거나 0인가? ReLU가 죽었거나 손실이 0인가?", p.name))
		}
	}
	return d
}

// compare looks at every element of a parameter's gradients.
func (g Gradients) compare(p *comparison) {
	a, n := g.Backprop[p.name].Data(), g.Numerical[p.name].Data()
	largest, rounding := max(scale(a), scale(n)), g.lastDigit()/1e-4
	p.setApart = map[Text]int{}
	for i := range a {
		// The digits of an element below a hundredth of the largest gradient do not count.
		r := max(0, math.Abs(a[i]-n[i])-rounding) / max(math.Abs(a[i]), math.Abs(n[i]), largest/100, 1e-12)
		if !(r <= wrongFrom) {
			if p.wrong < 100 && !math.IsInf(a[i], 0) { // a wrong layer makes thousands of elements wrong, and a look takes time
				if why := g.reason(p.name, i, a[i], n[i], largest); why != (Text{}) {
					p.setApart[why]++
					continue
				}
			}
			p.wrong++
			if d := math.Abs(a[i] - n[i]); !(d <= p.largest) && !math.IsNaN(p.largest) {
				p.largest, p.worst = d, i
			}
		}
		p.relative = max(p.relative, r) // NaN if one is NaN
	}
}

// explain says what the wrong elements of a parameter show.
func (g Gradients) explain(p comparison) Text {
	a, n := g.Backprop[p.name], g.Numerical[p.name]
	batch := Call{In: []*tensor.Tensor{tensor.Zeros(max(g.N, 1), g.Params[g.Names[0]].Shape()[0])}}
	f := &Finding{Exam: &Exam{Results: []string{p.name}, Calls: []Call{batch}, Within: wrongFrom / 2}, Got: a, Want: n}
	if t := f.first(shape, formula); t != (Text{}) {
		return head(p.name).Then(t)
	}
	if sameShape(a, n) && isFinite(a) && scale(a.Data()) == 0 {
		return head(p.name).Then(Say("it is 0 everywhere.", "모두 0이다."))
	}
	backprop, numerical := tellApart(a.Data()[p.worst], n.Data()[p.worst])
	return Say("%s: %d of %d elements differ. The largest difference is at %s: backpropagation gives %s, numerical differentiation %s.",
		"%s: 원소 %[3]d개 중 %[2]d개가 다르다. 가장 많이 다른 원소 %[4]s: 오차역전파법 %[5]s, 수치 미분 %[6]s.",
		p.name, p.wrong, p.elements, place(a, p.worst), backprop, numerical)
}

// Verdict returns the result and its cost in sentences: the numerical
// gradient needs the loss twice for each element.
func (d Diagnosis) Verdict(language bilingual.Language) string {
	worst, elements := 0.0, 0
	var wrong, open []string
	anySetApart := false
	for _, p := range d.params {
		worst, elements = max(worst, p.relative), elements+p.elements
		anySetApart = anySetApart || len(p.setApart) > 0
		if p.wrong > 0 {
			wrong = append(wrong, p.name)
		}
		if p.setApart[unclear]+p.setApart[unresolved]+p.setApart[notCentral] > 0 {
			open = append(open, p.name)
		}
	}
	var t Text
	switch {
	case len(d.params) == 0:
		t = Say("The gradients could not be compared.", "기울기를 비교할 수 없었다.")
	case len(wrong)+len(d.Problems) > 0:
		t = Say("The gradients do not agree: backpropagation is wrong in %s.",
			"기울기가 다르다. 오차역전파법에서 틀린 것: %s.", strings.Join(wrong, ", "))
	case len(open) > 0:
		t = Say("No mistake was found, but not all gradients could be compared: some elements of %s are missing.",
			"틀린 곳을 찾지 못했지만 모든 기울기를 비교할 수는 없었다: %s.", strings.Join(open, ", "))
	case anySetApart:
		t = Say("The gradients agree: no other element is off by more than %s of its size.",
			"기울기가 일치한다. 아래의 원소를 빼면 모든 원소의 상대 오차가 %s 이하다.", roundedUp(worst))
	default:
		t = Say("The gradients agree: no element is off by more than %s of its size.",
			"기울기가 일치한다. 모든 원소의 상대 오차가 %s 이하다.", roundedUp(worst))
	}
	lines := []string{t.In(language)}
	for _, p := range append(d.Problems, d.Remarks...) {
		lines = append(lines, "  "+p.In(language))
	}
	if elements == 0 {
		return strings.Join(lines, "\n")
	}
	t = Say("The numerical gradients took %d forward passes, and backpropagation took one forward and one backward pass.",
		"수치 미분은 순전파를 %d번 했고, 오차역전파법은 순전파 한 번과 역전파 한 번을 했다.", 2*elements)
	return strings.Join(append(lines, t.In(language)), "\n")
}

// roundedUp writes x with one digit, and never as less than x.
func roundedUp(x float64) string {
	if x == 0 {
		return "0"
	}
	unit := math.Pow(10, math.Floor(math.Log10(x)))
	return fmt.Sprintf("%.1g", math.Ceil(x/unit)*unit)
}
