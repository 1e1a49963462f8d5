package npz_test

import (
	"bytes"
	"fmt"

	"backprop/tensor"
	"backprop/tensor/npz"
)

// A model is written and read: np.load("model.npz")["W1"] reads the same file.
func Example() {
	var model bytes.Buffer
	err := npz.Write(&model, map[string]*tensor.Tensor{
		"W1": tensor.Matrix([][]float64{{1, 2}, {3, 4}}),
		"b1": tensor.Vector(0.5, -0.5),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	f, err := npz.NewFile(model.Bytes())
	if err != nil {
		fmt.Println(err)
		return
	}
	W1, err := f.Read("W1")
	fmt.Println(W1, err)

	// An error says what was found and what was wanted.
	_, err = f.ReadShape("b1", 3)
	fmt.Println(err)
	// Output:
	// [[1. 2.]
	//  [3. 4.]] <nil>
	// npz: b1: has shape (2), want (3)
}
