// Package exact computes the exponential function and the natural logarithm
// rounded to the nearest float64.
//
// A seed must mean a result: the same weights, losses and pictures on every
// machine. Go's math.Exp and math.Log do not give that. They are off in the
// last bit for some arguments, and for which ones differs between processors,
// because some processors have a version in assembly. A correctly rounded
// result has no such freedom: one float64 is the nearest.
//
// Rounding correctly needs more digits than the result has. How many more
// depends on the argument: the true value may lie next to the middle between
// two float64s. So there are three tiers. Each computes the value with a bound
// on its error, and returns the result only if every value within the bound
// rounds to it. Else the next tier, which is slower and more precise, decides.
//
//  1. float64 with an error bound: some 60 bits, as the sum of two numbers.
//     It decides 19 of 20 arguments of Exp. Log begins with the second tier.
//  2. 128-bit integers, which hold fractions. Integers do not round, so that
//     the error is the sum of what was cut off. This tier leaves one argument
//     of Exp in 16,000 and one of Log in a million to the third.
//  3. math/big, by Ziv's strategy: 128 bits, and twice as many while they do
//     not decide.
package exact
