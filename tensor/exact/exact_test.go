package exact

import (
	"fmt"
	"math"
	"math/big"
	"math/rand"
	"os"
	"slices"
	"testing"
)

// The true values come from math/big, by other methods than those of bigExp and
// bigLog: without ln 2, atanh, or powers of two as factors.

const truthPrec = 400

// trueExp returns eˣ: the series at x/2²⁰, squared 20 times. |x| is less than
// 2¹⁰, and the squarings lose 20 bits.
func trueExp(x *big.Float) *big.Float {
	s := new(big.Float).SetPrec(truthPrec).SetMantExp(x, -20)
	sum, term := newFloat(truthPrec, 1), newFloat(truthPrec, 1)
	for n := 1; n < 40; n++ { // a factor of 2^-10/n each: the rest is below 2^-550
		term.Quo(term.Mul(term, s), newFloat(truthPrec, float64(n)))
		sum.Add(sum, term)
	}
	for range 20 {
		sum.Mul(sum, sum)
	}
	return sum
}

// trueLog returns log x by two third-order steps y + 2(x-eʸ)/(x+eʸ). They start
// with the 40 or more bits of math.Log and triple them to 120, then 360. For a
// subnormal x, math.Log is not reliable.
func trueLog(x float64) *big.Float {
	m, e := math.Frexp(x)
	start := math.Log(m) + float64(e)*math.Ln2
	if e == 0 || e == 1 {
		start = math.Log(x) // the sum would cancel
	}
	bx, y := newFloat(truthPrec, x), newFloat(truthPrec, start)
	for range 2 {
		e := trueExp(y)
		above, below := new(big.Float).Sub(bx, e), new(big.Float).Add(bx, e)
		step := above.Quo(above, below)
		y.Add(y, step.Add(step, step))
	}
	return y
}

func nearest(f *big.Float) float64 {
	v, _ := f.Float64() // to nearest even, subnormals and overflow included
	return v
}

// off returns want - have in units of 2^-unit, the unit of have.
func off(have fixed, want *big.Float, unit int) float64 {
	sum := newFloat(truthPrec, 0).SetUint64(have.hi)
	sum.Add(sum.SetMantExp(sum, 64), new(big.Float).SetUint64(have.lo))
	return nearest(sum.Sub(new(big.Float).SetMantExp(want, unit), sum))
}

// A function is a function under test, Exp or Log.
type function struct {
	name  string
	f     func(float64) float64
	truth func(float64) *big.Float
	big   func(float64, uint) *big.Float
	fast  func(float64) estimate
	// random draws an argument from a range that depends on i.
	random func(r *rand.Rand, i int) float64
}

var functions = []function{
	{
		name: "Exp", f: Exp, big: bigExp, fast: exp128,
		truth: func(x float64) *big.Float { return trueExp(newFloat(truthPrec, x)) },
		random: func(r *rand.Rand, i int) float64 {
			switch i % 4 {
			case 0: // as in softmax
				return -20 * r.Float64()
			case 1: // every exponent, both signs
				return (1 - 2*float64(r.Intn(2))) * math.Ldexp(1+r.Float64(), -r.Intn(54))
			case 2: // subnormal results
				return -708 - 37*r.Float64()
			}
			return -745 + (745+709)*r.Float64()
		},
	},
	{
		name: "Log", f: Log, big: bigLog, fast: log128, truth: trueLog,
		random: func(r *rand.Rand, i int) float64 {
			switch i % 4 {
			case 0: // as in the polar method
				return r.Float64()
			case 1: // near 1, at every distance, on both sides
				return 1 + (1-2*float64(r.Intn(2)))*math.Ldexp(1+r.Float64(), -2-r.Intn(52))
			case 2: // subnormal arguments
				return math.Float64frombits(uint64(r.Int63n(1 << (1 + r.Intn(52)))))
			}
			return math.Float64frombits(uint64(r.Int63n(0x7ff << 52)))
		},
	},
}

// trials returns the number of random arguments of a test, which the environment
// variable BACKPROP_LONG raises.
func trials() int {
	if os.Getenv("BACKPROP_LONG") != "" {
		return 10000
	}
	return 2000
}

func TestRandomArgumentsAreCorrectlyRounded(t *testing.T) {
	for _, f := range functions {
		r := rand.New(rand.NewSource(5))
		for i := range trials() {
			x := f.random(r, i)
			if x == 1 && f.name == "Log" || x == 0 {
				continue
			}
			want := nearest(f.truth(x))
			if got := f.f(x); got != want {
				t.Fatalf("%s(%x) = %x, want %x", f.name, x, got, want)
			}
			if got := ziv(f.big, x); got != want {
				t.Fatalf("%s(%x) by math/big = %x, want %x", f.name, x, got, want)
			}
		}
	}
}

// The result of the second tier is correct only if the error stays below its
// bound. A bound that is too low would show in one result of many millions.
func TestFixedPointKeepsWithinItsError(t *testing.T) {
	for _, f := range functions {
		r := rand.New(rand.NewSource(6))
		worst := 0.0
		for i := range trials() {
			x := f.random(r, i)
			if x == 1 && f.name == "Log" || x == 0 {
				continue
			}
			got, want := f.fast(x), f.truth(x)
			off := off(got.f, want.Abs(want), 127-got.e)
			share := math.Abs(off) / float64(got.err)
			if share > 1 {
				t.Fatalf("%s(%x) has an error of %g times its bound", f.name, x, share)
			}
			worst = max(worst, share)
		}
		t.Logf("%s: the largest error is %.2f times its bound", f.name, worst)
		if worst < 0.05 {
			t.Errorf("%s: the largest error is only %.2f times its bound", f.name, worst)
		}
	}
}

func TestBigFunctionsHaveThePrecision(t *testing.T) {
	for _, f := range functions {
		r := rand.New(rand.NewSource(8))
		for i := range 500 {
			x := f.random(r, i)
			if x == 1 && f.name == "Log" || x == 0 {
				continue
			}
			truth := f.truth(x)
			for _, prec := range []uint{64, 128, 256} {
				off := new(big.Float).Sub(f.big(x, prec), truth)
				off.Quo(off, truth)
				if e := off.MantExp(nil); off.Sign() != 0 && e > -int(prec) {
					t.Fatalf("%s(%x) to %d bits has a relative error of 2^%d", f.name, x, prec, e)
				}
			}
		}
	}
}

func TestZivContinuesUntilItIsSure(t *testing.T) {
	// 128 bits do not distinguish y from the midpoint of 1 and its neighbour,
	// which is 2^-200 below y.
	y := new(big.Float).SetMantExp(newFloat(truthPrec, 1), -200)
	y.Add(y, newFloat(truthPrec, 0x1p-53)).Add(y, newFloat(truthPrec, 1))
	var asked []uint
	got := ziv(func(_ float64, prec uint) *big.Float {
		asked = append(asked, prec)
		return new(big.Float).SetPrec(prec).Set(y)
	}, 0)
	if want := 1 + 0x1p-52; got != want || !slices.Equal(asked, []uint{128, 256}) {
		t.Errorf("ziv = %x with %v bits, want %x with [128 256]", got, asked, want)
	}
}

func TestThirdTierIsRare(t *testing.T) {
	const n = 1 << 20
	for _, f := range functions {
		r := rand.New(rand.NewSource(7))
		unsure := 0
		for range n {
			if _, sure := f.fast(f.random(r, 0)).round(); !sure {
				unsure++
			}
		}
		t.Logf("%s: %d of %d, 1 in %d", f.name, unsure, n, n/max(1, unsure))
		if unsure > n/5000 {
			t.Errorf("%s: %d of %d arguments need the third tier", f.name, unsure, n)
		}
	}
}

// The results of these arguments are very close to a midpoint of two float64s,
// which the test checks too. They come from the exhaustive search of Lefèvre and
// Muller, "Worst cases for correct rounding of the elementary functions in
// double precision", 2003.
func TestHardestArgumentsAreCorrectlyRounded(t *testing.T) {
	exp, log := functions[0], functions[1]
	tests := []struct {
		f function
		x float64
	}{
		{exp, 0x1.9e9cbbfd6080bp-31},
		{exp, 0x1.836b2fff6d6cbp-33},
		{exp, 0x1.6a4d1af9cc989p-8},
		{log, 0x1.613955dc802f8p-35},
		{log, 0x1.9476e304cd7c7p-384},
	}
	for _, test := range tests {
		name := fmt.Sprintf("%s(%x)", test.f.name, test.x)
		truth := test.f.truth(test.x)
		want := nearest(truth)
		// The distance of the true value from the midpoint, in units of the last
		// place of want.
		_, e := math.Frexp(want)
		fromMiddle := new(big.Float).Sub(truth, newFloat(truthPrec, want))
		fromMiddle.Abs(fromMiddle.SetMantExp(fromMiddle, 53-e))
		distance := math.Abs(nearest(fromMiddle.Sub(fromMiddle, newFloat(64, 0.5))))
		t.Logf("%s is 2^%.1f units from a midpoint", name, math.Log2(distance))
		if distance > 0x1p-54 {
			t.Errorf("%s is not a hard case: %g units from a midpoint", name, distance)
		}
		if _, sure := test.f.fast(test.x).round(); sure {
			t.Errorf("%s: the second tier is sure", name)
		}
		if got := test.f.f(test.x); got != want {
			t.Errorf("%s = %x, want %x", name, got, want)
		}
	}
}

func TestTablesAreTrue(t *testing.T) {
	for i, have := range exp2Table {
		// 2^(i/128) is the 128th root of 2ⁱ.
		root := new(big.Float).SetPrec(truthPrec).SetMantExp(newFloat(truthPrec, 1), i)
		for range 7 {
			root.Sqrt(root)
		}
		if off := off(have.fixed, root, 127); off < 0 || off >= 1 {
			t.Errorf("exp2Table[%d] is off by %g units", i, off)
		}
	}
	for i, node := range logTable {
		c := float64(node.c) / 2048
		if r := c*float64(i+128)/128 - 1; math.Abs(r) > 1.0/256 {
			t.Errorf("logTable[%d].c is off by %g", i, r)
		}
		if c == 1 {
			if node.log != (fixed{}) {
				t.Errorf("logTable[%d].log = %v, want 0", i, node.log)
			}
			continue
		}
		minus := trueLog(c)
		if off := off(node.log, minus.Neg(minus), 117); off < 0 || off >= 4 {
			t.Errorf("logTable[%d].log is off by %g units", i, off)
		}
	}
}

func BenchmarkThirdTier(b *testing.B) {
	for _, f := range functions {
		b.Run(f.name, func(b *testing.B) {
			for range b.N {
				sink = ziv(f.big, 0.3)
			}
		})
	}
}

var sink float64

// benchmark runs f on so many arguments that the processor cannot learn its
// branches.
func benchmark(b *testing.B, f function) {
	r := rand.New(rand.NewSource(1))
	var x [4096]float64
	for i := range x {
		x[i] = f.random(r, 0)
	}
	for i := range b.N {
		sink = f.f(x[i%len(x)])
	}
}
