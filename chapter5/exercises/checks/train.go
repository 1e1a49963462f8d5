package checks

import (
	"cmp"
	"math"
	"slices"

	"backprop/chapter5"
	"backprop/layers/layertest"
	"backprop/tensor"
	"backprop/tensor/random"
)

// A Loop is the training loop of section 7.4: it returns the loss of each
// iteration, after its update.
type Loop = func(net *chapter5.TwoLayerNet, xTrain, tTrain *tensor.Tensor,
	iters, batchSize int, learningRate float64, rng *random.RandomState) []float64

// A trial is what came of running a loop on a small network.
type trial struct {
	net     *chapter5.TwoLayerNet
	losses  []float64
	rng     random.State // afterwards
	message string       // of a panic
}

const (
	trialIters = 7
	trialBatch = 4
	trialSeed  = 9
	trialRate  = 0.3
)

// try runs a loop.
func try(f Loop) trial {
	net, x, t := small(8)
	rng := random.New(trialSeed)
	r := trial{net: net}
	r.message = Attempt(func() { r.losses = f(net, x, t, trialIters, trialBatch, trialRate, rng) })
	r.rng = rng.State()
	return r
}

// like reports whether both have the same parameters.
func (r trial) like(other trial) bool { return equal(r.net.Params, other.net.Params, 1e-9) }

// sameLosses reports whether both have the same losses.
func (r trial) sameLosses(other trial) bool {
	return slices.EqualFunc(r.losses, other.losses, func(a, b float64) bool { return math.Abs(a-b) < 1e-9 })
}

// Train checks a training loop, section 7.4.
func Train(student Loop) layertest.Report {
	got, want := try(student), try(right.train)
	net := got.net
	switch {
	case got.message != "":
		return panicked(got.message)
	case net.Params["W1"] != net.Affine1.W || net.Params["b1"] != net.Affine1.B ||
		net.Params["W2"] != net.Affine2.W || net.Params["b2"] != net.Affine2.B:
		return problem("rebound", "net.Params holds new tensors, and the layers still the old ones: update in place, with SubInPlace.",
			"net.Params에는 새 텐서가 들어 있고 계층은 여전히 옛 텐서를 쓴다. SubInPlace로 제자리에서 갱신해야 한다.")
	case len(got.losses) != trialIters:
		return problem("iterations", "It returned %d losses for %d iterations: one each.",
			"반복 %[2]d번에 손실을 %[1]d개 돌려주었다. 하나씩이어야 한다.", len(got.losses), trialIters)
	case !got.like(want):
		return updated(got, want)
	case !got.sameLosses(want):
		return lost(got, want)
	}
	return layertest.Report{}
}

// updated says why a loop has made other parameters than it should.
func updated(got, want trial) layertest.Report {
	for _, s := range updates(trialRate, trialBatch) {
		if got.like(try(s.train)) {
			return problem(s.cause, s.english, s.korean)
		}
	}
	switch drawn := draws(got.rng); drawn {
	case trialIters: // that was right
	case 0:
		return problem("not drawn", "No batch was drawn: rng was never asked. rng.Choice(number of rows, batchSize) names the rows of one.",
			"배치를 뽑지 않았다. rng를 한 번도 쓰지 않았다. rng.Choice(행의 수, batchSize)가 배치의 행을 고른다.")
	case 1:
		return problem("one batch", "The mini-batch was drawn once: draw a new one in each iteration.",
			"미니배치를 한 번만 뽑았다. 반복마다 새로 뽑아야 한다.")
	case 2 * trialIters:
		return problem("labels of other rows", "Two masks were drawn in each iteration: images and labels must be of the same rows.",
			"반복마다 마스크를 두 번 뽑았다. 이미지와 레이블은 같은 행의 것이어야 한다.")
	case unknown:
		return problem("", "The batches are not those of rng.Choice(number of rows, batchSize), drawn once in each iteration.",
			"배치가 반복마다 한 번 rng.Choice(행의 수, batchSize)로 뽑은 것이 아니다.")
	default:
		return problem("iterations", "Batches were drawn %d times in %d iterations: once each.",
			"반복 %[2]d번에 배치를 %[1]d번 뽑았다. 한 번씩이어야 한다.", drawn, trialIters)
	}
	worst := slices.MaxFunc(keys, func(a, b string) int {
		return cmp.Compare(difference(got.net.Params[a], want.net.Params[a]), difference(got.net.Params[b], want.net.Params[b]))
	})
	return problem("", "The batches are the right ones, and yet after %d iterations %s is off by %.3g. Is each parameter less its gradient times the learning rate?",
		"배치는 맞게 뽑았는데 반복 %d번 뒤에 %s 값이 %.3g만큼 다르다. 매개변수마다 기울기에 학습률을 곱한 만큼 빼는가?",
		trialIters, worst, difference(got.net.Params[worst], want.net.Params[worst]))
}

const unknown = -1

// draws returns how many batches were drawn from rng to bring it to a state.
func draws(state random.State) int {
	_, x, _ := small(8)
	rng := random.New(trialSeed)
	for n := range 3*trialIters + 1 {
		if rng.State() == state {
			return n
		}
		rng.Choice(x.Shape()[0], trialBatch)
	}
	return unknown
}

// lost says why a loop that updates rightly returns other losses.
func lost(got, want trial) layertest.Report {
	for _, s := range losses {
		if got.sameLosses(try(s.train)) {
			return problem(s.cause, s.english, s.korean)
		}
	}
	for i := range want.losses {
		if !(math.Abs(got.losses[i]-want.losses[i]) < 1e-9) {
			return problem("", "The parameters are right, but loss %d is %.6g and must be %.6g.",
				"매개변수는 맞지만 %d번 손실이 %.6g인데 %.6g이어야 한다.", i, got.losses[i], want.losses[i])
		}
	}
	return layertest.Report{}
}
