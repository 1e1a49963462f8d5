package chapter5

import (
	"fmt"
	"slices"

	"backprop/layers/layertest"
	"backprop/tensor"
)

// A Watch looks on while a network is trained, and says once each, with the
// likely causes, what goes wrong. It changes nothing, and looks closely at
// some iterations only, so it costs next to no time. The zero value is ready.
//
// It speaks of numbers that are none, of an update that does not reach the
// layers, of first weights or steps that are too large or too small, of dead
// ReLUs, of a loss that rises or stays, and of an accuracy that is the share
// of one class.
type Watch struct {
	said   map[layertest.Cause]bool
	calls  int             // of Step
	w2, b2 *tensor.Tensor  // copies from the first call
	losses []float64       // of the first iterations
	last   float64         // loss
	steady int             // iterations in which the loss has not moved
	tiny   int             // looks at steps that were too small
	dead   int             // looks at which most ReLUs were dead
	shares []float64       // of the classes in the test set
	stuck  map[float64]int // epochs at this share
}

const (
	early    = 40  // iterations in which a wrong sign shows
	patience = 20  // iterations without a change
	lookAt   = 200 // one look at the ReLUs in so many iterations
)

var paramNames = []string{"W1", "b1", "W2", "b2"}

// Step is told of iteration i after its update: the network, the batch x
// (N, D), its gradients and loss, and the learning rate. The loss may be that
// before the update or that after it.
func (w *Watch) Step(i int, net *TwoLayerNet, x *tensor.Tensor,
	grad map[string]*tensor.Tensor, rate, loss float64) []layertest.Problem {
	var found []layertest.Problem
	if first, bad := notFinite(net, x, grad, loss); bad {
		w.say(&found, "not finite",
			"In iteration %d the loss is %.4g: %s is the first to hold NaN or an infinity. Mostly the learning rate is too large; exp that overflows or log of 0 do it, too.",
			"%d번 반복의 손실이 %.4g이다. NaN이나 무한대가 처음 나온 곳은 %s이다. 대개 학습률이 너무 커서이고, exp가 넘치거나 log 0이어도 그렇다.", i, loss, first)
		return found
	}
	w.reaches(&found, net, grad)
	w.moves(&found, i, net, loss)
	if i == 0 {
		w.beginning(&found, net, x, loss)
	}
	if i < 10 || i < 200 && i%20 == 0 || i%1000 == 0 {
		w.stride(&found, i, net, grad, rate, loss)
	}
	if i%lookAt == lookAt/2 {
		w.hidden(&found, i, net)
	}
	w.calls++
	return found
}

// A name is what something is called in English and in Korean.
type name struct{ english, korean string }

// say adds a sentence the first time its cause is found. A value that is a
// name stands for itself in each language.
func (w *Watch) say(found *[]layertest.Problem, cause layertest.Cause, english, korean string, values ...any) {
	if w.said[cause] {
		return
	}
	if w.said == nil {
		w.said = map[layertest.Cause]bool{}
	}
	w.said[cause] = true
	inKorean := slices.Clone(values)
	for i, v := range values {
		if v, ok := v.(name); ok {
			values[i], inKorean[i] = v.english, v.korean
		}
	}
	*found = append(*found, layertest.Problem{Cause: cause,
		English: fmt.Sprintf(english, values...), Korean: fmt.Sprintf(korean, inKorean...)})
}
