package exact

import (
	"math"
	"math/big"
)

// ziv returns f(x) rounded to the nearest float64, by Ziv's strategy: f
// computes it to a relative error below 2^-prec, and prec is doubled while
// numbers so near to it round differently. That ends, because eˣ and log x
// are transcendental for a rational x (but for e⁰ and log 1), and so never in
// the middle between two float64s. It ends at once for every x that the
// exhaustive searches turned up: the hardest need less than 120 bits (Lefèvre
// and Muller, "Worst cases for correct rounding of the elementary functions
// in double precision", 2003).
func ziv(f func(x float64, prec uint) *big.Float, x float64) float64 {
	for prec := uint(firstPrec); ; prec *= 2 {
		y := f(x, prec)
		err := new(big.Float).SetMantExp(y, -int(prec))
		below, _ := new(big.Float).Sub(y, err).Float64()
		above, _ := new(big.Float).Add(y, err).Float64()
		if below == above {
			return below
		}
	}
}

const (
	firstPrec = 128
	guard     = 32 // how many bits more than asked for bigExp and bigLog use
)

// bigExp returns eˣ = 2ᵏ·(e^s)²⁵⁶, s = (x - k·ln 2)/256, e^s by its series.
// The error of k·ln 2, |k| < 2¹¹, and 8 squarings cost less than 24 bits.
func bigExp(x float64, prec uint) *big.Float {
	prec += guard
	k := math.Round(x / math.Ln2)
	s := newFloat(prec, k)
	s.Sub(newFloat(prec, x), s.Mul(s, bigLn2(prec)))
	s.SetMantExp(s, -8)

	sum, term := newFloat(prec, 1), newFloat(prec, 1)
	for n := 1.0; term.Sign() != 0 && term.MantExp(nil) > -int(prec); n++ {
		term.Quo(term.Mul(term, s), newFloat(prec, n))
		sum.Add(sum, term)
	}
	for range 8 {
		sum.Mul(sum, sum)
	}
	return sum.SetMantExp(sum, int(k))
}

// bigLog returns log x = e·ln 2 + log m, m = (1+s)/(1-s) within √½ and √2.
// With e = 0 nothing is added, so that it is precise next to 1 as well.
func bigLog(x float64, prec uint) *big.Float {
	prec += guard
	m, e := math.Frexp(x)
	if m < math.Sqrt2/2 {
		m, e = 2*m, e-1
	}
	one, s := newFloat(prec, 1), newFloat(prec, m)
	s.Quo(new(big.Float).Sub(s, one), new(big.Float).Add(s, one))
	y := newFloat(prec, float64(e))
	return y.Add(y.Mul(y, bigLn2(prec)), bigLogRatio(s))
}

// bigLn2 returns ln 2. It does not compute again what ziv's first round needs,
// which is almost always the last round.
func bigLn2(prec uint) *big.Float {
	if prec == firstLn2.Prec() {
		return firstLn2
	}
	return computeLn2(prec)
}

var firstLn2 = computeLn2(firstPrec + guard)

// computeLn2 returns ln 2 = log((1+1/3)/(1-1/3)).
func computeLn2(prec uint) *big.Float {
	third := newFloat(prec, 1)
	return bigLogRatio(third.Quo(third, newFloat(prec, 3)))
}

// bigLogRatio returns log((1+s)/(1-s)) = 2·(s + s³/3 + s⁵/5 + …).
func bigLogRatio(s *big.Float) *big.Float {
	prec := s.Prec()
	sum, power, term := newFloat(prec, 0), new(big.Float).Set(s), new(big.Float).Set(s)
	square := new(big.Float).Mul(s, s)
	for n := 1.0; term.Sign() != 0 && term.MantExp(nil) >= s.MantExp(nil)-int(prec); n += 2 {
		term.Quo(power, newFloat(prec, n))
		sum.Add(sum, term)
		power.Mul(power, square)
	}
	return sum.Add(sum, sum)
}

func newFloat(prec uint, v float64) *big.Float {
	return new(big.Float).SetPrec(prec).SetFloat64(v)
}
