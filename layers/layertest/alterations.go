package layertest

import (
	"math"
	"slices"
	"strings"

	"backprop/tensor"
)

// A pair is a student's value and the right one in a call.
type pair struct {
	got, want *tensor.Tensor
	N, D      float64 // the size of the batch, 0 if there is none; the length of a row of x
	call      Call
}

// An alteration turns a right result into a wrong one, as may happen in any node.
type alteration struct {
	cause           Cause
	english, korean string // of N and D
	alter           func(p pair) *tensor.Tensor
}

var alterations = []alteration{
	{"sign flipped", "the sign is flipped.", "부호가 뒤집혔다.", times(func(N, D float64) float64 { return -1 })},
	{"divided by N", "it is divided by N = %[1]v, the size of the batch, once too often. The only division by N is in the loss.",
		"배치 크기(N = %[1]v)로 나누었다. 평균은 손실에서 한 번만 구한다.", times(func(N, D float64) float64 { return 1 / N })},
	{"batch average missing", "it is N = %[1]v times the right result, and N is the size of the batch: is a mean over the batch missing?",
		"맞는 결과의 %[1]v배다. 배치 크기 N과 같은 수다. 배치 평균이 빠지지 않았는가?", times(func(N, D float64) float64 { return N })},
	{"divided by D", "it is divided by %[2]v, the length of a row of the input.",
		"입력 행의 길이(%[2]v)로 나누었다.", times(func(N, D float64) float64 { return 1 / D })},
	{"divided by D for N", "it is divided by %[2]v, the length of a row of the input, instead of by N = %[1]v, the size of the batch.",
		"배치 크기(N = %[1]v)가 아니라 입력 행의 길이(%[2]v)로 나누었다.", times(func(N, D float64) float64 { return N / D })},
	{"mean over all", "it is divided by the number of elements of the input: a mean instead of a sum.",
		"입력의 원소 수로 나누었다. 합이 아니라 평균이다.", times(func(N, D float64) float64 { return 1 / (N * D) })},
	{"fraction cut off", "its fraction is cut off, as int() does.", "int()처럼 소수부를 버렸다.",
		func(p pair) *tensor.Tensor {
			data := p.want.Data()
			for i, v := range data {
				data[i] = math.Trunc(v)
			}
			return tensor.New(data, p.want.Shape()...)
		}},
	{"reshaped", "its numbers are right and in the order of the transpose: Reshape keeps the order of the numbers and does not transpose. T does.",
		"수는 맞는데 전치행렬의 순서로 있다. Reshape는 수의 순서를 그대로 두므로 전치가 아니다. 전치는 T다.",
		func(p pair) *tensor.Tensor { return p.want.T().Reshape(p.want.Shape()...) }},
}

// times multiplies the right result.
func times(factor func(N, D float64) float64) func(p pair) *tensor.Tensor {
	return func(p pair) *tensor.Tensor { return p.want.MulScalar(factor(p.N, p.D)) }
}

// alterationOf finds the alteration that gives the student's value wherever it is
// wrong, in so many calls at least. The first pair is wrong.
func alterationOf(pairs []pair, calls int, within float64) (Cause, Text) {
	first := pairs[0]
	k := dot(first.got, first.want) / dot(first.want, first.want)
	factor := alteration{"off by a factor", "it is %.4[3]g times the right result.", "맞는 결과의 %.4[3]g배다.",
		times(func(N, D float64) float64 { return k })}
	for _, a := range append(slices.Clone(alterations), factor) {
		fits, wrong := isFinite(first.got) && k != 0, 0
		for _, p := range pairs {
			if len(p.wrong(within)) > 0 {
				wrong++
				gives := false
				Attempt(func() { gives = same(p.got, a.alter(p), within) })
				fits = fits && gives
			}
		}
		if fits && wrong >= calls {
			if !strings.Contains(a.english, "%") {
				return a.cause, Say(a.english, a.korean)
			}
			return a.cause, Say(a.english, a.korean, first.N, first.D, k)
		}
	}
	return "", Text{}
}

// wrong returns the numbers of the elements that differ.
func (p pair) wrong(within float64) (elements []int) {
	got, want := p.got.Data(), p.want.Data()
	limit := within * scale(want)
	for i := range got {
		if !near(got[i], want[i], limit) {
			elements = append(elements, i)
		}
	}
	return elements
}
