package draw

import (
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"strings"

	"backprop/chapter5/plot"
)

// A trainingCurve is the mean loss of each hundred iterations, and the accuracies
// after each epoch.
type trainingCurve struct{ loss, train, test []plot.Point }

// readCurve reads what docs/measure curve printed.
func readCurve(text string) (c trainingCurve, err error) {
	for _, line := range strings.Split(text, "\n") {
		var from, to int
		var a, b float64
		if n, _ := fmt.Sscanf(line, "iterations %d to %d: mean loss %f", &from, &to, &a); n == 3 {
			c.loss = append(c.loss, plot.Point{X: float64(from+to) / 2, Y: a})
		} else if n, _ := fmt.Sscanf(line, "iteration %d: accuracy %f %f", &from, &a, &b); n == 3 {
			c.train = append(c.train, plot.Point{X: float64(from), Y: a})
			c.test = append(c.test, plot.Point{X: float64(from), Y: b})
		}
	}
	if len(c.loss) == 0 || len(c.train) == 0 {
		err = errors.New("docs/recorded.txt does not have the curve: run go run ./cmd/docs -record curve")
	}
	return c, err
}

func (c trainingCurve) draw(title string, korean bool) []byte {
	onTrain := in(korean, "accuracy on training images", "훈련 데이터의 정확도")
	onTest := in(korean, "on test images", "시험 데이터의 정확도")
	last := len(c.test) - 1
	return plot.Figure{Title: title, Desc: fmt.Sprintf("%s %.4g → %.4g. %s %.4g, %s %.4g.",
		in(korean, "loss", "손실"), c.loss[0].Y, c.loss[len(c.loss)-1].Y, onTrain, c.train[last].Y, onTest, c.test[last].Y),
		Panels: []plot.Panel{{
			X:      plot.Axis{From: 0, To: 10000, Step: 2000},
			Y:      plot.Axis{From: 0, To: 2.5, Step: 0.5},
			Curves: []plot.Curve{{Class: plot.Backward, Points: c.loss}},
			Labels: []plot.Label{label(plot.Backward, "start", 900, 0.5, 0, -14, in(korean, "loss, by iterations", "반복에 따른 손실"))},
		}, {
			// The accuracy before the first epoch, 0.1, is far below the panel.
			X:      plot.Axis{From: 0, To: 10000, Step: 2000},
			Y:      plot.Axis{From: 0.86, To: 1, Step: 0.02},
			Curves: []plot.Curve{{Class: plot.Forward, Points: c.train}, {Class: plot.Backward, Points: c.test}},
			Labels: []plot.Label{
				label(plot.Forward, "end", 9800, 0.978, 0, -24, onTrain),
				label(plot.Backward, "end", 9800, 0.967, 0, 30, onTest),
			},
		}}}.SVG()
}

// columns draws what docs/measure columns printed: columns of W1 as pictures,
// before the training in the upper row and after it in the lower.
func columns(text string) ([]byte, error) {
	const side, scale, gap, each = 28, 6, 12, 4
	var columns []string
	for _, line := range strings.Split(text, "\n") {
		if _, pixels, _ := strings.Cut(line, ": "); len(pixels) == side*side {
			columns = append(columns, pixels)
		}
	}
	if len(columns) != 2*each {
		return nil, fmt.Errorf("docs/recorded.txt has %d columns of W1, want %d: run go run ./cmd/docs -record columns", len(columns), 2*each)
	}
	img := image.NewRGBA(image.Rect(0, 0, gap+each*(side*scale+gap), gap+2*(side*scale+gap)))
	// This grey stands out from light and from dark pages.
	draw.Draw(img, img.Bounds(), image.NewUniform(color.Gray{128}), image.Point{}, draw.Src)
	for n, pixels := range columns {
		left, top := gap+n%each*(side*scale+gap), gap+n/each*(side*scale+gap)
		for i, r := range pixels {
			x, y := left+i%side*scale, top+i/side*scale
			draw.Draw(img, image.Rect(x, y, x+scale, y+scale), image.NewUniform(shade(r)), image.Point{}, draw.Src)
		}
	}
	return encode(img), nil
}

// shade returns orange for the weights a to i, which are negative, white for j and
// blue for k to s.
func shade(r rune) color.RGBA {
	far, at := color.RGBA{5, 80, 174, 255}, int(r-'j')
	if at < 0 {
		far, at = color.RGBA{188, 76, 0, 255}, -at
	}
	mix := func(c uint8) uint8 { return uint8((255*(9-at) + int(c)*at) / 9) }
	return color.RGBA{mix(far.R), mix(far.G), mix(far.B), 255}
}
