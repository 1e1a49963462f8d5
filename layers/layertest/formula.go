package layertest

import (
	"fmt"
	"math"
	"slices"

	"backprop/tensor"
)

// factor recognises a multiple of the right result. The factor is a number
// times or over a size, such as N, in every call.
func factor(f *Finding) (Cause, Text) {
	var factors []float64
	var sizes [][]float64 // of each call: 1, N, the lengths of the rows, the numbers of elements
	for i, p := range f.pairs() {
		x, y := f.Exam.Calls[p.call].In[0], f.Exam.right[p.call].values[0]
		if x.NDim() == 1 && f.Exam.Calls[0].In[0].NDim() > 1 {
			continue // it has no batch
		}
		k, ok := ratio(p.got, p.want, f.Exam.Within)
		if !ok && i > 0 && (scale(p.want.Data()) == 0 || same(p.got, p.want, f.Exam.Within)) {
			continue
		} else if !ok {
			return "", Text{}
		}
		N, inputs, outputs := 1.0, float64(x.Size()), 1.0
		if x.NDim() > 1 {
			N = float64(x.Shape()[0])
		}
		if y != nil {
			outputs = float64(y.Size())
		}
		factors = append(factors, k)
		sizes = append(sizes, []float64{1, N, inputs / N, outputs / N, inputs, outputs})
	}
	if len(factors) < 2 {
		return "", Text{}
	}
	for over := range sizes[0] {
		for times := range sizes[0] {
			number := factors[0] * sizes[0][over] / sizes[0][times]
			follows := plainNumber(number) || over+times == 0
			for i, k := range factors {
				want := number * sizes[i][times] / sizes[i][over]
				follows = follows && math.Abs(k-want) <= max(1e-6, 10*f.Exam.Within)*math.Abs(want)
			}
			if follows {
				return multiple(number, times, over, sizes[0])
			}
		}
	}
	return "", Text{}
}

var sizeNames = []Text{{},
	Say("N = %v, the size of the batch", "배치 크기(N = %v)"),
	Say("%v, the length of a row of the input", "입력 행의 길이(%v)"),
	Say("%v, the length of a row of the output", "출력 행의 길이(%v)"),
	Say("%v, the number of elements of the input", "입력 원소의 수(%v)"),
	Say("%v, the number of elements of the output", "출력 원소의 수(%v)"),
}

// multiple says that a result is a number times one size over another.
func multiple(number float64, times, over int, sizes []float64) (Cause, Text) {
	cause := Cause(fmt.Sprintf("%.6g·%d/%d", number, times, over))
	var t Text
	add := func(english, korean string, size int) {
		if t.English != "" {
			t = t.Then(Say(", and ", " "))
		}
		name := Say(sizeNames[size].English, sizeNames[size].Korean, sizes[size])
		t = t.Then(Say(english, korean, name))
	}
	switch round(number) {
	case 1:
	case -1:
		cause, t = "sign flipped", Say("the sign is flipped", "부호가 뒤집혔다.")
	default:
		cause, t = "off by a factor", Say("it is %.6g times the right result", "맞는 결과의 %.6g배다.", number)
	}
	if times > 0 {
		add("it is multiplied by %s", "%s를 곱했다.", times)
	}
	if over > 0 {
		add("it is divided by %s", "%s로 나누었다.", over)
	}
	if number := round(number); number == 1 && times == 0 && over == 1 {
		cause, t = "divided by N", t.Then(Say(", once too often. The loss takes the mean, and nothing else does",
			" 평균은 손실에서 한 번만 구한다."))
	}
	return cause, t.Then(Text{English: "."})
}

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

// Solve returns the weights for which the sum of weights·parts is nearest to
// got, or nil if they are not determined.
func Solve(got *tensor.Tensor, parts []*tensor.Tensor) []float64 {
	n := len(parts)
	a := make([][]float64, n) // the normal equations, with their right side
	for i := range n {
		a[i] = make([]float64, n+1)
		for j := range n {
			a[i][j] = dot(parts[i], parts[j])
		}
		a[i][n] = dot(parts[i], got)
	}
	for i := range n {
		pivot := i
		for k := i; k < n; k++ {
			if math.Abs(a[k][i]) > math.Abs(a[pivot][i]) {
				pivot = k
			}
		}
		a[i], a[pivot] = a[pivot], a[i]
		if !(math.Abs(a[i][i]) > 1e-9*(1+dot(parts[i], parts[i]))) {
			return nil
		}
		for k := range n {
			if k != i {
				factor := a[k][i] / a[i][i]
				for j := i; j <= n; j++ {
					a[k][j] -= factor * a[i][j]
				}
			}
		}
	}
	weights := make([]float64, n)
	for i := range n {
		weights[i] = a[i][n] / a[i][i]
	}
	return weights
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
