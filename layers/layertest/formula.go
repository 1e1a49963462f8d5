package layertest

import (
	"fmt"
	"maps"
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
func formula(f *Finding) (Cause, Text) {
	right := f.Exam.Formula[f.Exam.name(f.Value)]
	if right == "" || f.Exam.Terms == nil {
		return "", Text{}
	}
	got, terms := f.terms(right)
	if got == nil || got.Size() < 6 {
		return "", Text{}
	}
	another := func(formula string) (Cause, Text) {
		return "another formula", Say("it is %s, and must be %s.", "지금 식: %s. 맞는 식: %s.", formula, right)
	}
	within := f.Exam.Within
	short, long := productsOf(terms)
	for _, p := range slices.Concat(short, long) {
		if w := weights(got, within, p); w != nil {
			return another(written(w[0], p.Name))
		}
	}
	difference := got.Sub(terms[0].Value)
	for _, p := range short[1:] {
		switch w := weights(difference, within, p); {
		case w == nil:
		case round(w[0]) == -1:
			return "summand missing", Say("the summand %s is missing.", "더해야 할 항이 빠졌다: %s.", p.Name)
		default:
			return "something added", Say("%s is added to the right result.", "맞는 결과에 %s 항이 더해져 있다.", written(w[0], p.Name))
		}
	}
	for i, p := range short {
		for _, q := range short[:i] {
			if got.Size() < 12 {
				break // with two numbers to choose, nearly anything fits a few
			}
			if w := weights(got, within, q, p); w != nil && w[1] < 0 {
				return another(written(w[0], q.Name) + " - " + written(-w[1], p.Name))
			} else if w != nil {
				return another(written(w[0], q.Name) + " + " + written(w[1], p.Name))
			}
		}
	}
	return "", Text{}
}

// terms returns the student's results and the terms of the same shape, the right
// result first and 1 last. Each is a vector of the elements of all calls that tell
// something.
func (f *Finding) terms(right string) (got *tensor.Tensor, terms []Term) {
	var values []float64
	columns := map[int][]float64{}
	names := map[int]string{}
	calls, name := 0, right
	if strings.ContainsAny(name, "·+-/ ") {
		name = "(" + name + ")"
	}
	for i, p := range f.pairs() {
		size := p.got.Size()
		if !isFinite(p.got) || size == 2 || i > 0 && size > 1 && scale(p.got.Data()) == 0 {
			continue
		}
		calls++
		all := slices.Insert(f.Exam.Terms(p.call), 0, Term{name, p.want})
		all = append(all, Term{"1", tensor.Full(1, p.got.Shape()...)})
		for k, t := range all {
			if sameShape(t.Value, p.got) && isFinite(t.Value) && len(columns[k]) == len(values) {
				columns[k], names[k] = append(columns[k], t.Value.Data()...), t.Name
			}
		}
		values = append(values, p.got.Data()...)
	}
	if calls < 2 {
		return nil, nil
	}
	for _, k := range slices.Sorted(maps.Keys(columns)) {
		if len(columns[k]) == len(values) {
			terms = append(terms, Term{names[k], tensor.Vector(columns[k]...)})
		}
	}
	return tensor.Vector(values...), terms
}

// productsOf returns the terms, the products of two of them, and those of three.
// The last term is 1, and in no product.
func productsOf(terms []Term) (short, long []Term) {
	factors := terms[:len(terms)-1]
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
	w := Solve(got, parts)
	if w == nil || slices.ContainsFunc(w, func(v float64) bool { return !plainNumber(v) }) {
		return nil
	}
	total := tensor.Zeros(got.Shape()...)
	for i, part := range parts {
		total.AddInPlace(part.MulScalar(w[i]))
	}
	if !same(got, total, within) {
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
