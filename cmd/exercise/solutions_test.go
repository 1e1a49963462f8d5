package main

import (
	"testing"

	"backprop/chapter5"
	"backprop/chapter5/exercises/checks"
	"backprop/layers"
	"backprop/layers/layertest"
	"backprop/tensor"
	"backprop/tensor/random"
)

type T = *tensor.Tensor

// solutions are the project's own code, so they cannot rot.
var solutions = map[string]func() layertest.Report{
	"mul":     func() layertest.Report { return checks.Mul(func() checks.NumberLayer { return &layers.Mul{} }) },
	"add":     func() layertest.Report { return checks.Add(func() checks.NumberLayer { return layers.Add{} }) },
	"relu":    func() layertest.Report { return checks.ReLU(func() layers.Layer { return &layers.ReLU{} }) },
	"sigmoid": func() layertest.Report { return checks.Sigmoid(func() layers.Layer { return &layers.Sigmoid{} }) },
	"affinedatum": func() layertest.Report {
		return checks.AffineDatum(func(W, b T) checks.AffineLayer {
			a := layers.NewAffine(W, b)
			return checks.AffineLayer{Layer: datum{a}, Grads: func() (T, T) { return a.DW, a.DB }}
		})
	},
	"affine": func() layertest.Report {
		return checks.Affine(func(W, b T) checks.AffineLayer {
			a := layers.NewAffine(W, b)
			return checks.AffineLayer{Layer: a, Grads: func() (T, T) { return a.DW, a.DB }}
		})
	},
	"softmaxwithloss": func() layertest.Report {
		return checks.SoftmaxWithLoss(func() checks.LossLayer { return &layers.SoftmaxWithLoss{} })
	},
	"numericalgradient": func() layertest.Report { return checks.NumericalGradient(tensor.NumericalGradient) },
	"gradient":          func() layertest.Report { return checks.Gradient((*chapter5.TwoLayerNet).Gradient) },
	"train":             func() layertest.Report { return checks.Train(loop) },
}

// datum is an Affine layer for one datum, made of one for batches.
type datum struct{ *layers.Affine }

func (d datum) Forward(x T) T { return d.Affine.Forward(x.Reshape(1, -1)).Reshape(-1) }
func (d datum) Backward(dout T) T {
	return d.Affine.Backward(dout.Reshape(1, -1)).Reshape(-1)
}

func TestSolutions(t *testing.T) {
	for _, e := range list {
		if solutions[e.name] == nil {
			t.Errorf("%s has no solution", e.name)
			continue
		}
		if err := solutions[e.name]().Err(); err != nil {
			t.Errorf("%s: the project's own code is not right: %v", e.name, err)
		}
	}
}

// loop is section 7.4's.
func loop(network *chapter5.TwoLayerNet, xTrain, tTrain T, iters, batchSize int, learningRate float64,
	rng *random.RandomState) []float64 {
	var trainLossList []float64
	for range iters {
		batchMask := rng.Choice(xTrain.Shape()[0], batchSize)
		xBatch, tBatch := xTrain.Rows(batchMask), tTrain.Rows(batchMask)
		grad := network.Gradient(xBatch, tBatch)
		for _, key := range []string{"W1", "b1", "W2", "b2"} {
			network.Params[key].SubInPlace(grad[key].MulScalar(learningRate))
		}
		trainLossList = append(trainLossList, network.Loss(xBatch, tBatch))
	}
	return trainLossList
}
