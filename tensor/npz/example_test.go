package npz_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"backprop/tensor"
	"backprop/tensor/npz"
)

// A model saved and loaded: np.load("model.npz")["W1"] reads the same file.
func Example() {
	dir, err := os.MkdirTemp("", "npz")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "model.npz")

	err = npz.WriteFile(path, map[string]*tensor.Tensor{
		"W1": tensor.Matrix([][]float64{{1, 2}, {3, 4}}),
		"b1": tensor.Vector(0.5, -0.5),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	params, err := npz.ReadFile(path)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(params["W1"])
	fmt.Println(params["b1"])
	// Output:
	// [[1. 2.]
	//  [3. 4.]]
	// [ 0.5 -0.5]
}

func ExampleRead() {
	var file bytes.Buffer
	if err := npz.Write(&file, map[string]*tensor.Tensor{"x": tensor.Vector(1, 2, 3)}); err != nil {
		fmt.Println(err)
		return
	}
	arrays, err := npz.Read(bytes.NewReader(file.Bytes()), int64(file.Len()))
	fmt.Println(arrays["x"], err)
	// Output: [1. 2. 3.] <nil>
}

// An error says what was found and what was wanted.
func ExampleReadNPY() {
	var file bytes.Buffer
	if err := npz.WriteNPY(&file, tensor.Zeros(784, 50)); err != nil {
		fmt.Println(err)
		return
	}
	file.Truncate(128 + 100)
	_, err := npz.ReadNPY(&file)
	fmt.Println(err)
	// Output: npz: cut short: 100 bytes of data, want 313600 (784×50 of <f8)
}
