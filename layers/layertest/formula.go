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

// formula finds out how a tensor was computed: as a product of up to three of
// the atoms, with a plus or a minus. It prefers short products.
func formula(got *tensor.Tensor, atoms []atom, within float64) (string, bool) {
	atoms = slices.DeleteFunc(slices.Clone(atoms), func(a atom) bool { return !sameShape(a.value, got) })
	if scale(got.Data()) == 0 {
		return "", false
	}
	var search func(from, left int, names []string, product *tensor.Tensor) (string, bool)
	search = func(from, left int, names []string, product *tensor.Tensor) (string, bool) {
		if left == 0 {
			switch {
			case same(got, product, within):
				return strings.Join(names, "·"), true
			case same(got.Neg(), product, within):
				return "-" + strings.Join(names, "·"), true
			}
			return "", false
		}
		for i := from; i < len(atoms); i++ {
			next := atoms[i].value
			if product != nil {
				next = product.Mul(next)
			}
			if f, ok := search(i, left-1, append(slices.Clip(names), atoms[i].name), next); ok {
				return f, true
			}
		}
		return "", false
	}
	for length := 1; length <= 3; length++ {
		if f, ok := search(0, length, nil, nil); ok {
			return f, true
		}
	}
	return "", false
}

// residual finds out what was added to the right result: a constant or a
// multiple of an atom.
func residual(got, want *tensor.Tensor, atoms []atom, within float64) (string, bool) {
	extra := got.Sub(want)
	limit := within * max(scale(got.Data()), scale(want.Data()))
	multiple := func(of *tensor.Tensor) (float64, bool) {
		if !sameShape(of, extra) || scale(of.Data()) == 0 || extra.Size() < 3 {
			return 0, false
		}
		dot, square := extra.Mul(of).Sum().Item(), of.Mul(of).Sum().Item()
		k := dot / square
		off := extra.Sub(of.MulScalar(k)).Abs().Max().Item()
		return k, off <= limit && math.Abs(k)*scale(of.Data()) > 100*limit
	}
	if k, ok := multiple(tensor.Full(1, extra.Shape()...)); ok {
		return fmt.Sprintf("%.4g", k), true
	}
	for _, a := range atoms {
		if k, ok := multiple(a.value); ok {
			return fmt.Sprintf("%.4g·%s", k, a.name), true
		}
	}
	return "", false
}
