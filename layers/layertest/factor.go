package layertest

import (
	"fmt"
	"math"
)

// factor recognises a multiple of the right result. The factor is a number, times
// one size and over another, such as N, in every call.
func factor(f *Finding) (Cause, Text) {
	var factors []float64
	var sizes [][]float64 // of each call
	for i, p := range f.pairs() {
		c := f.Exam.Calls[p.call]
		if c.In[0].NDim() == 1 && f.Exam.Calls[0].In[0].NDim() > 1 {
			continue // it has no batch
		}
		k, ok := ratio(p.got, p.want, f.Exam.Within)
		switch {
		case ok:
			factors, sizes = append(factors, k), append(sizes, f.sizes(p.call))
		case i == 0 || scale(p.want.Data()) > 0 && !same(p.got, p.want, f.Exam.Within):
			return "", Text{}
		}
	}
	if len(factors) < 2 {
		return "", Text{}
	}
	for over := range sizeNames {
		for times := range sizeNames {
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

// sizeNames name the sizes of a call; the first is 1.
var sizeNames = []Text{{},
	Say("N = %v, the size of the batch", "배치 크기(N = %v)"),
	Say("%v, the length of a row of the input", "입력 행의 길이(%v)"),
	Say("%v, the length of a row of the output", "출력 행의 길이(%v)"),
}

// sizes returns the sizes of a call, in the order of their names.
func (f *Finding) sizes(call int) []float64 {
	x, y := f.Exam.Calls[call].In[0], f.Exam.right[call].values[0]
	N := 1.0
	if x.NDim() > 1 {
		N = float64(x.Shape()[0])
	}
	outputs := N
	if y != nil {
		outputs = float64(y.Size())
	}
	return []float64{1, N, float64(x.Size()) / N, outputs / N}
}

// multiple says that a result is a number times one size over another.
func multiple(number float64, times, over int, sizes []float64) (Cause, Text) {
	cause, t := Cause("off by a factor"), Say("it is %.6g times the right result", "맞는 결과의 %.6g배다.", number)
	switch {
	case round(number) == -1:
		cause, t = "sign flipped", Say("the sign is flipped", "부호가 뒤집혔다.")
	case round(number) == 1 && times == 0 && over == 1:
		return "divided by N", Say(
			"it is divided by N = %v, the size of the batch, once too often. The loss takes the mean, and nothing else does.",
			"배치 크기(N = %v)로 나누었다. 평균은 손실에서 한 번만 구한다.", sizes[over])
	case round(number) == 1:
		cause, t = Cause(fmt.Sprintf("times %d over %d", times, over)), Text{}
	}
	add := func(english, korean string, size int) {
		if t.English != "" {
			t = t.Then(Say(", and ", " "))
		}
		t = t.Then(Say(english, korean, Say(sizeNames[size].English, sizeNames[size].Korean, sizes[size])))
	}
	if times > 0 {
		add("it is multiplied by %s", "%s를 곱했다.", times)
	}
	if over > 0 {
		add("it is divided by %s", "%s로 나누었다.", over)
	}
	return cause, t.Then(Text{English: "."})
}
