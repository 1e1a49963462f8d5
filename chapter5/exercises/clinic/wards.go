package clinic

import (
	"backprop/chapter5"
	"backprop/chapter5/exercises/checks"
	"backprop/layers"
	"backprop/layers/layertest"
	"backprop/tensor"
)

// Patients of one kind lie in one ward: they show and are examined alike, and
// their causes are taken for one another.

// relu admits a broken ReLU.
func relu(p Patient, broken func() layers.Layer) Patient {
	p.beside = []layertest.Cause{"mask inverted", "mask from dout", "kink", "dout overwritten", "not masked", "stale"}
	p.symptom = func(w words) string { return body{activation: broken}.run(w) + activationByHand(w, broken()) }
	p.Examine = func() layertest.Report { return layertest.ReLU(broken) }
	p.Healthy = func() layertest.Report { return layertest.ReLU(goodReLU) }
	return p
}

// sigmoid admits a broken Sigmoid.
func sigmoid(p Patient, broken func() layers.Layer) Patient {
	p.beside = []layertest.Cause{"x for y", "not masked", "sign flipped", "stale", "dout overwritten"}
	p.symptom = func(w words) string { return body{activation: broken}.run(w) + activationByHand(w, broken()) }
	p.Examine = func() layertest.Report { return layertest.Sigmoid(broken) }
	p.Healthy = func() layertest.Report { return layertest.Sigmoid(goodSigmoid) }
	return p
}

// affine admits a broken Affine.
func affine(p Patient, broken func(W, b *tensor.Tensor) layertest.AffineLayer) Patient {
	p.beside = []layertest.Cause{"missing transpose", "db not summed", "sign flipped", "last row only", "accumulated",
		"divided by N", "parameter copied", "stale", "bias missing"}
	p.symptom = func(w words) string { return body{affine: broken}.run(w) + affineByHand(w, broken) }
	p.Examine = func() layertest.Report { return layertest.Affine(broken) }
	p.Healthy = func() layertest.Report { return layertest.Affine(goodAffine) }
	return p
}

// loss admits a broken SoftmaxWithLoss, in a body with weights of the given
// size.
func loss(p Patient, std float64, broken func() layertest.LossLayer) Patient {
	p.beside = []layertest.Cause{"batch average missing", "sign flipped", "softmax over the batch", "softmax twice",
		"log of zero", "overflow", "labels off by one", "minus missing"}
	p.symptom = func(w words) string { return body{last: broken, std: std}.run(w) + lossByHand(w, broken()) }
	p.Examine = func() layertest.Report { return layertest.SoftmaxWithLoss(broken) }
	p.Healthy = func() layertest.Report { return layertest.SoftmaxWithLoss(goodLoss) }
	return p
}

// numerical admits broken central differences.
func numerical(p Patient, broken func(f func(*tensor.Tensor) float64, x *tensor.Tensor) *tensor.Tensor) Patient {
	p.beside = []layertest.Cause{"h too small", "h too large", "forward difference", "divided by h", "not restored"}
	p.symptom = func(w words) string { return differencesByHand(w, broken) }
	p.Examine = func() layertest.Report { return checks.NumericalGradient(broken) }
	p.Healthy = func() layertest.Report { return checks.NumericalGradient(tensor.NumericalGradient) }
	return p
}

// gradient admits a network's broken backpropagation.
func gradient(p Patient, broken backpropagation) Patient {
	p.beside = []layertest.Cause{"layers not reversed", "gradient of the wrong batch", "wrong key", "not masked",
		"accumulated", "sign flipped"}
	p.symptom = func(w words) string { return gradientSymptom(w, broken) }
	p.Examine = func() layertest.Report { return checks.Gradient(broken) }
	p.Healthy = func() layertest.Report { return checks.Gradient((*chapter5.TwoLayerNet).Gradient) }
	return p
}

// loop admits a broken training loop.
func loop(p Patient, broken checks.Loop) Patient {
	p.beside = []layertest.Cause{"learning rate sign", "rebound", "one batch", "biases left out",
		"gradient of the wrong batch", "weights equal"}
	p.symptom = func(w words) string { return loopSymptom(w, broken) }
	p.Examine = func() layertest.Report { return checks.Train(broken) }
	p.Healthy = func() layertest.Report { return checks.Train(goodLoop) }
	return p
}

// watched admits a training that is not wrong but unwise; a Watch examines it.
func watched(p Patient, unwise training) Patient {
	p.beside = []layertest.Cause{"weights equal", "weights too large", "pixels not normalised", "steps too large",
		"learning rate sign", "rebound"}
	p.symptom = unwise.symptom
	p.Examine = unwise.examine
	p.Healthy = training{std: 0.01, rate: 0.1, scale: 1}.examine
	return p
}
