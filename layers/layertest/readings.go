package layertest

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"backprop/tensor"
)

// shape tells of a result with another shape.
func (f *Finding) shape() (Cause, Text) { return misshapen(f.Got, f.Want, f.Exam.Within) }

func misshapen(got, want *tensor.Tensor, within float64) (Cause, Text) {
	if sameShape(got, want) {
		return "", Text{}
	}
	shapes := Say(" It has shape %s and must have %s.",
		" 지금 형상: %s, 맞는 형상: %s.",
		got.Shape(),
		want.Shape())
	switch {
	case want.NDim() == 2 && same(got.T(), want, within):
		return "transposed", Say("it is the transpose of the right result.",
			"맞는 결과의 전치행렬이다.").Then(shapes)
	case got.NDim() > 0 && got.NDim() == want.NDim()+1 && got.Shape()[0] > 1 && same(got.Sum(0), want, within):
		return "not summed", Say("it is not summed over the batch.", "배치에 대해 더하지 않았다.").Then(shapes)
	case got.Size() == want.Size() && same(got.Reshape(want.Shape()...), want, within):
		return "shape", Say("its numbers are right and its shape is not.",
			"수는 맞고 형상이 틀렸다.").Then(shapes)
	}
	return "shape", Say("it has shape %s and must have %s.",
		"형상이 틀렸다. 지금 형상: %s, 맞는 형상: %s.",
		got.Shape(),
		want.Shape())
}

// notFinite tells of infinities, and of a result that is 0 everywhere.
func (f *Finding) notFinite() (Cause, Text) {
	if f.Got.Size() > 0 && scale(f.Got.Data()) == 0 && isFinite(f.Got) {
		zero := Say("it is 0 everywhere.", "전부 0이다.")
		if f.Got.Size() == 1 {
			zero = Say("it is 0 and must be %.4g.", "0이다. 맞는 값: %.4g.", f.Want.Data()[0])
		}
		if strings.Contains(f.Exam.Formula[f.Exam.name(f.Value)], "/") {
			zero = zero.Then(Say(" (A quotient of integers, such as 1/2 or 1/N, is 0 in Go.)",
				" (Go에서 1/2이나 1/N 같은 정수의 나눗셈은 0이다.)"))
		}
		return "zero", zero
	}
	want := f.Want.Data()
	for i, v := range f.Got.Data() {
		if (math.IsNaN(v) || math.IsInf(v, 0)) && v != want[i] {
			if len(want) == 1 {
				return "not finite", Say("it is %v and must be %.4g.", "지금: %v, 맞는 값: %.4g.", v, want[i])
			}
			at := Say("element %s is %v and must be %.4g",
				"원소 %s: 지금 %v, 맞는 값 %.4g",
				place(f.Got, i),
				v,
				want[i])
			if x := f.Exam.Calls[f.Call].In[0]; sameShape(x, f.Got) {
				at = Say("where x is %.4g it is %v and must be %.4g",
					"x = %.4g인 곳: 지금 %v, 맞는 값 %.4g",
					x.Data()[i],
					v,
					want[i])
				if math.Abs(x.Data()[i]) > 700 {
					return "overflow", at.Then(Say(": exp of a large number overflows.",
						". 큰 수의 exp는 오버플로한다."))
				}
			}
			return "not finite", at.Then(Say(".", "."))
		}
	}
	return "", Text{}
}

// factor tells of a result that is a multiple of the right one: in each call
// the same, or the same power of a size.
func (f *Finding) factor() (Cause, Text) {
	e := f.Exam
	var ks []float64
	var dims [][3]float64 // N, the length of a row of the input, and of the output
	for j, student := range e.student {
		if f.Value >= len(student.values) || student.values[f.Value] == nil || e.Calls[j].Loose {
			continue
		}
		if e.Calls[j].In[0].NDim() == 1 && e.Calls[0].In[0].NDim() > 1 {
			continue // it has no batch
		}
		got, want := student.values[f.Value], e.right(j).values[f.Value]
		k, ok := ratio(got, want, e.Within)
		if !ok {
			if j == f.Call || scale(want.Data()) > 0 && !same(got, want, e.Within) {
				return "", Text{}
			}
			continue
		}
		ks = append(ks, k)
		x, y := e.Calls[j].In[0], e.right(j).values[0]
		d := [3]float64{1, 1, 1}
		if x.NDim() > 1 {
			d[0] = float64(x.Shape()[0])
		}
		d[1] = float64(x.Size()) / d[0]
		if y != nil {
			d[2] = float64(y.Size()) / d[0]
		}
		dims = append(dims, d)
	}
	if len(ks) < 2 {
		return "", Text{}
	}
	near := func(a, b float64) bool { return math.Abs(a-b) <= max(1e-6, 10*e.Within)*math.Abs(b) }
	follows := func(k func(d [3]float64) float64) bool {
		for i := range ks {
			if !near(ks[i], k(dims[i])) {
				return false
			}
		}
		return true
	}
	N := dims[0][0]
	switch {
	case follows(func([3]float64) float64 { return -1 }):
		return "sign flipped", Say("the sign is flipped.", "부호가 뒤집혔다.")
	case follows(func([3]float64) float64 { return 2 }):
		return "doubled", Say("it is twice the right result.", "맞는 결과의 두 배다.")
	case follows(func([3]float64) float64 { return ks[0] }):
		return "off by a factor", Say("it is %.6g times the right result.", "맞는 결과의 %.6g배다.", ks[0])
	case follows(func(d [3]float64) float64 { return 1 / d[0] }):
		return "divided by N", Say("it is divided by N = %v, the size of the batch, once too often. The loss takes the mean, and nothing else does.",
			"배치 크기(N = %v)로 한 번 더 나누었다. 평균은 손실에서 한 번만 구한다.", N)
	case follows(func(d [3]float64) float64 { return d[0] }):
		return "times N", Say("it is N = %v times the right result, N being the size of the batch.",
			"맞는 결과의 N = %v배다. N은 배치 크기다.",
			N)
	case follows(func(d [3]float64) float64 { return -d[0] }):
		return "times -N", Say("the sign is flipped, and it is N = %v times too large, N being the size of the batch.",
			"부호가 뒤집혔고 배치 크기 N = %v배다.",
			N)
	case follows(func(d [3]float64) float64 { return d[0] / d[1] }):
		return "divided by C", Say("it is divided by the length of a row, %v, instead of the size of the batch, N = %v.",
			"배치 크기(N = %[2]v) 대신 행의 길이(%[1]v)로 나누었다.",
			dims[0][1],
			N)
	}
	if c := N / ks[0]; plainNumber(c) && follows(func(d [3]float64) float64 { return d[0] / c }) {
		return "divided by a number", Say("it is divided by %.4g instead of the size of the batch, N = %v.",
			"배치 크기(N = %[2]v)가 아닌 수로 나누었다. 나눈 수: %.4[1]g.",
			c,
			N)
	}
	for _, size := range []struct {
		of func(d [3]float64) float64
		is Text
	}{
		{func(d [3]float64) float64 { return d[1] }, Say("the length of a row of the input", "입력 행의 길이")},
		{func(d [3]float64) float64 { return d[2] },
			Say("the length of a row of the output", "출력 행의 길이")},
		{func(d [3]float64) float64 { return d[0] * d[1] },
			Say("the number of elements of the input", "입력 원소의 수")},
		{func(d [3]float64) float64 { return d[0] * d[2] },
			Say("the number of elements of the output", "출력 원소의 수")},
	} {
		if follows(func(d [3]float64) float64 { return 1 / size.of(d) }) {
			return "divided by size", Say(fmt.Sprintf("it is divided by %v, %s.",
				size.of(dims[0]),
				size.is.English),
				fmt.Sprintf("%s(%v)로 나누었다.", size.is.Korean, size.of(dims[0])))
		}
		if follows(size.of) {
			return "times size", Say(fmt.Sprintf("it is multiplied by %v, %s.",
				size.of(dims[0]),
				size.is.English),
				fmt.Sprintf("%s(%v)를 곱했다.", size.is.Korean, size.of(dims[0])))
		}
	}
	return "", Text{}
}

// cut tells of a result that is cut off above or below a bound.
func (f *Finding) cut() (Cause, Text) {
	var got, want []float64
	for j, student := range f.Exam.student {
		if f.Value < len(student.values) && sameShape(student.values[f.Value],
			f.Exam.right(j).values[f.Value]) && !f.Exam.Calls[j].Loose {
			got = append(got, student.values[f.Value].Data()...)
			want = append(want, f.Exam.right(j).values[f.Value].Data()...)
		}
	}
	bound := func(limit func(...float64) float64, of func(a, b float64) float64) (c float64, ok bool) {
		c = limit(got...)
		cut, uncut := 0, 0
		for i := range got {
			within := f.Exam.Within * max(1, math.Abs(c))
			switch {
			case !(math.Abs(got[i]-of(want[i], c)) <= within):
				return 0, false
			case math.Abs(want[i]-got[i]) > within:
				cut++
			case math.Abs(got[i]-c) > within:
				uncut++
			}
		}
		return c, cut > 1 && uncut > 1
	}
	if c, ok := bound(maxOf, func(a, b float64) float64 { return min(a, b) }); ok {
		return "cut off", Say("it is cut off at %.4g: what is above is set to that.",
			"%.4g에서 잘렸다. 그보다 큰 값이 모두 이 값이 되었다.",
			c)
	}
	if c, ok := bound(minOf, func(a, b float64) float64 { return max(a, b) }); ok {
		return "cut off", Say("it is cut off at %.4g: what is below is set to that.",
			"%.4g에서 잘렸다. 그보다 작은 값이 모두 이 값이 되었다.",
			c)
	}
	return "", Text{}
}

func maxOf(v ...float64) float64 { return slices.Max(v) }
func minOf(v ...float64) float64 { return slices.Min(v) }

// linearity tries Backward with other multiples of dout: it has to be linear.
func (f *Finding) linearity() (Cause, Text) {
	if f.Value == 0 || f.Exam.Whole {
		return "", Text{}
	}
	with := func(k float64) *tensor.Tensor {
		c := f.Exam.Calls[f.Call]
		c.Dout = c.Dout.MulScalar(k)
		if t := f.Exam.run(f.Exam.maker, c); f.Value < len(t.values) {
			return t.values[f.Value]
		}
		return nil
	}
	within := 10 * f.Exam.Within
	one, zero, two, minus := with(1), with(0), with(2), with(-1)
	switch {
	case one == nil || zero == nil || two == nil || minus == nil || !same(one, f.Got, within):
	case same(one, two, within):
		return "dout missing", Say("it does not depend on dout: the local derivative has to be multiplied by dout.",
			"dout과 상관없는 값이다. 국소적 미분에 dout을 곱해야 한다.")
	case scale(zero.Data()) > within*scale(one.Data()):
		return "not linear", Say("for dout = 0 it is not 0: a term is added that is not multiplied by dout.",
			"dout = 0일 때 0이 아니다. dout을 곱하지 않은 항이 더해져 있다.")
	case same(two, one.MulScalar(4), within):
		return "not linear", Say("with twice the dout it is four times as large: dout is multiplied in twice.",
			"dout이 두 배면 네 배가 된다. dout을 두 번 곱했다.")
	case same(minus, one, within):
		return "not linear", Say("with -dout it is the same: the sign of dout is lost.",
			"-dout을 주어도 같다. dout의 부호가 사라졌다.")
	case !same(minus, one.Neg(), within):
		return "not linear", Say("with -dout it is not the negative: negative elements of dout are treated differently.",
			"-dout을 주어도 부호만 바뀌지 않는다. dout의 음수를 다르게 다룬다.")
	case !same(two, one.MulScalar(2), within):
		return "not linear", Say("with twice the dout it is not twice as large: it has to be the local derivative times dout.",
			"dout이 두 배인데 두 배가 되지 않는다. 국소적 미분에 dout을 곱한 것이어야 한다.")
	}
	return "", Text{}
}

// worst tells of the element that is off the most.
func (f *Finding) worst() Text {
	got, want := f.Got.Data(), f.Want.Data()
	worst, off, wrong := 0, -1.0, 0
	for i := range got {
		d := math.Abs(got[i] - want[i])
		if d > off {
			worst, off = i, d
		}
		if !(d <= f.Exam.Within*scale(want)) {
			wrong++
		}
	}
	if len(got) == 1 {
		return Say("it is %.6g and must be %.6g.", "지금: %.6g, 맞는 값: %.6g.", got[0], want[0])
	}
	return Say("%d of %d elements differ, most of all %s: it is %.6g and must be %.6g.",
		"원소 %[2]d개 중 %[1]d개가 다르다. 가장 많이 다른 원소 %[3]s: 지금 %.6[4]g, 맞는 값 %.6[5]g.",
		wrong, len(got), place(f.Got, worst), got[worst], want[worst])
}
