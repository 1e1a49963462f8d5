package kernel

import (
	"math"
	"math/rand"
	"slices"
	"testing"
)

// drawHard returns n random numbers, of which one in 20 is NaN, an infinity, a
// zero, or close to the limits of float64.
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

// drawLists returns random Lists of n columns. Some of the lists are empty.
func drawLists(r *rand.Rand, n int) Lists {
	rows := 1 + r.Intn(256)
	l := Lists{StayStride: n + r.Intn(3), OthersStride: n + r.Intn(3), N: n,
		Count: 1 + r.Intn(6), Ends: []uint32{0}, EndsStep: r.Intn(3), ValuesStep: r.Intn(3)}
	for range 1 + (l.Count-1)*max(l.EndsStep, 1) {
		for range r.Intn(10) {
			l.Entries = append(l.Entries, Entry(r.Intn(rows)|r.Intn(256)<<8))
		}
		l.Ends = append(l.Ends, uint32(len(l.Entries)))
	}
	l.Values = drawHard(r, 256+l.Count*l.ValuesStep)
	l.Stay = drawHard(r, l.Count*l.StayStride+5)
	l.Others = drawHard(r, rows*l.OthersStride+5)
	return l
}

// Each instruction set computes the same bits as plain Go and writes nowhere
// else.
func TestKernelsAreTheirTwins(t *testing.T) {
	r, times := rand.New(rand.NewSource(1)), 20
	if testing.Short() {
		times = 2
	}
	withEachSet(func(s instructionSet) {
		for n := range MaxStrip() + 2*Lanes() + 3 {
			for range times {
				checkLists(t, s, drawLists(r, n))
			}
		}
	})
}

func checkLists(t *testing.T, s instructionSet, l Lists) {
	t.Helper()
	for _, f := range []struct {
		name     string
		do, twin func(l Lists)
	}{
		{"Gather", Gather, func(l Lists) { gatherGo(&l) }},
		{"Spread", Spread, func(l Lists) { spreadGo(&l) }},
	} {
		got, want := l, l
		got.Stay, got.Others = slices.Clone(l.Stay), slices.Clone(l.Others)
		want.Stay, want.Others = slices.Clone(l.Stay), slices.Clone(l.Others)
		f.do(got)
		f.twin(want)
		if !sameBits(got.Stay, want.Stay) || !sameBits(got.Others, want.Others) {
			t.Fatalf("%s: %s of %d columns, strides %d and %d, Lists to %v of %v:\n%v and\n%v, want\n%v and\n%v",
				s.name, f.name, l.N, l.StayStride, l.OthersStride, l.Ends, l.Entries,
				got.Stay, got.Others, want.Stay, want.Others)
		}
	}
}

func FuzzKernels(f *testing.F) {
	f.Add(int64(1), byte(7))
	f.Add(int64(2), byte(50))
	f.Add(int64(3), byte(131))
	f.Fuzz(func(t *testing.T, seed int64, n byte) {
		r := rand.New(rand.NewSource(seed))
		withEachSet(func(s instructionSet) { checkLists(t, s, drawLists(r, int(n))) })
	})
}

// gatherGo and spreadGo compute the formulas in the comment of Lists.
func TestGatherAndSpreadAreTheirFormulas(t *testing.T) {
	l := Lists{
		Stay: []float64{10, 20, 30, 40}, StayStride: 2,
		Others: []float64{1, 2, 0, 3, 4, 0, 5, 6}, OthersStride: 3, N: 2,
		Values:  []float64{0, 100, 1000},
		Entries: []Entry{0 | 1<<8, 2 | 2<<8, 1 | 1<<8}, // rows 0 and 2, then 1
		Ends:    []uint32{0, 2, 3}, EndsStep: 1, Count: 2,
	}
	if gatherGo(&l); !slices.Equal(l.Stay, []float64{5110, 6220, 330, 440}) {
		t.Errorf("gather: %v, want [5110 6220 330 440]", l.Stay)
	}
	l.Stay = []float64{1, 2, 3, 4}
	if spreadGo(&l); !slices.Equal(l.Others, []float64{101, 202, 0, 303, 404, 0, 1005, 2006}) {
		t.Errorf("spread: %v, want [101 202 0 303 404 0 1005 2006]", l.Others)
	}
}

func TestFiniteSeesEveryElement(t *testing.T) {
	withEachSet(func(s instructionSet) {
		for _, n := range []int{1, 63, 64, 65, 200} {
			for i := range n {
				for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
					x := make([]float64, n)
					x[i] = v
					if Finite(x) {
						t.Errorf("%s: Finite of %d elements with %v at %d", s.name, n, v, i)
					}
				}
			}
		}
	})
}

func TestInnerLoopsDoNotAllocate(t *testing.T) {
	l := drawLists(rand.New(rand.NewSource(1)), 150)
	withEachSet(func(s instructionSet) {
		for _, f := range []struct {
			name string
			do   func()
		}{
			{"Gather", func() { Gather(l) }},
			{"Spread", func() { Spread(l) }},
			{"Finite", func() { Finite(l.Values) }},
		} {
			if got := testing.AllocsPerRun(10, f.do); got != 0 {
				t.Errorf("%s: %s allocates %v times, want 0", s.name, f.name, got)
			}
		}
	})
}

func TestChoose(t *testing.T) {
	for _, s := range append(vectorSets(), plain) {
		if got := choose(s.name); got.name != s.name {
			t.Errorf("choose(%q) is %s", s.name, got.name)
		}
	}
	if got, want := choose("").name, append(vectorSets(), plain)[0].name; got != want {
		t.Errorf("choose(\"\") is %s, want the best, %s", got, want)
	}
}

// NonZero and Positive list the same elements as a plain loop.
func TestListing(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for _, f := range []struct {
		name   string
		list   func(list []Entry, x []float64) int
		listed func(v float64) bool
	}{
		{"NonZero", NonZero, func(v float64) bool { return v != 0 }},
		{"Positive", Positive, func(v float64) bool { return !(v <= 0) }},
	} {
		withEachSet(func(s instructionSet) {
			for n := range 257 {
				for _, zeros := range []float64{0, 0.5, 0.9, 1} {
					x := drawHard(r, n)
					var want []Entry
					for k := range x {
						if r.Float64() < zeros {
							x[k] = math.Copysign(0, float64(r.Intn(2))-0.5)
						}
						if f.listed(x[k]) {
							want = append(want, Entry(k|k<<8))
						}
					}
					list := make([]Entry, Room(n)+1)
					list[Room(n)] = 0xbeef
					got := f.list(list[:Room(n)], x)
					if !slices.Equal(list[:got], want) {
						t.Fatalf("%s: %s(%v) = %v, want %v", s.name, f.name, x, list[:got], want)
					}
					if list[Room(n)] != 0xbeef {
						t.Fatalf("%s: %s of %d elements writes past its room", s.name, f.name, n)
					}
				}
			}
		})
	}
}
