package exact

import (
	"fmt"
	"math"
	"math/rand"
	"testing"
)

func TestExpOfSpecialNumbers(t *testing.T) {
	inf := math.Inf(1)
	tests := []struct {
		name    string
		x, want float64
	}{
		{"zero", 0, 1},
		{"negative zero", math.Copysign(0, -1), 1},
		{"infinity", inf, inf},
		{"negative infinity", -inf, 0},
		{"NaN", math.NaN(), math.NaN()},
		{"one is e", 1, math.E},
		{"the smallest subnormal", 0x1p-1074, 1},
		{"a negative subnormal", -0x1p-1074, 1},
		{"the last that rounds to 1", math.Nextafter(0x1p-53, 0), 1},
		{"the middle above 1, and a little", 0x1p-53, 1 + 0x1p-52},
		{"the middle below 1, and a little", -0x1p-54, 1},
		{"the first that rounds to less than 1", math.Nextafter(-0x1p-54, -1), 1 - 0x1p-53},
		{"the last finite result", 0x1.62e42fefa39efp+9, 0x1.fffffffffff2ap+1023},
		{"the first overflow", 0x1.62e42fefa39f0p+9, inf},
		{"the largest number overflows", math.MaxFloat64, inf},
		{"the last normal result", -0x1.6232bdd7abcd2p+9, 0x1.000000000007cp-1022},
		{"the first subnormal result", -0x1.6232bdd7abcd3p+9, 0x0.ffffffffffe7cp-1022},
		{"the last that is not zero", -0x1.74910d52d3051p+9, 0x1p-1074},
		{"the first underflow", -0x1.74910d52d3052p+9, 0},
		{"the largest negative number underflows", -math.MaxFloat64, 0},
	}
	for _, test := range tests {
		got := Exp(test.x)
		if got != test.want && !(math.IsNaN(got) && math.IsNaN(test.want)) {
			t.Errorf("%s: Exp(%x) = %x, want %x", test.name, test.x, got, test.want)
		}
		if math.Signbit(got) {
			t.Errorf("%s: Exp(%x) = %v has a sign", test.name, test.x, got)
		}
		// The results above are written by hand. trueExp must agree with them.
		if x := test.x; math.Abs(x) < 1000 {
			if truth := nearest(trueExp(newFloat(truthPrec, x))); truth != test.want {
				t.Errorf("%s: Exp(%x) should be %x, not %x", test.name, x, truth, test.want)
			}
		}
	}
}

// At the edge between two table entries, k may be either of two integers.
func TestExpOnTheEdgesOfItsTable(t *testing.T) {
	for k := -95500; k < 90000; k += 119 {
		x := (float64(k) + 0.5) * (math.Ln2 / 128)
		for _, x := range []float64{math.Nextafter(x, -1e3), x, math.Nextafter(x, 1e3)} {
			want := nearest(trueExp(newFloat(truthPrec, x)))
			if got := Exp(x); got != want {
				t.Fatalf("Exp(%x) = %x, want %x", x, got, want)
			}
		}
	}
}

// Exp allows for an error of 8 units of 2^-61. One of them is the rounding in
// Exp.
func TestExpPairKeepsWithinItsError(t *testing.T) {
	r := rand.New(rand.NewSource(9))
	worst := 0.0
	for range 20000 {
		x := -708 + (708+709)*r.Float64()
		high, rest, n := expPair(x)
		sum := newFloat(truthPrec, high)
		sum.Add(sum, newFloat(truthPrec, rest))
		off := sum.Sub(sum.SetMantExp(sum, n), trueExp(newFloat(truthPrec, x)))
		off.SetMantExp(off.Quo(off, newFloat(truthPrec, high)), 61-n)
		units := math.Abs(nearest(off))
		if units > 7 {
			t.Fatalf("expPair(%x) is off by %g units of 2^-61", x, units)
		}
		worst = max(worst, units)
	}
	t.Logf("at most %.2f units of 2^-61", worst)
}

func BenchmarkExp(b *testing.B) { benchmark(b, functions[0]) }

func ExampleExp() {
	fmt.Println(Exp(1), Exp(-1000), Exp(710))
	// Output: 2.718281828459045 0 +Inf
}
