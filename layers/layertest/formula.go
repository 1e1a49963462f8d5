package layertest

import (
	"fmt"
	"math"
	"slices"

	"backprop/tensor"
)

// A Term is something that a formula may be made of.
type Term struct {
	Name  string
	Value *tensor.Tensor
}

// A sample is a result with what it may be made of.
type sample struct {
	got, want *tensor.Tensor
	terms     []Term
}

// formula finds out how a result was computed from the intermediates, if the
// same formula gives it in a second call.
func (f *Finding) formula() (Cause, Text) {
	e, right := f.Exam, f.Exam.Formula[f.Exam.name(f.Value)]
	if right == "" || e.Terms == nil || !isFinite(f.Got) {
		return "", Text{}
	}
	var samples []sample
	if f.Got.Size() == 1 {
		samples = f.stacked(right)
	}
	for j, student := range e.student {
		if f.Value < len(student.values) && !e.Calls[j].Loose && f.Got.Size() > 1 {
			got, want := student.values[f.Value], e.right(j).values[f.Value]
			if sameShape(got, want) && (j == f.Call || got.Size() > 2 && scale(got.Data()) > 0) {
				s := sample{got, want, append([]Term{{"(" + right + ")", want}}, e.Terms(e.Calls[j])...)}
				if j == f.Call {
					samples = slices.Insert(samples, 0, s)
				} else {
					samples = append(samples, s)
				}
			}
		}
	}
	if len(samples) < 2 || samples[0].got.Size() < 3 || scale(samples[0].got.Data()) == 0 {
		return "", Text{}
	}
	is := productIn(samples, e.Within)
	if is == "" {
		if extra := addedIn(samples, e.Within); extra != "" {
			return "something added", Say("%s is added to the right result.",
				"맞는 결과에 %s 항이 더해져 있다.",
				extra)
		}
		is = sumIn(samples, e.Within)
	}
	if is == "" {
		return "", Text{}
	}
	return "another formula", Say("it is %s, and must be %s.", "지금 식: %s. 맞는 식: %s.", is, right)
}

// stacked makes two samples of the single numbers of all calls.
func (f *Finding) stacked(right string) []sample {
	e := f.Exam
	var samples []sample
	for from := range 2 {
		var got, want []float64
		var terms [][]float64
		var names []Term
		for j := from; j < len(e.Calls); j += 2 {
			if f.Value >= len(e.student[j].values) {
				return nil
			}
			got, want = append(got,
				e.student[j].values[f.Value].Item()), append(want, e.right(j).values[f.Value].Item())
			names = e.Terms(e.Calls[j])
			var row []float64
			for _, t := range names {
				row = append(row, t.Value.Item())
			}
			terms = append(terms, row)
		}
		s := sample{got: tensor.Vector(got...), want: tensor.Vector(want...)}
		s.terms = []Term{{"(" + right + ")", s.want}}
		all := tensor.Matrix(terms)
		for i, t := range names {
			column := make([]float64, len(got))
			for k := range column {
				column[k] = all.At(k, i)
			}
			s.terms = append(s.terms, Term{t.Name, tensor.Vector(column...)})
		}
		samples = append(samples, s)
	}
	return samples
}

// productIn finds out whether the results are multiples of a product of up to
// three terms. A formula has to give every sample, of which there must be two
// at least.
func productIn(samples []sample, within float64) string {
	for _, p := range productsOf(samples[0].got, samples[0].terms) {
		if k, ok := ratio(samples[0].got,
			p.value,
			within); ok && plainNumber(k) && confirmed(samples, within, []product{p}, []float64{k}) {
			return term(k, p.name)
		}
	}
	return ""
}

// sumIn finds out whether the results are sums of two products of up to two
// terms. With two constants to choose, nearly anything fits a few numbers.
func sumIn(samples []sample, within float64) string {
	if samples[0].got.Size() < 6 {
		return ""
	}
	products := productsOf(samples[0].got, samples[0].terms)
	for i, p := range products {
		if len(p.terms) > 2 {
			break
		}
		for _, q := range products[:i] {
			w := Solve(samples[0].got, []*tensor.Tensor{p.value, q.value})
			if w == nil || !plainNumber(w[0]) || !plainNumber(w[1]) ||
				!same(samples[0].got, p.value.MulScalar(w[0]).Add(q.value.MulScalar(w[1])), within) {
				continue
			}
			if confirmed(samples, within, []product{p, q}, w) {
				if w[0] < 0 {
					return term(w[1], q.name) + " - " + term(-w[0], p.name)
				}
				return term(w[1], q.name) + " + " + term(w[0], p.name)
			}
		}
	}
	return ""
}

// addedIn finds out what was added to the right results: a constant, or a
// multiple of a product of two terms.
func addedIn(samples []sample, within float64) string {
	var rest []sample
	for i, s := range samples {
		limit := within * max(scale(s.got.Data()), scale(s.want.Data()))
		extra := s.got.Sub(s.want)
		switch {
		case scale(extra.Data()) > 100*limit:
			rest = append(rest,
				sample{extra,
					s.want,
					append(slices.Clone(s.terms[1:]), Term{"1", tensor.Full(1, extra.Shape()...)})})
		case i == 0:
			return ""
		}
	}
	if len(rest) < 2 || len(rest) < len(samples)-1 {
		return ""
	}
	for _, p := range productsOf(rest[0].got, rest[0].terms) {
		if k, ok := ratio(rest[0].got,
			p.value,
			100*within); ok && plainNumber(k) && len(p.terms) < 3 && confirmed(rest,
			100*within,
			[]product{p},
			[]float64{k}) {
			return term(k, p.name)
		}
	}
	return ""
}

// confirmed reports whether the other samples have the same formula.
func confirmed(samples []sample, within float64, of []product, w []float64) bool {
	for _, s := range samples[1:] {
		sum := tensor.Zeros(s.got.Shape()...)
		for i, p := range of {
			value := tensor.Full(1, s.got.Shape()...)
			for _, t := range p.terms {
				if t >= len(s.terms) || !sameShape(s.terms[t].Value, s.got) {
					return false
				}
				value = value.Mul(s.terms[t].Value)
			}
			sum = sum.Add(value.MulScalar(w[i]))
		}
		if !same(s.got, sum, within) {
			return false
		}
	}
	return true
}

// A product of terms, which are known by their numbers.
type product struct {
	name  string
	value *tensor.Tensor
	terms []int
}

// productsOf returns the products of terms of got's shape, short ones first.
func productsOf(got *tensor.Tensor, terms []Term) []product {
	var last, all []product
	for i, t := range terms {
		if sameShape(t.Value, got) && isFinite(t.Value) {
			last = append(last, product{t.Name, t.Value, []int{i}})
		}
	}
	singles := last
	all = append(all, last...)
	for length := 2; length <= 3; length++ {
		var longer []product
		for _, p := range last {
			for _, s := range singles {
				if s.terms[0] >= p.terms[len(p.terms)-1] && s.name != "1" && p.name != "1" {
					longer = append(longer,
						product{p.name + "·" + s.name,
							p.value.Mul(s.value),
							append(slices.Clone(p.terms), s.terms[0])})
				}
			}
		}
		all, last = append(all, longer...), longer
	}
	return all
}

// plainNumber reports whether somebody would write v: a small fraction, or a
// number of few digits.
func plainNumber(v float64) bool {
	for _, scale := range []float64{1, 3, 7, 1000} {
		if w := v * scale; math.Abs(w-math.Round(w)) < 1e-4*max(1, math.Abs(w)/100) && math.Round(w) != 0 {
			return true
		}
	}
	return false
}

// term writes k·name.
func term(k float64, name string) string {
	switch s := fmt.Sprintf("%.4g", k); {
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
