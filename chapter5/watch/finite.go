package watch

import (
	"math"
	"slices"

	"backprop/chapter5"
	"backprop/layers/layertest/bilingual"
	"backprop/tensor"
)

// firstNotFinite reports whether an iteration computed a NaN or an infinity,
// and where the first one was.
//
// It looks at the loss and the biases alone, unless one of them is not finite:
// a NaN in W1 or W2 reaches the loss in the next iteration. It then looks at
// every value, in the order in which the iteration computed them.
func firstNotFinite(net *chapter5.TwoLayerNet, x *tensor.Tensor,
	grad map[string]*tensor.Tensor, loss float64) (first bilingual.Text, found bool) {
	if finite(loss) && allFinite(net.Params["b1"]) && allFinite(net.Params["b2"]) {
		return bilingual.Text{}, false
	}
	type value struct {
		english, korean string
		elements        *tensor.Tensor
	}
	values := []value{
		{"the input x", "입력 x", x},
		{"the result of Affine1", "Affine1의 출력", hiddenSums(net)},
		{"the result of Affine2", "Affine2의 출력", net.LastLayer.Y},
	}
	for _, key := range []string{"b2", "W2", "b1", "W1"} {
		values = append(values, value{"the gradient of " + key, key + "의 기울기", grad[key]})
	}
	for _, key := range chapter5.ParamNames {
		values = append(values, value{"the updated " + key, "갱신한 " + key, net.Params[key]})
	}
	for _, v := range values {
		if !allFinite(v.elements) {
			return bilingual.Text{English: v.english, Korean: v.korean}, true
		}
	}
	return bilingual.Text{English: "the loss itself", Korean: "손실 자체"}, true // perhaps that after the update
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

func allFinite(x *tensor.Tensor) bool {
	return x == nil || !slices.ContainsFunc(x.Data(), func(v float64) bool { return !finite(v) })
}
