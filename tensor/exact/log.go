package exact

import (
	"math"
	"math/bits"
)

// Log returns the natural logarithm of x rounded to the nearest float64, the
// same bits on every machine. Log(±0) is -Inf, Log(+Inf) is +Inf, and Log of
// NaN or of a negative number is NaN.
//
// With x = 2ᵉ·m, 1 ≤ m < 2, and c a short number near 1/m from a table,
//
//	log x = e·ln 2 - log c + log(1+r),  r = m·c - 1,  |r| < 2^-7.4
//
// where log c comes from the table and log(1+r) from a short Taylor series.
// log128 and ziv are the second and the third tier.
func Log(x float64) float64 {
	switch {
	case x != x || x > math.MaxFloat64:
		return x
	case x == 0:
		return math.Inf(-1)
	case x < 0:
		return math.NaN()
	case x == 1:
		return 0
	}
	y, sure := log128(x).round()
	switch {
	case !sure:
		return ziv(bigLog, x)
	case x < 1:
		return -y
	}
	return y
}

// log128 returns |log x| for an x that is not a special case of Log. Its
// integers are fixed-point numbers, as in exp128.
func log128(x float64) estimate {
	e := 0
	if x < 0x1p-1022 {
		x, e = x*0x1p54, -54
	}
	m := math.Float64bits(x)
	e += int(m>>52) - 1023
	m = m&(1<<52-1) | 1<<52
	node := &logTable[(m+1<<44)>>45-128] // 128·m, rounded

	// r, in units of 2^-63. It is exact because m has 53 bits and c at most 12.
	r := int64(m*node.c - 1<<63)
	sign := r >> 63                 // 0 or -1
	a := uint64((r^sign)-sign) << 7 // |r|, in units of 2^-70
	a2 := mulHi(a, a)               // r², in units of 2^-76

	// log(1+r) = r - |r|·q, q = (|r|/2 + |r|³/4 + …) ∓ (r²/3 + r⁴/5 + …), in
	// units of 2^-70. Coefficients are in units of 2^-64. 3 units are cut off,
	// and the terms from r¹⁰/10 on are less than 1 unit.
	odd := mulHi(a, 1<<64/2+mulHi(a2, 1<<64/4+mulHi(a2, 1<<64/6+mulHi(a2, 1<<64/8)>>12)>>12)>>12)
	even := mulHi(a2, 1<<64/3+mulHi(a2, 1<<64/5+mulHi(a2, 1<<64/7+mulHi(a2, 1<<64/9)>>12)>>12)>>12) >> 6
	q := odd - (even ^ uint64(sign) - uint64(sign))

	// The sum is in units of 2^-117, which leave room for 745 and a sign. Near
	// x = 1, either e = 0 and c = 1, or e = -1 and c = 1/2, and the first sum is
	// exactly 0. There log x is as small as r, and the error must be small too.
	sum := ln2.times(e).add(node.log)
	err := a>>21 + 2 // 4 units of 2^-70, times |r|
	if sum != (fixed{}) {
		err += 1 << 13 // e·ln 2 and log c, at most 1075 times a table entry's error
	}
	sum = sum.add(fixed{uint64(r >> 10), uint64(r) << 54})
	hi, lo := bits.Mul64(a, q) // in units of 2^-140
	sum = sum.sub(fixed{hi >> 23, hi<<41 | lo>>23})
	if x < 1 {
		sum = fixed{}.sub(sum)
	}
	return estimate{sum, 10, err}
}

// logTable[i-128] is the entry for an m whose nearest multiple of 1/128 is
// i/128. c is a multiple of 2^-8, in units of 2^-11, so that m·c = 1 is 2⁶³. log
// is -log c in units of 2^-117, less than 4 units too low. The last c is 1/2.
var logTable = func() (table [129]struct {
	c   uint64
	log fixed
}) {
	// -log(j/256), in units of 2^-127, is the sum, from 255 down to j, of
	// log((j+1)/j) = 2·(s + s³/3 + s⁵/5 + …), s = 1/(2j+1).
	var logs [129]fixed
	var sum fixed
	for j := 255; j >= 128; j-- {
		d := uint64(2*j + 1)
		power := fixed{1 << 63, 0}.quo(d)
		for n := uint64(1); power != (fixed{}); n += 2 {
			term := power.quo(n)
			sum = sum.add(term).add(term)
			power = power.quo(d).quo(d)
		}
		logs[j-128] = fixed{sum.hi >> 10, sum.hi<<54 | sum.lo>>10}
	}
	for i := range table {
		j := (1<<16/(i+128) + 1) / 2 // 256·128/i, rounded
		table[i].c, table[i].log = uint64(j)<<3, logs[j-128]
	}
	return table
}()

// ln2 is the table's -log(1/2), so that the first sum in log128 is exactly 0
// near x = 1.
var ln2 = logTable[128].log
