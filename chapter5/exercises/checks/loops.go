package checks

import (
	"backprop/chapter5"
	"backprop/tensor"
	"backprop/tensor/random"
)

// A loopParts is the training loop of section 7.4. A nil step is the right one.
type loopParts struct {
	draw     func(l *loopParts) []int // the rows of a mini-batch
	gradient func(l *loopParts) grads
	update   func(l *loopParts, key string)
	loss     func(l *loopParts) float64

	net            network
	xTrain, tTrain T
	batchSize      int
	rate           float64
	rng            *random.RandomState

	i      int   // the iteration
	last   []int // the rows of the iteration before
	mask   []int // its rows,
	x, t   T     // its batch
	grad   grads // and its gradient
	losses []float64
}

func (l loopParts) train(net *chapter5.TwoLayerNet, xTrain, tTrain *tensor.Tensor,
	iters, batchSize int, learningRate float64, rng *random.RandomState) []float64 {
	l.net, l.xTrain, l.tTrain, l.batchSize, l.rate, l.rng = net, xTrain, tTrain, batchSize, learningRate, rng
	l.draw, l.gradient, l.loss = or(l.draw, drawBatch), or(l.gradient, batchGradient), or(l.loss, batchLoss)
	if l.update == nil {
		l.update = (*loopParts).step
	}
	for l.i = range iters {
		l.last, l.mask = l.mask, l.draw(&l)
		l.x, l.t = xTrain.Rows(l.mask), tTrain.Rows(l.mask)
		l.grad = l.gradient(&l)
		for _, key := range keys {
			l.update(&l, key)
		}
		l.losses = append(l.losses, l.loss(&l))
	}
	return l.losses
}

// or returns a step, or the right one where the step is nil.
func or[A, R any](step, right func(A) R) func(A) R {
	if step != nil {
		return step
	}
	return right
}

// The right steps.
func drawBatch(l *loopParts) []int       { return l.rng.Choice(l.xTrain.Shape()[0], l.batchSize) }
func batchGradient(l *loopParts) grads   { return l.net.Gradient(l.x, l.t) }
func (l *loopParts) step(key string)     { l.net.Params[key].SubInPlace(l.stepOf(key)) }
func (l *loopParts) stepOf(key string) T { return l.grad[key].MulScalar(l.rate) }
func batchLoss(l *loopParts) float64     { return l.net.Loss(l.x, l.t) }

// loopMistakes returns the mistakes of a training loop. explainLoop finds other
// rates, other rows and parameters that are left out.
func loopMistakes() []mistake {
	return []mistake{
		{Name: "rate", Make: loopNode(loopParts{update: func(l *loopParts, key string) {
			l.net.Params[key].AddInPlace(l.stepOf(key))
		}}.train)},
		{Name: "parameters left out", Make: loopNode(loopParts{update: func(l *loopParts, key string) {
			if key == "W1" || key == "W2" {
				l.step(key)
			}
		}}.train)},
		{Name: "rebound", Make: loopNode(loopParts{update: func(l *loopParts, key string) {
			l.net.Params[key] = l.net.Params[key].Sub(l.stepOf(key))
		}}.train)},
		{Name: "gradient of each", Text: say("the gradient is computed again for each parameter, after the others have changed: compute it once, and update all four.",
			"다른 매개변수를 갱신한 뒤에 매개변수마다 기울기를 다시 구했다. 한 번 구해서 넷을 모두 갱신한다."),
			Make: loopNode(loopParts{update: func(l *loopParts, key string) { l.grad = batchGradient(l); l.step(key) }}.train)},
		{Name: "gradient of an earlier batch", Text: say("the gradient of an old batch is used: compute it in each iteration, after the batch is drawn.",
			"이전 배치의 기울기를 썼다. 반복마다 배치를 뽑은 다음 그 배치로 구해야 한다."),
			Make: loopNode(loopParts{gradient: func(l *loopParts) grads {
				if l.i > 0 {
					return l.net.Gradient(l.xTrain.Rows(l.last), l.tTrain.Rows(l.last))
				}
				return batchGradient(l)
			}}.train)},
		{Name: "one batch", Make: loopNode(loopParts{draw: func(l *loopParts) []int {
			if l.i > 0 {
				return l.mask
			}
			return drawBatch(l)
		}}.train)},
		{Name: "labels of other rows", Text: say("two masks are drawn: images and labels have to be of the same rows.",
			"마스크를 두 번 뽑았다. 이미지와 레이블은 같은 행의 것이어야 한다."),
			Make: loopNode(loopParts{gradient: func(l *loopParts) grads {
				l.t = l.tTrain.Rows(drawBatch(l))
				return batchGradient(l)
			}}.train)},
		{Name: "loss before update", Text: say("you compute the losses before the update: compute the loss of the batch after it.",
			"갱신하기 전의 손실이다. 갱신한 다음에 그 배치의 손실을 구한다."),
			Make: loopNode(loopParts{loss: func(l *loopParts) float64 { return l.net.LastLayer.Loss }}.train)},
	}
}
