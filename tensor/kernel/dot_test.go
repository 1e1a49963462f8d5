package kernel

import (
	"math"
	"math/rand"
	"testing"
)

// drawMatrix returns a random matrix in which about the fraction zeros of the
// elements are 0. Its columns are contiguous if transposed is set.
func drawMatrix(r *rand.Rand, rows, cols int, zeros float64, transposed bool) Matrix {
	m := Matrix{make([]float64, rows*cols), rows, cols, cols, 1}
	if transposed {
		m.RowStride, m.ColStride = 1, rows
	}
	for i := range m.Data {
		if r.Float64() >= zeros {
			m.Data[i] = r.NormFloat64() * math.Pow(10, float64(r.Intn(5)-2))
		} else if r.Intn(2) == 0 {
			m.Data[i] = math.Copysign(0, -1)
		}
	}
	return m
}

func sameBits(a, b []float64) bool {
	for i := range a {
		if math.Float64bits(a[i]) != math.Float64bits(b[i]) && (a[i] == a[i] || b[i] == b[i]) {
			return false
		}
	}
	return len(a) == len(b)
}

// withEachSet runs f with each instruction set of this processor and with plain
// Go.
func withEachSet(f func(s instructionSet)) {
	defer func(s instructionSet) { chosen = s }(chosen)
	for _, chosen = range append(vectorSets(), plain) {
		f(chosen)
	}
}

// checkDot compares Dot with the definition, for each instruction set.
func checkDot(t *testing.T, a, b Matrix) {
	t.Helper()
	want := make([]float64, a.Rows*b.Cols)
	DotReference(want, a, b)
	withEachSet(func(s instructionSet) {
		got := make([]float64, len(want))
		if Dot(got, a, b); !sameBits(got, want) {
			t.Fatalf("%s: Dot of (%d, %d)·(%d, %d), strides %d %d and %d %d:\n%v, want\n%v",
				s.name, a.Rows, a.Cols, b.Rows, b.Cols, a.RowStride, a.ColStride, b.RowStride, b.ColStride, got, want)
		}
	})
}

func TestDotIsItsDefinition(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for m := range 6 {
		for k := range 11 {
			for n := range 10 {
				for layout := range 4 {
					zeros := []float64{0, 0.8, 1}[r.Intn(3)]
					checkDot(t, drawMatrix(r, m, k, zeros, layout&1 == 1),
						drawMatrix(r, k, n, 0.1, layout&2 == 2))
				}
			}
		}
	}
	for n := range 150 { // columns
		checkDot(t, drawMatrix(r, 2, 3, 0, false), drawMatrix(r, 3, n, 0, false))
		checkDot(t, drawMatrix(r, 17, 3, 0, false), drawMatrix(r, 3, n, 0, false))
	}
	if testing.Short() {
		return
	}
	// the shapes of the training, and shapes near the size of a block or a strip
	for _, s := range [][3]int{{100, 784, 50}, {100, 10, 50}, {3, 7, 5}, {1, 1000, 1}, {1000, 1, 1000},
		{1, 300, 70}, {70, 300, 1}, {1, 0, 9}, {0, 5, 9}, {65, 63, 64}, {15, 65, 66}, {16, 128, 129}, {130, 257, 67}} {
		for layout := range 4 {
			checkDot(t, drawMatrix(r, s[0], s[1], 0.5, layout&1 == 1), drawMatrix(r, s[1], s[2], 0, layout&2 == 2))
		}
	}
	checkDot(t, drawMatrix(r, 513, 257, 0.5, false), drawMatrix(r, 257, 129, 0, false))
	for _, k := range []int{97, 98, 99, 196, 197} {
		checkDot(t, drawMatrix(r, 20, k, 0.5, false), drawMatrix(r, k, 12, 0, false))
		checkDot(t, drawMatrix(r, k, 20, 0.5, true), drawMatrix(r, 20, 12, 0, false))
	}
	// Shapes that run out of ends and of entries on the stack, or need the heap.
	for _, s := range [][3]int{{300, 300, 12}, {9, 1023, 12}, {9, 9000, 7}, {12, 1000, 130}} {
		for _, zeros := range []float64{0, 0.95} {
			checkDot(t, drawMatrix(r, s[0], s[1], zeros, false), drawMatrix(r, s[1], s[2], 0, false))
			checkDot(t, drawMatrix(r, s[1], s[0], zeros, true), drawMatrix(r, s[0], s[2], 0, false))
		}
	}
	checkDot(t, drawMatrix(r, 1, 1<<20+1, 0, false), drawMatrix(r, 1<<20+1, 4, 0, false))
	// parts of larger matrices
	a, b := drawMatrix(r, 300, 300, 0.5, false), drawMatrix(r, 300, 300, 0, false)
	for _, rows := range []int{30, 270} {
		checkDot(t, a.slice(3, 3+rows, 5, 205), b.slice(7, 207, 2, 52))
		checkDot(t, a.T().slice(3, 3+rows, 5, 205), b.slice(7, 207, 2, 52))
	}
}

// 0·∞ and 0·NaN are NaN.
func TestZeroTimesInfinity(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, v := range []float64{nan, inf, -inf} {
		for at := range 6 {
			a := Matrix{[]float64{0, 1, 0, math.Copysign(0, -1), 2, 0}, 2, 3, 3, 1}
			b := Matrix{[]float64{1, 2, 3, 4, 5, 6}, 3, 2, 2, 1}
			b.Data[at] = v
			checkDot(t, a, b)
			if at == 0 {
				c := make([]float64, 4)
				Dot(c, a, b)
				if !math.IsNaN(c[0]) || !math.IsNaN(c[2]) || c[1] != 4 || c[3] != 8 {
					t.Errorf("with %v in b's corner: %v, want [NaN 4 NaN 8]", v, c)
				}
			}
		}
	}
	// The columns of b fill several vectors.
	r := rand.New(rand.NewSource(1))
	for _, v := range []float64{nan, inf} {
		for layout := range 4 {
			b := drawMatrix(r, 30, 20, 0, layout&2 == 2)
			b.Data[0] = v
			checkDot(t, drawMatrix(r, 2, 30, 0.8, layout&1 == 1), b)
			checkDot(t, drawMatrix(r, 40, 30, 0.8, layout&1 == 1), b)
		}
	}
	// The infinity and the NaN are in a.
	checkDot(t, Matrix{[]float64{inf, nan, 1}, 1, 3, 3, 1}, Matrix{[]float64{0, 1, 1, 0, 0, 1}, 3, 2, 2, 1})
	// Products of finite numbers may overflow, and a sum of infinities may be NaN.
	checkDot(t, Matrix{[]float64{1e300, 0, -1e300, 0}, 1, 4, 4, 1},
		Matrix{[]float64{1e300, 1, 1e300, 1}, 4, 1, 1, 1})
}

func FuzzDot(f *testing.F) {
	f.Add(int64(1), byte(3), byte(7), byte(5), byte(200), byte(0))
	f.Add(int64(2), byte(1), byte(100), byte(1), byte(0), byte(3))
	f.Fuzz(func(t *testing.T, seed int64, m, k, n, zeros, layout byte) {
		r := rand.New(rand.NewSource(seed))
		a := drawMatrix(r, int(m), int(k), float64(zeros)/255, layout&1 == 1)
		b := drawMatrix(r, int(k), int(n), 0, layout&2 == 2)
		if layout&4 == 4 && len(b.Data) > 0 {
			b.Data[r.Intn(len(b.Data))] = []float64{math.NaN(), math.Inf(1), math.Inf(-1)}[r.Intn(3)]
		}
		checkDot(t, a, b)
	})
}
