package view

import (
	"encoding/binary"
	"fmt"
	"math"

	"backprop/chapter5"
	"backprop/mnist"
	"backprop/tensor"
	"backprop/tensor/random"
)

const pixels = 28 * 28

// ReadNetwork returns the network whose parameters are in file: W1, b1, W2 and
// b2, each float64 in 8 bytes, the lowest byte first.
func ReadNetwork(file []byte) (*chapter5.TwoLayerNet, error) {
	const others = 8 * mnist.Classes // b2
	const neuron = 8 * (pixels + 1 + mnist.Classes)
	hidden := (len(file) - others) / neuron
	if hidden < 1 || hidden*neuron+others != len(file) {
		return nil, fmt.Errorf("%d bytes are not the parameters of a network", len(file))
	}
	network := chapter5.NewTwoLayerNet(pixels, hidden, mnist.Classes, 0, random.New(0))
	for _, key := range chapter5.ParamNames {
		param := network.Params[key]
		data := make([]float64, param.Size())
		for i := range data {
			data[i] = math.Float64frombits(binary.LittleEndian.Uint64(file))
			file = file[8:]
		}
		param.SetAll(tensor.New(data, param.Shape()...))
	}
	return network, nil
}

// WriteNetwork returns the file of a network for ReadNetwork.
func WriteNetwork(network *chapter5.TwoLayerNet) (file []byte) {
	for _, key := range chapter5.ParamNames {
		for _, v := range network.Params[key].Data() {
			file = binary.LittleEndian.AppendUint64(file, math.Float64bits(v))
		}
	}
	return file
}
