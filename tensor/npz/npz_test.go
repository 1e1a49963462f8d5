package npz

import (
	"bytes"
	"flag"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"backprop/tensor"
)

// common is what testdata/npz.py calls COMMON, stated again.
func common() map[string]*tensor.Tensor {
	var bits []float64
	for _, b := range []uint64{0x7FF8000000000000, 0xFFF8000000000123, 0x7FF0000000000001,
		0x7FF0000000000000, 0xFFF0000000000000, 0, 0x8000000000000000, 1,
		0x7FEFFFFFFFFFFFFF, 0x3FB999999999999A} {
		bits = append(bits, math.Float64frombits(b))
	}
	return map[string]*tensor.Tensor{
		"W1":     tensor.New([]float64{-1, -.75, -.5, -.25, 0, .25}, 2, 3),
		"b1":     tensor.Vector(0, 1, 2),
		"bits":   tensor.New(bits, len(bits)),
		"empty":  tensor.Zeros(0, 3),
		"scalar": tensor.Scalar(2.5),
		"가중치":    tensor.Vector(1),
	}
}

// written is what testdata/go.npz holds: a view is written as it reads.
func written() map[string]*tensor.Tensor {
	arrays := common()
	arrays["transposed"] = arrays["W1"].T()
	return arrays
}

// same reports whether x and y have one shape and the same bits.
func same(x, y *tensor.Tensor) bool {
	return slices.Equal(x.Shape(), y.Shape()) &&
		slices.EqualFunc(x.Data(), y.Data(), func(a, b float64) bool {
			return math.Float64bits(a) == math.Float64bits(b)
		})
}

func compare(t *testing.T, got, want map[string]*tensor.Tensor) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%d arrays, want %d", len(got), len(want))
	}
	for name, w := range want {
		if g := got[name]; g == nil {
			t.Errorf("no %s", name)
		} else if !same(g, w) {
			t.Errorf("%s = %v %v, want %v %v", name, g.Shape(), g, w.Shape(), w)
		}
	}
}

// NumPy's np.savez wrote the file (testdata/npz.py).
func TestReadStored(t *testing.T) {
	got, err := ReadFile("testdata/stored.npz")
	if err != nil {
		t.Fatal(err)
	}
	compare(t, got, common())
}

// Every dtype, order and format, deflated, by NumPy (testdata/npz.py).
func TestReadDeflated(t *testing.T) {
	got, err := ReadFile("testdata/deflated.npz")
	if err != nil {
		t.Fatal(err)
	}
	values := map[byte][]float64{
		'f': {-1, -.75, -.5, -.25, 0, .25},
		'i': {-2, -1, 0, 1, 2, 3},
		'u': {0, 40, 80, 120, 160, 200},
		'b': {0, 1, 0, 1, 0, 1},
	}
	want := make(map[string]*tensor.Tensor)
	add := func(dtypes string, versions ...int) {
		for _, d := range strings.Fields(dtypes) {
			for _, version := range versions {
				for _, order := range []string{"C", "F"} {
					want[fmt.Sprintf("%s_%s_%d", d, order, version)] =
						tensor.New(values[d[0]], 1, 2, 3)
				}
			}
		}
	}
	add("f8le f8be f4le f4be i1le i2le i2be i4le i4be i8le i8be", 1)
	add("u1le u2le u2be u4le u4be u8le u8be b1le", 1)
	add("f8le f4be i1le", 2, 3)
	compare(t, got, want)
}

// An array within the archive is what np.save writes.
func TestArraysAreWrittenAsNumPyDoes(t *testing.T) {
	want, err := os.ReadFile("testdata/array.npy")
	if err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	if err := writeArray(&got, common()["W1"]); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("writeArray wrote\n%q, want\n%q", got.Bytes(), want)
	}
}

var update = flag.Bool("update", false, "write testdata/go.npz")

// testdata/go.npz is what Write writes; .ci/run has NumPy read it with
// testdata/npz.py check.
func TestWriteGolden(t *testing.T) {
	var got bytes.Buffer
	err := Write(&got, written())
	if err == nil && *update {
		err = os.WriteFile("testdata/go.npz", got.Bytes(), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	if want, _ := os.ReadFile("testdata/go.npz"); !bytes.Equal(got.Bytes(), want) {
		t.Errorf("Write wrote %d bytes that differ from the %d of testdata/go.npz",
			got.Len(), len(want))
	}
}

func TestRoundTrip(t *testing.T) {
	const n = 1 << 13 // the numbers that are read or written at a time
	big := tensor.Zeros(3, n)
	for i := range 3 {
		for j := range n {
			big.Set(float64(i*n+j), i, j)
		}
	}
	arrays := written()
	arrays[""] = tensor.Zeros(2, 0, 3)
	arrays["a name/with.npy"] = big.T()
	arrays["slice"] = big.Slice(1, 3)
	arrays["rank 3"] = big.Reshape(4, 6, n/8).T()
	for name, x := range arrays {
		t.Run(name, func(t *testing.T) { roundTrip(t, name, x) })
	}
}

// roundTrip writes an array and reads it.
func roundTrip(t *testing.T, name string, x *tensor.Tensor) {
	t.Helper()
	var file bytes.Buffer
	if err := Write(&file, map[string]*tensor.Tensor{name: x}); err != nil {
		t.Fatal(err)
	}
	f, err := NewFile(file.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if got, err := f.Read(name); err != nil || !same(got, x) {
		t.Errorf("Read(%q) = %v, %v, want %v", name, got, err, x)
	}
	if header := makeHeader(x.Shape()); len(header)%64 != 0 {
		t.Errorf("%s: the data begin at byte %d, want a multiple of 64", name, len(header))
	}
}

func TestWritePanics(t *testing.T) {
	tests := []struct {
		name      string
		arrays    map[string]*tensor.Tensor
		wantPanic string
	}{
		{"nil array", map[string]*tensor.Tensor{"W1": nil}, "npz: Write: W1 is nil"},
		{"name with a zero byte", map[string]*tensor.Tensor{"a\x00": tensor.Scalar(1)},
			`npz: Write: the name "a\x00", want UTF-8 without a zero byte`},
		{"name that is not UTF-8", map[string]*tensor.Tensor{"\xff": tensor.Scalar(1)},
			`npz: Write: the name "\xff", want UTF-8 without a zero byte`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			defer func() {
				if got := recover(); got != tt.wantPanic {
					t.Errorf("panic %v, want %v", got, tt.wantPanic)
				}
			}()
			Write(new(bytes.Buffer), tt.arrays)
		})
	}
}
