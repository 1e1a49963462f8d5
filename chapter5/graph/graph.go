// Package graph is the computational graph of sections 1 to 3 and 5.2. An
// expression builds the graph. Forward computes every value from left to right
// and stores it. Backward passes the derivative of the result from right to
// left; each node multiplies it by its local derivative:
//
//	apple := graph.Var("apple", 100)
//	appleNum := graph.Var("number", 2)
//	tax := graph.Var("tax", 1.1)
//	price := apple.Mul(appleNum).Mul(tax).Named("price")
//
//	price.Forward()    // 220
//	price.Backward(1)
//	apple.Derivative() // 2.2
//
// graph.go has the forward and the backward pass, ops.go the operations with their local
// derivatives, and mistakes.go the mistakes that you can build in.
//
// The other files draw the graph. picture.go turns it into shapes and edges with their
// numbers, and frames.go describes each step in a sentence. layout.go finds a place for
// every shape and edge, with order.go (few crossings), heights.go (straight edges) and
// rows.go (a graph wider than the page). text.go draws the picture for a terminal, with
// tracks.go and canvas.go. svg.go draws it for a file and live.go for a web page, with
// style.go. format.go writes the numbers.
//
// Numbers are float64, with the same bits on every machine.
package graph

import (
	"fmt"
	"math"
	"slices"
)

// A Node is a number in a computation: a variable, a constant, or the result
// of an operation on other nodes. Var, Const and Node's methods return nodes.
type Node struct {
	name   string
	op     *op     // nil for a variable and for a constant
	inputs []*Node // of op
	fixed  bool    // a constant

	keepsLastShare bool // a mistake: the derivative is not the sum of the shares

	value         float64
	derivative    float64 // of the result of Backward with respect to value
	hasValue      bool
	hasDerivative bool
}

// Var returns a variable: an input that Set can change.
func Var(name string, value float64) *Node {
	return &Node{name: name, value: value, hasValue: true}
}

// Const returns a constant. A constant has no derivative.
func Const(value float64) *Node {
	return &Node{fixed: true, value: value, hasValue: true}
}

// Named gives n a name, for pictures and messages, and returns n.
func (n *Node) Named(name string) *Node {
	n.name = name
	return n
}

// Set changes the value of a variable. The results that depend on it are out of
// date until the next Forward. Set panics if n is not a variable.
func (n *Node) Set(value float64) {
	if n.op != nil || n.fixed {
		panic(fmt.Sprintf("graph: Set: %s is not a variable", n))
	}
	n.value = value
}

// Forward computes the value of every node that n depends on, and n's, and
// returns n's. It drops the derivatives of an earlier Backward, which belong to
// the earlier values.
func (n *Node) Forward() float64 {
	for _, m := range n.order() {
		if m.op != nil {
			m.value, m.hasValue = m.op.value(m.operands()), true
		}
		m.hasDerivative = false
	}
	return n.value
}

// Backward computes the derivative with respect to every node that n depends
// on, from dout, the derivative with respect to n itself (1 if n is the
// result). If several operations use a node, its derivative is the sum of
// those that they pass back.
//
// Backward panics before Forward, and if Set has changed a variable since.
func (n *Node) Backward(dout float64) {
	order := n.order()
	for _, m := range order {
		m.checkCurrent()
		m.hasDerivative = false
	}
	n.receive(dout)
	// An operation comes after all its inputs in order, so in reverse it has
	// received everything before it passes anything on.
	for _, m := range slices.Backward(order) {
		for i, input := range m.inputs {
			input.receive(m.Passes(i))
		}
	}
}

// receive adds a share to n's derivative.
func (n *Node) receive(share float64) {
	switch {
	case n.fixed:
	case !n.hasDerivative || n.keepsLastShare:
		n.derivative, n.hasDerivative = share, true
	default:
		n.derivative += share
	}
}

// order returns the nodes n depends on and n, each once and after all of its
// inputs: a topological order.
func (n *Node) order() []*Node {
	var order []*Node
	seen := map[*Node]bool{}
	var visit func(*Node)
	visit = func(m *Node) {
		if seen[m] {
			return
		}
		seen[m] = true
		for _, input := range m.inputs {
			visit(input)
		}
		order = append(order, m)
	}
	visit(n)
	return order
}

// checkCurrent panics unless n's value is what its inputs' values give.
func (n *Node) checkCurrent() {
	if n.op == nil {
		return
	}
	if !n.hasValue {
		panic(fmt.Sprintf("graph: Backward: %s has no value: call Forward first", n))
	}
	if now := n.op.value(n.operands()); math.Float64bits(now) != math.Float64bits(n.value) {
		panic(fmt.Sprintf("graph: Backward: %s has the value %v, but its inputs now give %v: call Forward after Set",
			n, n.value, now))
	}
}

// operands returns the values of the inputs.
func (n *Node) operands() []float64 {
	x := make([]float64, len(n.inputs))
	for i, input := range n.inputs {
		x[i] = input.value
	}
	return x
}

// Value returns n's value. It panics if n is an operation and Forward has not
// computed it.
func (n *Node) Value() float64 {
	if !n.hasValue {
		panic(fmt.Sprintf("graph: Value: %s has none before Forward", n))
	}
	return n.value
}

// Derivative returns the derivative, with respect to n, of the node on which
// Backward was called. It panics if there is none (see HasDerivative).
func (n *Node) Derivative() float64 {
	if !n.hasDerivative {
		panic(fmt.Sprintf("graph: Derivative: %s has none: no Backward has reached it", n))
	}
	return n.derivative
}

// HasDerivative reports whether a Backward has reached n since the last
// Forward. Until then there is no derivative, not the derivative 0.
func (n *Node) HasDerivative() bool { return n.hasDerivative }

// Inputs returns the nodes that n is computed from, none for a variable or a
// constant.
func (n *Node) Inputs() []*Node { return slices.Clone(n.inputs) }

// Local returns n's local derivative with respect to input i, at the values
// of the last Forward. It panics before Forward, and if n has no input i.
func (n *Node) Local(i int) float64 {
	switch {
	case n.fixed:
		panic(fmt.Sprintf("graph: Local: %s is a constant: it has no inputs", n))
	case n.op == nil:
		panic(fmt.Sprintf("graph: Local: %s is a variable: it has no inputs", n))
	case i < 0 || i >= len(n.inputs):
		panic(fmt.Sprintf("graph: Local: %s has no input %d, want 0 to %d", n, i, len(n.inputs)-1))
	}
	n.Value()
	return n.op.local(n.operands(), n.value)[i]
}

// Passes returns what n passes back to input i: its derivative times its
// local derivative. It panics before Backward.
func (n *Node) Passes(i int) float64 {
	// The conversion keeps processors from fusing this product with the
	// addition in receive.
	return float64(n.Derivative() * n.Local(i))
}

// String returns n's name. Without a name it returns the operation's symbol or
// the constant's value.
func (n *Node) String() string {
	switch {
	case n.name != "":
		return n.name
	case n.op != nil:
		return n.op.symbol
	}
	return Format(n.value)
}
