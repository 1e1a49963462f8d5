package view

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"backprop/chapter5/graph"
	"backprop/layers"
	"backprop/tensor"
)

// A question has the answer that the layers give, and the answers of those who
// make a mistake.
type question struct {
	text     [2]string // English, Korean
	want     float64
	mistakes []mistaken
	why      [2]string
}

type mistaken struct {
	answer float64
	name   [2]string
}

// A card asks a question with other numbers each round.
type card struct {
	key, section string
	ask          func(round int) question
}

// pick returns one of the numbers, another each round.
func pick(round int, numbers ...float64) float64 { return numbers[round%len(numbers)] }

// both formats a text in both languages.
func both(english, korean string, args ...any) [2]string {
	for i, arg := range args {
		if v, ok := arg.(float64); ok {
			args[i] = graph.Format(v)
		}
	}
	return [2]string{fmt.Sprintf(english, args...), fmt.Sprintf(korean, args...)}
}

// The mistakes, as the exercises name them.
var (
	doutLeftOut   = [2]string{"dout is left out", "dout을 곱하지 않았다"}
	notExchanged  = [2]string{"the inputs are not exchanged", "입력을 서로 바꾸지 않았다"}
	lastShare     = [2]string{"only the last share is kept, as = stands for +=", "+= 대신 =를 써서 마지막 미분만 남았다"}
	forwardValue  = [2]string{"this is the forward value", "순전파의 값이다"}
	signFlipped   = [2]string{"a sign is flipped", "부호가 뒤집혔다"}
	maskInverted  = [2]string{"the mask is inverted", "마스크의 0과 1이 바뀌었다"}
	kink          = [2]string{"dout passes at x = 0", "x = 0에서 dout이 통과한다"}
	xForY         = [2]string{"x stands where y belongs", "y 대신 x를 썼다"}
	lastRowOnly   = [2]string{"only the last row of the batch counts", "배치의 마지막 행만 더했다"}
	dividedByN    = [2]string{"it is divided by N once too often", "N으로 한 번 더 나누었다"}
	noAverage     = [2]string{"the division by N is missing", "N으로 나누지 않았다"}
	oneSide       = [2]string{"the difference is taken to one side only", "중심 차분이 아니라 전방 차분이다"}
	dividedByH    = [2]string{"it is divided by h and not by 2h", "2h가 아니라 h로 나누었다"}
	rateSign      = [2]string{"the update has the wrong sign", "갱신의 부호가 틀렸다"}
	biasesLeftOut = [2]string{"the biases are left out", "편향을 빠뜨렸다"}
)

var cards = []card{
	{"apple", "1", func(round int) question {
		apple, number, tax := graph.Var("apple", pick(round, 100, 120, 90)), graph.Var("number", pick(round, 2, 3, 5)), graph.Var("tax", 1.1)
		price := apple.Mul(number).Mul(tax)
		price.Forward()
		price.Backward(1)
		return question{
			both("%v apples at %v with the tax 1.1. The price of an apple rises by 1. By how much does the amount rise?",
				"%[2]v원짜리 사과 %[1]v개, 소비세 1.1. 사과 가격이 1원 오르면 지불 금액은 얼마나 오르는가?", number.Value(), apple.Value()),
			apple.Derivative(),
			[]mistaken{
				{number.Value(), [2]string{"the tax is left out", "소비세를 곱하지 않았다"}},
				{number.Derivative(), notExchanged}, {price.Value(), forwardValue},
			},
			both("The two multiplications pass back 1.1 and then 1.1 × %v = %v.", "두 곱셈 노드가 흘려보내는 미분은 차례로 1.1, 1.1 × %v = %v이다.",
				number.Value(), apple.Derivative()),
		}
	}},
	{"amount", "1", func(round int) question {
		price, number := pick(round, 100, 80, 150), pick(round, 2, 3, 4)
		apple := layers.Mul{}
		fruit, taxed := apple.Forward(price, number), layers.Mul{}
		amount := taxed.Forward(fruit, 1.1)
		return question{
			both("%v apples at %v with the tax 1.1. What do you pay?", "%[2]v원짜리 사과 %[1]v개, 소비세 1.1. 지불 금액은?", number, price),
			amount,
			[]mistaken{{fruit, [2]string{"the tax is left out", "소비세를 곱하지 않았다"}}, {price * 1.1, [2]string{"the number of apples is left out", "사과 개수를 곱하지 않았다"}}},
			both("Forward through two multiplications: %v × %v × 1.1.", "순전파에서 두 곱셈 노드를 지난다. %v × %v × 1.1.", price, number),
		}
	}},
	{"number", "1", func(round int) question {
		apple, number, tax := graph.Var("apple", pick(round, 100, 50, 200)), graph.Var("number", pick(round, 2, 4, 3)), graph.Var("tax", 1.1)
		price := apple.Mul(number).Mul(tax)
		price.Forward()
		price.Backward(1)
		return question{
			both("%v apples at %v with the tax 1.1. What is the derivative of the amount with respect to the number?",
				"%[2]v원짜리 사과 %[1]v개, 소비세 1.1. 사과 개수에 대한 지불 금액의 미분은?", number.Value(), apple.Value()),
			number.Derivative(),
			[]mistaken{{apple.Value(), [2]string{"the tax is left out", "소비세를 곱하지 않았다"}}, {apple.Derivative(), notExchanged}, {price.Value(), forwardValue}},
			both("One more apple costs %v × 1.1 more.", "사과가 한 개 늘어나면 지불 금액은 %v × 1.1만큼 늘어난다.", apple.Value()),
		}
	}},
	{"signal", "2.1", func(round int) question {
		x, e := graph.Var("x", pick(round, 3, 5, -2)), pick(round, 2, 3, 4)
		y := x.Pow(2)
		y.Forward()
		y.Backward(e)
		return question{
			both("y = x², x = %v. The signal E = %v comes back to y. What goes back to x?",
				"y = x², x = %v이고 y에 도달한 신호 E는 %v이다. x에는 어떤 값이 도달하는가?", x.Value(), e),
			x.Derivative(),
			[]mistaken{{2 * x.Value(), doutLeftOut}, {e * y.Value(), [2]string{"the value stands where the local derivative belongs", "국소적 미분 대신 y의 값을 곱했다"}}, {y.Value(), forwardValue}},
			both("E times the local derivative 2x: %v × %v = %v.", "E에 국소적 미분 2x를 곱한다. %v × %v = %v.", e, 2*x.Value(), x.Derivative()),
		}
	}},
	{"chain", "2.2", func(round int) question {
		x, y := graph.Var("x", pick(round, 1, 3, -2)), graph.Var("y", pick(round, 2, 1, 5))
		t := x.Add(y)
		z := t.Pow(2)
		z.Forward()
		z.Backward(1)
		return question{
			both("z = t², t = x + y, x = %v, y = %v. ∂z/∂x = ?", "z = t², t = x + y, x = %v, y = %v. ∂z/∂x = ?", x.Value(), y.Value()),
			x.Derivative(),
			[]mistaken{{2 * x.Value(), [2]string{"2x is the derivative of x², but t is squared", "2x는 x²의 미분이다. 제곱하는 것은 x가 아니라 t다"}},
				{z.Value(), forwardValue}, {t.Value(), [2]string{"the factor 2 of the square is missing", "제곱의 미분에서 2가 빠졌다"}}},
			both("∂z/∂t · ∂t/∂x = 2t · 1 = %v.", "∂z/∂t · ∂t/∂x = 2t · 1 = %v.", x.Derivative()),
		}
	}},
	{"square", "2.3", func(round int) question {
		x, y := graph.Var("x", pick(round, 2, 1, -3)), graph.Var("y", pick(round, 1, 4, 2))
		t := x.Add(y)
		z := t.Pow(2)
		z.Forward()
		z.Backward(1)
		return question{
			both("z = (x + y)², x = %v, y = %v. What does the node **2 pass back?", "z = (x + y)², x = %v, y = %v. **2 노드가 흘려보내는 값은?", x.Value(), y.Value()),
			t.Derivative(),
			[]mistaken{{1, [2]string{"1 comes in; the node multiplies it by 2t", "1은 들어온 값이다. 노드는 여기에 2t를 곱한다"}}, {t.Value(), [2]string{"the factor 2 of the square is missing", "제곱의 미분에서 2가 빠졌다"}}, {z.Value(), forwardValue}},
			both("The local derivative of t² is 2t: 1 × 2 × %v = %v.", "t²의 국소적 미분은 2t다. 1 × 2 × %v = %v.", t.Value(), t.Derivative()),
		}
	}},
	{"add", "3.1", func(round int) question {
		dout, x, y := pick(round, 1.3, 2, -7), pick(round, 10, 4, 8), pick(round, 5, 6, 3)
		dx, _ := layers.Add{}.Backward(dout)
		return question{
			both("An addition node: dout = %v, x = %v, y = %v. dx = ?", "덧셈 노드: dout = %v, x = %v, y = %v. dx = ?", dout, x, y),
			dx,
			[]mistaken{{dout * y, [2]string{"this is the multiplication's rule", "곱셈 노드의 역전파다"}}, {2 * dout, [2]string{"an addition passes dout once, not twice", "덧셈 노드는 dout을 두 배로 만들지 않는다"}}, {1, doutLeftOut}, {x + y, forwardValue}},
			both("An addition passes dout on as it is.", "덧셈 노드는 dout을 그대로 흘려보낸다."),
		}
	}},
	{"mul", "3.2", func(round int) question {
		dout, x, y := pick(round, 1.3, 2, -1), pick(round, 25, 7, 4), pick(round, 2, 3, 9)
		layer := layers.Mul{}
		out := layer.Forward(x, y)
		dx, _ := layer.Backward(dout)
		return question{
			both("A multiplication node: dout = %v, x = %v, y = %v. dx = ?", "곱셈 노드: dout = %v, x = %v, y = %v. dx = ?", dout, x, y),
			dx,
			[]mistaken{{dout * x, notExchanged}, {y, doutLeftOut}, {out, forwardValue}, {dout, [2]string{"this is the addition's rule", "덧셈 노드의 역전파다"}}},
			both("dout times the other input: %v × %v = %v.", "dout에 다른 쪽 입력을 곱한다. %v × %v = %v.", dout, y, dx),
		}
	}},
	{"branch", "3", func(round int) question {
		x := graph.Var("x", pick(round, 3, 4, -5))
		y := x.Mul(x)
		y.Forward()
		y.Backward(1)
		return question{
			both("y = x · x is one multiplication whose inputs are both x = %v. dy/dx = ?", "y = x · x는 두 입력이 모두 x = %v인 곱셈이다. dy/dx = ?", x.Value()),
			x.Derivative(),
			[]mistaken{{x.Value(), lastShare}, {y.Value(), forwardValue}},
			both("Both inputs pass a share back, and the shares are summed: %v + %[1]v = %v.", "두 입력에서 미분이 하나씩 돌아오고, x에서 이 미분을 더한다. %v + %[1]v = %v.", x.Value(), x.Derivative()),
		}
	}},
	{"tax", "4.1", func(round int) question {
		apple, number := pick(round, 100, 150, 80), pick(round, 2, 3, 5)
		mulApple, mulTax := layers.Mul{}, layers.Mul{}
		price := mulTax.Forward(mulApple.Forward(apple, number), 1.1)
		_, dTax := mulTax.Backward(1)
		return question{
			both("%v apples at %v with the tax 1.1. dTax = ?", "%[2]v원짜리 사과 %[1]v개, 소비세 1.1. dTax = ?", number, apple),
			dTax,
			[]mistaken{{1.1, notExchanged}, {price, forwardValue}, {apple, [2]string{"the number of apples is left out", "사과 개수를 곱하지 않았다"}}},
			both("The other input of the tax's multiplication: %v × %v = %v.", "소비세를 곱하는 노드의 다른 쪽 입력이다. %v × %v = %v.", apple, number, dTax),
		}
	}},
	{"orange", "4.2", func(round int) question {
		price, number := pick(round, 150, 120, 90), pick(round, 3, 2, 5)
		mulOrange, addAll, mulTax := layers.Mul{}, layers.Add{}, layers.Mul{}
		mulTax.Forward(addAll.Forward(200, mulOrange.Forward(price, number)), 1.1)
		dAll, _ := mulTax.Backward(1)
		_, dOranges := addAll.Backward(dAll)
		dPrice, _ := mulOrange.Backward(dOranges)
		return question{
			both("Apples for 200 and %v oranges at %v, with the tax 1.1. dOrange = ?", "사과 200원어치, %[2]v원짜리 귤 %[1]v개, 소비세 1.1. dOrange = ?", number, price),
			dPrice,
			[]mistaken{{number, [2]string{"the tax is left out", "소비세를 곱하지 않았다"}}, {price * 1.1, notExchanged}, {1.1, [2]string{"the number of oranges is left out", "귤 개수를 곱하지 않았다"}}},
			both("1.1 passes the addition as it is, and is multiplied by %v: %v.", "1.1이 덧셈 노드를 그대로 지나고, 여기에 귤의 개수를 곱한다. 1.1 × %v = %v.", number, dPrice),
		}
	}},
	{"relu", "5.1", func(round int) question {
		x, dout := pick(round, -2, 3, 0), pick(round, 30, 40, 20)
		layer := layers.ReLU{}
		layer.Forward(tensor.Vector(x))
		dx := layer.Backward(tensor.Vector(dout)).At(0)
		wrong := []mistaken{{x, [2]string{"x passes forward, dout passes back", "순전파에서는 x가, 역전파에서는 dout이 통과한다"}}}
		if x == 0 {
			wrong = []mistaken{{dout, kink}}
		} else {
			wrong = append(wrong, mistaken{dout - dx, maskInverted})
		}
		return question{
			both("ReLU: x = %v, dout = %v. dx = ?", "ReLU: x = %v, dout = %v. dx = ?", x, dout),
			dx, wrong,
			both("ReLU passes dout where x > 0, and 0 elsewhere.", "ReLU는 x > 0이면 dout을, 아니면 0을 흘려보낸다."),
		}
	}},
	{"sigmoid", "5.2", func(round int) question {
		x, dout := 0.0, pick(round, 2, 8, -4)
		layer := layers.Sigmoid{}
		y := layer.Forward(tensor.Vector(x)).At(0)
		dx := layer.Backward(tensor.Vector(dout)).At(0)
		return question{
			both("Sigmoid: x = %v, so y = %v. dout = %v. dx = ?", "시그모이드: x = %v이므로 y = %v. dout = %v. dx = ?", x, y, dout),
			dx,
			[]mistaken{{dout * x * (1 - x), xForY}, {y * (1 - y), doutLeftOut}, {dout * y, [2]string{"the factor 1 − y is missing", "1 − y가 빠졌다"}}, {-dx, signFlipped}},
			both("dout · y(1 − y) = %v.", "dout · y(1 − y) = %v.", dx),
		}
	}},
	{"dW", "6.1", func(round int) question {
		x := tensor.Matrix([][]float64{{1, pick(round, 2, 3, 4)}})
		dout := tensor.Matrix([][]float64{{1, 10, 100}})
		affine := layers.NewAffine(tensor.Zeros(2, 3), tensor.Zeros(3))
		affine.Forward(x)
		affine.Backward(dout)
		want := affine.DW.At(1, 2)
		return question{
			both("Affine: x = [1 %v], dout = [1 10 100]. dW is (2, 3). Its last element = ?", "Affine: x = [1 %v], dout = [1 10 100]. dW의 형상은 (2, 3)이다. 마지막 원소 = ?", x.At(0, 1)),
			want,
			[]mistaken{{dout.At(0, 2), [2]string{"this is db: x is left out", "db다. x를 곱하지 않았다"}}, {affine.DW.At(1, 1), [2]string{"this is the element before it", "그 앞의 원소다"}}, {affine.DW.At(0, 2), [2]string{"this is the row above", "위 행의 원소다"}}},
			both("dW = xᵀ · dout: %v × 100 = %v.", "dW = xᵀ · dout: %v × 100 = %v.", x.At(0, 1), want),
		}
	}},
	{"db", "6.2", func(round int) question {
		a, b, c := pick(round, 1, 4, 2), pick(round, 10, 5, 7), pick(round, 100, 9, 30)
		affine := layers.NewAffine(tensor.Zeros(2, 1), tensor.Zeros(1))
		affine.Forward(tensor.Zeros(3, 2))
		affine.Backward(tensor.Matrix([][]float64{{a}, {b}, {c}}))
		want := affine.DB.At(0)
		return question{
			both("A batch of N = 3: dout = [[%v] [%v] [%v]]. db = ?", "N = 3인 배치: dout = [[%v] [%v] [%v]]. db = ?", a, b, c),
			want,
			[]mistaken{{c, lastRowOnly}, {want / 3, dividedByN}, {a, [2]string{"only the first row of the batch counts", "배치의 첫 행만 더했다"}}, {-want, signFlipped}},
			both("b was added to every row, so db is the sum of the rows.", "b를 모든 행에 더했으므로 db는 모든 행의 합이다."),
		}
	}},
	{"softmax", "6.3", func(round int) question {
		N := 1 + round%2
		rows := [][]float64{{0.3, 0.2, 0.5}, {0.3, 0.2, 0.5}}[:N]
		labels := [][]float64{{0, 1, 0}, {0, 1, 0}}[:N]
		layer := layers.SoftmaxWithLoss{}
		layer.Forward(tensor.Matrix(rows).Log(), tensor.Matrix(labels))
		dx := layer.Backward(1).At(0, 1)
		y, t := 0.2, 1.0
		wrong := []mistaken{{-dx, signFlipped}, {y, [2]string{"t is not subtracted", "t를 빼지 않았다"}}}
		if N > 1 {
			wrong = append(wrong, mistaken{y - t, noAverage}, mistaken{t - y, signFlipped})
		}
		return question{
			both("Softmax-with-Loss, N = %d: y = [0.3 0.2 0.5], t = [0 1 0]. The middle element of dx = ?",
				"Softmax-with-Loss, N = %d: y = [0.3 0.2 0.5], t = [0 1 0]. dx의 가운데 원소 = ?", N),
			dx, wrong,
			both("(y − t) / N = (0.2 − 1) / %d = %v.", "(y − t) / N = (0.2 − 1) / %d = %v.", N, dx),
		}
	}},
	{"parameters", "7.2", func(round int) question {
		hidden := int(pick(round, 50, 100, 20))
		want := 784*hidden + hidden + hidden*10 + 10
		return question{
			both("How many parameters has the network 784-%d-10?", "784-%d-10 신경망의 매개변수는 몇 개인가?", hidden),
			float64(want),
			[]mistaken{{float64(784*hidden + hidden*10), biasesLeftOut}},
			both("784 · %d + %[1]d + %[1]d · 10 + 10 = %d.", "784 · %d + %[1]d + %[1]d · 10 + 10 = %d.", hidden, want),
		}
	}},
	{"difference", "7.3", func(round int) question {
		x := pick(round, 3, 2, 5)
		const h = 0.1
		up, down := (x+h)*(x+h), (x-h)*(x-h)
		return question{
			both("f(x) = x² at x = %v, with h = 0.1. The central difference = ?", "f(x) = x², x = %v, h = 0.1. 중심 차분 = ?", x),
			(up - down) / (2 * h),
			[]mistaken{{(up - x*x) / h, oneSide}, {(up - down) / h, dividedByH}},
			both("(f(x + h) − f(x − h)) / 2h = (%v − %v) / 0.2.", "(f(x + h) − f(x − h)) / 2h = (%v − %v) / 0.2.", up, down),
		}
	}},
	{"update", "7.4", func(round int) question {
		w, grad := pick(round, 0.5, 1, -0.5), pick(round, 2, -3, 1)
		W := tensor.Vector(w)
		W.SubInPlace(tensor.Vector(grad).MulScalar(0.1))
		return question{
			both("W = %v, its gradient %v, the learning rate 0.1. W after the update = ?", "W = %v, 기울기 %v, 학습률 0.1. 갱신한 W = ?", w, grad),
			W.At(0),
			[]mistaken{{w + 0.1*grad, rateSign}, {w - grad, [2]string{"the learning rate is left out", "학습률을 곱하지 않았다"}}},
			both("W − 0.1 × %v = %v.", "W − 0.1 × %v = %v.", grad, W.At(0)),
		}
	}},
}

// A CardsRequest asks for the cards, or answers one.
type CardsRequest struct {
	Round  int
	Key    string
	Answer string
	Korean bool
}

// A Card is a question for the page.
type Card struct {
	Key     string
	Section string
	Text    string
}

// Cards returns the questions of a round.
func Cards(q CardsRequest) []Card {
	var list []Card
	for _, c := range cards {
		text := c.ask(max(q.Round, 0)).text
		list = append(list, Card{c.key, c.section, say(q.Korean, text[0], text[1])})
	}
	return list
}

// A Verdict is on an answer.
type Verdict struct {
	Right bool
	Text  string
}

// Answer says whether an answer is right, and if not, names the mistake.
func Answer(q CardsRequest) (Verdict, error) {
	for _, c := range cards {
		if c.key != q.Key {
			continue
		}
		typed := strings.NewReplacer("−", "-", ",", ".").Replace(strings.TrimSpace(q.Answer))
		got, err := strconv.ParseFloat(typed, 64)
		if err != nil {
			return Verdict{Text: say(q.Korean, "Type a number.", "수를 입력해야 한다.")}, nil
		}
		a := c.ask(max(q.Round, 0))
		if near(got, a.want) {
			return Verdict{true, say(q.Korean, "Right. "+a.why[0], "정답이다. "+a.why[1])}, nil
		}
		for _, m := range a.mistakes {
			if near(got, m.answer) {
				return Verdict{Text: say(q.Korean, "Not yet: "+m.name[0]+".", "아직 정답이 아니다. "+m.name[1]+".")}, nil
			}
		}
		return Verdict{Text: say(q.Korean, "Not yet. Write down the forward values first.", "아직 정답이 아니다. 순전파의 값부터 적어 보자.")}, nil
	}
	return Verdict{}, fmt.Errorf("there is no card %q", q.Key)
}

// near reports whether an answer is want, rounded to four digits at worst.
func near(got, want float64) bool { return math.Abs(got-want) <= 1e-4*max(1, math.Abs(want)) }
