package main

import (
	_ "embed"
	"math"

	"backprop/chapter5"
	"backprop/cmd/internal/cli"
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
// the embedded network if path is empty.
func loadModel(path string) (*chapter5.TwoLayerNet, error) {
	file, err := npz.NewFile(embedded)
	if path != "" {
		file, err = npz.Open(path)
	}
	if err != nil {
		return nil, err
	}
	shape, err := file.Shape("W1")
	if err != nil {
		return nil, err
	}
	if len(shape) != 2 || shape[0] != side*side || shape[1] == 0 {
		return nil, bilingual.Errorf("%s: W1 has shape %s, want (%d, H)",
			"%s: W1의 형상이 %s이다. (%d, H)여야 한다", path, shape, side*side)
	}
	hidden := shape[1]
	shapes := map[string]tensor.Shape{
		"W1": {side * side, hidden}, "b1": {hidden}, "W2": {hidden, mnist.Classes}, "b2": {mnist.Classes},
	}
	params := make(map[string]*tensor.Tensor)
	for _, key := range chapter5.ParamNames {
		if params[key], err = file.ReadShape(key, shapes[key]...); err != nil {
			return nil, err
		}
		if err := cli.CheckFinite(path, key, params[key].Data()); err != nil {
			return nil, err
		}
	}
	network := chapter5.NewTwoLayerNet(side*side, hidden, mnist.Classes, 0, random.New(0))
	for key, param := range network.Params {
		param.SetAll(params[key])
	}
	if canOverflow(network.Params) {
		return nil, bilingual.Errorf("%s: the weights are so large that scores overflow, want smaller weights",
			"%s: 가중치가 너무 커서 점수에서 오버플로가 일어난다. 가중치가 더 작아야 한다", path)
	}
	return network, nil
}

// canOverflow reports whether a score may be infinite or NaN for some image, whose
// pixels are from 0 to 1. No score is larger than the one that a white image would
// have if all parameters were positive.
func canOverflow(params map[string]*tensor.Tensor) bool {
	hidden := params["W1"].Abs().Sum(0).Add(params["b1"].Abs())
	scores := hidden.Dot(params["W2"].Abs()).Add(params["b2"].Abs())
	return !(scores.Max().Item() <= math.MaxFloat64) // NaN is not
}
