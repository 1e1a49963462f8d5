package exact

import (
	"math"
	"math/big"
)

// ziv returns f(x) rounded to the nearest float64, by Ziv's strategy: f computes
// a value with a relative error below 2^-prec, and ziv doubles prec until all
// numbers within that error round to the same float64.
func ziv(f func(x float64, prec uint) *big.Float, x float64) float64 {
	// The loop ends, because eˣ and log x are transcendental for a rational x
	// (except e⁰ and log 1), and so never the midpoint of two float64s. The
	// first round is enough for every x that the exhaustive searches found: the
	// hardest need less than 120 bits (Lefèvre and Muller, "Worst cases for
	// correct rounding of the elementary functions in double precision", 2003).
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
	guard     = 32 // the additional bits in the sums of bigExp and bigLog
)

// bigExp returns eˣ = 2ᵏ·(e^s)²⁵⁶, s = (x - k·ln 2)/256, with the series of e^s.
func bigExp(x float64, prec uint) *big.Float {
	// The error of k·ln 2, |k| < 2¹¹, and 8 squarings cost less than 24 bits.
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

// bigLog returns log x = e·ln 2 + log m, with m = (1+s)/(1-s) between √½ and √2.
func bigLog(x float64, prec uint) *big.Float {
	// Near x = 1, e is 0, so the relative error is small there too.
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

// bigLn2 returns ln 2. The value for the first round of ziv, which is almost
// always the last, is computed only once.
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
