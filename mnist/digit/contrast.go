package digit

// contrastOf returns how much darker, or lighter, each pixel is than its
// background, and the least contrast that stands out from the noise. The contrast
// of dark ink is a share of the light of its paper.
func contrastOf(gray *plane, dark bool) (contrast *plane, least uint8) {
	const reach = 16 // of the closing to each side, in hundredths of the longer side
	if !dark {
		gray = gray.inverted()
	}
	background := gray.closing(max(2, reach*max(gray.w, gray.h)/100))
	contrast = newPlane(gray.w, gray.h)
	for i, v := range gray.at {
		full := 255
		if dark {
			full = int(max(background.at[i], 51))
		}
		contrast.at[i] = uint8(255 * int(background.at[i]-v) / full)
	}
	// Noise raises the closing everywhere: as far as a third of the contrasts, and
	// not half of them, because ink covers half of an image that is cropped closely.
	raised := quantile(contrast.at, 3)
	deviations := newPlane(gray.w, gray.h)
	for i, v := range contrast.at {
		deviations.at[i] = max(v, raised) - min(v, raised)
		contrast.at[i] = max(v, raised) - raised
	}
	// A third of normal noise is within 0.47 standard deviations of this value.
	// 3.5 of them are noise, but no more than 128: then the rest is texture.
	return contrast, uint8(min(max(350*int(quantile(deviations.at, 3))/47, 9), 128))
}
