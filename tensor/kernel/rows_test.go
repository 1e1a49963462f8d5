package kernel

import (
	"math"
	"math/rand"
	"slices"
	"testing"
)

// drawHard returns n numbers, some of them difficult.
func drawHard(r *rand.Rand, n int) []float64 {
	hard := []float64{math.NaN(), math.Inf(1), math.Inf(-1), math.Copysign(0, -1), 0, 1e308, 5e-324}
	x := make([]float64, n)
	for i := range x {
		if x[i] = r.NormFloat64(); r.Intn(20) == 0 {
			x[i] = hard[r.Intn(len(hard))]
		}
	}
	return x
}

// drawLists returns lists for n columns, of which some are empty.
func drawLists(r *rand.Rand, n int) lists {
	rows := 1 + r.Intn(256)
	l := lists{stayStride: n + r.Intn(3), othersStride: n + r.Intn(3), n: n,
		count: 1 + r.Intn(6), ends: []uint32{0}, endsStep: r.Intn(3), valuesStep: r.Intn(3)}
	for range 1 + (l.count-1)*max(l.endsStep, 1) {
		for range r.Intn(10) {
			l.entries = append(l.entries, entry(r.Intn(rows)|r.Intn(256)<<8))
		}
		l.ends = append(l.ends, uint32(len(l.entries)))
	}
	l.values = drawHard(r, 256+l.count*l.valuesStep)
	l.stay = drawHard(r, l.count*l.stayStride+5)
	l.others = drawHard(r, rows*l.othersStride+5)
	return l
}

// Every kernel does what the Go beside it does, to the bit, and writes
// nowhere else.
func TestKernelsAreTheirTwins(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	withEach(func(k kernel) {
		for n := range 10*max(k.lanes, 7) + 3 {
			for range 20 {
				checkLists(t, k, drawLists(r, n))
			}
		}
	})
}

func checkLists(t *testing.T, k kernel, l lists) {
	t.Helper()
	for _, f := range []struct {
		name     string
		do, twin func(l lists)
	}{
		{"gather", gather, func(l lists) { gatherGo(&l) }},
		{"spread", spread, func(l lists) { spreadGo(&l) }},
	} {
		got, want := l, l
		got.stay, got.others = slices.Clone(l.stay), slices.Clone(l.others)
		want.stay, want.others = slices.Clone(l.stay), slices.Clone(l.others)
		f.do(got)
		f.twin(want)
		if !sameBits(got.stay, want.stay) || !sameBits(got.others, want.others) {
			t.Fatalf("%s: %s of %d columns, strides %d and %d, lists to %v of %v:\n%v and\n%v, want\n%v and\n%v",
				k.name, f.name, l.n, l.stayStride, l.othersStride, l.ends, l.entries,
				got.stay, got.others, want.stay, want.others)
		}
	}
}

func FuzzKernels(f *testing.F) {
	f.Add(int64(1), byte(7))
	f.Add(int64(2), byte(50))
	f.Add(int64(3), byte(131))
	f.Fuzz(func(t *testing.T, seed int64, n byte) {
		r := rand.New(rand.NewSource(seed))
		withEach(func(k kernel) { checkLists(t, k, drawLists(r, int(n))) })
	})
}

// gatherGo itself is held to what gather is said to do.
func TestGatherIsItsFormula(t *testing.T) {
	l := lists{
		stay: []float64{10, 20, 30, 40}, stayStride: 2,
		others: []float64{1, 2, 0, 3, 4, 0, 5, 6}, othersStride: 3, n: 2,
		values:  []float64{0, 100, 1000},
		entries: []entry{0 | 1<<8, 2 | 2<<8, 1 | 1<<8}, // rows 0 and 2, then 1
		ends:    []uint32{0, 2, 3}, endsStep: 1, count: 2,
	}
	if gatherGo(&l); !slices.Equal(l.stay, []float64{5110, 6220, 330, 440}) {
		t.Errorf("gather: %v, want [5110 6220 330 440]", l.stay)
	}
	l.stay = []float64{1, 2, 3, 4}
	if spreadGo(&l); !slices.Equal(l.others, []float64{101, 202, 0, 303, 404, 0, 1005, 2006}) {
		t.Errorf("spread: %v, want [101 202 0 303 404 0 1005 2006]", l.others)
	}
}

func TestVectors(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	withEach(func(k kernel) {
		for _, n := range []int{0, 1, 3, 4, 49, 50, 51, 64, 700, 39200, 39207} {
			c, x, s := drawHard(r, n), drawHard(r, n), r.NormFloat64()
			want := slices.Clone(c)
			for i := range want {
				want[i] += float64(s * x[i])
			}
			finite := AddScaled(c, s, x)
			if !sameBits(c, want) {
				t.Errorf("%s: AddScaled of %d elements differs from c + s*x", k.name, n)
			}
			if all := !slices.ContainsFunc(c, func(v float64) bool { return v-v != 0 }); finite != all || Finite(c) != all {
				t.Errorf("%s: of %d elements, all finite: %v; AddScaled says %v, Finite %v", k.name, n, all, finite, Finite(c))
			}
		}
		for _, s := range [][2]int{{1, 1}, {3, 5}, {100, 10}, {300, 50}, {600, 3}} {
			rows, n := s[0], s[1]
			x, sum := drawHard(r, rows*n), drawHard(r, n)
			each, want := slices.Clone(x), slices.Clone(sum)
			for i := range x {
				each[i] += sum[i%n]
				want[i%n] += x[i]
			}
			got := slices.Clone(x)
			if AddToRows(got, sum); !sameBits(got, each) {
				t.Errorf("%s: AddToRows of %d rows of %d differs", k.name, rows, n)
			}
			if AddRows(sum, x); !sameBits(sum, want) {
				t.Errorf("%s: AddRows of %d rows of %d differs", k.name, rows, n)
			}
		}
	})
}

func TestFiniteSeesEveryElement(t *testing.T) {
	withEach(func(k kernel) {
		for _, n := range []int{1, 63, 64, 65, 200} {
			for i := range n {
				for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
					x := make([]float64, n)
					x[i] = v
					if Finite(x) {
						t.Errorf("%s: Finite of %d elements with %v at %d", k.name, n, v, i)
					}
				}
			}
		}
	})
}

func TestMasks(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	withEach(func(k kernel) {
		for n := range 20 {
			for _, v := range []float64{0, 0.5, math.NaN(), math.Inf(-1)} {
				x, mask, want := drawHard(r, n), make([]float64, n), make([]float64, n)
				for i := range x {
					if x[i] <= v {
						want[i] = 1
					}
				}
				if LessEqual(mask, x, v); !sameBits(mask, want) {
					t.Errorf("%s: %v <= %v: %v, want %v", k.name, x, v, mask, want)
				}
				hard := drawHard(r, n) // not 0 is what counts
				copy(want, x)
				for i := range x {
					if hard[i] != 0 {
						want[i] = v
					}
				}
				got := slices.Clone(x)
				if SetMasked(got, hard, v); !sameBits(got, want) {
					t.Errorf("%s: %v in %v where %v: %v, want %v", k.name, v, x, hard, got, want)
				}
			}
		}
	})
}

func TestChoose(t *testing.T) {
	for _, k := range append(wide(), plain) {
		if got := choose(k.name); got.name != k.name {
			t.Errorf("choose(%q) is %s", k.name, got.name)
		}
	}
	if got, want := choose("").name, append(wide(), plain)[0].name; got != want {
		t.Errorf("choose(\"\") is %s, want the best, %s", got, want)
	}
}
