package layertest

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"backprop/tensor"
)

// A Term is a tensor of which a formula may be made.
type Term struct {
	Name  string
	Value *tensor.Tensor
}

// formula finds out how a result was computed from the intermediates. The same
// formula has to give the result in all calls, whose elements stand one after
// another in the terms.
func formula(f *Finding) Text {
	right := f.Exam.Formula[f.Exam.name(f.Value)]
	if right == "" || f.Exam.Terms == nil {
		return Text{}
	}
	got, terms := f.terms(right)
	if got.Size() < 6 {
		return Text{}
	}
	within := f.Exam.Within
	short, long := productsOf(terms)
	for _, p := range slices.Concat(short, long) {
		if w := weights(got, within, p); w != nil {
			return Say("it is %s, and must be %s.", "지금 식: %s. 맞는 식: %s.", written(w[0], p.Name), right)
		}
	}
	if got.Size() < 12 {
		return Text{} // with two numbers to choose, nearly anything fits a few
	}
	for _, p := range short[1:] {
		if w := weights(got, within, short[0], p); w != nil && round(w[0]) == 1 {
			return Say("%s is added to the right result.", "맞는 결과에 %s 항이 더해져 있다.", written(w[1], p.Name))
		}
	}
	for i, p := range short {
		for _, q := range short[:i] {
			if w := weights(got, within, q, p); w != nil {
				sum := strings.ReplaceAll(written(w[0], q.Name)+" + "+written(w[1], p.Name), "+ -", "- ")
				return Say("it is a sum of two terms, %s, and must be %s.", "지금 식(두 항의 합): %s. 맞는 식: %s.", sum, right)
			}
		}
	}
	return Text{}
}

// terms returns the student's results and the terms of the same shape, the right
// result first and then 1. Each is a vector of the elements of all calls.
func (f *Finding) terms(right string) (got *tensor.Tensor, terms []Term) {
	if strings.ContainsAny(right, "·+-/ ") {
		right = "(" + right + ")"
	}
	var names []string
	var values []float64
	var columns [][]float64 // of the terms
	for _, g := range f.everywhere() {
		if !isFinite(g.Got) {
			continue
		}
		values = append(values, g.Got.Data()...)
		all := []Term{{right, g.Want}, {"1", tensor.Full(1, g.Got.Shape()...)}}
		for k, t := range append(all, f.Exam.Terms(f.Exam.Calls[g.Call])...) {
			if g == f {
				names, columns = append(names, t.Name), append(columns, nil)
			}
			if k < len(columns) && sameShape(t.Value, g.Got) && isFinite(t.Value) {
				columns[k] = append(columns[k], t.Value.Data()...)
			}
		}
	}
	for k, column := range columns {
		if len(column) == len(values) {
			terms = append(terms, Term{names[k], tensor.Vector(column...)})
		}
	}
	return tensor.Vector(values...), terms
}

// productsOf returns the terms, the products of two of them, and those of three.
// The second term is 1, and in no product.
func productsOf(terms []Term) (short, long []Term) {
	factors := slices.Delete(slices.Clone(terms), 1, 2)
	short = slices.Clone(terms)
	product := func(p, q Term) Term { return Term{p.Name + "·" + q.Name, p.Value.Mul(q.Value)} }
	for i, p := range factors {
		for j, q := range factors[i:] {
			pq := product(p, q)
			short = append(short, pq)
			for _, r := range factors[i+j:] {
				long = append(long, product(pq, r))
			}
		}
	}
	return short, long
}

// weights returns the numbers by which the terms have to be multiplied for their
// sum to be the result, or nil if there are none that a person would write.
func weights(got *tensor.Tensor, within float64, terms ...Term) []float64 {
	var parts []*tensor.Tensor
	for _, t := range terms {
		parts = append(parts, t.Value)
	}
	w := Solve(got, parts, within)
	if slices.ContainsFunc(w, func(v float64) bool { return !plainNumber(v) }) {
		return nil
	}
	return w
}

// plainNumber reports whether a person would write v: a small fraction, or a
// number of few digits.
func plainNumber(v float64) bool {
	for _, scale := range []float64{1, 3, 7, 1000} {
		if w := v * scale; math.Abs(w-math.Round(w)) < 1e-4*max(1, math.Abs(w)/100) && math.Round(w) != 0 {
			return true
		}
	}
	return false
}

// written writes weight·name.
func written(weight float64, name string) string {
	switch s := fmt.Sprintf("%.4g", weight); {
	case name == "1":
		return s
	case s == "1":
		return name
	case s == "-1":
		return "-" + name
	default:
		return s + "·" + name
	}
}
