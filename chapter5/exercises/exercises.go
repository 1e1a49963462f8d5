// Package exercises has the chapter's layers left blank, for you to fill in.
// Take a file, put code in the place of its panic, and let
//
//	go run ./cmd/exercise
//
// say what is next, and what is wrong with what you wrote. The order is the
// chapter's: Mul, Add, ReLU, Sigmoid, AffineDatum, Affine, SoftmaxWithLoss,
// Gradient, NumericalGradient, Train.
package exercises

// Blank is what a body panics with that nobody has written yet.
const Blank = "exercises: not written yet"
