package main

import (
	"fmt"
	"math"
	"slices"

	"backprop/chapter5/plot"
)

// figure returns the drawing of a training: its loss, and below it its accuracy.
func figure(c *checkpoint) plot.Figure {
	x := plot.UpTo(float64(c.iteration))
	x.Name, x.To = "i", float64(c.iteration)
	last := len(c.trainAcc) - 1
	return plot.Figure{
		Title: fmt.Sprintf("Loss and accuracy in %d iterations", c.iteration),
		Desc: fmt.Sprintf("Above, the loss of each mini-batch, from %.4g to %.4g. "+
			"Below, the accuracy after each epoch, at last %.4f on the training set and %.4f on the test set.",
			c.loss[0], c.loss[c.iteration-1], c.trainAcc[last], c.testAcc[last]),
		Panels: []plot.Panel{lossPanel(c, x), accuracyPanel(c, x)},
	}
}

// lossPanel draws the mean loss in each of fifty intervals of the training. As a thin
// curve it draws the lowest and the highest loss at each pixel of the axis.
func lossPanel(c *checkpoint, x plot.Axis) plot.Panel {
	var means, extremes []plot.Point
	largest := 0.0
	length := (len(c.loss) + 49) / 50 // rounded up
	for interval := range slices.Chunk(c.loss, length) {
		n, mean := float64(len(interval)), 0.0
		for _, loss := range interval {
			mean += loss / n
			if loss < math.Inf(1) {
				largest = max(largest, loss)
			}
		}
		middle := float64(len(means)*length) + (n-1)/2
		means = append(means, plot.Point{X: middle, Y: mean})
	}
	perPixel := (len(c.loss) + 499) / 500
	for interval := range slices.Chunk(c.loss, perPixel) {
		first := float64(len(extremes) / 2 * perPixel) // iteration
		extremes = append(extremes, plot.Point{X: first, Y: slices.Min(interval)}, plot.Point{X: first, Y: slices.Max(interval)})
	}
	y := plot.UpTo(largest)
	return plot.Panel{X: x, Y: y,
		Curves: []plot.Curve{
			{Class: plot.Forward, Points: extremes, Thin: true},
			{Class: plot.Forward, Points: means},
		},
		Labels: []plot.Label{
			heading(y, "loss at iteration i"),
			legend(plot.Forward, plot.Point{X: x.To, Y: y.To}, 20, "mean of %d: %.4f", length, means[len(means)-1].Y),
		},
	}
}

// accuracyPanel draws the accuracy on both sets after every epoch.
func accuracyPanel(c *checkpoint, x plot.Axis) plot.Panel {
	var train, test []plot.Point
	for k, i := range c.epochs() {
		train = append(train, plot.Point{X: float64(i), Y: c.trainAcc[k]})
		test = append(test, plot.Point{X: float64(i), Y: c.testAcc[k]})
	}
	y, corner := plot.UpTo(1), plot.Point{X: x.To}
	lastTrain, lastTest := train[len(train)-1], test[len(test)-1]
	return plot.Panel{X: x, Y: y,
		Curves: []plot.Curve{{Class: plot.Forward, Points: train}, {Class: plot.Backward, Points: test}},
		Dots:   []plot.Dot{{Class: plot.Forward, At: lastTrain}, {Class: plot.Backward, At: lastTest}},
		Labels: []plot.Label{
			heading(y, "accuracy at iteration i"),
			legend(plot.Forward, corner, -36, "training set %.4f", lastTrain.Y),
			legend(plot.Backward, corner, -14, "test set %.4f", lastTest.Y),
		},
	}
}

func heading(y plot.Axis, text string) plot.Label {
	return plot.Label{Class: plot.Plain, Anchor: "start", At: plot.Point{Y: y.To}, DY: -10, Text: text}
}

// legend returns a label down pixels below a corner at the right end.
func legend(class plot.Class, corner plot.Point, down float64, text string, values ...any) plot.Label {
	return plot.Label{Class: class, Anchor: "end", At: corner, DY: down, Text: fmt.Sprintf(text, values...)}
}
