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

// The truth comes from math/big, by other routes than the code's own big
// functions take: no ln 2, no atanh, no powers of two taken out.

const truthPrec = 400

// trueExp returns eˣ as the series at x/2²⁰ (x is less than 2¹⁰, 20 bits
// are lost in the squarings), squared 20 times.
func trueExp(x *big.Float) *big.Float {
	s := new(big.Float).SetPrec(truthPrec).SetMantExp(x, -20)
	sum, term := newFloat(truthPrec, 1), newFloat(truthPrec, 1)
	for n := 1; n < 40; n++ { // by 2^-10/n each: 2^-550 is left out
		term.Quo(term.Mul(term, s), newFloat(truthPrec, float64(n)))
		sum.Add(sum, term)
	}
	for range 20 {
		sum.Mul(sum, sum)
	}
	return sum
}

// trueLog returns log x by Newton's third-order step y + 2(x-eʸ)/(x+eʸ) from
// math.Log's 40 bits or more, which become 120, then 360. (For a subnormal x
// math.Log itself cannot be relied on.)
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

// off returns by how much have, in units of 2^-unit, is less than want.
func off(have fixed, want *big.Float, unit int) float64 {
	sum := newFloat(truthPrec, 0).SetUint64(have.hi)
	sum.Add(sum.SetMantExp(sum, 64), new(big.Float).SetUint64(have.lo))
	return nearest(sum.Sub(new(big.Float).SetMantExp(want, unit), sum))
}

// A function is one of the two under test.
type function struct {
	name  string
	f     func(float64) float64
	truth func(float64) *big.Float
	big   func(float64, uint) *big.Float
	fast  func(float64) estimate
	// random draws arguments from everywhere, in several ways by i.
	random func(r *rand.Rand, i int) float64
}

var functions = []function{
	{
		name: "Exp", f: Exp, big: bigExp, fast: exp128,
		truth: func(x float64) *big.Float { return trueExp(newFloat(truthPrec, x)) },
		random: func(r *rand.Rand, i int) float64 {
			switch i % 4 {
			case 0: // where softmax is
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
			case 0: // where the polar method is
				return r.Float64()
			case 1: // next to 1, every distance, both sides
				return 1 + (1-2*float64(r.Intn(2)))*math.Ldexp(1+r.Float64(), -2-r.Intn(52))
			case 2: // subnormal arguments
				return math.Float64frombits(uint64(r.Int63n(1 << (1 + r.Intn(52)))))
			}
			return math.Float64frombits(uint64(r.Int63n(0x7ff << 52)))
		},
	},
}

// trials is how many random arguments a test takes: more with BACKPROP_LONG.
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

// The first phase is right because its error is less than it says; a margin
// that is too narrow would show in one result of many millions.
func TestFirstPhaseKeepsWithinItsError(t *testing.T) {
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
				t.Fatalf("%s(%x) is off by %g of its error", f.name, x, share)
			}
			worst = max(worst, share)
		}
		t.Logf("%s: at most %.2f of the error that is allowed for", f.name, worst)
		if worst < 0.05 {
			t.Errorf("%s: only %.2f of its error is ever used", f.name, worst)
		}
	}
}

func TestSecondPhaseIsAsPreciseAsAsked(t *testing.T) {
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
					t.Fatalf("%s(%x) to %d bits is off by 2^%d of it", f.name, x, prec, e)
				}
			}
		}
	}
}

func TestZivGoesOnUntilItIsSure(t *testing.T) {
	// 2^-200 above the middle of 1 and its neighbour: 128 bits do not show it.
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

func TestSecondPhaseIsRare(t *testing.T) {
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
			t.Errorf("%s: %d of %d arguments need the second phase", f.name, unsure, n)
		}
	}
}

// Arguments whose result is next to the middle of two float64s, out of the
// exhaustive search of Lefèvre and Muller, "Worst cases for correct rounding
// of the elementary functions in double precision", 2003. That they are as
// hard as that is tested as well.
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
		// How far the truth is from the middle, in the last place of want.
		_, e := math.Frexp(want)
		fromMiddle := new(big.Float).Sub(truth, newFloat(truthPrec, want))
		fromMiddle.Abs(fromMiddle.SetMantExp(fromMiddle, 53-e))
		distance := math.Abs(nearest(fromMiddle.Sub(fromMiddle, newFloat(64, 0.5))))
		t.Logf("%s is 2^%.1f units from a middle", name, math.Log2(distance))
		if distance > 0x1p-54 {
			t.Errorf("%s is no hard case: %g units from a middle", name, distance)
		}
		if _, sure := test.f.fast(test.x).round(); sure {
			t.Errorf("%s: the first phase is sure", name)
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

func BenchmarkSecondPhase(b *testing.B) {
	for _, f := range functions {
		b.Run(f.name, func(b *testing.B) {
			for range b.N {
				sink = ziv(f.big, 0.3)
			}
		})
	}
}

var sink float64

// benchmark runs f on arguments that its branches cannot learn by heart.
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
