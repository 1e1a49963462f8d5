package kernel

import (
	"math/rand"
	"runtime"
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
		{"xᵀ·dout1000", drawMatrix(r, 784, 100, 0.81, true), drawMatrix(r, 100, 1000, 0.5, false)},
		{"h1000·W2", drawMatrix(r, 1000, 1000, 0.5, false), drawMatrix(r, 1000, 10, 0.5, false)},
		{"dout1000·W1ᵀ", drawMatrix(r, 100, 1000, 0.5, false), drawMatrix(r, 1000, 784, 0.5, true)},
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

// BenchmarkSteps times the steps of docs/en/performance.md, from the three
// loops to Dot and to lists that exist before the product. It multiplies a
// mini-batch of images by W1 on one core.
func BenchmarkSteps(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	defer func(s instructionSet) { chosen = s }(chosen)
	r := rand.New(rand.NewSource(1))
	x, W := drawMatrix(r, 100, 784, 0.81, false), drawMatrix(r, 784, 50, 0, false)
	rows := func(c []float64, skip bool) {
		for i := range x.Rows {
			sum := c[i*W.Cols:][:W.Cols]
			for k, v := range x.row(i) {
				if skip && v == 0 {
					continue
				}
				for j, w := range W.row(k) {
					sum[j] += float64(v * w)
				}
			}
		}
	}
	pieces := make([]Lists, x.Cols/blockRows)
	lists := rowLists{make([]Entry, Room(x.Rows*x.Cols)), make([]uint32, x.Rows*len(pieces)+1)}
	lists.fill(x, true)
	for p := range pieces {
		k := p * blockRows
		l := lists.block(x, k)
		l.Others, l.OthersStride = W.Data[k*W.Cols:], W.Cols
		l.StayStride, l.N = W.Cols, W.Cols
		pieces[p] = l
	}
	best := chosen
	for _, step := range []struct {
		name string
		set  instructionSet
		do   func(c []float64)
	}{
		{"three loops", plain, func(c []float64) { DotReference(c, x, W) }},
		{"a sum of rows", plain, func(c []float64) { rows(c, false) }},
		{"zeros skipped", plain, func(c []float64) { rows(c, true) }},
		{"Dot in plain Go", plain, func(c []float64) { Dot(c, x, W) }},
		{"Dot", best, func(c []float64) { Dot(c, x, W) }},
		{"lists made before", best, func(c []float64) {
			for _, l := range pieces {
				l.Stay = c
				Gather(l)
			}
		}},
	} {
		b.Run(step.name, func(b *testing.B) {
			chosen = step.set
			c := make([]float64, x.Rows*W.Cols)
			for range b.N {
				clear(c)
				step.do(c)
			}
			b.StopTimer()
			want := make([]float64, len(c))
			if DotReference(want, x, W); !sameBits(c, want) {
				b.Error("the product is not the three loops'")
			}
		})
	}
}
