package graph

import "slices"

// A Mistake is an error that is often made in a backward pass.
type Mistake int

const (
	AddDoubles    Mistake = iota // an addition passes on 2·dout
	MulKeepsOrder                // a multiplication does not swap its inputs
	SharesReplace                // a branch writes = where += belongs
)

var addDoubles = &op{add.symbol, add.value,
	func(x []float64, _ float64) []float64 { return slices.Repeat([]float64{2}, len(x)) },
}

var mulKeepsOrder = &op{mul.symbol, mul.value,
	func(x []float64, _ float64) []float64 { return []float64{x[0], x[1]} },
}

// Break builds the mistakes into n and every node that n depends on. The values
// stay right, but the mistakes change what Backward, Local and Passes return.
func (n *Node) Break(mistakes ...Mistake) {
	for _, m := range n.order() {
		for _, mistake := range mistakes {
			switch {
			case mistake == AddDoubles && m.op == add:
				m.op = addDoubles
			case mistake == MulKeepsOrder && m.op == mul:
				m.op = mulKeepsOrder
			case mistake == SharesReplace:
				m.keepsLastShare = true
			}
		}
	}
}
