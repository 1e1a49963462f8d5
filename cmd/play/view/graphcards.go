package view

import (
	"backprop/chapter5/graph"
	"backprop/layers/layertest/bilingual"
)

// graphCards ask about the graphs of sections 1 to 3.
var graphCards = []card{
	{"apple", "1", func(round int) question {
		p := buy(pick(round, 100, 120, 90), pick(round, 2, 3, 5))
		return question{
			text: p.text("If an apple costs 1 won more, how much more do you pay?",
				"사과 가격이 1원 오르면 지불 금액은 얼마나 오르는가?"),
			want: p.apple.Derivative(),
			mistakes: []mistaken{
				{p.number.Value(), taxLeftOut},
				{p.number.Derivative(), notSwapped},
				{p.amount.Value(), forwardValue},
			},
			why: both("The two multiplications pass back 1.1 and then 1.1 × %v = %v.",
				"두 곱셈 노드가 흘려보내는 미분은 차례로 1.1, 1.1 × %v = %v이다.", p.number.Value(), p.apple.Derivative()),
		}
	}},
	{"amount", "1", func(round int) question {
		p := buy(pick(round, 100, 80, 150), pick(round, 2, 3, 4))
		return question{
			text: p.text("What do you pay?", "지불 금액은?"),
			want: p.amount.Value(),
			mistakes: []mistaken{
				{p.apple.Value() * p.number.Value(), taxLeftOut},
				{p.apple.Value() * p.tax.Value(), countLeftOut},
			},
			why: both("Forward through two multiplications: %v × %v × 1.1.",
				"순전파에서 두 곱셈 노드를 지난다. %v × %v × 1.1.", p.apple.Value(), p.number.Value()),
		}
	}},
	{"number", "1", func(round int) question {
		p := buy(pick(round, 100, 50, 200), pick(round, 2, 4, 3))
		return question{
			text: p.text("What is the derivative of the price with respect to the number?",
				"사과 개수에 대한 지불 금액의 미분은?"),
			want: p.number.Derivative(),
			mistakes: []mistaken{
				{p.apple.Value(), taxLeftOut},
				{p.apple.Derivative(), notSwapped},
				{p.amount.Value(), forwardValue},
			},
			why: both("One more apple costs %v × 1.1 more.",
				"사과가 한 개 늘어나면 지불 금액은 %v × 1.1만큼 늘어난다.", p.apple.Value()),
		}
	}},
	{"signal", "2.1", func(round int) question {
		x, e := graph.Var("x", pick(round, 3, 5, -2)), pick(round, 2, 3, 4)
		y := pass(x.Pow(2), e)
		return question{
			text: both("y = x², x = %v. The signal E = %v comes back to y. What goes back to x?",
				"y = x², x = %v이고 y에 도달한 신호 E는 %v이다. x에는 어떤 값이 도달하는가?", x.Value(), e),
			want: x.Derivative(),
			mistakes: []mistaken{
				{y.Local(0), doutLeftOut},
				{e * y.Value(), say("E is multiplied by the value y instead of the local derivative", "국소적 미분 대신 y의 값을 곱했다")},
				{y.Value(), forwardValue},
			},
			why: both("E times the local derivative 2x: %v × %v = %v.",
				"E에 국소적 미분 2x를 곱한다. %v × %v = %v.", e, y.Local(0), x.Derivative()),
		}
	}},
	{"chain", "2.2", func(round int) question {
		x, y := graph.Var("x", pick(round, 1, 3, -2)), graph.Var("y", pick(round, 2, 1, 5))
		t := x.Add(y)
		z := pass(t.Pow(2), 1)
		return question{
			text: both("z = t², t = x + y, x = %v, y = %v. ∂z/∂x = ?", "z = t², t = x + y, x = %v, y = %v. ∂z/∂x = ?", x.Value(), y.Value()),
			want: x.Derivative(),
			mistakes: []mistaken{
				{2 * x.Value(), say("2x is the derivative of x², but t is squared", "2x는 x²의 미분이다. 제곱하는 것은 x가 아니라 t다")},
				{z.Value(), forwardValue},
				{t.Value(), twoLeftOut},
			},
			why: both("∂z/∂t · ∂t/∂x = 2t · 1 = %v.", "∂z/∂t · ∂t/∂x = 2t · 1 = %v.", x.Derivative()),
		}
	}},
	{"square", "2.3", func(round int) question {
		x, y := graph.Var("x", pick(round, 2, 1, -3)), graph.Var("y", pick(round, 1, 4, 2))
		t := x.Add(y)
		z := pass(t.Pow(2), 1)
		return question{
			text: both("z = (x + y)², x = %v, y = %v. What does the node **2 pass back?",
				"z = (x + y)², x = %v, y = %v. **2 노드가 흘려보내는 값은?", x.Value(), y.Value()),
			want: t.Derivative(),
			mistakes: []mistaken{
				{1, say("1 comes in; the node multiplies it by 2t", "1은 들어온 값이다. 노드는 여기에 2t를 곱한다")},
				{t.Value(), twoLeftOut},
				{z.Value(), forwardValue},
			},
			why: both("The local derivative of t² is 2t: 1 × 2 × %v = %v.",
				"t²의 국소적 미분은 2t다. 1 × 2 × %v = %v.", t.Value(), t.Derivative()),
		}
	}},
	{"branch", "3", func(round int) question {
		x := graph.Var("x", pick(round, 3, 4, -5))
		y := pass(x.Mul(x), 1)
		return question{
			text: both("y = x · x is one multiplication whose inputs are both x = %v. dy/dx = ?",
				"y = x · x는 두 입력이 모두 x = %v인 곱셈이다. dy/dx = ?", x.Value()),
			want: x.Derivative(),
			mistakes: []mistaken{
				{x.Value(), say("= instead of += keeps only the last derivative", "+= 대신 =를 써서 마지막 미분만 남았다")},
				{y.Value(), forwardValue},
			},
			why: both("Each input sends back a derivative, and the two are added: %v + %[1]v = %v.",
				"두 입력에서 미분이 하나씩 돌아오고, x에서 이 미분을 더한다. %v + %[1]v = %v.", x.Value(), x.Derivative()),
		}
	}},
}

// pass does the forward pass, and the backward pass from dout, and returns the
// result.
func pass(result *graph.Node, dout float64) *graph.Node {
	result.Forward()
	result.Backward(dout)
	return result
}

// A purchase is the graph of section 1.
type purchase struct{ apple, number, tax, amount *graph.Node }

// buy returns the graph after both passes.
func buy(apple, number float64) purchase {
	p := purchase{apple: graph.Var("apple", apple), number: graph.Var("number", number), tax: graph.Var("tax", 1.1)}
	p.amount = pass(p.apple.Mul(p.number).Mul(p.tax), 1)
	return p
}

// text describes the purchase before a question.
func (p purchase) text(english, korean string) bilingual.Text {
	return both("%v apples at %v with the tax 1.1. ", "%[2]v원짜리 사과 %[1]v개, 소비세 1.1. ",
		p.number.Value(), p.apple.Value()).Then(say(english, korean))
}
