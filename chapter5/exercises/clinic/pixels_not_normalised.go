package clinic

// trainingPixelsNotNormalised feeds pixels from 0 to 255.
var trainingPixelsNotNormalised = training{std: 0.01, rate: 0.1, scale: 255}

func pixelsNotNormalisedPatient() Patient {
	return watched(Patient{
		Name:  "pixels_not_normalised",
		Title: Text{"Stuck after one step", "한 걸음 만에 막혔다"},
		Story: Text{"The images were used as the file has them. From step 10 on the loss is what guessing gives, 2.3.",
			"파일에 있는 이미지를 그대로 썼다. 10단계부터 손실이 찍을 때와 같은 2.3이다."},
		Cause: "pixels not normalised",
		Cure: Text{"Divide by 255, as mnist.Load does unless Raw is set (the notes' normalize=True). The gradient of W1 is a product with the pixels: the first steps were 255 times too long and killed the ReLUs.",
			"255로 나눈다. mnist.Load도 Raw를 주지 않으면 그렇게 한다(노트의 normalize=True). W1의 기울기에는 픽셀이 곱해진다. 첫 걸음들이 255배 길어서 ReLU가 죽었다."},
	}, trainingPixelsNotNormalised)
}
