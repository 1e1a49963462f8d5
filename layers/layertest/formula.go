package layertest

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"backprop/tensor"
)

// An atom is something that a formula may be made of.
type atom struct {
	name  string
	value *tensor.Tensor
}

// formula finds out how a tensor was computed: as a multiple of a product of
// up to three atoms. It prefers short ones.
func formula(got *tensor.Tensor, atoms []atom, within float64) (string, bool) {
	if got.Size() < 3 || scale(got.Data()) == 0 {
		return "", false
	}
	products := productsOf(got, atoms)
	limit := within * scale(got.Data())
	for _, p := range products {
		k := fit(got, p.value)
		if fits(got, limit, k, p.value, 0, p.value) {
			return term(k, p.name), true
		}
	}
	return "", false
}

// sum finds out how a tensor was computed as the sum of two such products.
func sum(got *tensor.Tensor, atoms []atom, within float64) (string, bool) {
	if got.Size() < 5 { // with two constants to choose, nearly anything fits so few
		return "", false
	}
	products := productsOf(got, atoms)
	limit := within * scale(got.Data())
	for i, p := range products {
		for _, q := range products[:i] {
			k, l, ok := fitTwo(got, p.value, q.value)
			if ok && fits(got, limit, k, p.value, l, q.value) {
				return term(l, q.name) + " + " + term(k, p.name), true
			}
		}
	}
	return "", false
}

// productsOf returns the products of the atoms that have got's shape, short
// ones first.
func productsOf(got *tensor.Tensor, atoms []atom) []atom {
	atoms = slices.DeleteFunc(slices.Clone(atoms), func(a atom) bool { return !sameShape(a.value, got) })
	all := slices.Clone(atoms)
	last := atoms // of one length, each with the place of its last factor
	from := make([]int, len(atoms))
	for i := range from {
		from[i] = i
	}
	for length := 2; length <= 3; length++ {
		var longer []atom
		var places []int
		for i, p := range last {
			for j := from[i]; j < len(atoms); j++ {
				longer = append(longer, atom{p.name + "·" + atoms[j].name, p.value.Mul(atoms[j].value)})
				places = append(places, j)
			}
		}
		all = append(all, longer...)
		last, from = longer, places
	}
	return all
}

// fit returns the k for which k·p comes nearest to got.
func fit(got, p *tensor.Tensor) float64 {
	return dot(got, p) / max(dot(p, p), 1e-300)
}

// fitTwo returns the k and l for which k·p + l·q comes nearest to got. It is
// not ok if p and q are nearly multiples of each other.
func fitTwo(got, p, q *tensor.Tensor) (k, l float64, ok bool) {
	pp, pq, qq := dot(p, p), dot(p, q), dot(q, q)
	det := pp*qq - pq*pq
	if !(det > 1e-6*pp*qq) {
		return 0, 0, false
	}
	gp, gq := dot(got, p), dot(got, q)
	return (gp*qq - gq*pq) / det, (gq*pp - gp*pq) / det, true
}

func dot(a, b *tensor.Tensor) float64 {
	sum := 0.0
	y := b.Data()
	for i, v := range a.Data() {
		sum += v * y[i]
	}
	return sum
}

// fits reports whether got is k·p + l·q, where no constant is next to nothing
// and each is a number that somebody would write.
func fits(got *tensor.Tensor, limit, k float64, p *tensor.Tensor, l float64, q *tensor.Tensor) bool {
	x, y := p.Data(), q.Data()
	for i, v := range got.Data() {
		if !(math.Abs(v-k*x[i]-l*y[i]) <= limit) {
			return false
		}
	}
	return plainNumber(k) && (l == 0 || plainNumber(l))
}

// plainNumber reports whether v is a small fraction or has few digits.
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
	switch s := fmt.Sprintf("%.4g", k); s {
	case "1":
		return name
	case "-1":
		return "-" + name
	default:
		return strings.TrimSpace(s) + "·" + name
	}
}

// residual finds out what was added to the right result: a constant, or what
// can be made of the atoms.
func residual(got, want *tensor.Tensor, atoms []atom, within float64) (string, bool) {
	extra := got.Sub(want)
	ones := tensor.Full(1, extra.Shape()...)
	limit := within * max(scale(got.Data()), scale(want.Data()))
	if k := fit(extra, ones); extra.Size() >= 3 && fits(extra, limit, k, ones, 0, ones) || extra.Size() >= 3 &&
		extra.SubScalar(k).Abs().Max().Item() <= limit && math.Abs(k) > 100*limit {
		return fmt.Sprintf("%.4g", k), true
	}
	if extra.Size() < 3 || scale(extra.Data()) <= 100*limit {
		return "", false
	}
	for _, p := range productsOf(extra, atoms) {
		if k := fit(extra, p.value); fits(extra, limit, k, p.value, 0, p.value) {
			return term(k, p.name), true
		}
	}
	return "", false
}
