package exact

import (
	"fmt"
	"math"
	"testing"
)

func TestLogOfSpecialNumbers(t *testing.T) {
	inf := math.Inf(1)
	tests := []struct {
		name    string
		x, want float64
	}{
		{"zero", 0, -inf},
		{"negative zero", math.Copysign(0, -1), -inf},
		{"infinity", inf, inf},
		{"negative infinity", -inf, math.NaN()},
		{"NaN", math.NaN(), math.NaN()},
		{"a negative number", -1, math.NaN()},
		{"a negative subnormal", -0x1p-1074, math.NaN()},
		{"one", 1, 0},
		{"the next after one", 1 + 0x1p-52, 0x1.fffffffffffffp-53},
		{"the last before one", 1 - 0x1p-53, -0x1p-53},
		{"two", 2, math.Ln2},
		{"a half", 0.5, -math.Ln2},
		{"e, rounded", math.E, 1},
		{"ten", 10, math.Ln10},
		{"the smallest subnormal", 0x1p-1074, -0x1.74385446d71c3p+9},
		{"the largest subnormal", 0x0.fffffffffffffp-1022, -0x1.6232bdd7abcd2p+9},
		{"the smallest normal", 0x1p-1022, -0x1.6232bdd7abcd2p+9},
		{"the largest number", math.MaxFloat64, 0x1.62e42fefa39efp+9},
	}
	for _, test := range tests {
		got := Log(test.x)
		if got != test.want && !(math.IsNaN(got) && math.IsNaN(test.want)) {
			t.Errorf("%s: Log(%x) = %x, want %x", test.name, test.x, got, test.want)
		}
		// The results above are written by hand. trueLog must agree with them.
		if x := test.x; x > 0 && x < inf && x != 1 {
			if truth := nearest(trueLog(x)); truth != test.want {
				t.Errorf("%s: Log(%x) should be %x, not %x", test.name, x, truth, test.want)
			}
		}
	}
	if got := Log(1); math.Signbit(got) {
		t.Errorf("Log(1) = %v has a sign", got)
	}
}

// At the edge between two table entries, r is largest. At the first and the last
// entry, the sum of e·ln 2 and log c must be exactly 0.
func TestLogOnTheEdgesOfItsTable(t *testing.T) {
	for _, e := range []int{-1074, -1023, -2, -1, 0, 1, 1023} {
		for i := 256; i <= 512; i++ {
			x := math.Ldexp(float64(i), e-8)
			for _, x := range []float64{math.Nextafter(x, 0), x, math.Nextafter(x, math.MaxFloat64)} {
				if x == 0 || x == 1 || x > math.MaxFloat64 {
					continue
				}
				if got, want := Log(x), nearest(trueLog(x)); got != want {
					t.Fatalf("Log(%x) = %x, want %x", x, got, want)
				}
			}
		}
	}
}

func BenchmarkLog(b *testing.B) { benchmark(b, functions[1]) }

func ExampleLog() {
	fmt.Println(Log(10), Log(0), Log(-1))
	// Output: 2.302585092994046 -Inf NaN
}
