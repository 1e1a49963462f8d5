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
// where 2^(i/128) is in a table and eᵗ is a short Taylor series. expPair, exp128
// and ziv are the three tiers.
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
// 2^(i/128) and rest is less than high/2⁷. Only rest is rounded. Its error, in
// units of 2^-61·high, is 1 for t and the series, 1 for high times the series, 1
// for low times the series, which is left out, and 1 for the last sum. Exp adds
// an error to rest, which rounds once more. 8 units are safe.
func expPair(x float64) (high, rest float64, n int) {
	k := expStep(x)
	t := (x - float64(float64(k)*stepHi)) - float64(float64(k)*stepLo)
	series := 1.0/6 + float64(t*(1.0/24+float64(t*(1.0/120+float64(t*(1.0/720))))))
	series = t + float64(float64(t*t)*(1.0/2+float64(t*series))) // eᵗ-1
	power := &exp2Table[k&127]
	return power.high, power.low + float64(power.high*series), k >> 7
}

// expStep returns the integer nearest to 128·x/ln 2: it cuts off the fraction of
// a positive number. An x in the middle of two integers may go to either; then t
// is a little longer than 2^-8.5.
func expStep(x float64) int {
	return int(float64(x*(128/math.Ln2))+(1<<18+0.5)) - 1<<18
}

const (
	maxExp = 0x1.62e42fefa39efp+9  // the last x for which eˣ is finite: 709.78…
	minExp = -0x1.74910d52d3051p+9 // the last for which it is not 0: -745.13…
	stepHi = 0x1.62e42fefap-8      // the first 36 bits of ln 2/128: k·stepHi is exact
	stepLo = math.Ln2/128 - stepHi // the next 53, when float64 has rounded it
)

// exp128 returns eˣ for an x that is none of Exp's special cases. Integers hold
// fractions, in the units that the comments name. Their error is the sum of what
// is cut off: the product of the two powers is within 2^-67 of the truth.
func exp128(x float64) estimate {
	k := expStep(x)

	// t, in units of 2^-71. Both factors of k·stepHi are so short that it is
	// exact; so is the difference, where x and k·stepHi nearly cancel. Cut
	// off: at most 2 units.
	t := int64((x-float64(float64(k)*stepHi))*0x1p71) - int64(float64(float64(k)*stepLo)*0x1p71)
	sign := t >> 63                // 0 or -1
	a := uint64((t ^ sign) - sign) // |t|
	a2 := mulHi(a, a)              // t², in units of 2^-78

	// eᵗ-1 = (t²/2 + t⁴/24 + t⁶/720) + (t + t³/6 + t⁵/120) + t⁷/5040 …: the
	// even terms are positive, the odd ones have t's sign. A coefficient is in
	// units of 2^-64, a coefficient times t² in units of 2^-78 until it is
	// shifted. Cut off: 2 units of 2^-71, and less than 1 from t⁷ on.
	even := mulHi(a2, 1<<64/2+mulHi(a2, 1<<64/24+mulHi(a2, 1<<64/720)>>14)>>14) >> 7
	odd := a + mulHi(a, mulHi(a2, 1<<64/6+mulHi(a2, 1<<64/120)>>14))>>14
	q := int64(even) + (int64(odd) ^ sign) - sign

	// 2^(i/128)·eᵗ = T + T·q. The product, in units of 2^-70, is off by what q
	// is, T < 2 times, and by what is cut off: 6 units in all, and 8 = 2⁶⁰
	// units of 2^-127 are safe.
	T := exp2Table[k&127].fixed
	Tq := int64(mulHi(uint64(q), T.hi)) - int64(T.hi)&(q>>63) // a signed q's product
	return estimate{T.add(fixed{uint64(Tq >> 7), uint64(Tq) << 57}), k >> 7, 1 << 60}
}

// exp2Table[i] is 2^(i/128), in units of 2^-127, cut off, and as the sum of
// two float64s.
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
