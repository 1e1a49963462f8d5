package kernel

import (
	"math/rand"
	"testing"
)

func BenchmarkDot(b *testing.B) {
	r := rand.New(rand.NewSource(1))
	for _, c := range []struct {
		name string
		a, b Matrix
	}{
		{"x·W1", drawMatrix(r, 100, 784, 0.81, false), drawMatrix(r, 784, 50, 0, false)},
		{"xᵀ·dout", drawMatrix(r, 784, 100, 0.81, true), drawMatrix(r, 100, 50, 0.5, false)},
		{"dout·W1ᵀ", drawMatrix(r, 100, 50, 0.5, false), drawMatrix(r, 50, 784, 0, true)},
		{"h·W2", drawMatrix(r, 100, 50, 0.5, false), drawMatrix(r, 50, 10, 0, false)},
		{"hᵀ·dout", drawMatrix(r, 50, 100, 0.5, true), drawMatrix(r, 100, 10, 0, false)},
		{"square64", drawMatrix(r, 64, 64, 0, false), drawMatrix(r, 64, 64, 0, false)},
		{"square256", drawMatrix(r, 256, 256, 0, false), drawMatrix(r, 256, 256, 0, false)},
		{"square1024", drawMatrix(r, 1024, 1024, 0, false), drawMatrix(r, 1024, 1024, 0, false)},
		{"squareᵀ1024", drawMatrix(r, 1024, 1024, 0, true), drawMatrix(r, 1024, 1024, 0, false)},
		{"square1024ᵀ", drawMatrix(r, 1024, 1024, 0, false), drawMatrix(r, 1024, 1024, 0, true)},
	} {
		b.Run(c.name, func(b *testing.B) {
			out := make([]float64, c.a.Rows*c.b.Cols)
			for range b.N {
				clear(out)
				Dot(out, c.a, c.b)
			}
			flop := 2 * float64(c.a.Rows*c.a.Cols*c.b.Cols)
			b.ReportMetric(flop*float64(b.N)/b.Elapsed().Seconds()/1e9, "Gflop/s")
		})
	}
}
