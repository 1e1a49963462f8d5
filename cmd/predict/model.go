package main

import (
	"cmp"
	_ "embed"
	"fmt"
	"math"
	"slices"

	"backprop/chapter5"
	"backprop/layers"
	"backprop/layers/layertest/bilingual"
	"backprop/mnist"
	"backprop/tensor"
	"backprop/tensor/npz"
	"backprop/tensor/random"
)

const side = 28 // of an image of MNIST

// embedded is the network that comes with the program. The test in make_test.go
// makes it, with -update.
//
//go:embed model.npz
var embedded []byte

// loadModel returns the network in a file that cmd/train -save has written, or
// the embedded network if path is empty. It checks all shapes before it reads
// the first array.
func loadModel(path string) (*chapter5.TwoLayerNet, error) {
	var file *npz.File
	var err error
	if path == "" {
		path = "the embedded model"
		file, err = npz.NewFile(embedded)
	} else {
		file, err = npz.Open(path)
	}
	if err != nil {
		return nil, err
	}
	hidden := 0
	if shape, err := file.Shape("W1"); err == nil && len(shape) == 2 {
		hidden = shape[1]
	}
	wants := []struct {
		name  string
		shape tensor.Shape
	}{{"W1", tensor.Shape{side * side, hidden}}, {"b1", tensor.Shape{hidden}},
		{"W2", tensor.Shape{hidden, mnist.Classes}}, {"b2", tensor.Shape{mnist.Classes}}}
	for _, want := range wants {
		if !file.Has(want.name) {
			return nil, bilingual.Errorf("%s: no array %s, want W1, b1, W2 and b2",
				"%s: 배열 %s이(가) 없다. W1, b1, W2, b2가 있어야 한다", path, want.name)
		}
		shape, err := file.Shape(want.name)
		if err != nil {
			return nil, err
		}
		if !slices.Equal(shape, want.shape) || hidden == 0 {
			text := want.shape.String()
			if want.name == "W1" {
				text = fmt.Sprintf("(%d, H)", side*side)
			}
			return nil, bilingual.Errorf("%s: %s has shape %s, want %s",
				"%s: %s의 형상이 %s다. %s여야 한다", path, want.name, shape, text)
		}
	}
	params := make(map[string]*tensor.Tensor)
	for _, want := range wants {
		param, err := file.Read(want.name)
		if err != nil {
			return nil, err
		}
		for i, v := range param.Data() {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return nil, bilingual.Errorf("%s: %s has %v at %d, want finite numbers",
					"%s: %s[%[4]d]의 값이 %[3]v다. 유한한 수여야 한다", path, want.name, v, i)
			}
		}
		params[want.name] = param
	}
	network := chapter5.NewTwoLayerNet(side*side, hidden, mnist.Classes, 0, random.New(0))
	for name, param := range network.Params {
		param.SetAll(params[name])
	}
	return network, nil
}

// An answer holds what a network answers for an image.
type answer struct {
	image         []float64 // what the network saw
	probabilities []float64
	digit, second int       // the likeliest, and the next
	evidence      []float64 // of each pixel for digit, below 0 against it
}

// ask returns the network's answer for an image (1, 784).
//
// The evidence of a pixel is its value times the derivative of the digit's
// score, which Backward returns if it begins with a 1 at that score. It is how
// much the score would fall without the pixel if the network were linear.
func ask(network *chapter5.TwoLayerNet, x *tensor.Tensor) answer {
	scores := network.Predict(x)
	a := answer{image: x.Data(), probabilities: layers.Softmax(scores).Data()}
	order := []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}
	slices.SortStableFunc(order, func(i, j int) int {
		return cmp.Compare(scores.At(0, j), scores.At(0, i))
	})
	a.digit, a.second = order[0], order[1]

	dout := tensor.Zeros(1, mnist.Classes)
	dout.Set(1, 0, a.digit)
	for _, layer := range slices.Backward(network.Layers) {
		dout = layer.Backward(dout)
	}
	a.evidence = dout.Mul(x).Data()
	return a
}
