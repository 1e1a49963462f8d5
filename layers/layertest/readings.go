package layertest

import (
	"math"
	"strings"

	"backprop/tensor"
)

// shape recognises a result of another shape, or none.
func shape(f *Finding) (Cause, Text) {
	if f.Got == nil {
		return "nothing", Say("it is nil. Nothing was returned, or the field was not set.",
			"nil이다. 아무것도 반환하지 않았거나 필드를 채우지 않았다.")
	}
	return misshapen(f.Got, f.Want, f.Exam.Within)
}

func misshapen(got, want *tensor.Tensor, within float64) (Cause, Text) {
	if sameShape(got, want) {
		return "", Text{}
	}
	said := Say("it has shape %s and must have %s", "지금 형상: %s, 맞는 형상: %s", got.Shape(), want.Shape())
	switch {
	case want.NDim() == 2 && same(got.T(), want, within):
		return "transposed", said.Then(Say(": it is the transpose of the right result.", ". 맞는 결과의 전치행렬이다."))
	case got.NDim() == want.NDim()+1 && got.Shape()[0] > 1 && same(got.Sum(0), want, within):
		return "not summed", said.Then(Say(": it is not summed over the batch.", ". 배치에 대해 더하지 않았다."))
	case got.Size() == want.Size() && same(got.Reshape(want.Shape()...), want, within):
		return "shape", said.Then(Say(": its numbers are right.", ". 수는 맞는다."))
	}
	return "shape", said.Then(Say(".", "."))
}

// notFinite recognises a NaN, an infinity and a result that is 0 everywhere.
func notFinite(f *Finding) (Cause, Text) {
	got, want := f.Got.Data(), f.Want.Data()
	if len(got) > 0 && isFinite(f.Got) && scale(got) == 0 {
		zero := Say("it is 0 everywhere.", "모두 0이다.")
		if len(got) == 1 {
			if cause, t := region(f); cause != "" {
				return cause, t // it is not 0 elsewhere
			}
			zero = f.element(0)
		}
		if strings.Contains(f.Exam.Formula[f.Exam.name(f.Value)], "/") {
			zero = zero.Then(Say(" (A quotient of integers, such as 1/2 or 1/N, is 0 in Go.)",
				" (Go에서 1/2이나 1/N 같은 정수의 나눗셈은 0이다.)"))
		}
		return "zero", zero
	}
	for i, v := range got {
		if (math.IsNaN(v) || math.IsInf(v, 0)) && v != want[i] {
			t := f.element(i)
			if math.IsNaN(v) {
				t = t.Then(Say(" (0/0, Inf/Inf and 0·Inf are NaN.)",
					" (0/0, Inf/Inf, 0·Inf는 NaN이다.)"))
			}
			return "not finite", t
		}
	}
	return "", Text{}
}

// element says what element i is, and what it must be.
func (f *Finding) element(i int) Text {
	where := Say("at %s ", "원소 %s: ", place(f.Got, i))
	if x := f.Exam.Calls[f.Call].In[0]; f.Got.Size() == 1 {
		where = Text{}
	} else if sameShape(x, f.Got) {
		where = Say("where %s is %.4g ", "%s = %.4g인 곳: ", f.Exam.Inputs[0], x.Data()[i])
	}
	return Say("%sit is %.6g and must be %.6g.", "%s지금 %.6g, 맞는 값 %.6g.", where, f.Got.Data()[i], f.Want.Data()[i])
}

// altered recognises an alteration of the right result, in two calls.
func altered(f *Finding) (Cause, Text) { return alterationOf(f.pairs(), 2, f.Exam.Within) }

// linearity tries other multiples of dout: the result has to be the same multiple.
func linearity(f *Finding) (Cause, Text) {
	if f.Value == 0 || f.Exam.Whole {
		return "", Text{}
	}
	for _, k := range []float64{1, 0, 2, -1} {
		c := f.Exam.Calls[f.Call]
		c.Dout = c.Dout.MulScalar(k)
		got := f.Exam.run(f.Exam.maker, c).values[f.Value]
		switch off := scale(got.Sub(f.Got.MulScalar(k)).Data()); {
		case off <= 10*f.Exam.Within*scale(f.Got.Data()):
			continue
		case k == 1:
			return "random", Say(
				"for the same x and dout the result is different each time. Does Backward draw random numbers, instead of using what Forward stored?",
				"x와 dout이 같은데도 결과가 매번 다르다. Forward가 저장한 것을 쓰지 않고 Backward에서 난수를 뽑지 않는가?")
		}
		return "not linear", Say(
			"for %v·dout it is not %[1]v times as large. It has to be the local derivative times dout: a mask comes from x, not from the sign of dout, and each term is multiplied by dout once.",
			"%v·dout일 때 %[1]v배가 아니다. 국소적 미분에 dout을 곱한 것이어야 한다. 마스크는 dout의 부호가 아니라 x로 만들고, 모든 항에 dout을 한 번씩 곱한다.", k)
	}
	return "", Text{}
}

// digits recognises a result whose errors are small in all calls.
func digits(f *Finding) (Cause, Text) {
	most := 0.0
	for _, p := range f.pairs() {
		if s := scale(p.want.Data()); isFinite(p.got) && isFinite(p.want) && s > 0 {
			most = max(most, scale(p.got.Sub(p.want).Data())/s)
		}
	}
	if most == 0 || most > 1e-2 {
		return "", Text{}
	}
	return "few digits", f.worst().Then(Say(
		" All errors are within 1% of the largest element: is a number in it rounded, as float32 does, or 2.718 for e?",
		" 모든 오차가 가장 큰 원소의 1% 이내다. float32나 e = 2.718처럼 반올림한 수를 쓰지 않았는가?"))
}

// worst names the element that is off the most.
func (f *Finding) worst() Text {
	off := f.Got.Sub(f.Want).Abs().Reshape(-1)
	worst := f.element(int(off.Argmax(0).Item()))
	if f.Got.Size() == 1 {
		return worst
	}
	wrong := pair{got: f.Got, want: f.Want}.wrong(f.Exam.Within)
	return Say("%d of %d elements differ. The largest difference: %s",
		"원소 %[2]d개 중 %[1]d개가 다르다. 가장 많이 다른 원소: %[3]s", len(wrong), f.Got.Size(), worst)
}
