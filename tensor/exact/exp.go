package exact

import (
	"math"
	"math/big"
)

// Exp returns eˣ rounded to the nearest float64, the same bits on every
// machine. Exp(NaN) is NaN, Exp(+Inf) is +Inf and Exp(-Inf) is 0.
//
// With k the integer nearest to 128·x/ln 2, and k = 128·n + i,
//
//	eˣ = 2ⁿ · 2^(i/128) · eᵗ,  t = x - k·ln 2/128,  |t| < 2^-8.5
//
// where 2^(i/128) comes from a table and eᵗ from a short Taylor series. expPair,
// exp128 and ziv are the three tiers.
func Exp(x float64) float64 {
	if -708 <= x && x <= 709 { // eˣ is a normal number
		high, rest, n := expPair(x)
		err := high * (8 * 0x1p-61)
		if y := high + (rest - err); y == high+(rest+err) {
			return float64(y * math.Float64frombits(uint64(n+1023)<<52))
		}
	}
	switch {
	case x != x:
		return x
	case x > maxExp:
		return math.Inf(1)
	case x < minExp:
		return 0
	case -0x1p-54 <= x && x < 0x1p-53:
		return 1 // eˣ is nearer to 1 than to its neighbours, 1-2⁻⁵³ and 1+2⁻⁵²
	}
	if y, sure := exp128(x).round(); sure {
		return y
	}
	return ziv(bigExp, x)
}

// expPair returns eˣ as 2ⁿ·(high + rest), where high is the float64 nearest to
// 2^(i/128) and rest is less than high/2⁷.
func expPair(x float64) (high, rest float64, n int) {
	// Only rest is rounded. Its error, in units of 2^-61·high, is 1 for t and
	// the series, 1 for high times the series, 1 for low times the series, which
	// is left out, and 1 for the last sum. Exp adds the error bound to rest,
	// which rounds once more. A bound of 8 units is safe.
	k := expStep(x)
	t := (x - float64(float64(k)*stepHi)) - float64(float64(k)*stepLo)
	series := 1.0/6 + float64(t*(1.0/24+float64(t*(1.0/120+float64(t*(1.0/720))))))
	series = t + float64(float64(t*t)*(1.0/2+float64(t*series))) // eᵗ-1
	power := &exp2Table[k&127]
	return power.high, power.low + float64(power.high*series), k >> 7
}

// expStep returns the integer nearest to 128·x/ln 2. A midpoint may round to
// either of its two integers; |t| is then slightly above 2^-8.5.
func expStep(x float64) int {
	// The sum is positive, and int cuts off its fraction.
	return int(float64(x*(128/math.Ln2))+(1<<18+0.5)) - 1<<18
}

const (
	maxExp = 0x1.62e42fefa39efp+9  // the largest x for which eˣ is finite: 709.78…
	minExp = -0x1.74910d52d3051p+9 // the smallest x for which eˣ is not 0: -745.13…
	stepHi = 0x1.62e42fefap-8      // the first 36 bits of ln 2/128: k·stepHi is exact
	stepLo = math.Ln2/128 - stepHi // the next 53 bits, after rounding to float64
)

// exp128 returns eˣ for an x that is not a special case of Exp. Its integers are
// fixed-point numbers, in the units that the comments name. The error is the sum
// of the fractions cut off: 2^(i/128)·eᵗ is within 2^-67 of the true value.
func exp128(x float64) estimate {
	k := expStep(x)

	// t, in units of 2^-71. k·stepHi is exact because both factors are short.
	// The difference is exact because x and k·stepHi nearly cancel. At most 2
	// units are cut off.
	t := int64((x-float64(float64(k)*stepHi))*0x1p71) - int64(float64(float64(k)*stepLo)*0x1p71)
	sign := t >> 63                // 0 or -1
	a := uint64((t ^ sign) - sign) // |t|
	a2 := mulHi(a, a)              // t², in units of 2^-78

	// eᵗ-1 = (t²/2 + t⁴/24 + t⁶/720) + (t + t³/6 + t⁵/120) + t⁷/5040 …
	// The even terms are positive, and the odd terms have the sign of t. A
	// coefficient is in units of 2^-64, and its product with t² in units of
	// 2^-78 before the shift. 2 units of 2^-71 are cut off, and the terms from
	// t⁷ on are less than 1 unit.
	even := mulHi(a2, 1<<64/2+mulHi(a2, 1<<64/24+mulHi(a2, 1<<64/720)>>14)>>14) >> 7
	odd := a + mulHi(a, mulHi(a2, 1<<64/6+mulHi(a2, 1<<64/120)>>14))>>14
	q := int64(even) + (int64(odd) ^ sign) - sign

	// 2^(i/128)·eᵗ = T + T·q. The error of T·q, in units of 2^-70, is that of q,
	// times T < 2, and the fractions cut off: 6 units in all. The bound is 8
	// units, which are 2⁶⁰ units of 2^-127.
	T := exp2Table[k&127].fixed
	Tq := int64(mulHi(uint64(q), T.hi)) - int64(T.hi)&(q>>63) // q may be negative
	return estimate{T.add(fixed{uint64(Tq >> 7), uint64(Tq) << 57}), k >> 7, 1 << 60}
}

// exp2Table[i] holds 2^(i/128) twice: in units of 2^-127, cut off, and as the
// sum of two float64s.
var exp2Table = func() (table [128]struct {
	fixed
	high, low float64
}) {
	root := newFloat(192, 2)
	for range 7 {
		root.Sqrt(root) // 2^(1/2), 2^(1/4), … 2^(1/128)
	}
	power, low := newFloat(192, 1), new(big.Int).SetUint64(math.MaxUint64)
	for i := range table {
		n, _ := new(big.Float).SetMantExp(power, 127).Int(nil)
		table[i].lo = new(big.Int).And(n, low).Uint64()
		table[i].hi = n.Rsh(n, 64).Uint64()
		table[i].high, _ = power.Float64()
		rest := newFloat(192, table[i].high)
		table[i].low, _ = rest.Sub(power, rest).Float64()
		power.Mul(power, root)
	}
	return table
}()
