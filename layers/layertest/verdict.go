package layertest

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"backprop/layers/layertest/bilingual"
)

// Elements returns how many derivatives were compared.
func (d Diagnosis) Elements() int {
	n := 0
	for _, p := range d.Params {
		n += p.Elements
	}
	return n
}

// Verdict returns the result and its cost in sentences: the numerical
// gradient needs the loss twice for each element.
func (d Diagnosis) Verdict(language bilingual.Language) string {
	worst := 0.0
	for _, p := range d.Params {
		worst = max(worst, p.RelativeError)
	}
	t := Say("The gradients agree: no element is off by more than %s of its size.",
		"기울기가 일치한다. 모든 원소의 상대 오차가 %s 이하다.", roundedUp(worst))
	var unclear []string
	apart := false
	for _, p := range d.Params {
		apart = apart || p.Kinks+p.Saturated > 0
		if p.Unclear {
			unclear = append(unclear, p.Name)
		}
	}
	if len(unclear) > 0 {
		t = Say("No mistake was found, but not all gradients could be compared: not all of %s.",
			"틀린 곳을 찾지 못했지만 모든 기울기를 비교할 수는 없었다: %s.", strings.Join(unclear, ", "))
	} else if apart {
		t = Say("The gradients agree: apart from the elements below, none is off by more than %s of its size.",
			"기울기가 일치한다. 아래의 원소를 빼면 모든 원소의 상대 오차가 %s 이하다.", roundedUp(worst))
	}
	if len(d.Problems) > 0 {
		t = Say("The gradients do not agree: backpropagation is wrong in %s.",
			"기울기가 다르다. 오차역전파법에서 틀린 것: %s.", strings.Join(d.wrong(), ", "))
	}
	lines := []string{t.In(language)}
	for _, p := range append(d.Problems, d.Remarks...) {
		lines = append(lines, "  "+p.Text.In(language))
	}
	t = Say("The numerical gradients took %d forward passes, and backpropagation took one forward and one backward pass.",
		"수치 미분은 순전파를 %d번 했고, 오차역전파법은 순전파 한 번과 역전파 한 번을 했다.", 2*d.Elements())
	lines = append(lines, t.In(language))
	return strings.Join(lines, "\n")
}

// roundedUp writes x with one digit, and never as less than x.
func roundedUp(x float64) string {
	s := fmt.Sprintf("%.0e", x)
	v, _ := strconv.ParseFloat(s, 64)
	if v < x {
		unit, _ := strconv.ParseFloat("1"+s[1:], 64)
		v += unit
	}
	return fmt.Sprintf("%.1g", v)
}

func (d Diagnosis) wrong() []string {
	var names []string
	for _, p := range d.Params {
		if p.Wrong > 0 {
			names = append(names, p.Name)
		}
	}
	return names
}

// Table shows what was compared, and for the worst element what each h gives:
// a large one cuts the curve off (truncation), a small one drowns in rounding.
func (d Diagnosis) Table(g Gradients) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-5s %9s %9s %9s  %-10s %12s %12s %6s %6s\n",
		"", "mean diff", "largest", "relative", "worst", "backprop", "differences", "kinks", "wrong")
	for _, p := range d.Params {
		fmt.Fprintf(&b, "%-5s %9.1e %9.1e %9.1e  %-10s %12.5e %12.5e %6d %6d\n", p.Name, p.Mean, p.Size,
			p.RelativeError, strings.ReplaceAll(fmt.Sprint(p.Worst),
				" ",
				","), p.Backprop, p.Numerical, p.Kinks, p.Wrong)
	}
	b.WriteString("\nrelative error of the worst elements' differences, by h\n")
	fmt.Fprintf(&b, "%-7s", "h")
	for _, p := range d.Params {
		fmt.Fprintf(&b, " %12s", p.Name+strings.ReplaceAll(fmt.Sprint(p.Worst), " ", ","))
	}
	b.WriteString("\n")
	for h := -1; h >= -10; h-- {
		step := math.Pow(10, float64(h))
		fmt.Fprintf(&b, "1e-%02d  ", -h)
		for _, p := range d.Params {
			if len(p.Worst) == 0 {
				continue
			}
			i := 0
			for axis, side := range g.Params[p.Name].Shape() {
				i = i*side + p.Worst[axis]
			}
			slope := (g.at(g.Loss, p.Name, i, step) - g.at(g.Loss, p.Name, i, -step)) / (2 * step)
			fmt.Fprintf(&b, " %12.1e", relative(p.Backprop, slope, p.Size))
		}
		b.WriteString("\n")
	}
	return b.String()
}
