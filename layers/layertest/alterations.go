package layertest

import (
	"math"
	"slices"
	"strings"

	"backprop/tensor"
)

// An alteration turns a right result into a wrong one, as may happen in any node.
type alteration struct {
	cause           Cause
	english, korean string // of N, the size of the batch, and D, the length of a row of x
	alter           func(want *tensor.Tensor, N, D float64) *tensor.Tensor
}

var alterations = []alteration{
	{"sign flipped", "the sign is flipped.", "부호가 뒤집혔다.", times(func(N, D float64) float64 { return -1 })},
	{"divided by N", "it is divided by N = %[1]v, the size of the batch, once too often. The only division by N is in the loss.",
		"배치 크기(N = %[1]v)로 나누었다. 평균은 손실에서 한 번만 구한다.", times(func(N, D float64) float64 { return 1 / N })},
	{"batch average missing", "it is N = %[1]v times the right result, and N is the size of the batch: is a mean over the batch missing?",
		"맞는 결과의 %[1]v배다. 배치 크기 N과 같은 수다. N으로 나누는 계산이 빠진 것은 아닌가?", times(func(N, D float64) float64 { return N })},
	{"divided by D", "it is divided by %[2]v, the length of a row of the input.",
		"입력 행의 길이(%[2]v)로 나누었다.", times(func(N, D float64) float64 { return 1 / D })},
	{"divided by D for N", "it is divided by %[2]v, the length of a row of the input, instead of by N = %[1]v, the size of the batch.",
		"배치 크기(N = %[1]v)가 아니라 입력 행의 길이(%[2]v)로 나누었다.", times(func(N, D float64) float64 { return N / D })},
	{"mean over all", "it is divided by the number of elements of the input: a mean instead of a sum.",
		"입력의 원소 수로 나누었다. 합이 아니라 평균이다.", times(func(N, D float64) float64 { return 1 / (N * D) })},
	{"fraction cut off", "its fraction is cut off, as with int().", "int()처럼 소수부를 버렸다.",
		func(want *tensor.Tensor, N, D float64) *tensor.Tensor {
			data := want.Data()
			for i, v := range data {
				data[i] = math.Trunc(v)
			}
			return tensor.New(data, want.Shape()...)
		}},
	{"reshaped", "its numbers are right, but in the order of the transpose: Reshape keeps the order of the numbers and does not transpose. T does.",
		"수는 맞지만 순서가 전치행렬의 것이다. Reshape는 수의 순서를 바꾸지 않으므로 전치가 아니다. T로 전치한다.",
		func(want *tensor.Tensor, N, D float64) *tensor.Tensor { return want.T().Reshape(want.Shape()...) }},
}

// times multiplies the right result.
func times(factor func(N, D float64) float64) func(want *tensor.Tensor, N, D float64) *tensor.Tensor {
	return func(want *tensor.Tensor, N, D float64) *tensor.Tensor { return want.MulScalar(factor(N, D)) }
}

// altered recognises an alteration of the right result. It has to give the student's
// value wherever it is wrong, in two calls at least, if there are two.
func altered(f *Finding) (Cause, Text) {
	k := dot(f.Got, f.Want) / dot(f.Want, f.Want)
	factor := alteration{"off by a factor", "it is %.4[3]g times the right result.", "맞는 결과의 %.4[3]g배다.",
		times(func(N, D float64) float64 { return k })}
	if k == 0 || !isFinite(f.Got) {
		return "", Text{}
	}
	for _, a := range append(slices.Clone(alterations), factor) {
		fits, wrong := true, 0
		for _, g := range f.everywhere() {
			if N, D := g.sizes(); len(g.wrong()) > 0 {
				wrong++
				gives := false
				Attempt(func() { gives = same(g.Got, a.alter(g.Want, N, D), f.Exam.Within) })
				fits = fits && gives
			}
		}
		if fits && wrong >= min(2, len(f.Exam.Calls)) {
			if !strings.Contains(a.english, "%") {
				return a.cause, Say(a.english, a.korean)
			}
			N, D := f.sizes()
			return a.cause, Say(a.english, a.korean, N, D, k)
		}
	}
	return "", Text{}
}

// sizes returns the size of the batch, 1 if there is none, and the length of a row of x.
func (f *Finding) sizes() (N, D float64) {
	x := f.Exam.Calls[f.Call].In[0]
	if N = 1; x.NDim() > 1 {
		N = float64(x.Shape()[0])
	}
	return N, float64(x.Size()) / N
}
