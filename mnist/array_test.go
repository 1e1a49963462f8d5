package mnist

import (
	"fmt"
	"slices"
	"testing"

	"backprop/tensor"
)

// Callers take an Array or a Tensor through what both have.
var _ = []interface {
	Shape() tensor.Shape
	Rows(mask []int) *tensor.Tensor
	Slice(from, to int) *tensor.Tensor
}{(*Array)(nil), (*tensor.Tensor)(nil)}

// small is three images of 1×2 pixels with the labels 1, 0 and 9.
var small = rawSet{1, 2, []byte{0, 51, 102, 153, 204, 255}, []byte{1, 0, 9}}

func TestEveryPixelValue(t *testing.T) {
	all := rawSet{rows: 1, cols: 1}
	for v := range 256 {
		all.images = append(all.images, byte(v))
		all.labels = append(all.labels, 0)
	}
	normalised := Options{}.set(all).X.Slice(0, 256).Data()
	raw := Options{Raw: true}.set(all).X.Slice(0, 256).Data()
	for v := range 256 {
		if want := float64(float32(v) / 255); normalised[v] != want {
			t.Errorf("pixel %d = %v, want %v", v, normalised[v], want)
		}
		if raw[v] != float64(v) {
			t.Errorf("raw pixel %d = %v", v, raw[v])
		}
	}
	// NumPy: float(np.float32(1) / np.float32(255)) is this, and 1/255 is not.
	if want := 0.003921568859368563; normalised[1] != want {
		t.Errorf("pixel 1 = %v, want %v", normalised[1], want)
	}
}

func TestRowsAndSlice(t *testing.T) {
	set := Options{Raw: true, OneHot: true}.set(small)
	indices := Options{}.set(small).T
	tests := []struct {
		name  string
		got   *tensor.Tensor
		shape []int
		want  []float64
	}{
		{"rows in the mask's order", set.X.Rows([]int{2, 0}), []int{2, 2}, []float64{204, 255, 0, 51}},
		{"rows repeat", set.X.Rows([]int{1, 1, 1}), []int{3, 2}, []float64{102, 153, 102, 153, 102, 153}},
		{"negative rows count from the end", set.X.Rows([]int{-1, -3}), []int{2, 2}, []float64{204, 255, 0, 51}},
		{"no rows", set.X.Rows(nil), []int{0, 2}, nil},
		{"slice", set.X.Slice(1, 3), []int{2, 2}, []float64{102, 153, 204, 255}},
		{"empty slice at the end", set.X.Slice(3, 3), []int{0, 2}, nil},
		{"one-hot rows", set.T.Rows([]int{2, 1}), []int{2, 10}, []float64{0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0}},
		{"one-hot slice", set.T.Slice(0, 1), []int{1, 10}, []float64{0, 1, 0, 0, 0, 0, 0, 0, 0, 0}},
		{"index rows", indices.Rows([]int{2, 0, 2}), []int{3}, []float64{9, 1, 9}},
		{"index slice", indices.Slice(1, 3), []int{2}, []float64{0, 9}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if !slices.Equal(tt.got.Shape(), tt.shape) || !slices.Equal(tt.got.Data(), tt.want) {
				t.Errorf("got %v %v, want %v %v", tt.got.Shape(), tt.got.Data(), tt.shape, tt.want)
			}
		})
	}
}

// Bytes and Table together are what Rows returns, without a tensor.
func TestBytesAndTable(t *testing.T) {
	for _, o := range []Options{{}, {Raw: true}, {OneHot: true}} {
		set := o.set(small)
		for row, want := range [][]byte{{0, 51}, {102, 153}, {204, 255}} {
			if got := set.X.Bytes(row); !slices.Equal(got, want) {
				t.Errorf("%+v: X.Bytes(%d) = %v, want %v", o, row, got, want)
			}
			for j, v := range set.X.Rows([]int{row}).Data() {
				if got := set.X.Table()[want[j]]; got != v {
					t.Errorf("%+v: X.Table()[%d] = %v, want %v", o, want[j], got, v)
				}
			}
		}
		for row, want := range []byte{1, 0, 9} {
			if got := set.T.Bytes(row); !slices.Equal(got, []byte{want}) {
				t.Errorf("%+v: T.Bytes(%d) = %v, want [%d]", o, row, got, want)
			}
		}
	}
}

func TestFormat(t *testing.T) {
	train, _ := load(t, Options{OneHot: true})
	labels, _ := load(t, Options{})
	x := Options{Raw: true}.set(small).X
	tests := []struct{ name, got, want string }{
		// What NumPy prints of load_mnist's x_train and t_train.
		{"images", fmt.Sprint(train.X), "[[0. 0. 0. ... 0. 0. 0.]\n [0. 0. 0. ... 0. 0. 0.]\n [0. 0. 0. ... 0. 0. 0.]\n" +
			" ...\n [0. 0. 0. ... 0. 0. 0.]\n [0. 0. 0. ... 0. 0. 0.]\n [0. 0. 0. ... 0. 0. 0.]]"},
		{"one-hot labels", fmt.Sprintf("%v", train.T), "[[0. 0. 0. ... 0. 0. 0.]\n [1. 0. 0. ... 0. 0. 0.]\n [0. 0. 0. ... 0. 0. 0.]\n" +
			" ...\n [0. 0. 0. ... 0. 0. 0.]\n [0. 0. 0. ... 0. 0. 0.]\n [0. 0. 0. ... 0. 1. 0.]]"},
		{"indices", labels.T.String(), "[5. 0. 4. ... 5. 6. 8.]"},
		{"in a struct", fmt.Sprint(labels.T, Set{x, nil}), "[5. 0. 4. ... 5. 6. 8.] {[[  0.  51.]\n [102. 153.]\n [204. 255.]] <nil>}"},
		{"few rows", fmt.Sprintf("%.1f", x), "[[  0.0  51.0]\n [102.0 153.0]\n [204.0 255.0]]"},
		{"a verb that is not for numbers", fmt.Sprintf("%d", labels.T), "%!d(tensor=[5. 0. 4. ... 5. 6. 8.])"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if tt.got != tt.want {
				t.Errorf("prints\n%s\nwant\n%s", tt.got, tt.want)
			}
		})
	}
}

func TestRowsAreTheCallersOwn(t *testing.T) {
	x := Options{Raw: true}.set(small).X
	x.Rows([]int{0}).Set(7, 0, 0)
	x.Slice(0, 1).Set(7, 0, 0)
	x.Shape()[0] = 7
	if got := x.Rows([]int{0}).At(0, 0); got != 0 || x.Shape()[0] != 3 {
		t.Errorf("x changed through what it returned: %v %v", got, x.Shape())
	}
}

func TestRowsPanics(t *testing.T) {
	train, _ := load(t, Options{})
	tests := []struct {
		wantPanic string
		call      func()
	}{
		{"mnist: Rows: row 60000 is outside the 60000 rows", func() { train.X.Rows([]int{0, 60000}) }},
		{"mnist: Rows: row -60001 is outside the 60000 rows", func() { train.T.Rows([]int{-60001}) }},
		{"mnist: Slice: rows -1 to 3 are outside the 60000 rows", func() { train.X.Slice(-1, 3) }},
		{"mnist: Slice: rows 3 to 2 are outside the 60000 rows", func() { train.X.Slice(3, 2) }},
		{"mnist: Slice: rows 0 to 60001 are outside the 60000 rows", func() { train.T.Slice(0, 60001) }},
	}
	for _, tt := range tests {
		t.Run(tt.wantPanic, func(t *testing.T) {
			defer func() {
				if got := recover(); got != tt.wantPanic {
					t.Errorf("panic %v, want %v", got, tt.wantPanic)
				}
			}()
			tt.call()
		})
	}
}

// BenchmarkRows widens the mini-batch of the notes.
func BenchmarkRows(b *testing.B) {
	train, _ := load(b, Options{OneHot: true})
	mask := make([]int, 100)
	for i := range mask {
		mask[i] = i * 599
	}
	b.ReportAllocs()
	for range b.N {
		train.X.Rows(mask)
		train.T.Rows(mask)
	}
}
