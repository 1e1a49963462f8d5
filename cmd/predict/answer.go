package main

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"backprop/chapter5"
	"backprop/layers"
	"backprop/layers/layertest/bilingual"
	"backprop/mnist"
	"backprop/tensor"
)

// doubtBelow is the probability below which an answer is given as a doubt.
const doubtBelow = 0.5

// An answer holds what a network answers for an image, with -json's names.
type answer struct {
	Digit         int       `json:"digit"`
	Probability   float64   `json:"probability"`
	Doubt         bool      `json:"doubt,omitempty"`
	Second        int       `json:"second"` // the next likely digit
	Probabilities []float64 `json:"probabilities"`
}

// classify returns the network's answer for an image (1, 784).
func classify(network *chapter5.TwoLayerNet, x *tensor.Tensor) answer {
	p := layers.Softmax(network.Predict(x)).Data()
	order := []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(p[j], p[i]) })
	best := order[0]
	return answer{Digit: best, Probability: p[best], Doubt: p[best] < doubtBelow, Second: order[1], Probabilities: p}
}

// verdict returns the answer in words.
func (a answer) verdict() bilingual.Text {
	if a.Doubt {
		return bilingual.Sprintf("in doubt, %d (%.4f) or %d (%.4f)", "확실하지 않다. %d (%.4f) 또는 %d (%.4f)",
			a.Digit, a.Probability, a.Second, a.Probabilities[a.Second])
	}
	return bilingual.Sprintf("%d (%.4f)", "%d (%.4f)", a.Digit, a.Probability)
}

// evidence returns the evidence of each pixel of x (1, 784) for a digit: the
// pixel's value times the derivative of the digit's score, which Backward
// returns if it begins with a 1 at that score. If the network were linear, the
// score would fall by this much without the pixel.
func evidence(network *chapter5.TwoLayerNet, x *tensor.Tensor, digit int) *tensor.Tensor {
	network.Predict(x)
	dout := tensor.Zeros(1, mnist.Classes)
	dout.Set(1, 0, digit)
	for _, layer := range slices.Backward(network.Layers) {
		dout = layer.Backward(dout)
	}
	return dout.Mul(x)
}

// writeReasons draws what the network sees and the evidence for its answer, and
// writes the probability of each digit.
func writeReasons(w io.Writer, network *chapter5.TwoLayerNet, x *tensor.Tensor, a answer, language bilingual.Language) {
	positive := evidence(network, x, a.Digit).Data()
	most := slices.Max(positive)
	for i, v := range positive {
		positive[i] = 0
		if v > 0 { // most may be 0: behind dead ReLUs no pixel has evidence
			positive[i] = v / most
		}
	}
	lines := sideBySide(
		picture{bilingual.Text{English: "the network sees", Korean: "신경망이 보는 것"}.In(language), x.Data()},
		picture{bilingual.Sprintf("evidence for %d", "%d의 근거", a.Digit).In(language), positive})
	lines[0] += bilingual.Text{English: "probabilities", Korean: "확률"}.In(language)
	for digit, p := range a.Probabilities {
		lines[3+digit] += fmt.Sprintf("%d %.4f %s", digit, p, strings.Repeat("#", int(math.Round(11*p))))
	}
	writeLines(w, lines)
}
