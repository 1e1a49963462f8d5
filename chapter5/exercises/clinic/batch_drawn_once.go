package clinic

import (
	"backprop/chapter5"
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
			net.Params[key].SubInPlace(grad[key].MulScalar(rate))
		}
		losses = append(losses, net.Loss(xBatch, tBatch))
	}
	return losses
}

func batchDrawnOncePatient() Patient {
	return loop(Patient{
		Name:  "batch_drawn_once",
		Title: Text{"Fine loss, poor accuracy", "좋은 손실, 나쁜 정확도"},
		Story: Text{"The author is proud of a loss of 0.04. Of all 200 images 62% are right.",
			"손실이 0.04라고 자랑한다. 이미지 200장의 정확도는 62%다."},
		Cause: "one batch",
		Cure: Text{"Move mask, xBatch and tBatch into the loop. As it is, the same 50 images are learnt by heart.",
			"mask, xBatch, tBatch를 구하는 줄을 반복문 안으로 옮긴다. 지금은 같은 이미지 50장만 외운다."},
	}, trainBatchDrawnOnce)
}
