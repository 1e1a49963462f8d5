package layertest

import (
	"fmt"
	"math"
	"slices"

	"backprop/tensor"
)

// A Term is a tensor of which a formula may be made.
type Term struct {
	Name  string
	Value *tensor.Tensor
}

// A sample is a result with the terms of which it may be made.
type sample struct {
	got   *tensor.Tensor
	terms []Term // the first is the right result
}

// formula finds out how a result was computed from the intermediates, if the
// same formula gives it in a second call.
func formula(f *Finding) (Cause, Text) {
	right := f.Exam.Formula[f.Exam.name(f.Value)]
	if right == "" || f.Exam.Terms == nil {
		return "", Text{}
	}
	single := f.Got.Size() == 1
	var samples []sample
	elements := 0 // of all samples
	for i, p := range f.pairs() {
		telling := i == 0 || single || p.got.Size() > 2 && scale(p.got.Data()) > 0
		if telling && isFinite(p.got) {
			terms := append([]Term{{"(" + right + ")", p.want}}, f.Exam.Terms(f.Exam.Calls[p.call])...)
			samples = append(samples, sample{p.got, terms})
			elements += p.got.Size()
		}
	}
	if len(samples) < 2 || f.Got.Size() == 2 || single && len(samples) < 6 {
		return "", Text{}
	}
	if single {
		samples = []sample{stacked(samples)}
	}
	products := productsOf(samples[0])
	for _, p := range products {
		if w := weightsOf(samples, f.Exam.Within, p); w != nil {
			return "another formula", Say("it is %s, and must be %s.", "지금 식: %s. 맞는 식: %s.", written(w[0], p.name), right)
		}
	}
	for i, p := range products {
		for _, q := range products[:i] {
			if len(p.terms) > 2 || q.name != products[0].name && elements < 12 {
				continue // with two numbers to choose, nearly anything fits a few
			}
			w := weightsOf(samples, f.Exam.Within, q, p)
			switch {
			case w == nil:
			case q.name == products[0].name && round(w[0]) == 1 && round(w[1]) == -1:
				return "summand missing", Say("the summand %s is missing.", "더해야 할 항이 빠졌다: %s.", p.name)
			case q.name == products[0].name && round(w[0]) == 1:
				return "something added", Say("%s is added to the right result.", "맞는 결과에 %s 항이 더해져 있다.", written(w[1], p.name))
			case w[1] < 0:
				return "another formula", Say("it is %s - %s, and must be %s.", "지금 식: %s - %s. 맞는 식: %s.",
					written(w[0], q.name), written(-w[1], p.name), right)
			default:
				return "another formula", Say("it is %s + %s, and must be %s.", "지금 식: %s + %s. 맞는 식: %s.",
					written(w[0], q.name), written(w[1], p.name), right)
			}
		}
	}
	return "", Text{}
}

// stacked makes one sample of the single numbers of all calls.
func stacked(numbers []sample) sample {
	var all sample
	column := func(of func(s sample) *tensor.Tensor) *tensor.Tensor {
		var values []float64
		for _, s := range numbers {
			values = append(values, of(s).Item())
		}
		return tensor.Vector(values...)
	}
	all.got = column(func(s sample) *tensor.Tensor { return s.got })
	for i, t := range numbers[0].terms {
		all.terms = append(all.terms, Term{t.Name, column(func(s sample) *tensor.Tensor { return s.terms[i].Value })})
	}
	return all
}

// A product holds the numbers of its terms. Without terms it is 1.
type product struct {
	name  string
	terms []int
}

// productsOf returns the products of up to three terms of the result's shape,
// short ones first, and 1.
func productsOf(s sample) []product {
	var last, singles, all []product
	for i, t := range s.terms {
		if sameShape(t.Value, s.got) && isFinite(t.Value) {
			singles = append(singles, product{t.Name, []int{i}})
		}
	}
	last = singles
	all = append(slices.Clone(singles), product{"1", nil})
	for range 2 {
		var longer []product
		for _, p := range last {
			for _, s := range singles {
				if s.terms[0] >= p.terms[len(p.terms)-1] {
					longer = append(longer, product{p.name + "·" + s.name, append(slices.Clone(p.terms), s.terms[0])})
				}
			}
		}
		all, last = append(all, longer...), longer
	}
	return all
}

// of returns the product in a sample, or nil if a term has another shape there.
func (p product) of(s sample) *tensor.Tensor {
	value := tensor.Full(1, s.got.Shape()...)
	for _, t := range p.terms {
		if t >= len(s.terms) || !sameShape(s.terms[t].Value, s.got) {
			return nil
		}
		value = value.Mul(s.terms[t].Value)
	}
	return value
}

// weightsOf returns the numbers by which the products have to be multiplied
// for their sum to be the result, in every sample. It returns nil if there are
// no such numbers that a person would write.
func weightsOf(samples []sample, within float64, products ...product) (w []float64) {
	for i, s := range samples {
		var values []*tensor.Tensor
		for _, p := range products {
			values = append(values, p.of(s))
		}
		if slices.Contains(values, nil) {
			return nil
		}
		if i == 0 {
			w = Solve(s.got, values)
			if w == nil || slices.ContainsFunc(w, func(v float64) bool { return !plainNumber(v) }) {
				return nil
			}
		}
		if !same(s.got, sum(values, w), within) {
			return nil
		}
	}
	return w
}

// sum returns the sum of weights·parts.
func sum(parts []*tensor.Tensor, weights []float64) *tensor.Tensor {
	total := tensor.Zeros(parts[0].Shape()...)
	for i, part := range parts {
		total.AddInPlace(part.MulScalar(weights[i]))
	}
	return total
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
