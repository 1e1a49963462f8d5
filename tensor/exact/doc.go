// Package exact computes the exponential function and the natural logarithm
// rounded to the nearest float64.
//
// A seed must give the same weights, losses and pictures on every machine. Go's
// math.Exp and math.Log cannot promise that. For some arguments their last bit
// is wrong, and on another processor it may be wrong for other arguments,
// because Go has assembly for some processors. The correctly rounded result is
// the same everywhere: only one float64 is the nearest.
//
// Correct rounding needs more digits than the result has. How many depends on
// the argument: the true value may lie very close to the midpoint of two
// float64s. So there are three tiers. A tier computes the value with a bound on
// the error, and returns a float64 only if every number within the bound rounds
// to it. Otherwise the next tier, which is slower and more precise, decides.
//
//  1. float64: about 60 bits, as the sum of two numbers. This tier decides 19
//     of 20 arguments of Exp. Log starts with the second tier.
//  2. 128-bit integers as fixed-point numbers. Integers do not round, so the
//     error is the sum of the fractions cut off. This tier leaves one argument
//     of Exp in 16,000 and one of Log in a million to the third.
//  3. math/big, by Ziv's strategy: 128 bits, then twice as many until the tier
//     decides.
//
// exp.go and log.go have the functions and their first tiers, fixed.go the
// arithmetic of the second tier, and ziv.go the third tier.
package exact
