package graph

import (
	"math"
	"testing"
)

// run computes n forward and backward from 1.
func run(n *Node) { n.Forward(); n.Backward(1) }

func TestOperations(t *testing.T) {
	for _, test := range []struct {
		name    string
		result  func(x, y *Node) *Node
		x, y    float64
		want    float64
		dx, dy  float64
		without bool // y is not used
	}{
		{"sum", func(x, y *Node) *Node { return x.Add(y) }, 10, 5, 15, 1, 1, false},
		{"difference", func(x, y *Node) *Node { return x.Sub(y) }, 10, 4, 6, 1, -1, false},
		{"product", func(x, y *Node) *Node { return x.Mul(y) }, 10, 5, 50, 5, 10, false},
		{"quotient", func(x, y *Node) *Node { return x.Div(y) }, 3, 4, 0.75, 0.25, -0.1875, false},
		{"reciprocal", func(x, _ *Node) *Node { return x.Reciprocal() }, 4, 0, 0.25, -0.0625, 0, true},
		{"exp", func(x, _ *Node) *Node { return x.Exp() }, 0, 0, 1, 1, 0, true},
		{"log", func(x, _ *Node) *Node { return x.Log() }, 1, 0, 0, 1, 0, true},
		{"square", func(x, _ *Node) *Node { return x.Pow(2) }, -3, 0, 9, -6, 0, true},
		{"power -1", func(x, _ *Node) *Node { return x.Pow(-1) }, 2, 0, 0.5, -0.25, 0, true},
		{"power 0 at 0", func(x, _ *Node) *Node { return x.Pow(0) }, 0, 0, 1, 0, 0, true},
		{"constant", func(x, _ *Node) *Node { return x.Mul(Const(-1)) }, 3, 0, -3, -1, 0, true},
		{"the same node twice", func(x, _ *Node) *Node { return x.Mul(x) }, 3, 0, 9, 6, 0, true},
		{"a node less itself", func(x, _ *Node) *Node { return x.Sub(x) }, 3, 0, 0, 0, 0, true},
		{"diamond", func(x, y *Node) *Node { // (x + y)·(x·y) = x²y + xy²
			return x.Add(y).Mul(x.Mul(y))
		}, 2, 3, 30, 21, 16, false},
		{"diamond with a long side", func(x, y *Node) *Node { // t + t² + t²·t with t = xy
			s := x.Mul(y)
			return s.Add(s.Pow(2)).Add(s.Pow(2).Mul(s))
		}, 2, 0.5, 3, 3, 12, false},
		{"wide sum", func(x, y *Node) *Node { return Sum(x, y, x, x) }, 2, 3, 9, 3, 1, false},
		{"0·∞ is NaN", func(x, y *Node) *Node { return x.Mul(y) }, 0, math.Inf(1), math.NaN(), math.Inf(1), 0, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			x, y := Var("x", test.x), Var("y", test.y)
			z := test.result(x, y)
			same := func(a, b float64) bool { return a == b || a != a && b != b }
			if got := z.Forward(); !same(got, test.want) || !same(z.Value(), test.want) {
				t.Errorf("Forward() = %v, Value() = %v, want %v", got, z.Value(), test.want)
			}
			z.Backward(1)
			if got := x.Derivative(); !same(got, test.dx) {
				t.Errorf("dx = %v, want %v", got, test.dx)
			}
			if test.without {
				if y.HasDerivative() {
					t.Errorf("y is not part of the graph, yet dy = %v", y.Derivative())
				}
			} else if got := y.Derivative(); !same(got, test.dy) {
				t.Errorf("dy = %v, want %v", got, test.dy)
			}
		})
	}
}

// Every local derivative against a central difference.
func TestLocalDerivatives(t *testing.T) {
	a, b := Var("a", 1.3), Var("b", 0.7)
	for _, n := range []*Node{a.Add(b), a.Sub(b), a.Mul(b), a.Reciprocal(),
		a.Exp(), a.Log(), a.Pow(2), a.Pow(-0.5), Sum(a, b, a)} {
		for i, input := range n.Inputs() {
			const h = 1e-5
			at := input.Value()
			// A node may be an input twice; only place i is to move.
			moved := func(v float64) float64 {
				x := n.operands()
				x[i] = v
				return n.op.value(x)
			}
			want := (moved(at+h) - moved(at-h)) / (2 * h)
			n.Forward()
			if got := n.Local(i); math.Abs(got-want) > 1e-8 {
				t.Errorf("%s.Local(%d) = %v, want %v", n, i, got, want)
			}
		}
	}
}

func TestBackwardScalesByDout(t *testing.T) {
	x, y := Var("x", 10), Var("y", 5)
	z := x.Mul(y)
	z.Forward()
	z.Backward(1.3)
	if x.Derivative() != 6.5 || y.Derivative() != 13 || z.Derivative() != 1.3 {
		t.Errorf("dx, dy, dz = %v, %v, %v, want 6.5, 13, 1.3", x.Derivative(), y.Derivative(), z.Derivative())
	}
	if z.Passes(0) != 6.5 || z.Passes(1) != 13 {
		t.Errorf("z passes %v and %v, want 6.5 and 13", z.Passes(0), z.Passes(1))
	}
}

func TestRunAgain(t *testing.T) {
	x, y := Var("x", 3), Var("y", 2)
	z := x.Mul(x).Mul(y)
	z.Forward()
	for range 3 { // a second Backward does not add to the first
		z.Backward(1)
		if x.Derivative() != 12 || y.Derivative() != 9 {
			t.Fatalf("dx, dy = %v, %v, want 12, 9", x.Derivative(), y.Derivative())
		}
	}
	x.Set(5)
	if z.Value() != 18 {
		t.Errorf("before Forward z = %v, want 18 still", z.Value())
	}
	if z.Forward() != 50 {
		t.Errorf("after Set and Forward z = %v, want 50", z.Value())
	}
	if x.HasDerivative() || z.HasDerivative() {
		t.Error("after Forward there are derivatives of the values before")
	}
	z.Backward(1)
	if x.Derivative() != 20 || y.Derivative() != 25 {
		t.Errorf("dx, dy = %v, %v, want 20, 25", x.Derivative(), y.Derivative())
	}
}

// Two results over the same variable keep out of each other's way.
func TestTwoResults(t *testing.T) {
	x := Var("x", 2)
	square, double := x.Pow(2), x.Mul(Const(2))
	run(square)
	run(double)
	if x.Derivative() != 2 {
		t.Errorf("the derivative of 2x is %v, want 2 and nothing of x²'s 4", x.Derivative())
	}
}

func TestPanics(t *testing.T) {
	x := Var("x", 100)
	price := x.Mul(Const(1.1)).Named("price")
	run(price)
	for _, test := range []struct {
		name string
		f    func()
		want string
	}{
		{"value before Forward", func() { x.Exp().Value() },
			"graph: Value: exp has none before Forward"},
		{"Backward before Forward", func() { x.Exp().Backward(1) },
			"graph: Backward: exp has no value: call Forward first"},
		{"derivative before Backward", func() { Var("y", 0).Derivative() },
			"graph: Derivative: y has none: no Backward has reached it"},
		{"derivative of a constant", func() { price.Inputs()[1].Derivative() },
			"graph: Derivative: 1.1 has none: no Backward has reached it"},
		{"Backward after Set", func() { x.Set(200); price.Backward(1) },
			"graph: Backward: price has the value 110.00000000000001, but its inputs now give 220.00000000000003: call Forward after Set"},
		{"Set of a result", func() { price.Set(1) }, "graph: Set: price is not a variable"},
		{"Set of a constant", func() { Const(2).Set(1) }, "graph: Set: 2 is not a variable"},
		{"local derivative of a variable", func() { x.Local(0) }, "graph: Local: x is a variable: it has no inputs"},
		{"local derivative of a constant", func() { Const(2).Local(0) }, "graph: Local: 2 is a constant: it has no inputs"},
		{"local derivative for an input past the last", func() { price.Local(2) }, "graph: Local: price has no input 2, want 0 to 1"},
		{"local derivative for a negative input", func() { price.Local(-1) }, "graph: Local: price has no input -1, want 0 to 1"},
		{"local derivative of the only input", func() { x.Exp().Local(1) }, "graph: Local: exp has no input 1, want 0 to 0"},
		{"local derivative before Forward", func() { x.Exp().Local(0) }, "graph: Value: exp has none before Forward"},
		{"nil input", func() { x.Mul(nil) }, "graph: input 2 of × is nil"},
		{"empty sum", func() { Sum() }, "graph: Sum of no nodes"},
	} {
		t.Run(test.name, func(t *testing.T) {
			defer func() {
				if got := recover(); got != test.want {
					t.Errorf("panic %q, want %q", got, test.want)
				}
			}()
			test.f()
		})
	}
}

func TestSumKeepsItsInputs(t *testing.T) {
	nodes := []*Node{Var("a", 1), Var("b", 2)}
	sum := Sum(nodes...)
	nodes[0] = Var("c", 100)
	if got := sum.Forward(); got != 3 {
		t.Errorf("after the caller's slice changed the sum is %v, want 3", got)
	}
}

func TestDeepAndWide(t *testing.T) {
	n := Var("x", 1)
	x := n
	for range 100_000 {
		n = n.Add(Const(0))
	}
	run(n)
	if x.Derivative() != 1 {
		t.Errorf("100,000 additions deep, dx = %v, want 1", x.Derivative())
	}
	n = x
	for range 60 { // each doubles the number of ways back to x
		n = n.Add(n)
	}
	run(n)
	if x.Derivative() != 1<<60 {
		t.Errorf("with 2^60 ways back, dx = %v, want 2^60", x.Derivative())
	}
}

func TestFormat(t *testing.T) {
	for v, want := range map[float64]string{
		220.00000000000003: "220", 3.3000000000000003: "3.3", -0.38745561: "-0.3875",
		0: "0", -0.00001: "-1e-05", 1234567.5: "1234567.5", 3e8: "3e+08", 0.0010004: "0.001",
		math.Inf(1): "+Inf", math.NaN(): "NaN", math.Copysign(0, -1): "0", 100: "100",
	} {
		if got := Format(v); got != want && !(v != v && got == "NaN") {
			t.Errorf("Format(%v) = %q, want %q", v, got, want)
		}
	}
	if got := Var("x", 2).Pow(-1.5).String(); got != "**-1.5" {
		t.Errorf("Pow(-1.5) is shown as %q", got)
	}
}
