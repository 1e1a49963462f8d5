package tensor

import (
	"math"
	"math/rand"
	"slices"
	"sync"
	"testing"
)

// tenths is a table for Packed: byte b is b/10.
var tenths = func() (table [256]float64) {
	for b := range table {
		table[b] = float64(b) / 10
	}
	return
}()

// drawPacked returns a Packed of 40 rows of 300, most of it zero, and the same
// as a tensor.
func drawPacked(r *rand.Rand) (*Packed, *Tensor) {
	p, x := NewPacked(0, 300), Zeros(40, 300)
	for i := range 40 {
		row := make([]byte, 300)
		for j := range row {
			if r.Intn(5) == 0 {
				row[j] = byte(r.Intn(256))
				x.Set(tenths[row[j]], i, j)
			}
		}
		p.Append(row)
	}
	return p, x
}

var someRows = []int{3, 3, 39, 0, 17, 2, 8, 9, 5, 5, 21, 22, 30, 1, 0, 4, 11, 12, 13, 14}

// A tensor of packed rows is like any other, whatever is done to it first.
func TestPackedRows(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	p, all := drawPacked(r)
	W, d := draw(r, false, 300, 7), draw(r, false, 20, 7)
	for name, f := range map[string]func(x *Tensor) *Tensor{
		"itself":             func(x *Tensor) *Tensor { return x },
		"Dot":                func(x *Tensor) *Tensor { return x.Dot(W) },
		"Dot of a vector":    func(x *Tensor) *Tensor { return x.Dot(Vector(W.Slice(0, 300).T().Data()[:300]...)) },
		"T.Dot":              func(x *Tensor) *Tensor { return x.T().Dot(d) },
		"Dot on the right":   func(x *Tensor) *Tensor { return d.T().Dot(x) },
		"a slice's Dot":      func(x *Tensor) *Tensor { return x.Slice(2, 9).Dot(W) },
		"reshaped and back":  func(x *Tensor) *Tensor { return x.Reshape(20, 3, 100).Reshape(20, 300).Dot(W) },
		"reshaped otherwise": func(x *Tensor) *Tensor { return x.Reshape(300, 20).Dot(d) },
		"Rows":               func(x *Tensor) *Tensor { return x.Rows([]int{-1, 0}) },
		"Add":                func(x *Tensor) *Tensor { return x.Add(x) },
		"Sum":                func(x *Tensor) *Tensor { return x.Sum(0) },
		"Set, then Dot":      func(x *Tensor) *Tensor { x.Set(9, 1, 1); return x.Dot(W) },
		"T.Set, then Dot":    func(x *Tensor) *Tensor { x.T().Set(9, 1, 1); return x.Dot(W) },
		"Dot, Set, Dot":      func(x *Tensor) *Tensor { x.Dot(W); x.Set(9, 1, 1); return x.Dot(W) },
		"T.Dot, Set": func(x *Tensor) *Tensor { // the product is of what x was
			y := x.T().Dot(d)
			x.Set(9, 1, 1)
			return y
		},
		"T.Dot, d changed": func(x *Tensor) *Tensor {
			d := d.Copy()
			y := x.T().Dot(d)
			d.Set(9, 1, 1)
			return y
		},
	} {
		got, want := f(p.Rows(someRows, &tenths, 20, 300)), f(all.Rows(someRows))
		if !same(got, want) {
			t.Errorf("%s of packed rows: %v, want %v", name, got, want)
		}
	}
}

// A zero is not spared where it meets NaN or infinity: their product is NaN.
// However the infinity came into W, Dot must see it.
func TestPackedZeroTimesInfinity(t *testing.T) {
	p := NewPacked(2, 5)
	p.Append([]byte{0, 0, 10, 0, 0})
	p.Append([]byte{20, 0, 0, 0, 0})
	inf := math.Inf(1)
	add := Zeros(5, 2)
	add.Set(inf, 1, 0)
	elements := []float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}
	for name, put := range map[string]func(W *Tensor){
		"Set":                  func(W *Tensor) { W.Set(inf, 1, 0) },
		"T.Set":                func(W *Tensor) { W.T().Set(inf, 0, 1) },
		"Slice.Set":            func(W *Tensor) { W.Slice(1, 2).Set(inf, 0, 0) },
		"SetMasked":            func(W *Tensor) { W.SetMasked(W.Equal(Scalar(3)), inf) },
		"SetAll":               func(W *Tensor) { W.SetAll(W.Add(add)) },
		"AddInPlace":           func(W *Tensor) { W.AddInPlace(add) },
		"SubScaledInPlace":     func(W *Tensor) { W.SubScaledInPlace(-1, add) },
		"a transpose's":        func(W *Tensor) { W.T().SubScaledInPlace(-1, add.T()) },
		"a slice given to New": func(*Tensor) { elements[2] = inf },
	} {
		W := New(elements, 5, 2)
		if name != "a slice given to New" {
			W = W.Copy()
		}
		x := p.Rows([]int{0, 1}, &tenths, 2, 5)
		nothing := x.T().Dot(Zeros(2, 2))
		for _, updates := range []int{0, 1} { // which keep W in strips
			for range updates {
				W.SubScaledInPlace(1, nothing)
			}
			if got := x.Dot(W); !same(got, Matrix([][]float64{{5, 6}, {2, 4}})) {
				t.Errorf("x·W = %v, want [[5 6] [2 4]]", got)
			}
			put(W)
			if got, nan := x.Dot(W), math.NaN(); !same(got, Matrix([][]float64{{nan, 6}, {nan, 4}})) {
				t.Errorf("with ∞ in W by %s after %d updates: %v, want [[NaN 6] [NaN 4]]", name, updates, got)
			}
			elements[2] = 3
			if name != "a slice given to New" {
				W = New(elements, 5, 2).Copy()
			}
		}
	}
	W := Full(1, 5, 2)
	W.SubScaledInPlace(inf, p.Rows([]int{0, 1}, &tenths, 2, 5).T().Dot(Full(1, 2, 2)))
	if got := p.Rows([]int{0, 1}, &tenths, 2, 5).Dot(W).At(0, 0); !math.IsNaN(got) {
		t.Errorf("with ∞ in W by an update with ∞: %v, want NaN", got)
	}
	x := p.Rows([]int{0, 1}, &tenths, 2, 5)
	if got := x.T().Dot(Matrix([][]float64{{1, 2}, {inf, 4}})); !math.IsNaN(got.At(1, 0)) || got.At(1, 1) != 0 {
		t.Errorf("xᵀ·[[1 2] [∞ 4]] = %v, want NaN in column 0", got)
	}
}

// A W that was updated by a product is like any other, whatever is done to it.
func TestUpdatedW(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	p, _ := drawPacked(r)
	x := func() *Tensor { return p.Rows(someRows, &tenths, 20, 300) }
	half := NewPacked(1, 150)
	half.Append(append(make([]byte, 140), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10))
	y := func() *Tensor { return half.Rows([]int{0, 0}, &tenths, 2, 150) }
	for name, f := range map[string]func(W *Tensor) *Tensor{
		"itself":              func(W *Tensor) *Tensor { return W },
		"a packed one's Dot":  func(W *Tensor) *Tensor { return x().Dot(W) },
		"Dot":                 func(W *Tensor) *Tensor { return x().Copy().Dot(W) },
		"T":                   func(W *Tensor) *Tensor { return W.T() },
		"Slice":               func(W *Tensor) *Tensor { return W.Slice(7, 9) },
		"a slice's Set":       func(W *Tensor) *Tensor { W.Slice(7, 9).Set(9, 0, 1); return W },
		"Reshape":             func(W *Tensor) *Tensor { return W.Reshape(50, 300) },
		"AddInPlace":          func(W *Tensor) *Tensor { return W.AddInPlace(W) },
		"a packed one's, Set": func(W *Tensor) *Tensor { W.Set(9, 3, 4); return x().Dot(W) },
		"looked at, updated":  func(W *Tensor) *Tensor { W.Sum(); W.SubScaledInPlace(2, x().T().Dot(Full(1, 20, 50))); return W },
		"reshaped, updated": func(W *Tensor) *Tensor {
			W.Reshape(300, 50).SubScaledInPlace(2, x().T().Dot(Full(1, 20, 50)))
			return W
		},
		"a slice updated": func(W *Tensor) *Tensor {
			all := New(append(make([]float64, 50), W.Data()...), 301, 50).Copy()
			all.Slice(1, 301).SubScaledInPlace(2, x().T().Dot(Full(1, 20, 50)))
			return all
		},
		"a packed one's Dot with a slice": func(W *Tensor) *Tensor { return y().Dot(W.Slice(100, 250)) },
		"a packed one's Dot, reshaped":    func(W *Tensor) *Tensor { return y().Dot(W.Reshape(150, 100)) },
	} {
		start, d := draw(r, false, 300, 50), draw(r, false, 20, 50)
		W, plain := start.Copy(), start.Sub(x().Copy().T().Dot(d).MulScalar(0.1))
		W.SubScaledInPlace(0.1, x().T().Dot(d))
		if got, want := f(W), f(plain); !same(got, want) {
			t.Errorf("%s of an updated W: %v, want %v", name, got, want)
		}
	}
}

// A gradient that is still a product is subtracted without being written out:
// it must not matter whether somebody looked at it before.
func TestSubtractAProduct(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	p, _ := drawPacked(r)
	for range 20 {
		W, d := draw(r, false, 300, 7), draw(r, false, 20, 7)
		looked := W.Copy()
		dW := p.Rows(someRows, &tenths, 20, 300).T().Dot(d)
		W.SubScaledInPlace(0.1, dW)
		elements := dW.Data()
		looked.SubScaledInPlace(0.1, New(elements, 300, 7))
		if !same(W, looked) {
			t.Fatalf("W - 0.1·xᵀ·d differs from W - 0.1·dW")
		}
		v := draw(r, false, 7, 300) // its transpose has dW's shape, but not its order
		want := v.T().Sub(dW.MulScalar(2))
		v.T().SubScaledInPlace(2, p.Rows(someRows, &tenths, 20, 300).T().Dot(d))
		if !same(v.T(), want) {
			t.Fatalf("vᵀ - 2·xᵀ·d: %v, want %v", v.T(), want)
		}
	}
}

// Goroutines may look at one tensor at the same time.
func TestPackedRowsAreShared(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	p, _ := drawPacked(r)
	x, W := p.Rows(someRows, &tenths, 20, 300), draw(r, false, 300, 7)
	dW := x.T().Dot(draw(r, false, 20, 7))
	want := x.Copy().Dot(W)
	x = p.Rows(someRows, &tenths, 20, 300)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if i%2 == 0 {
				x.At(0, 0)
			}
			if got := x.Dot(W); !same(got, want) {
				t.Errorf("goroutine %d: x·W differs", i)
			}
			dW.Sum()
		}()
	}
	wg.Wait()
}

func TestPackedRefuses(t *testing.T) {
	p := NewPacked(1, 4)
	p.Append([]byte{1, 0, 2, 0})
	for want, f := range map[string]func(){
		"tensor: NewPacked: rows of length 0":                       func() { NewPacked(0, 0) },
		"tensor: Append: a row of length 3, want 4":                 func() { p.Append([]byte{1, 2, 3}) },
		"tensor: Rows: row 1 is not one of the 1":                   func() { p.Rows([]int{0, 1}, &tenths, 2, 4) },
		"tensor: Rows: row -1 is not one of the 1":                  func() { p.Rows([]int{-1}, &tenths, 1, 4) },
		"tensor: Rows: 1 rows of length 4 cannot have shape (2, 4)": func() { p.Rows([]int{0}, &tenths, 2, 4) },
		"tensor: AddInPlace: cannot add (2, 3) to (3)":              func() { Zeros(3).AddInPlace(Zeros(2, 3)) },
		"tensor: AddInPlace: cannot broadcast (2, 3) with (4)":      func() { Zeros(2, 3).AddInPlace(Zeros(4)) },
		"tensor: SubScaledInPlace: cannot subtract (2) from (3)":    func() { Zeros(3).SubScaledInPlace(1, Zeros(2)) },
	} {
		func() {
			defer func() {
				if got := recover(); got != want {
					t.Errorf("panics with %v, want %q", got, want)
				}
			}()
			f()
		}()
	}
}

func TestAddInPlace(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for range 200 {
		shape := make([]int, r.Intn(4))
		for a := range shape {
			shape[a] = 1 + r.Intn(4)
		}
		x, y := draw(r, true, shape...), thinned(r, shape)
		want := x.Add(y)
		if !slices.Equal(want.shape, x.shape) {
			continue
		}
		view := x
		if r.Intn(2) == 0 {
			view, y, want = x.T(), y.Copy().T(), want.T()
			if len(y.shape) != len(view.shape) {
				continue
			}
		}
		if got := view.AddInPlace(y); got != view || !same(got, want) {
			t.Fatalf("AddInPlace %v to %v: %v, want %v", y.shape, x.shape, got, want)
		}
	}
	x := Matrix([][]float64{{1, 2}, {3, 4}})
	if x.AddInPlace(x.T()); !same(x, Matrix([][]float64{{2, 5}, {5, 8}})) {
		t.Errorf("x += xᵀ: %v, want [[2 5] [5 8]]", x)
	}
	if x.AddInPlace(x.Slice(0, 1).Reshape(2)); !same(x, Matrix([][]float64{{4, 10}, {7, 13}})) {
		t.Errorf("x += x[0]: %v, want [[4 10] [7 13]]", x)
	}
}

func TestLessEqualTo(t *testing.T) {
	x := Matrix([][]float64{{-1, 0, 1}, {math.NaN(), 2, -3}})
	want := Matrix([][]float64{{1, 1, 0}, {0, 0, 1}})
	room := Full(7, 2, 3)
	for name, out := range map[string]*Tensor{"none": nil, "room": room, "another shape": Zeros(3, 2), "a transpose": Zeros(3, 2).T()} {
		if got := x.LessEqualTo(out, 0); !same(got, want) || name == "room" && got != room {
			t.Errorf("into %s: %v, want %v", name, got, want)
		}
	}
	y := Vector(-1, 1)
	if got := y.LessEqualTo(y, 0); !same(got, Vector(1, 0)) || !same(y, Vector(-1, 1)) {
		t.Errorf("into itself: %v, and x is %v", got, y)
	}
}
