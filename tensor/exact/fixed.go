package exact

import (
	"math"
	"math/bits"
)

// A fixed is the fixed-point number hi·2⁶⁴ + lo, in a unit that its user
// chooses. A negative number is in two's complement.
type fixed struct{ hi, lo uint64 }

func (x fixed) add(y fixed) fixed {
	lo, carry := bits.Add64(x.lo, y.lo, 0)
	hi, _ := bits.Add64(x.hi, y.hi, carry)
	return fixed{hi, lo}
}

func (x fixed) sub(y fixed) fixed {
	lo, borrow := bits.Sub64(x.lo, y.lo, 0)
	hi, _ := bits.Sub64(x.hi, y.hi, borrow)
	return fixed{hi, lo}
}

// times returns x·n.
func (x fixed) times(n int) fixed {
	// Mul64 takes a negative n as n + 2⁶⁴. The last term corrects that.
	hi, lo := bits.Mul64(x.lo, uint64(n))
	return fixed{hi + x.hi*uint64(n) - x.lo&uint64(int64(n)>>63), lo}
}

// quo returns x/n, cut off, for an x that is not negative.
func (x fixed) quo(n uint64) fixed {
	lo, _ := bits.Div64(x.hi%n, x.lo, n)
	return fixed{x.hi / n, lo}
}

// mulHi returns the high word of x·y. If x is in units of 2^-u and y in units of
// 2^-v, the result is their product in units of 2^-(u+v-64), cut off.
func mulHi(x, y uint64) uint64 {
	hi, _ := bits.Mul64(x, y)
	return hi
}

// An estimate is the positive number f·2^(e-127), where f has an error of at
// most err units and f.hi is not 0.
type estimate struct {
	f   fixed
	e   int
	err uint64
}

// round returns the float64 nearest to x, and reports whether it is certain. It
// is certain if no midpoint of two float64s lies within the error of x.
func (x estimate) round() (y float64, sure bool) {
	hi, lo, e, err := x.f.hi, x.f.lo, x.e, x.err
	if z := bits.LeadingZeros64(hi); z > 0 {
		hi, lo = hi<<z|lo>>(64-z), lo<<z
		e, err = e-z, err<<z
	}
	// A float64 has 53 bits. Of the fraction after them, 64 bits remain.
	mantissa, fraction, err := hi>>11, hi<<53|lo>>11, err>>11+1
	if s := -1022 - e; s > 0 { // a subnormal result has s bits fewer, s < 64
		fraction = mantissa<<(64-s) | fraction>>s
		mantissa, err, e = mantissa>>s, err>>s+1, -1022
	}
	const half = 1 << 63
	y = math.Float64frombits(uint64(e+1022)<<52 + mantissa + fraction>>63)
	return y, fraction-(half-err) > 2*err // |fraction - half| > err, by wraparound
}
