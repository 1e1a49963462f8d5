// Package mnist is the book's load_mnist: 70,000 handwritten digits, carried
// inside the program, or another data set in the same files.
//
//	train, test, err := mnist.Load(mnist.Options{OneHot: true})
//	xTrain, tTrain := train.X, train.T
//	xBatch := xTrain.Rows(batchMask) // x_train[batch_mask]
//
// Images are kept as bytes, without their zeros: as float64 they would take
// 439 MB. A batch is made when it is asked for.
package mnist

import "backprop/tensor"

// Classes is the number of digits: labels are 0 to Classes-1.
const Classes = 10

// Options says what Load returns. The zero value is load_mnist's default:
// MNIST with pixels from 0 to 1, flat images and labels as indices.
type Options struct {
	// Dir is a folder with four IDX files, .gz or plain, named as MNIST's:
	// train-images-idx3-ubyte, train-labels-idx1-ubyte and the same with
	// t10k. If it is empty, Load returns the MNIST inside the program.
	Dir string

	Raw    bool // pixels from 0 to 255: normalize=False
	Image  bool // images (N, 1, 28, 28), not (N, 784): flatten=False
	OneHot bool // labels (N, 10), not (N): one_hot_label=True
}

// A Set is one half of the data: images X and their labels T, in one order.
type Set struct{ X, T *Array }

// Load returns the images and labels to train on and those to test with:
//
//	(x_train, t_train), (x_test, t_test) = load_mnist(…)
//
// An error names the file, what it holds and what it should.
func Load(o Options) (train, test Set, err error) {
	if o.Dir == "" {
		a, b := readEmbedded()
		return o.set(a), o.set(b), nil
	}
	a, b, err := readDir(o.Dir)
	if err != nil {
		return Set{}, Set{}, err
	}
	return o.set(a), o.set(b), nil
}

// A part is what two files hold: len(labels) images of rows×cols pixels.
type part struct {
	rows, cols int
	images     *tensor.Packed
	labels     []byte
}

// set returns p as o asks for it. Both arrays use p's bytes, not copies.
func (o Options) set(p part) Set {
	n := len(p.labels)
	x := &Array{shape: []int{n, p.rows * p.cols}, images: p.images, table: normalised}
	if o.Image {
		x.shape = []int{n, 1, p.rows, p.cols}
	}
	if o.Raw {
		x.table = asIs
	}
	t := &Array{shape: []int{n}, labels: p.labels, table: asIs, width: 1}
	if o.OneHot {
		t.shape, t.table, t.width = []int{n, Classes}, oneHot, Classes
	}
	return Set{x, t}
}

// What a byte stands for: the tables of an Array.
var (
	normalised = make([]float64, 256)
	asIs       = make([]float64, 256)
	oneHot     = make([]float64, Classes*Classes)
)

func init() {
	for v := range 256 {
		// The book divides in float32: x.astype(np.float32) / 255.0.
		normalised[v] = float64(float32(v) / 255)
		asIs[v] = float64(v)
	}
	for t := range Classes {
		oneHot[t*Classes+t] = 1
	}
}
