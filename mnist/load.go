// Package mnist loads what the book's load_mnist loads: 70,000 handwritten digits,
// which are inside the program, or another data set in the same kind of files.
//
//	train, test, err := mnist.Load(mnist.Options{OneHot: true})
//	xTrain, tTrain := train.X, train.T
//	xBatch := xTrain.Rows(batchMask) // x_train[batch_mask]
//
// The data are kept as bytes, which take 55 MB; as float64 they would take 439 MB. Rows
// and Slice return tensors of the rows that you ask for.
//
// load.go has Load and the numbers that pixels stand for, from 0 to 1. array.go has
// Rows and Slice, with one-hot labels. files.go finds the four files and
// checks that they agree, and idx.go reads their format, gzipped or plain.
// emnist.go has the names of EMNIST's files and turns its images upright. embedded.go
// holds the data in the program; in the browser fetched.go takes its place.
package mnist

// Classes is the number of digits: labels are 0 to Classes-1.
const Classes = 10

// Options tells Load what to return. The zero value is load_mnist's default:
// MNIST with pixels from 0 to 1, flat images and labels as indices.
type Options struct {
	// Dir is a folder with four IDX files, .gz or plain, named as MNIST's:
	// train-images-idx3-ubyte, train-labels-idx1-ubyte and the same with t10k; or
	// as EMNIST's. If it is empty, Load returns the MNIST inside the program.
	Dir string

	Raw    bool // pixels from 0 to 255: normalize=False
	OneHot bool // labels (N, 10), not (N): one_hot_label=True
}

// A Set holds images X and their labels T in the same order.
type Set struct{ X, T *Array }

// Load returns the images and labels to train on and those to test with:
//
//	(x_train, t_train), (x_test, t_test) = load_mnist(…)
//
// An error names the file, what was found and what was wanted.
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

// set returns the set that o asks for. Both arrays use raw's bytes, not copies.
func (o Options) set(raw rawSet) Set {
	n := len(raw.labels)
	x := &Array{shape: []int{n, raw.rows * raw.cols}, bytes: raw.images, width: raw.rows * raw.cols, table: normalised}
	if o.Raw {
		x.table = asIs
	}
	t := &Array{shape: []int{n}, bytes: raw.labels, width: 1, table: asIs}
	if o.OneHot {
		t.shape, t.oneHot = []int{n, Classes}, true
	}
	return Set{x, t}
}

// normalised and asIs are the tables of an Array.
var normalised, asIs = new([256]float64), new([256]float64)

func init() {
	for v := range 256 {
		// The book divides in float32: x.astype(np.float32) / 255.0.
		normalised[v] = float64(float32(v) / 255)
		asIs[v] = float64(v)
	}
}
