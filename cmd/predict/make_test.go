package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"testing"

	"backprop/chapter5"
	"backprop/mnist"
	"backprop/tensor"
	"backprop/tensor/random"
)

var update = flag.Bool("update", false, "train the network that comes with the program again, some minutes, and write model.npz")

// The embedded network is what makeModel makes. The training takes minutes: the
// test does the first mini-batches, and the sum of the file stands for the rest.
func TestMakeIsTheSameEverywhere(t *testing.T) {
	var model bytes.Buffer
	if *update {
		if err := makeModel(&model, fullIters); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile("model.npz", model.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		t.Fatal("model.npz is written: try again without -update")
	}
	if got := fmt.Sprintf("%x", sha256.Sum256(embedded)); got != "aa8c1b157e70ae5331a4972cf771bcaf17ab086b3bb95f92e407549acd4e4238" {
		t.Errorf("model.npz has the sum %s: if -update has made it anew, put that in the test", got)
	}
	if err := makeModel(&model, 20); err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprintf("%x", sha256.Sum256(model.Bytes())); got != "cfa574fde7d4a2d2f89630f9cb3853376a3e924987ae5f67d299f810bb7ba591" {
		t.Errorf("20 mini-batches end in the sum %s", got)
	}
}

const (
	hiddenSize = 100
	batchSize  = 100
	fullIters  = 60000
)

// makeModel trains the embedded network and writes it to w. The loop is that
// of section 7.4, but the images of each mini-batch are turned, stretched and
// shifted a little, and the learning rate falls from 0.3 to 0 in a straight
// line. The same iters give the same bytes on every machine.
func makeModel(w io.Writer, iters int) error {
	train, _, err := mnist.Load(mnist.Options{OneHot: true})
	if err != nil {
		return err
	}
	rng := random.New(42)
	network := chapter5.NewTwoLayerNet(side*side, hiddenSize, mnist.Classes, 0.01, rng)
	for i := range iters {
		batchMask := rng.Choice(train.X.Shape()[0], batchSize)
		xBatch := distorted(train.X.Rows(batchMask), rng)
		grad := network.Gradient(xBatch, train.T.Rows(batchMask))
		rate := 0.3 * float64(iters-i) / float64(iters)
		for _, key := range []string{"W1", "b1", "W2", "b2"} {
			network.Params[key].SubInPlace(grad[key].MulScalar(rate))
		}
	}
	return writeModel(w, network.Params)
}

// distorted returns the images of x (N, 784), each seen through a random linear map
// near the identity. It has no sines: those are not the same bits everywhere.
func distorted(x *tensor.Tensor, rng *random.Generator) *tensor.Tensor {
	n := x.Shape()[0]
	from, to := x.Data(), make([]float64, n*side*side)
	draws := rng.Rand(n, 6).Data()
	for k := range n {
		var m [6]float64
		for i, most := range []float64{0.2, 0.25, 1.5, 0.25, 0.2, 1.5} {
			m[i] = most * (2*draws[6*k+i] - 1)
		}
		m[0]++
		m[4]++
		image := from[k*side*side : (k+1)*side*side]
		for i := range side * side {
			const middle = (side - 1) / 2.0
			u, v := float64(i%side)-middle, float64(i/side)-middle
			to[k*side*side+i] = between(image,
				middle+m[2]+float64(m[0]*u)+float64(m[1]*v),
				middle+m[5]+float64(m[3]*u)+float64(m[4]*v))
		}
	}
	return tensor.New(to, n, side*side)
}

// between returns the value of an image at (x, y) by bilinear interpolation.
// Outside of the image it is 0.
func between(image []float64, x, y float64) float64 {
	x0, y0 := math.Floor(x), math.Floor(y)
	at := func(dx, dy float64) float64 {
		i, j := int(x0+dx), int(y0+dy)
		if i < 0 || j < 0 || i >= side || j >= side {
			return 0
		}
		return float64(image[j*side+i] * (1 - math.Abs(x0+dx-x)) * (1 - math.Abs(y0+dy-y)))
	}
	return at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1)
}

// writeModel writes an .npz file of float32, half as large as npz.Write's.
func writeModel(w io.Writer, params map[string]*tensor.Tensor) error {
	archive := zip.NewWriter(w)
	for _, name := range []string{"W1", "b1", "W2", "b2"} {
		member, err := archive.CreateHeader(&zip.FileHeader{Name: name + ".npy"})
		if err != nil {
			return err
		}
		shape := params[name].Shape().String()
		if params[name].NDim() == 1 {
			shape = shape[:len(shape)-1] + ",)" // Python's
		}
		header := fmt.Sprintf("{'descr': '<f4', 'fortran_order': False, 'shape': %s, }", shape)
		header = fmt.Sprintf("%-117s\n", header) // with what precedes it, 128 bytes
		values := make([]float32, params[name].Size())
		for i, v := range params[name].Data() {
			values[i] = float32(v)
		}
		for _, part := range []any{[]byte("\x93NUMPY\x01\x00"), uint16(len(header)), []byte(header), values} {
			if err := binary.Write(member, binary.LittleEndian, part); err != nil {
				return err
			}
		}
	}
	return archive.Close()
}
