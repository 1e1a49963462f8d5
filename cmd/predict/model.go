package main

import (
	"bytes"
	"cmp"
	_ "embed"
	"fmt"
	"math"
	"slices"

	"backprop/chapter5"
	"backprop/layers"
	"backprop/mnist"
	"backprop/tensor"
	"backprop/tensor/npz"
	"backprop/tensor/random"
)

// embedded is the network that comes with the program, made by -make.
//
//go:embed model.npz
var embedded []byte

// loadModel returns the network of a file that cmd/train -save has written, or
// the embedded one if path is empty. All shapes are checked before the first
// array is read.
func loadModel(path string) (*chapter5.TwoLayerNet, error) {
	var file *npz.File
	var err error
	if path == "" {
		path = "the embedded model"
		file, err = npz.NewFile(bytes.NewReader(embedded), int64(len(embedded)))
	} else {
		file, err = npz.Open(path)
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	const inputs = side * side
	hidden := -1
	if shape, err := file.Shape("W1"); err == nil && len(shape) == 2 {
		hidden = shape[1]
	}
	for _, want := range []struct {
		name  string
		shape tensor.Shape
		text  string
	}{
		{"W1", tensor.Shape{inputs, hidden}, fmt.Sprintf("(%d, H)", inputs)},
		{"b1", tensor.Shape{hidden}, ""},
		{"W2", tensor.Shape{hidden, mnist.Classes}, ""},
		{"b2", tensor.Shape{mnist.Classes}, ""},
	} {
		if !file.Has(want.name) {
			return nil, fmt.Errorf("%s: no array %s, want W1, b1, W2 and b2", path, want.name)
		}
		shape, err := file.Shape(want.name)
		if err != nil {
			return nil, err
		}
		if want.text == "" {
			want.text = want.shape.String()
		}
		if !slices.Equal(shape, want.shape) || hidden == 0 {
			return nil, fmt.Errorf("%s: %s has shape %s, want %s", path, want.name, shape, want.text)
		}
	}
	params := make(map[string]*tensor.Tensor)
	for _, name := range []string{"W1", "b1", "W2", "b2"} {
		if params[name], err = file.Read(name); err != nil {
			return nil, err
		}
		for i, v := range params[name].Data() {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return nil, fmt.Errorf("%s: %s has %v at %d, want finite numbers", path, name, v, i)
			}
		}
	}
	network := chapter5.NewTwoLayerNet(inputs, hidden, mnist.Classes, 0, random.New(0))
	for name, param := range network.Params {
		param.SetAll(params[name])
	}
	return network, nil
}

// An answer is what a network says of an image.
type answer struct {
	image         []float64 // that it saw
	probabilities []float64
	digit, second int       // the likeliest, and the next
	evidence      []float64 // of each pixel for digit, below 0 against it
}

// ask returns the network's answer for an image (1, 784).
//
// A pixel's evidence is its value times the derivative of the digit's score,
// which Backward has when it begins with a 1 at that score: how much of the
// score would be gone without the pixel, if the network were linear.
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
