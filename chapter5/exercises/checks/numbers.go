package checks

import (
	"math"
	"reflect"

	"backprop/layers/layertest"
	"backprop/tensor"
)

// A NumberLayer is a node of two numbers: Mul and Add of section 4.
type NumberLayer interface {
	Forward(x, y float64) float64
	Backward(dout float64) (dx, dy float64)
}

// Mul checks a multiplication layer, as section 4.1 defines it.
func Mul(fresh func() NumberLayer) layertest.Report { return numbers(mul(), fresh) }

// Add checks an addition layer, as section 4.2 defines it.
func Add(fresh func() NumberLayer) layertest.Report { return numbers(add(), fresh) }

func numbers(e *layertest.Exam, fresh func() NumberLayer) layertest.Report {
	e.Explain = lost(func() any { return fresh() })
	return e.Run(func([]T) node {
		l := fresh()
		return node{
			Forward: func(in []T) T { return tensor.Scalar(l.Forward(in[0].Item(), in[1].Item())) },
			Backward: func(dout T) []T {
				dx, dy := l.Backward(dout.Item())
				return []T{tensor.Scalar(dx), tensor.Scalar(dy)}
			},
		}
	})
}

// lost explains what a value receiver does: Forward keeps things in a copy.
func lost(fresh func() any) func(*layertest.Finding) *layertest.Problem {
	return func(f *layertest.Finding) *layertest.Problem {
		if f.Value == 0 || !f.Forgets() {
			return nil
		}
		layer := reflect.TypeOf(fresh())
		if layer.Kind() == reflect.Pointer {
			layer = layer.Elem()
		}
		if _, ok := layer.MethodByName("Forward"); !ok || layer.Kind() != reflect.Struct || layer.NumField() == 0 {
			return nil
		}
		return &layertest.Problem{Cause: "value receiver", Text: say(
			"What Forward keeps is lost before Backward: Forward has a value receiver, so it fills the fields of a copy. Make the receiver a pointer: func (layer *%s) Forward.",
			"Forward가 저장한 것이 Backward까지 남지 않는다. Forward의 리시버가 값이라서 복사본의 필드를 채운다. 리시버를 포인터로 바꾼다: func (layer *%s) Forward.", layer.Name())}
	}
}

type number2 = func(x, y, dout float64) (dx, dy float64)

// numberNode makes nodes of two numbers.
func numberNode(f func(x, y float64) float64, b number2) maker {
	return func([]T) node {
		var x, y float64
		return node{
			Forward: func(in []T) T { x, y = in[0].Item(), in[1].Item(); return tensor.Scalar(f(x, y)) },
			Backward: func(dout T) []T {
				dx, dy := b(x, y, dout.Item())
				return []T{tensor.Scalar(dx), tensor.Scalar(dy)}
			},
		}
	}
}

func numberExam(f func(x, y float64) float64, b number2, formula map[string]string, mistakes []mistake) *layertest.Exam {
	e := &layertest.Exam{Result: "Forward",
		Inputs:   []string{"x", "y"},
		Names:    []string{"dx", "dy"},
		Right:    numberNode(f, b),
		Mistakes: mistakes, Formula: formula, Terms: func(c call) []layertest.Term {
			x, y, dout := c.In[0].Item(), c.In[1].Item(), c.Dout.Item()
			return terms("dout", c.Dout, "x", c.In[0], "y", c.In[1], "1", one, "1/x", tensor.Scalar(1/x),
				"1/y", tensor.Scalar(1/y), "|dout|", tensor.Scalar(math.Abs(dout)), "|x|", tensor.Scalar(math.Abs(x)), "|y|", tensor.Scalar(math.Abs(y)))
		}}
	for _, c := range [][3]float64{{3, 5, 1.5}, {7, -4, 1}, {2.5, 0.3, -2}, {-6.2, 11, 0.7}, {0.4, -1.3, -0.9},
		{13,
			1.7,
			2.3}, {-0.8,
			-2.6,
			3.1}, {100,
			2,
			1.1}, {40, 3, 0.8}, {1.9, 0.6, -120.5}, {-3.3, 4.7, 0.25}, {0, 2, -1}, {-6, 0, 2}, {2, 3, 0}} {
		e.Calls = append(e.Calls,
			call{When: say("For x = %v, y = %v and dout = %v: ",
				"x = %v, y = %v, dout = %v일 때 ",
				c[0],
				c[1],
				c[2]),
				In: []T{tensor.Scalar(c[0]), tensor.Scalar(c[1])}, Dout: tensor.Scalar(c[2])})
	}
	return e
}

func times(x, y float64) float64 { return x * y }
func plus(x, y float64) float64  { return x + y }

func mul() *layertest.Exam {
	right := func(x, y, d float64) (float64, float64) { return d * y, d * x }
	back := func(cause layertest.Cause, english, korean string, b number2) mistake {
		return broken(cause, say(english, korean), numberNode(times, b))
	}
	forward := func(cause layertest.Cause, english, korean string, f func(x, y float64) float64) mistake {
		return broken(cause, say(english, korean), numberNode(f, right))
	}
	return numberExam(times,
		right,
		map[string]string{"Forward": "x·y", "dx": "dout·y", "dy": "dout·x"},
		[]mistake{
			forward("whole numbers",
				"the fractions are cut off, as int does: leave x and y as they are.",
				"소수점 아래를 버렸다(int). x와 y를 그대로 곱해야 한다.",
				func(x, y float64) float64 { return math.Trunc(x) * math.Trunc(y) }),
			forward("whole numbers",
				"its fraction is cut off, as int does: return x·y as it is.",
				"결과의 소수점 아래를 버렸다(int). x·y를 그대로 반환해야 한다.",
				func(x, y float64) float64 { return math.Trunc(x * y) }),
			back("not exchanged",
				"the inputs are not exchanged. dx is dout times y, and dy is dout times x.",
				"두 입력을 서로 바꾸지 않았다. dx는 dout에 y를, dy는 dout에 x를 곱한 값이다.",
				func(x, y, d float64) (float64, float64) { return d * x, d * y }),
			back("addition's",
				"it is dout itself, as for an addition: multiply it by the other input.",
				"덧셈처럼 dout 그대로다. 상대편 입력을 곱해야 한다.",
				func(x, y, d float64) (float64, float64) { return d, d }),
			back("added",
				"dout and the local derivative are added. The chain rule multiplies them.",
				"dout과 국소적 미분을 더했다. 연쇄법칙에서는 곱한다.",
				func(x, y, d float64) (float64, float64) { return d + y, d + x }),
			back("negative cut",
				"a negative dout is cut off to 0. It has to flow back as it is.",
				"음수인 dout을 0으로 잘랐다. 그대로 흘려보내야 한다.",
				func(x, y, d float64) (float64, float64) { return max(d, 0) * y, max(d, 0) * x }),
			broken("accumulated", layertest.Text{}, func([]T) node {
				var x, y, dx, dy float64
				return node{Forward: func(in []T) T {
					x, y = in[0].Item(), in[1].Item()
					return tensor.Scalar(x * y)
				},
					Backward: func(dout T) []T {
						dx, dy = dx+dout.Item()*y, dy+dout.Item()*x
						return []T{tensor.Scalar(dx), tensor.Scalar(dy)}
					}}
			}),
		})
}

func add() *layertest.Exam {
	right := func(x, y, d float64) (float64, float64) { return d, d }
	back := func(cause layertest.Cause, english, korean string, b number2) mistake {
		return broken(cause, say(english, korean), numberNode(plus, b))
	}
	forward := func(cause layertest.Cause, english, korean string, f func(x, y float64) float64) mistake {
		return broken(cause, say(english, korean), numberNode(f, right))
	}
	return numberExam(plus, right, map[string]string{"Forward": "x + y", "dx": "dout", "dy": "dout"}, []mistake{
		forward("whole numbers",
			"the fractions are cut off, as int does: leave x and y as they are.",
			"소수점 아래를 버렸다(int). x와 y를 그대로 더해야 한다.",
			func(x, y float64) float64 { return math.Trunc(x) + math.Trunc(y) }),
		forward("whole numbers",
			"its fraction is cut off, as int does: return x + y as it is.",
			"결과의 소수점 아래를 버렸다(int). x + y를 그대로 반환해야 한다.",
			func(x, y float64) float64 { return math.Trunc(x + y) }),
		back("multiplication's",
			"it is multiplied by an input, as in a multiplication. An addition passes dout on as it is.",
			"곱셈처럼 상대편 입력을 곱했다. 덧셈은 dout을 그대로 흘려보낸다.",
			func(x, y, d float64) (float64, float64) { return d * y, d * x }),
		back("dout missing",
			"it is 1, the local derivative alone: dout is missing.",
			"국소적 미분 1뿐이다. dout을 곱하지 않았다.",
			func(x, y, d float64) (float64, float64) { return 1, 1 }),
		back("added",
			"the local derivative 1 is added to dout. The chain rule multiplies them: dout·1.",
			"dout에 국소적 미분 1을 더했다. 연쇄법칙에서는 곱한다. dout·1이다.",
			func(x, y, d float64) (float64, float64) { return d + 1, d + 1 }),
		back("shared out",
			"dout is shared out, half to each: both inputs get the whole of it.",
			"dout을 반씩 나누었다. 두 입력에 각각 그대로 흘려보내야 한다.",
			func(x, y, d float64) (float64, float64) { return d / 2, d / 2 }),
		back("shared out",
			"dout is shared out in proportion to x and y: both inputs get the whole of it.",
			"dout을 x와 y의 비율로 나누었다. 두 입력에 각각 그대로 흘려보내야 한다.",
			func(x, y, d float64) (float64, float64) { return d * x / (x + y), d * y / (x + y) }),
		back("one sign flipped",
			"its sign is flipped, as in a subtraction.",
			"뺄셈처럼 부호가 뒤집혔다.",
			func(x, y, d float64) (float64, float64) { return -d, -d }),
		back("negative cut",
			"a negative dout is cut off to 0. It has to flow back as it is.",
			"음수인 dout을 0으로 잘랐다. 그대로 흘려보내야 한다.",
			func(x, y, d float64) (float64, float64) { return max(d, 0), max(d, 0) }),
		back("whole numbers",
			"the fraction of dout is cut off, as int does.",
			"dout의 소수점 아래를 버렸다(int).",
			func(x, y, d float64) (float64, float64) { return math.Trunc(d), math.Trunc(d) }),
		back("nothing to one",
			"it is 0: both inputs get dout.",
			"0이다. 두 입력 모두 dout을 받는다.",
			func(x, y, d float64) (float64, float64) { return 0, 0 }),
	})
}
