package clinic

import (
	"backprop/chapter5"
	"backprop/chapter5/exercises/checks"
	"backprop/layers/layertest"
	"backprop/tensor"
	"backprop/tensor/random"
)

// trainBatchDrawnOnce learns one mini-batch by heart.
func trainBatchDrawnOnce(net *chapter5.TwoLayerNet, x, t *tensor.Tensor, iters, batchSize int,
	rate float64, rng *random.RandomState) []float64 {
	var losses []float64
	mask := rng.Choice(x.Shape()[0], batchSize)
	xBatch, tBatch := x.Rows(mask), t.Rows(mask)
	for range iters {
		grad := net.Gradient(xBatch, tBatch)
		for _, key := range []string{"W1", "b1", "W2", "b2"} {
			net.Params[key].SubScaledInPlace(rate, grad[key])
		}
		losses = append(losses, net.Loss(xBatch, tBatch))
	}
	return losses
}

func batchDrawnOncePatient() Patient {
	p := Patient{
		Name:  "batch_drawn_once",
		Cause: "one batch",
		Story: Text{"The loss falls wonderfully, the accuracy on the rest does not rise.",
			"손실은 멋지게 줄어드는데 나머지 데이터의 정확도는 오르지 않는다."},
		Cure: Text{"Draw a new mini-batch in each iteration.",
			"반복마다 미니배치를 새로 뽑는다."},
	}
	p.Symptom = func() string {
		return loopSymptom(trainBatchDrawnOnce)
	}
	p.Examine = func() layertest.Report { return checks.Train(trainBatchDrawnOnce) }
	p.Healthy = func() layertest.Report { return checks.Train(goodLoop) }
	return p
}
