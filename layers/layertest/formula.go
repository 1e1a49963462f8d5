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

// formula finds out how a result was computed: as a product of the intermediates, times
// a number or sizes of x. The same formula has to give the result in all calls, whose
// elements stand one after another in the terms.
func formula(f *Finding) Text {
	right := f.Exam.rightFormula(f.Value)
	got, terms, sizes := f.terms(right)
	if f.ofOwnLayer() { // a size that is the same in all calls may be any number
		sizes = slices.DeleteFunc(sizes, func(s Term) bool {
			return s.Name != "" && slices.Max(s.Value.Data()) == slices.Min(s.Value.Data())
		})
	}
	within := f.Exam.Within
	for _, s := range slices.Backward(sizes) { // N and D first, a plain number last
		w := Solve(got, []*tensor.Tensor{terms[0].Value.Mul(s.Value)}, within)
		if w != nil && w[0] != 0 && (math.Abs(w[0]-1) < 1e-6) == (s.Name != "") {
			return f.multiple(w[0], s.Name)
		}
	}
	if right == "" || got.Size() < 6 {
		return Text{}
	}
	short, long := productsOf(terms)
	for _, p := range slices.Concat(short[1:], long) {
		for _, s := range sizes {
			if w := weights(got, within, Term{p.Name, p.Value.Mul(s.Value)}); w != nil {
				return Say("it is %s, and must be %s.", "지금 식: %s. 맞는 식: %s.",
					written(w[0], p.Name)+s.Name, right).Then(f.legend(s.Name))
			}
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

// multiple tells a multiple of the right result, by a number or by sizes of x.
func (f *Finding) multiple(k float64, size string) Text {
	factor := strings.TrimPrefix("1"+size, "1·")
	switch N, _ := f.sizes(); {
	case (size == "/N" || size == "·N") && f.ofOwnLayer():
		return Say("it is %s times the right result, and N = %v is the size of the batch.",
			"맞는 결과의 %s배다. 배치 크기가 N = %v이다.", factor, N)
	case size == "/N" || size == "·N":
		return Say("it is %s times the right result, and N = %v is the size of the batch: it has to be divided by N once, where the loss is the mean over the batch.",
			"맞는 결과의 %s배다. 배치 크기가 N = %v이다. N으로는 손실을 배치의 평균으로 구하는 곳에서 한 번만 나눈다.", factor, N)
	case size != "":
		return Say("it is %s times the right result.", "맞는 결과의 %s배다.", factor).Then(f.legend(size))
	case math.Abs(k+1) < 1e-6:
		return Say("the sign is flipped.", "부호가 뒤집혔다.")
	}
	times := fmt.Sprintf("%.4g", k)
	if times == "1" {
		times = fmt.Sprintf("%.7g", k)
	}
	return Say("it is %s times the right result.", "맞는 결과의 %s배다.", times)
}

// ofOwnLayer reports whether the value is one of a layer that this package does not know.
func (f *Finding) ofOwnLayer() bool { return strings.Contains(f.Exam.rightFormula(f.Value), "∂y") }

// legend says what the sizes in a formula are, where D is one of them.
func (f *Finding) legend(size string) Text {
	N, D := f.sizes()
	if !strings.Contains(size, "D") {
		return Text{}
	}
	return Say(" N = %v is the number of rows of %[3]s, and D = %[2]v is their length (of scores: the number of classes).",
		" N = %v: %[3]s 행의 수. D = %[2]v: 행의 길이(점수이면 클래스의 수).", N, D, f.Exam.Inputs[0])
}

// sizes returns the size of the batch, 1 if there is none, and the length of a row of x.
func (f *Finding) sizes() (N, D float64) {
	x := f.Exam.Calls[f.Call].In[0]
	if N = 1; x.NDim() > 1 {
		N = float64(x.Shape()[0])
	}
	return N, float64(x.Size()) / N
}

// terms returns the student's results, the terms of the same shape, the right result
// first and then 1, and quotients of sizes. Each is a vector of the elements of all calls.
func (f *Finding) terms(right string) (got *tensor.Tensor, terms, sizes []Term) {
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
		full := func(v float64) *tensor.Tensor { return tensor.Full(v, g.Got.Shape()...) }
		N, D := g.sizes()
		all := []Term{{"", full(1)}, {"/(N·D)", full(1 / (N * D))}, {"·N/D", full(N / D)},
			{"/D", full(1 / D)}, {"/N", full(1 / N)}, {"·N", full(N)}, {right, g.Want}, {"1", full(1)}}
		if f.Exam.Terms != nil {
			all = append(all, f.Exam.Terms(f.Exam.Calls[g.Call])...)
		}
		for k, t := range all {
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
	return tensor.Vector(values...), terms[6:], terms[:6]
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
