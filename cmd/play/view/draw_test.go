package view

import (
	"os"
	"slices"
	"strings"
	"testing"

	"backprop/chapter5"
	"backprop/mnist"
	"backprop/tensor/npz"
	"backprop/tensor/random"
)

func TestNetworkFiles(t *testing.T) {
	network, err := ReadNetwork(make([]byte, 8*(3*(pixels+1+mnist.Classes)+mnist.Classes)))
	if err != nil {
		t.Fatal(err)
	}
	network.Params["W2"].SetAll(random.New(1).Randn(3, mnist.Classes))
	again, err := ReadNetwork(WriteNetwork(network))
	if err != nil || !slices.Equal(again.Params["W2"].Data(), network.Params["W2"].Data()) {
		t.Errorf("W2 does not come back: %v", err)
	}
	for _, size := range []int{0, 1, 8 * mnist.Classes, 12345} {
		if _, err := ReadNetwork(make([]byte, size)); err == nil {
			t.Errorf("%d bytes are a network", size)
		}
	}
}

// A drawing keeps its digit when a file has none, and loses the pixels that raise
// the digit's score one by one.
func TestDrawing(t *testing.T) {
	params, err := npz.ReadFile("../../predict/model.npz")
	if err != nil {
		t.Fatal(err)
	}
	network := &chapter5.TwoLayerNet{Params: params}
	if network, err = ReadNetwork(WriteNetwork(network)); err != nil {
		t.Fatal(err)
	}
	var d Drawing
	if _, err := d.Look(network, 0, false); err == nil || err.Error() != "Draw a digit first." {
		t.Errorf("without a digit Look returns the error %v", err)
	}
	seven, err := os.ReadFile("../../../docs/figures/seven.png")
	if err != nil {
		t.Fatal(err)
	}
	if err := d.SetImage(seven); err != nil {
		t.Fatal(err)
	}
	if err := d.SetInk(make([]byte, 4*28*28), 28); err == nil {
		t.Error("empty paper is a digit")
	}
	whole, err := d.Look(network, 0, false)
	if err != nil || whole.Digit != 7 || whole.Erased != 0 || whole.Raising == 0 {
		t.Fatalf("the digit is %d with %d pixels erased of %d, %v, want 7, whole", whole.Digit, whole.Erased, whole.Raising, err)
	}
	erased, err := d.Look(network, 1e9, false)
	if err != nil || erased.Erased != whole.Raising || !strings.Contains(erased.Text, "Without the ") {
		t.Errorf("%d pixels are erased, %v, want %d; the text is %q", erased.Erased, err, whole.Raising, erased.Text)
	}
	for i, v := range erased.Evidence {
		if v > 128 && erased.Pixels[i] != 0 {
			t.Errorf("pixel %d raises the score and is not erased", i)
		}
	}
	if again, _ := d.Look(network, 0, false); !slices.Equal(again.Pixels, whole.Pixels) {
		t.Error("pixels that were erased do not come back")
	}
}
