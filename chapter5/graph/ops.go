package graph

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"backprop/tensor/exact"
)

// An op is an operation. It is computed locally, from the inputs x and the
// value y of its own node.
type op struct {
	symbol string // in pictures
	value  func(x []float64) float64
	local  func(x []float64, y float64) []float64 // ∂y/∂x[i] for each i
}

var add = &op{"+",
	func(x []float64) float64 {
		sum := x[0]
		for _, v := range x[1:] {
			sum += v
		}
		return sum
	},
	func(x []float64, _ float64) []float64 { // equation 5.5
		return slices.Repeat([]float64{1}, len(x))
	},
}

var mul = &op{"×",
	func(x []float64) float64 { return x[0] * x[1] },
	func(x []float64, _ float64) []float64 { // equation 5.6
		return []float64{x[1], x[0]}
	},
}

var sub = &op{"−",
	func(x []float64) float64 { return x[0] - x[1] },
	func([]float64, float64) []float64 { return []float64{1, -1} },
}

var reciprocal = &op{"/",
	func(x []float64) float64 { return 1 / x[0] },
	func(_ []float64, y float64) []float64 { // equation 5.10
		return []float64{-(y * y)}
	},
}

var exp = &op{"exp",
	func(x []float64) float64 { return exact.Exp(x[0]) },
	func(_ []float64, y float64) []float64 { // equation 5.11
		return []float64{y}
	},
}

var log = &op{"log",
	func(x []float64) float64 { return exact.Log(x[0]) },
	func(x []float64, _ float64) []float64 { return []float64{1 / x[0]} },
}

// pow is the operation of raising to the power p.
func pow(p float64) *op {
	return &op{"**" + strconv.FormatFloat(p, 'g', -1, 64), // as Python writes it
		func(x []float64) float64 { return power(x[0], p) },
		func(x []float64, _ float64) []float64 {
			if p == 0 {
				return []float64{0} // also at 0, where the formula has 0·∞
			}
			return []float64{p * power(x[0], p-1)}
		},
	}
}

// power returns x to the power p: for a whole p by multiplication, for others
// as exp(p·log x). Both give the same bits on every machine.
func power(x, p float64) float64 {
	if p != math.Trunc(p) || math.Abs(p) > 1<<30 {
		return exact.Exp(p * exact.Log(x))
	}
	result := 1.0
	for n := int(math.Abs(p)); n > 0; n /= 2 {
		if n%2 == 1 {
			result *= x
		}
		x *= x
	}
	if p < 0 {
		return 1 / result
	}
	return result
}

// write returns the operation applied to numbers, such as "3 × 5".
func (o *op) write(x []string) string {
	switch {
	case len(x) > 1:
		return strings.Join(x, " "+o.symbol+" ")
	case o.symbol == "/":
		return "1 / " + bracket(x[0])
	case strings.HasPrefix(o.symbol, "**"):
		return bracket(x[0]) + o.symbol
	}
	return o.symbol + "(" + x[0] + ")"
}

// apply returns the node o(inputs...).
func (o *op) apply(inputs ...*Node) *Node {
	for i, input := range inputs {
		if input == nil {
			panic(fmt.Sprintf("graph: input %d of %s is nil", i+1, o.symbol))
		}
	}
	return &Node{op: o, inputs: slices.Clone(inputs)}
}

// Add returns n + m.
func (n *Node) Add(m *Node) *Node { return add.apply(n, m) }

// Sub returns n − m.
func (n *Node) Sub(m *Node) *Node { return sub.apply(n, m) }

// Mul returns n·m.
func (n *Node) Mul(m *Node) *Node { return mul.apply(n, m) }

// Reciprocal returns 1/n, the node / of section 5.2.
func (n *Node) Reciprocal() *Node { return reciprocal.apply(n) }

// Div returns n/m, two nodes: n times the reciprocal of m.
func (n *Node) Div(m *Node) *Node { return n.Mul(m.Reciprocal()) }

// Exp returns e to the power n.
func (n *Node) Exp() *Node { return exp.apply(n) }

// Log returns the natural logarithm of n.
func (n *Node) Log() *Node { return log.apply(n) }

// Pow returns n to the power p, a constant.
func (n *Node) Pow(p float64) *Node { return pow(p).apply(n) }

// Sum returns the sum of all the nodes, as one node. It panics without a node.
func Sum(nodes ...*Node) *Node {
	if len(nodes) == 0 {
		panic("graph: Sum of no nodes")
	}
	return add.apply(nodes...)
}
