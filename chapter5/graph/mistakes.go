package graph

// A Mistake is an error that is often made in a backward pass.
type Mistake int

const (
	AddDoubles    Mistake = iota // an addition passes on 2·dout
	MulKeepsOrder                // a multiplication does not exchange its inputs
	SharesReplace                // a branch writes = where += belongs
)

// Break builds the mistakes into n and every node that n depends on. The values
// stay right; Backward, Local and Passes return what the mistakes lead to.
func (n *Node) Break(mistakes ...Mistake) {
	for _, m := range n.order() {
		for _, mistake := range mistakes {
			switch {
			case mistake == SharesReplace:
				m.keepsLastShare = true
			case mistake == AddDoubles && m.op != nil && m.op.symbol == add.symbol:
				m.op = m.op.withLocal(func(x []float64, y float64) []float64 {
					twos := add.local(x, y)
					for i := range twos {
						twos[i] = 2
					}
					return twos
				})
			case mistake == MulKeepsOrder && m.op != nil && m.op.symbol == mul.symbol:
				m.op = m.op.withLocal(func(x []float64, _ float64) []float64 {
					return []float64{x[0], x[1]}
				})
			}
		}
	}
}

// withLocal returns the operation with other local derivatives.
func (o *op) withLocal(local func(x []float64, y float64) []float64) *op {
	broken := *o
	broken.local = local
	return &broken
}
