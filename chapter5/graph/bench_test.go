package graph

import "testing"

// BenchmarkSixtyNodes lays out a chain of 60 operations that share an input.
func BenchmarkSixtyNodes(b *testing.B) {
	x := Var("x", 0.5)
	chain := x
	for range 60 {
		chain = chain.Mul(x)
	}
	run(chain)
	for range b.N {
		NewPicture(chain, Options{}).Live(640, nil)
	}
}
