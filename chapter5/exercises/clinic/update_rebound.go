package clinic

import (
	"backprop/chapter5"
	"backprop/chapter5/exercises/checks"
	"backprop/layers/layertest"
	"backprop/tensor"
	"backprop/tensor/random"
)

// trainUpdateRebound puts new tensors into the map.
func trainUpdateRebound(net *chapter5.TwoLayerNet, x, t *tensor.Tensor, iters, batchSize int,
	rate float64, rng *random.RandomState) []float64 {
	var losses []float64
	for range iters {
		mask := rng.Choice(x.Shape()[0], batchSize)
		xBatch, tBatch := x.Rows(mask), t.Rows(mask)
		grad := net.Gradient(xBatch, tBatch)
		for _, key := range []string{"W1", "b1", "W2", "b2"} {
			net.Params[key] = net.Params[key].Sub(grad[key].MulScalar(rate))
		}
		losses = append(losses, net.Loss(xBatch, tBatch))
	}
	return losses
}

func updateReboundPatient() Patient {
	p := Patient{
		Name:  "update_rebound",
		Cause: "rebound",
		Story: Text{"params = params - rate·grad, as on paper.",
			"종이에 쓴 대로 params = params - rate·grad라고 했다."},
		Cure: Text{"In place: SubScaledInPlace. The layers have the old tensor still.",
			"SubScaledInPlace로 제자리에서 한다. 계층은 여전히 옛 텐서를 쓴다."},
	}
	p.Symptom = func() string {
		return loopSymptom(trainUpdateRebound)
	}
	p.Examine = func() layertest.Report { return checks.Train(trainUpdateRebound) }
	p.Healthy = func() layertest.Report { return checks.Train(goodLoop) }
	return p
}
