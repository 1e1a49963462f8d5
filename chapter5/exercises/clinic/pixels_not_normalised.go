package clinic

import "backprop/layers/layertest"

// trainingPixelsNotNormalised feeds pixels from 0 to 255.
var trainingPixelsNotNormalised = training{std: 0.01, rate: 0.1, scale: 255}

func pixelsNotNormalisedPatient() Patient {
	p := Patient{
		Name:  "pixels_not_normalised",
		Cause: "pixels not normalised",
		Story: Text{"The images are bytes from 0 to 255, the network will find out.",
			"이미지는 0에서 255까지의 바이트다. 신경망이 알아서 할 것이다."},
		Cure: Text{"Divide by 255 (normalize=True): the gradient of W1 is a product with the pixels.",
			"255로 나눈다(normalize=True). W1의 기울기에는 픽셀이 곱해진다."},
	}
	p.Symptom = func() string { return trainingPixelsNotNormalised.symptom() }
	p.Examine = func() layertest.Report { return trainingPixelsNotNormalised.examine() }
	p.Healthy = func() layertest.Report { return training{std: 0.01, rate: 0.1, scale: 1}.examine() }
	return p
}
