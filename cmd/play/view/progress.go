package view

import (
	"fmt"
	"math"

	"backprop/chapter5"
	"backprop/tensor"
)

// A Progress holds everything that the page shows of a training.
type Progress struct {
	Iteration int
	Epoch     float64 // iterations in one
	Loss      string
	Curve     []float64
	Bin       int       // iterations of a point of the curve
	Train     []float64 // accuracies
	Test      []float64
	Lines     []string // as go run ./cmd/train prints them
	Warnings  []string
	Gradients []Number // the length of each gradient
	Dead      int
	Hidden    int
	Columns   []byte // of W1, 784 bytes each: 128 is 0
}

// maxColumns is how many columns of W1 the page shows.
const maxColumns = 50

// Progress returns the state of the training, in a language.
func (t *Training) Progress(korean bool) Progress {
	p := Progress{
		Iteration: t.iteration,
		Epoch:     max(float64(t.train.X.Shape()[0])/float64(t.settings.Batch), 1),
		Curve:     t.curve.points, Bin: t.curve.bin, Train: t.train17, Test: t.test17,
		Dead: t.dead, Hidden: t.settings.Hidden,
		Columns: columns(t.trainer.Network().Params["W1"]),
	}
	if t.iteration > 0 {
		p.Loss = fmt.Sprintf("%.4f", t.loss)
	}
	for i := range t.train17 {
		p.Lines = append(p.Lines, fmt.Sprint(t.train17[i], " ", t.test17[i]))
	}
	for _, w := range t.warnings {
		p.Warnings = append(p.Warnings, w.In(language(korean)))
	}
	for _, key := range chapter5.ParamNames {
		if t.grads != nil {
			p.Gradients = append(p.Gradients, Number{key, fmt.Sprintf("%.3g", math.Abs(t.scale)*length(t.grads[key]))})
		}
	}
	return p
}

// length returns the square root of the sum of the squares.
func length(x *tensor.Tensor) float64 { return math.Sqrt(x.Mul(x).Sum().Item()) }

// columns returns the columns of W1 as pictures, each scaled to its largest
// weight.
func columns(W1 *tensor.Tensor) []byte {
	D, H := W1.Shape()[0], W1.Shape()[1]
	data, shown := W1.Data(), min(H, maxColumns)
	out := make([]byte, shown*D)
	for j := range shown {
		most := 0.0
		for i := range D {
			most = max(most, math.Abs(data[i*H+j]))
		}
		for i := range D {
			out[j*D+i] = 128
			if v := data[i*H+j] / most; finite(v) {
				out[j*D+i] = byte(128 + math.Round(127*v))
			}
		}
	}
	return out
}
