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
	if !allFinite(x) {
		return bilingual.Text{English: "the input x", Korean: "입력 x"}, true
	}
	backward := []string{"b2", "W2", "b1", "W1"}
	inGradient := slices.IndexFunc(backward, func(key string) bool { return !allFinite(grad[key]) })
	if inGradient < 0 { // so the update made the parameters not finite
		for _, key := range chapter5.ParamNames {
			if !allFinite(net.Params[key]) {
				return bilingual.Text{English: "the updated " + key, Korean: "갱신한 " + key}, true
			}
		}
	}
	switch {
	case !allFinite(hiddenSums(net)):
		return bilingual.Text{English: "the result of Affine1", Korean: "Affine1의 출력"}, true
	case !allFinite(net.LastLayer.Y):
		return bilingual.Text{English: "the result of Affine2", Korean: "Affine2의 출력"}, true
	case !finite(loss) || inGradient < 0:
		return bilingual.Text{English: "the loss itself", Korean: "손실 자체"}, true
	}
	key := backward[inGradient]
	return bilingual.Text{English: "the gradient of " + key, Korean: key + "의 기울기"}, true
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

func allFinite(x *tensor.Tensor) bool {
	return x == nil || !slices.ContainsFunc(x.Data(), func(v float64) bool { return !finite(v) })
}
