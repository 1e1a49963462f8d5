// Package exercises holds the chapter's layers without their bodies, for you to
// write. Replace each panic with your code. The command
//
//	go run ./cmd/exercise
//
// shows which exercise is next and explains the mistakes in your code. The order
// is the chapter's: Mul, Add, ReLU, Sigmoid, AffineDatum, Affine, SoftmaxWithLoss,
// Gradient, NumericalGradient, Train.
package exercises

// Blank is the message of the panic in a body without code.
const Blank = "exercises: not written yet"
