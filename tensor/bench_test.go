package tensor

import (
	"math/rand"
	"testing"
)

// BenchmarkDot times the products of the chapter's training and some others:
// go test -bench Dot ./tensor
func BenchmarkDot(b *testing.B) {
	r := rand.New(rand.NewSource(1))
	x := drawImages(r, 100)
	for _, c := range []struct {
		name string
		x, y *Tensor
	}{
		{"h·W2", drawNormal(r, 100, 50), drawNormal(r, 50, 10)},
		{"hᵀ·dout", drawNormal(r, 100, 50).T(), drawNormal(r, 100, 10)},
		{"dout·W2ᵀ", drawNormal(r, 100, 10), drawNormal(r, 50, 10).T()},
		{"dense x·W1", x.Copy(), drawNormal(r, 784, 50)},
		{"dense xᵀ·dout", x.Copy().T(), drawNormal(r, 100, 50)},
		{"square/64", drawNormal(r, 64, 64), drawNormal(r, 64, 64)},
		{"square/256", drawNormal(r, 256, 256), drawNormal(r, 256, 256)},
		{"square/1024", drawNormal(r, 1024, 1024), drawNormal(r, 1024, 1024)},
		{"squareᵀ/1024", drawNormal(r, 1024, 1024).T(), drawNormal(r, 1024, 1024)},
		{"row", drawNormal(r, 1, 1000), drawNormal(r, 1000, 1000)},
		{"column", drawNormal(r, 1000, 1000), drawNormal(r, 1000, 1)},
		{"odd", drawNormal(r, 513, 257), drawNormal(r, 257, 129)},
	} {
		b.Run(c.name, func(b *testing.B) {
			for range b.N {
				c.x.Dot(c.y)
			}
			flop := 2 * float64(c.x.Size()) * float64(c.y.shape[1])
			b.ReportMetric(flop*float64(b.N)/b.Elapsed().Seconds()/1e9, "Gflop/s")
		})
	}
}

// BenchmarkElementwise times operations on matrices of 800 rows and 50 columns.
func BenchmarkElementwise(b *testing.B) {
	r := rand.New(rand.NewSource(1))
	x, y := drawNormal(r, 800, 50), drawNormal(r, 800, 50)
	row, column := drawNormal(r, 50), drawNormal(r, 800, 1)
	for _, c := range []struct {
		name string
		do   func()
	}{
		{"x + y", func() { x.Add(y) }},
		{"x + row", func() { x.Add(row) }},
		{"x + column", func() { x.Add(column) }},
		{"x + 1", func() { x.AddScalar(1) }},
		{"x <= 0", func() { x.LessEqual(0) }},
		{"xᵀ + yᵀ", func() { x.T().Add(y.T()) }},
		{"x += y", func() { x.AddInPlace(y) }},
		{"x.Copy()", func() { x.Copy() }},
		{"x.Sum(0)", func() { x.Sum(0) }},
		{"x.Max(1)", func() { x.Max(1) }},
		{"x.Exp()", func() { x.Exp() }},
	} {
		b.Run(c.name, func(b *testing.B) {
			for range b.N {
				c.do()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*x.Size()), "ns/element")
		})
	}
}

func drawNormal(r *rand.Rand, shape ...int) *Tensor {
	x := Zeros(shape...)
	for i := range x.data {
		x.data[i] = r.NormFloat64()
	}
	return x
}

// drawImages returns n rows of 784 pixels, of which four in five are 0.
func drawImages(r *rand.Rand, n int) *Tensor {
	x := Zeros(n, 784)
	for i := range x.data {
		if r.Intn(5) == 0 {
			x.data[i] = float64(1+r.Intn(255)) / 10
		}
	}
	return x
}
