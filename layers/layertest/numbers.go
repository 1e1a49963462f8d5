package layertest

import "math"

// A NumberLayer is a node of two numbers: Mul and Add of section 4.
type NumberLayer interface {
	Forward(x, y float64) float64
	Backward(dout float64) (dx, dy float64)
}

// Mul checks a multiplication layer, as section 4.1 defines it.
func Mul(fresh func() NumberLayer) Report {
	return numbers(fresh, func(x, y float64) float64 { return x * y },
		func(x, y, dout float64) (dx, dy float64) { return dout * y, dout * x })
}

// Add checks an addition layer, as section 4.2 defines it.
func Add(fresh func() NumberLayer) Report {
	return numbers(fresh, func(x, y float64) float64 { return x + y },
		func(_, _, dout float64) (dx, dy float64) { return dout, dout })
}

// numbers checks a layer that computes f, with the derivatives df.
func numbers(fresh func() NumberLayer, f func(x, y float64) float64,
	df func(x, y, dout float64) (dx, dy float64)) Report {
	var r Report
	isMul := f(3, 5) == 15
	check := func(layer NumberLayer, x, y, dout, oldX, oldY float64) {
		var out, dx, dy float64
		if message := attempt(func() { out = layer.Forward(x, y); dx, dy = layer.Backward(dout) }); message != "" {
			r.problem("panic", say("with x = %v, y = %v it panicked: %s", "x = %v, y = %v에서 패닉을 냈다: %s", x, y, message))
			return
		}
		if want := f(x, y); !near(out, want) {
			r.problem("forward", say("Forward(%v, %v) returned %v and must return %v.",
				"Forward(%v, %v)가 %v를 돌려주었다. %v여야 한다.", x, y, out, want))
			return
		}
		wantX, wantY := df(x, y, dout)
		if near(dx, wantX) && near(dy, wantY) {
			return
		}
		cause, t := Cause(""), say("Backward(%v) after Forward(%v, %v) returned %v, %v and must return %v, %v.",
			"Forward(%[2]v, %[3]v) 뒤의 Backward(%[1]v)가 %[4]v, %[5]v를 돌려주었다. %[6]v, %[7]v여야 한다.",
			dout, x, y, dx, dy, wantX, wantY)
		reason := func(c Cause, english, korean string) {
			cause = c
			t.english, t.korean = english+" "+t.english, korean+" "+t.korean
		}
		oldDX, oldDY := df(oldX, oldY, dout)
		plainX, plainY := df(x, y, 1)
		switch {
		case isMul && near(dx, dout*x) && near(dy, dout*y):
			reason("not exchanged", "The inputs are not exchanged: dx is dout times y, dy is dout times x.",
				"두 입력을 서로 바꾸지 않았다. dx는 dout에 y를, dy는 dout에 x를 곱한 값이다.")
		case isMul && near(dx, dout) && near(dy, dout):
			reason("addition's", "It passes dout on as an addition does: multiply it by the other input.",
				"덧셈처럼 dout을 그대로 넘겼다. 상대편 입력을 곱해야 한다.")
		case !isMul && near(dx, dout*y) && near(dy, dout*x):
			reason("multiplication's", "It multiplies by the inputs as a multiplication does: an addition passes dout on as it is.",
				"곱셈처럼 입력을 곱했다. 덧셈은 dout을 그대로 넘긴다.")
		case near(dx, dout/x) && near(dy, dout/y), near(dx, dout/y) && near(dy, dout/x):
			reason("divided", "It divides by an input, where it must multiply by one.", "입력을 곱할 자리에 나누었다.")
		case near(dx, dout*x) && near(dy, dout*y):
			reason("multiplication's", "It multiplies by the inputs: an addition passes dout on as it is.",
				"입력을 곱했다. 덧셈은 dout을 그대로 넘긴다.")
		case near(dx, wantX/2) && near(dy, wantY/2):
			reason("shared out", "dout is shared out, half to each: both inputs get their whole derivative.",
				"dout을 반씩 나누었다. 두 입력이 저마다 온전한 미분을 받아야 한다.")
		case near(dx, dy) && (near(dx, wantX) || near(dy, wantY)):
			reason("the same twice", "Both are the same: each input has a derivative of its own.",
				"둘이 같다. 입력마다 미분이 다르다.")
		case near(dx, plainX) && near(dy, plainY):
			reason("dout missing", "It is the local derivative alone: dout is missing.",
				"국소적 미분뿐이다. dout을 곱하지 않았다.")
		case near(dx, -wantX) && near(dy, -wantY):
			reason("sign flipped", "The sign is flipped.", "부호가 뒤집혔다.")
		case near(dx, -wantX) != near(dy, -wantY) && (near(dx, wantX) || near(dy, wantY)):
			reason("one sign flipped", "The sign of one of them is flipped, as for a subtraction.",
				"둘 중 하나의 부호가 뒤집혔다. 뺄셈의 미분이다.")
		case near(dx, oldDX) && near(dy, oldDY):
			reason("stale", "It used the inputs of the Forward before.", "지난번 Forward의 입력을 썼다.")
		case near(dx, wantX+oldDX) && near(dy, wantY+oldDY):
			reason("accumulated", "The result of the call before is added: Backward must begin anew.",
				"지난번 결과가 더해져 있다. Backward는 매번 새로 시작해야 한다.")
		case near(dx, out*dout) && near(dy, out*dout):
			reason("result for input", "It multiplies by the result, where an input belongs.",
				"입력을 곱할 자리에 결과를 곱했다.")
		case near(dx, wantX) != near(dy, wantY):
			reason("one of two", "One of the two is right and the other is not.", "둘 중 하나만 맞다.")
		case dx == 0 && dy == 0:
			reason("zero", "Both are 0: nothing flows back.", "둘 다 0이다. 아무것도 흘러가지 않는다.")
		}
		r.problem(cause, t)
	}

	check(fresh(), 3, 5, 1.5, 7, -4)
	if len(r.Problems) == 0 { // one layer again and again
		layer := fresh()
		check(layer, 7, -4, 1, 0.5, 11)
		for _, c := range [][5]float64{{3, 5, 1.5, 7, -4}, {0, 2, -1, 3, 5}, {-6, 0, 2, 0, 2}} {
			if len(r.Problems) == 0 {
				check(layer, c[0], c[1], c[2], c[3], c[4])
			}
		}
	}
	if len(r.Problems) == 0 { // two layers, in turn
		a, b := fresh(), fresh()
		a.Forward(3, 5)
		b.Forward(7, 11)
		dx, dy := a.Backward(2)
		if wantX, wantY := df(3, 5, 2); !near(dx, wantX) || !near(dy, wantY) {
			r.problem("shared state", say(
				"Two layers share their state: after the Forward of another layer, Backward gives that one's result. What a layer keeps must be in its own fields, and a layer must be used for one node only.",
				"두 계층이 상태를 함께 쓴다. 다른 계층이 Forward를 하고 나면 Backward가 그 계층의 결과를 낸다. 계층이 간직하는 것은 자기 필드에 두어야 한다."))
		}
	}
	if len(r.Problems) == 0 && isMul && attempt(func() { fresh().Backward(1) }) == "" {
		r.remark("backward before forward", say(
			"Backward before Forward is not refused: there is nothing to multiply by, so it should panic and say so.",
			"Forward보다 먼저 부른 Backward를 그냥 받아들인다. 곱할 값이 없으므로 패닉으로 알리는 것이 좋다."))
	}
	return r
}

func near(a, b float64) bool {
	return a == b || math.Abs(a-b) <= 1e-6*max(math.Abs(a), math.Abs(b))
}
