package clinic

import (
	"backprop/chapter5"
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
	return loop(Patient{
		Name:  "update_rebound",
		Title: Text{"Fifty steps on the spot", "제자리걸음 50단계"},
		Story: Text{"The update stands there as on paper: W = W - rate · dW. The loss goes up and down with the batches, and nowhere else.",
			"종이에 쓰듯 W = W - rate · dW로 갱신했다. 손실은 배치에 따라 오르내릴 뿐이다."},
		Cause: "rebound",
		Cure: Text{"net.Params[key].SubInPlace(grad[key].MulScalar(rate)) instead of an assignment. Sub makes a new tensor; the map has that, and the layers still have the old one.",
			"대입하지 말고 net.Params[key].SubInPlace(grad[key].MulScalar(rate))로 한다. Sub는 새 텐서를 만든다. 맵은 그것을 가리키지만 계층은 여전히 옛 텐서를 쓴다."},
	}, trainUpdateRebound)
}
