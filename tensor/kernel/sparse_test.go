package kernel

import (
	"math/rand"
	"runtime"
	"slices"
	"testing"
)

var halves = func() (table [256]float64) {
	for b := range table {
		table[b] = float64(b) / 2
	}
	return
}()

// drawPacked returns a Packed and the same as numbers. Some rows are empty,
// some have gaps that no byte holds, and some no gap.
func drawPacked(r *rand.Rand, rows, cols int) (*Packed, Matrix) {
	p := NewPacked(rows/2, cols)
	m := Matrix{make([]float64, rows*cols), rows, cols, cols, 1}
	for i := range rows {
		row, share := make([]byte, cols), []float64{0, 0.01, 0.2, 1}[r.Intn(4)]
		for j := range row {
			if r.Float64() < share {
				row[j] = byte(r.Intn(256))
				m.Data[i*cols+j] = halves[row[j]]
			}
		}
		p.Append(row)
	}
	return p, m
}

// pick returns some rows of p, and of m.
func pick(r *rand.Rand, p *Packed, m Matrix, rows int) (*Sparse, Matrix) {
	picked := Matrix{nil, rows, m.Cols, m.Cols, 1}
	mask := make([]int, rows)
	for i := range mask {
		mask[i] = r.Intn(m.Rows)
		picked.Data = append(picked.Data, m.Data[mask[i]*m.Cols:][:m.Cols]...)
	}
	return NewSparse(p, mask, &halves), picked
}

// The sparse products are the product, for numbers of rows near where they are
// done otherwise and of columns near the edges of vectors and strips.
func TestSparseProducts(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for _, cols := range []int{1, 20, 600} {
		p, m := drawPacked(r, 40, cols)
		for _, rows := range []int{0, 1, 3, 15, 16, 17, 64, 65, 100, 128, 129, 256, 257, 300, 600} {
			s, a := pick(r, p, m, rows)
			dense := make([]float64, rows*cols)
			if s.Dense(dense); !slices.Equal(dense, a.Data) {
				t.Fatalf("Dense of (%d, %d) differs from the rows", rows, cols)
			}
			for _, n := range []int{0, 1, 5, 8, 10, 50, 67} {
				checkSparse(t, r, s, a, n)
			}
		}
	}
}

func checkSparse(t *testing.T, r *rand.Rand, s *Sparse, a Matrix, n int) {
	t.Helper()
	b, d := drawMatrix(r, a.Cols, n, 0, r.Intn(2) == 0), drawMatrix(r, a.Rows, n, 0, r.Intn(2) == 0)
	product := make([]float64, a.Rows*n)
	DotReference(product, a, b)
	gradient := make([]float64, a.Cols*n)
	DotReference(gradient, a.transposed(), d)
	w := drawMatrix(r, a.Cols, n, 0, false).Data
	updated := slices.Clone(w)
	for i, v := range gradient {
		updated[i] += float64(-0.1 * v)
	}
	withEach(func(k kernel) {
		if got := DotSparse(s, b); !sameBits(got, product) {
			t.Fatalf("%s: DotSparse of (%d, %d)·(%d, %d) differs from the definition", k.name, a.Rows, a.Cols, b.Rows, n)
		}
		lazy, got := NewProduct(s, d), make([]float64, len(gradient))
		if lazy.Dense(got); !sameBits(got, gradient) {
			t.Fatalf("%s: Product of (%d, %d)·(%d, %d) differs from the definition", k.name, a.Cols, a.Rows, a.Rows, n)
		}
		strips := NewStrips(Matrix{w, a.Cols, n, n, 1})
		if finite := lazy.AddScaledTo(strips, -0.1); !sameBits(dense(strips), updated) || !finite {
			t.Fatalf("%s: AddScaledTo of (%d, %d)·(%d, %d) differs from w - 0.1*aᵀ·d (finite: %v)",
				k.name, a.Cols, a.Rows, a.Rows, n, finite)
		}
	})
}

// Strips that were cut for two cores are the same to one, and after an update.
func TestStripsSideBySide(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	p, m := drawPacked(r, 40, 300)
	s, a := pick(r, p, m, 100)
	w, d := drawMatrix(r, 300, 50, 0, false), drawMatrix(r, 100, 50, 0, false)
	product, gradient := make([]float64, 100*50), make([]float64, 300*50)
	DotReference(gradient, a.transposed(), d)
	strips := cutFor(2, w)
	if len(strips.strips) != 2 {
		t.Fatalf("%d strips for two cores, want 2", len(strips.strips))
	}
	for range 3 {
		DotReference(product, a, w)
		withCores(func(cores int) {
			if got := DotStrips(s, strips); !sameBits(got, product) {
				t.Fatalf("%d cores: DotStrips differs from the definition", cores)
			}
			if got := DotStrips(s, cutFor(cores, w)); !sameBits(got, product) {
				t.Fatalf("%d cores, strips cut for them: DotStrips differs from the definition", cores)
			}
		})
		NewProduct(s, d).AddScaledTo(strips, -0.1)
		for i, v := range gradient {
			w.Data[i] += float64(-0.1 * v)
		}
	}
}

// cutFor returns m in the strips that so many cores would make.
func cutFor(cores int, m Matrix) *Strips {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
	return NewStrips(m)
}

func FuzzSparse(f *testing.F) {
	f.Add(int64(1), uint16(784), byte(100), byte(50))
	f.Add(int64(2), uint16(300), byte(17), byte(9))
	f.Fuzz(func(t *testing.T, seed int64, cols uint16, rows, n byte) {
		r := rand.New(rand.NewSource(seed))
		p, m := drawPacked(r, 10, int(cols%1000)+1)
		s, a := pick(r, p, m, int(rows))
		checkSparse(t, r, s, a, int(n)%100)
	})
}

func dense(s *Strips) []float64 {
	d := make([]float64, s.Rows()*s.Cols())
	s.Dense(d)
	return d
}
