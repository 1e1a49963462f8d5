package tensor

import (
	"math"
	"slices"
	"testing"
)

// seq returns a tensor of the given shape with the elements 0, 1, 2, …
func seq(shape ...int) *Tensor {
	x := Zeros(shape...)
	for i := range x.data {
		x.data[i] = float64(i)
	}
	return x
}

func TestPanics(t *testing.T) {
	m23, m45, v4, s := seq(2, 3), seq(4, 5), seq(4), Scalar(1)
	for _, c := range []struct {
		name string
		do   func() *Tensor
		want string
	}{
		{"too few elements", func() *Tensor { return New([]float64{1, 2}, 3) },
			"tensor: New: 2 elements cannot have shape (3)"},
		{"a negative length", func() *Tensor { return Zeros(2, -1) },
			"tensor: Zeros: negative length in shape (2, -1)"},
		{"a negative length of equal elements", func() *Tensor { return Full(1, 2, -3) },
			"tensor: Full: negative length in shape (2, -3)"},
		{"more elements than can be counted", func() *Tensor { return Zeros(1<<30, 1<<30, 1<<30) },
			"tensor: Zeros: shape (1073741824, 1073741824, 1073741824) is too large"},
		{"rows that differ", func() *Tensor { return Matrix([][]float64{{1, 2}, {3}}) },
			"tensor: Matrix: row 1 has 1 elements, row 0 has 2"},
		{"too few indices", func() *Tensor { return Scalar(m23.At(1)) },
			"tensor: At: index (1) for shape (2, 3)"},
		{"an index past the end", func() *Tensor { return Scalar(m23.At(1, 3)) },
			"tensor: At: index (1, 3) is outside shape (2, 3)"},
		{"an index before the start", func() *Tensor { m23.Set(0, -3, 0); return nil },
			"tensor: Set: index (-3, 0) is outside shape (2, 3)"},
		{"an item of many", func() *Tensor { return Scalar(m23.Item()) },
			"tensor: Item: shape (2, 3) does not have exactly one element"},

		{"inner dimensions differ", func() *Tensor { return m23.Dot(m45) },
			"tensor: Dot: inner dimensions differ: (2, 3)·(4, 5)"},
		{"(1, 2)·(3, 1) is no product", func() *Tensor { return seq(1, 2).Dot(seq(3, 1)) },
			"tensor: Dot: inner dimensions differ: (1, 2)·(3, 1)"},
		{"a scalar has no product", func() *Tensor { return s.Dot(m23) },
			"tensor: Dot: ()·(2, 3) is not a product of vectors and matrices"},
		{"a product with a scalar", func() *Tensor { return m23.Dot(s) },
			"tensor: Dot: (2, 3)·() is not a product of vectors and matrices"},
		{"two scalars have no product", func() *Tensor { return s.Dot(s) },
			"tensor: Dot: ()·() is not a product of vectors and matrices"},
		{"rank 3 on the left has no product", func() *Tensor { return seq(2, 2, 3).Dot(seq(3, 2)) },
			"tensor: Dot: (2, 2, 3)·(3, 2) is not a product of vectors and matrices"},
		{"a product too large to hold", func() *Tensor { return huge(1<<30, 1).Dot(huge(1, 1<<30)) },
			"tensor: Dot: shape (1073741824, 1073741824) is too large"},
		{"rank 3 has no product", func() *Tensor { return m23.Dot(seq(3, 2, 1)) },
			"tensor: Dot: (2, 3)·(3, 2, 1) is not a product of vectors and matrices"},

		{"shapes do not broadcast", func() *Tensor { return m23.Add(v4) },
			"tensor: Add: cannot broadcast (2, 3) with (4)"},
		{"Sub names itself", func() *Tensor { return v4.Sub(m23) },
			"tensor: Sub: cannot broadcast (4) with (2, 3)"},
		{"Mul names itself", func() *Tensor { return v4.Mul(m23) },
			"tensor: Mul: cannot broadcast (4) with (2, 3)"},
		{"Div names itself", func() *Tensor { return v4.Div(m23) },
			"tensor: Div: cannot broadcast (4) with (2, 3)"},
		{"Equal names itself", func() *Tensor { return v4.Equal(m23) },
			"tensor: Equal: cannot broadcast (4) with (2, 3)"},
		{"an empty side does not broadcast with 2", func() *Tensor { return seq(0).Add(seq(2)) },
			"tensor: Add: cannot broadcast (0) with (2)"},

		{"sums too many to hold", func() *Tensor { return Zeros(1<<30, 0, 1<<30).SumKeepDims(1) },
			"tensor: SumKeepDims: shape (1073741824, 1, 1073741824) is too large"},
		{"a sum too large to hold", func() *Tensor { return huge(1<<30, 1).Add(huge(1 << 30)) },
			"tensor: Add: shape (1073741824, 1073741824) is too large"},

		{"numbers of elements differ", func() *Tensor { return m23.Reshape(4, 2) },
			"tensor: Reshape: cannot reshape (2, 3) to (4, 2)"},
		{"nothing fits the -1", func() *Tensor { return m23.Reshape(4, -1) },
			"tensor: Reshape: cannot reshape (2, 3) to (4, -1)"},
		{"-1 twice", func() *Tensor { return m23.Reshape(-1, -1) },
			"tensor: Reshape: cannot reshape (2, 3) to (-1, -1)"},
		{"-2 is not -1", func() *Tensor { return m23.Reshape(-2, 3) },
			"tensor: Reshape: cannot reshape (2, 3) to (-2, 3)"},
		{"-2 times -3 is not 6", func() *Tensor { return m23.Reshape(-2, -3) },
			"tensor: Reshape: cannot reshape (2, 3) to (-2, -3)"},
		{"a product that wraps around to 6", func() *Tensor { return m23.Reshape(math.MaxInt, math.MaxInt, 6) },
			"tensor: Reshape: cannot reshape (2, 3) to " + Shape{math.MaxInt, math.MaxInt, 6}.String()},
		{"a product that wraps around to 0", func() *Tensor { return Zeros(0).Reshape(math.MaxInt/2+1, 4) },
			"tensor: Reshape: cannot reshape (0) to " + Shape{math.MaxInt/2 + 1, 4}.String()},
		{"-1 beside 0 could be anything", func() *Tensor { return Zeros(0, 3).Reshape(0, -1) },
			"tensor: Reshape: cannot reshape (0, 3) to (0, -1)"},
		{"a product that overflows", func() *Tensor { return m23.Reshape(math.MaxInt/2+1, 4, 3, -1) },
			"tensor: Reshape: cannot reshape (2, 3) to " + Shape{math.MaxInt/2 + 1, 4, 3, -1}.String()},
		{"a slice past the end", func() *Tensor { return m23.Slice(1, 3) },
			"tensor: Slice: rows 1 to 3 are not in shape (2, 3)"},
		{"a slice backwards", func() *Tensor { return m23.Slice(2, 1) },
			"tensor: Slice: rows 2 to 1 are not in shape (2, 3)"},
		{"a row that is not there", func() *Tensor { return m23.Rows([]int{0, 2}) },
			"tensor: Rows: row 2 is not in shape (2, 3)"},
		{"a negative row that is not there", func() *Tensor { return m23.Rows([]int{-3}) },
			"tensor: Rows: row -3 is not in shape (2, 3)"},
		{"a slice of a scalar", func() *Tensor { return s.Slice(0, 0) },
			"tensor: Slice: a scalar has no rows"},
		{"rows that are too long, of a tensor without rows", func() *Tensor { return Zeros(0, maxSize).Rows([]int{0, 1}) },
			"tensor: Rows: shape " + Shape{2, maxSize}.String() + " is too large"},
		{"a scalar's rows", func() *Tensor { return s.Rows([]int{0}) },
			"tensor: Rows: a scalar has no rows"},

		{"an axis that is not there", func() *Tensor { return m23.Sum(2) },
			"tensor: Sum: shape (2, 3) has no axis 2"},
		{"a negative axis that is not there", func() *Tensor { return m23.MeanKeepDims(-3) },
			"tensor: MeanKeepDims: shape (2, 3) has no axis -3"},
		{"two axes", func() *Tensor { return m23.SumKeepDims(0, 1) },
			"tensor: SumKeepDims: takes one axis or none, not [0 1]"},
		{"the maximum of nothing", func() *Tensor { return Zeros(0, 3).Max(0) },
			"tensor: Max: nothing to choose from in shape (0, 3)"},
		{"the argmax of nothing", func() *Tensor { return Zeros(3, 0).Argmax(1) },
			"tensor: Argmax: nothing to choose from in shape (3, 0)"},
		{"Argmax names itself", func() *Tensor { return m23.Argmax(-3) },
			"tensor: Argmax: shape (2, 3) has no axis -3"},

		{"a mask of another shape", func() *Tensor { m23.SetMasked(seq(3), 0); return nil },
			"tensor: SetMasked: mask of shape (3) for shape (2, 3)"},
		{"setting all does not broadcast", func() *Tensor { m23.SetAll(seq(3)); return nil },
			"tensor: SetAll: (3) for shape (2, 3)"},
		{"a vector is added to a scalar in place", func() *Tensor { return s.AddInPlace(v4) },
			"tensor: AddInPlace: cannot add (4) to ()"},
		{"a vector is subtracted from a scalar in place", func() *Tensor { return s.SubInPlace(v4) },
			"tensor: SubInPlace: cannot subtract (4) from ()"},
		{"a matrix is added to a row in place", func() *Tensor { return seq(3).AddInPlace(m23) },
			"tensor: AddInPlace: cannot add (2, 3) to (3)"},
		{"AddInPlace names itself", func() *Tensor { return m23.AddInPlace(v4) },
			"tensor: AddInPlace: cannot broadcast (2, 3) with (4)"},
		{"SubInPlace names itself", func() *Tensor { return m23.SubInPlace(v4) },
			"tensor: SubInPlace: cannot broadcast (2, 3) with (4)"},
		{"SubScaledInPlace does not broadcast", func() *Tensor { m23.SubScaledInPlace(1, seq(3)); return nil },
			"tensor: SubScaledInPlace: cannot subtract (3) from (2, 3)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, got := try(c.do); got != c.want {
				t.Errorf("panics with %q, want %q", got, c.want)
			}
		})
	}
	if !same(m23, seq(2, 3)) || !same(s, Scalar(1)) {
		t.Errorf("refused operations changed their arguments to %v and %v", m23, s)
	}
}

// huge returns a tensor of the given shape that takes no memory: all elements
// are views of the same number.
func huge(shape ...int) *Tensor { return Scalar(1).stretch(shape) }

func TestElementAccess(t *testing.T) {
	x := seq(2, 3, 4)
	if got := x.At(1, 2, 3); got != 23 {
		t.Errorf("At(1, 2, 3) = %v, want 23", got)
	}
	if got := x.At(-1, -3, -4); got != 12 {
		t.Errorf("At(-1, -3, -4) = %v, want 12", got)
	}
	if got := x.T().At(3, 2, 1); got != 23 {
		t.Errorf("T().At(3, 2, 1) = %v, want 23", got)
	}
	x.Set(-5, 0, 1, 0)
	if got := x.Data()[4]; got != -5 {
		t.Errorf("after Set(-5, 0, 1, 0) element 4 is %v, want -5", got)
	}
	if got := Scalar(7).At(); got != 7 {
		t.Errorf("Scalar(7).At() = %v, want 7", got)
	}
	if got := seq(1, 1).AddScalar(3).Item(); got != 3 {
		t.Errorf("Item() = %v, want 3", got)
	}
}

// A view shares its elements with x, and a copy does not. The test writes to
// element 0 of each result, which is element 0 of x. testdata/reshape.json has
// more cases of Reshape.
func TestViewsShareTheirElements(t *testing.T) {
	for _, c := range []struct {
		name string
		do   func(x *Tensor) *Tensor // x: (2, 3)
		view bool
	}{
		{"T", func(x *Tensor) *Tensor { return x.T() }, true},
		{"T of T", func(x *Tensor) *Tensor { return x.T().T() }, true},
		{"Slice", func(x *Tensor) *Tensor { return x.Slice(0, 1) }, true},
		{"Slice of T", func(x *Tensor) *Tensor { return x.T().Slice(0, 2) }, true},
		{"Reshape to the same shape", func(x *Tensor) *Tensor { return x.Reshape(2, 3) }, true},
		{"Reshape", func(x *Tensor) *Tensor { return x.Reshape(3, -1) }, true},
		{"Reshape of Slice", func(x *Tensor) *Tensor { return x.Slice(0, 1).Reshape(-1) }, true},
		{"Reshape of a row of T", func(x *Tensor) *Tensor { return x.T().Slice(0, 1).Reshape(-1) }, true},
		{"Reshape of T to the same shape", func(x *Tensor) *Tensor { return x.T().Reshape(3, 2) }, true},
		{"Reshape of T to another shape", func(x *Tensor) *Tensor { return x.T().Reshape(2, 3) }, false},
		{"Reshape of T to a vector", func(x *Tensor) *Tensor { return x.T().Reshape(-1) }, false},
		{"AddInPlace's result", func(x *Tensor) *Tensor { return x.AddInPlace(Scalar(0)) }, true},
		{"SubInPlace's result", func(x *Tensor) *Tensor { return x.SubInPlace(Scalar(0)) }, true},
		{"New of Data", func(x *Tensor) *Tensor { return New(x.Data(), 2, 3) }, false},
		{"Vector", func(x *Tensor) *Tensor { return Vector(x.data...) }, false},
		{"Copy", func(x *Tensor) *Tensor { return x.Copy() }, false},
		{"Copy of T", func(x *Tensor) *Tensor { return x.T().Copy() }, false},
		{"Rows", func(x *Tensor) *Tensor { return x.Rows([]int{0, 1}) }, false},
		{"Add", func(x *Tensor) *Tensor { return x.Add(Scalar(0)) }, false},
		{"AddScalar", func(x *Tensor) *Tensor { return x.AddScalar(0) }, false},
		{"Abs", func(x *Tensor) *Tensor { return x.Abs() }, false},
		{"Sum of one row", func(x *Tensor) *Tensor { return x.Slice(0, 1).Sum(0) }, false},
		{"MaxKeepDims of one row", func(x *Tensor) *Tensor { return x.Slice(0, 1).MaxKeepDims(0) }, false},
		{"Dot", func(x *Tensor) *Tensor { return x.Dot(seq(3)) }, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := seq(2, 3)
			y := c.do(x)
			first := make([]int, y.NDim())
			y.Set(99, first...)
			if got := x.At(0, 0) == 99; got != c.view {
				t.Errorf("the result shares x's elements: %v, want %v", got, c.view)
			}
		})
	}
	data := []float64{1, 2}
	x := New(data, 2)
	data[0] = 99
	if got := x.At(0); got != 99 {
		t.Errorf("New(data, 2).At(0) = %v after data[0] = 99, want 99", got)
	}
	x.Shape()[0] = 9
	if got := x.Shape()[0]; got != 2 {
		t.Errorf("writing to x.Shape() changed x's to %d", got)
	}
}

func TestViewsOfViews(t *testing.T) {
	x := seq(4, 3)
	for _, c := range []struct {
		name      string
		got, want *Tensor
	}{
		{"the transpose of a slice", x.Slice(1, 3).T(), Matrix([][]float64{{3, 6}, {4, 7}, {5, 8}})},
		{"a slice of the transpose", x.T().Slice(1, 3), Matrix([][]float64{{1, 4, 7, 10}, {2, 5, 8, 11}})},
		{"a reshaped transpose is in row-major order", x.T().Reshape(2, -1),
			Matrix([][]float64{{0, 3, 6, 9, 1, 4}, {7, 10, 2, 5, 8, 11}})},
		{"rows of the transpose", x.T().Rows([]int{2, -3}), Matrix([][]float64{{2, 5, 8, 11}, {0, 3, 6, 9}})},
		{"a scalar's transpose", Scalar(3).T(), Scalar(3)},
		{"a vector's transpose", seq(3).T(), seq(3)},
		{"an empty slice", x.Slice(4, 4), Zeros(0, 3)},
		{"an empty slice, reshaped", x.Slice(2, 2).Reshape(-1, 7), Zeros(0, 7)},
		{"an empty slice at the end of a view", x.T().Slice(1, 3).T().Slice(4, 4), Zeros(0, 2)},
		{"an empty transpose, reshaped", Zeros(0, 3).T().Reshape(0, 7), Zeros(0, 7)},
		{"no rows", x.Rows(nil), Zeros(0, 3)},
		{"a row twice", seq(3).Rows([]int{1, 1}), Vector(1, 1)},
		{"arithmetic on a transpose", x.T().Add(x.T()), x.Add(x).T()},
		{"the sum of a transpose", x.T().Sum(0), x.Sum(1)},
		{"argmax of a transpose", x.T().Argmax(0), x.Argmax(1)},
	} {
		t.Run(c.name, func(t *testing.T) {
			if !same(c.got, c.want) {
				t.Errorf("got %v, want %v", c.got, c.want)
			}
		})
	}
}

// The source may be a view of the destination. The result is the same as with a
// copy of the source.
func TestInPlace(t *testing.T) {
	for _, c := range []struct {
		name string
		x    *Tensor
		do   func(x *Tensor)
		want *Tensor // x afterwards
	}{
		{"x[x > 3] = -1", seq(2, 3), func(x *Tensor) { x.SetMasked(x.Greater(3), -1) },
			Matrix([][]float64{{0, 1, 2}, {3, -1, -1}})},
		{"a mask is not 0, not only 1; NaN is not 0", seq(4), func(x *Tensor) { x.SetMasked(Vector(-2, 0, 0.5, math.NaN()), 9) },
			Vector(9, 1, 9, 9)},
		{"x.T[mask] = 9", seq(3, 2), func(x *Tensor) { x.T().SetMasked(Matrix([][]float64{{0, 0, 1}, {1, 0, 0}}), 9) },
			Matrix([][]float64{{0, 9}, {2, 3}, {9, 5}})},
		{"x[mask.T] = 9", seq(2, 3), func(x *Tensor) { x.SetMasked(Matrix([][]float64{{0, 1}, {1, 0}, {0, 0}}).T(), 9) },
			Matrix([][]float64{{0, 9, 2}, {9, 4, 5}})},
		{"a scalar is masked", Scalar(1), func(x *Tensor) { x.SetMasked(Scalar(1), 9) }, Scalar(9)},
		{"x[x.T != 0] = 0", Matrix([][]float64{{1, 5}, {2, 0}}), func(x *Tensor) { x.SetMasked(x.T(), 0) }, Zeros(2, 2)},
		{"nothing is masked", Zeros(3, 0), func(x *Tensor) { x.SetMasked(x, 9); x.T().SetMasked(x.T(), 9) }, Zeros(3, 0)},

		{"x[...] = x.T", seq(2, 2), func(x *Tensor) { x.SetAll(x.T()) },
			Matrix([][]float64{{0, 2}, {1, 3}})},
		{"x.T[...] = y", seq(2, 2), func(x *Tensor) { x.T().SetAll(Matrix([][]float64{{5, 6}, {7, 8}})) },
			Matrix([][]float64{{5, 7}, {6, 8}})},
		{"x[1:][...] = x[:-1]", seq(4), func(x *Tensor) { x.Slice(1, 4).SetAll(x.Slice(0, 3)) },
			Vector(0, 0, 1, 2)},

		{"x += row", seq(2, 2), func(x *Tensor) { x.AddInPlace(Vector(10, 20)) },
			Matrix([][]float64{{10, 21}, {12, 23}})},
		{"x += x.T", seq(2, 2), func(x *Tensor) { x.AddInPlace(x.T()) },
			Matrix([][]float64{{0, 3}, {3, 6}})},
		{"x += x[0]", seq(2, 2), func(x *Tensor) { x.AddInPlace(x.Slice(0, 1)) },
			Matrix([][]float64{{0, 2}, {2, 4}})},
		{"x -= x", seq(2, 2), func(x *Tensor) { x.SubInPlace(x) }, Zeros(2, 2)},
		{"x -= x.T", seq(2, 2), func(x *Tensor) { x.SubInPlace(x.T()) },
			Matrix([][]float64{{0, -1}, {1, 0}})},
		{"x.T -= x", seq(2, 2), func(x *Tensor) { x.T().SubInPlace(x) },
			Matrix([][]float64{{0, -1}, {1, 0}})},
		{"x[:1] -= row leaves the other rows", seq(3, 2), func(x *Tensor) { x.Slice(0, 1).SubInPlace(Matrix([][]float64{{5, 5}})) },
			New([]float64{-5, -4, 2, 3, 4, 5}, 3, 2)},
		{"x[1:] -= x[:-1]", seq(4), func(x *Tensor) { x.Slice(1, 4).SubInPlace(x.Slice(0, 3)) },
			Vector(0, 1, 1, 1)},
		{"x -= x[1]", seq(3), func(x *Tensor) { x.SubInPlace(x.Slice(1, 2)) }, Vector(-1, 0, 1)},
		{"x[:] = x, long and empty", Zeros(math.MaxInt, 0), func(x *Tensor) { x.SetAll(x) },
			Zeros(math.MaxInt, 0)},
		{"x[mask] = 1, long and empty", Zeros(math.MaxInt, 0), func(x *Tensor) { x.SetMasked(x, 1) },
			Zeros(math.MaxInt, 0)},
		// 0.1 * 3 is rounded before it is subtracted.
		{"x -= 0.1 * y", Vector(0.3, 1), func(x *Tensor) { x.SubScaledInPlace(0.1, Vector(3, -5)) },
			Vector(-5.551115123125783e-17, 1.5)},
		{"x -= 1 * x.T", seq(2, 2), func(x *Tensor) { x.SubScaledInPlace(1, x.T()) },
			Matrix([][]float64{{0, -1}, {1, 0}})},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.do(c.x); !same(c.x, c.want) {
				t.Errorf("x = %v, want %v", c.x.Data(), c.want.Data())
			}
		})
	}
}

func TestReductions(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	x := Matrix([][]float64{{1, 5, 5}, {-2, nan, inf}})
	for _, c := range []struct {
		name      string
		got, want *Tensor
	}{
		{"the sum of all", seq(2, 3, 4).Sum(), Scalar(276)},
		{"the sum of all, with axes of length 1", seq(2, 3).SumKeepDims(), Matrix([][]float64{{15}})},
		{"the sum of nothing", Zeros(0).Sum(), Scalar(0)},
		{"sums of nothing, none of them", Zeros(3, 0).Sum(0), Zeros(0)},
		{"no sums of a long axis", Zeros(math.MaxInt, 0).Sum(0), Zeros(0)},
		{"no maxima beside a long axis", Zeros(math.MaxInt, 3, 0).Max(1), Zeros(math.MaxInt, 0)},
		{"the mean along an axis", seq(2, 3).Mean(0), Vector(1.5, 2.5, 3.5)},
		{"the mean of all", seq(2, 3).Mean(), Scalar(2.5)},
		{"the mean of nothing", Zeros(2, 0).MeanKeepDims(1), Matrix([][]float64{{nan}, {nan}})},
		{"NaN is the maximum", x.Max(1), Vector(5, nan)},
		{"NaN wins over infinity", x.Max(), Scalar(nan)},
		{"argmax: the first of equals, the first NaN", x.Argmax(1), Vector(1, 1)},
		{"argmax: down the columns", x.Argmax(0), Vector(0, 1, 1)},
		{"argmax: all -Inf", Vector(-inf, -inf).Argmax(0), Scalar(0)},
		{"argmax: NaN first", Vector(nan, 1, nan).Argmax(0), Scalar(0)},
		{"argmax: a NaN with a sign", Vector(inf, math.Copysign(nan, -1), nan).Argmax(0), Scalar(1)},
		{"argmax: numbers nearer than 1e-8", Vector(1e-20, 2e-20).Argmax(0), Scalar(1)},
		{"argmax: of a scalar", Scalar(3).Argmax(-1), Scalar(0)},
		{"argmax: -0 equals 0", Vector(-1, math.Copysign(0, -1), 0).Argmax(0), Scalar(1)},
		{"maximum along a middle axis", seq(2, 3, 2).Max(1), Matrix([][]float64{{4, 5}, {10, 11}})},
	} {
		t.Run(c.name, func(t *testing.T) {
			if !same(c.got, c.want) {
				t.Errorf("got %v, want %v", c.got, c.want)
			}
		})
	}
}

func TestElementwise(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	x := Vector(-inf, -1, math.Copysign(0, -1), 0, 2, inf, nan)
	for _, c := range []struct {
		name      string
		got, want *Tensor
	}{
		{"x <= 0: NaN is not", x.LessEqual(0), Vector(1, 1, 1, 1, 0, 0, 0)},
		{"x < 0", x.Less(0), Vector(1, 1, 0, 0, 0, 0, 0)},
		{"x > 0", x.Greater(0), Vector(0, 0, 0, 0, 1, 1, 0)},
		{"x == x: NaN is not", x.Equal(x), Vector(1, 1, 1, 1, 1, 1, 0)},
		{"-x", x.Neg(), Vector(inf, 1, 0, math.Copysign(0, -1), -2, -inf, nan)},
		{"|x|", x.Abs(), Vector(inf, 1, 0, 0, 2, inf, nan)},
		{"exp", x.Exp(), Vector(0, 1/math.E, 1, 1, 7.38905609893065, inf, nan)},
		{"log", Vector(0, 1, math.E, inf, -1).Log(), Vector(-inf, 0, 1, inf, nan)},
		{"scalars", x.AddScalar(3).SubScalar(1).MulScalar(6).DivScalar(4),
			Vector(-inf, 1.5, 3, 3, 6, inf, nan)},
		{"/ 0", x.DivScalar(0), Vector(-inf, -inf, nan, nan, inf, inf, nan)},
	} {
		t.Run(c.name, func(t *testing.T) {
			if !same(c.got, c.want) {
				t.Errorf("got %v, want %v", c.got.Data(), c.want.Data())
			}
		})
	}
}

func TestNumericalGradient(t *testing.T) {
	// f = sum(x²·y) has gradient 2xy; central differences of a square are
	// exact except for rounding errors of about 1e-16/1e-4.
	x, y := Matrix([][]float64{{3, -4}, {0, 0.5}}), Matrix([][]float64{{1, 2}, {3, -4}})
	before := x.Copy()
	calls := 0
	f := func(z *Tensor) float64 {
		calls++
		return z.Mul(z).Mul(y).Sum().Item()
	}
	got := NumericalGradient(f, x)
	if want := x.Mul(y).MulScalar(2); got.Sub(want).Abs().Max().Item() > 1e-9 {
		t.Errorf("NumericalGradient = %v, want %v", got, want)
	}
	if calls != 8 {
		t.Errorf("f was called %d times for 4 elements, want 8", calls)
	}
	if !same(x, before) {
		t.Errorf("x is %v afterwards, want %v", x, before)
	}
	if got := NumericalGradient(f, x.T().T()); !slices.Equal(got.Shape(), x.Shape()) {
		t.Errorf("shape %v, want %v", got.Shape(), x.Shape())
	}

	// At a transpose, each derivative belongs to the correct element.
	v, w := seq(2, 3), seq(3, 2).AddScalar(1)
	got = NumericalGradient(func(z *Tensor) float64 { return z.Mul(w).Sum().Item() }, v.T())
	if got.Sub(w).Abs().Max().Item() > 1e-9 || !same(v, seq(2, 3)) {
		t.Errorf("NumericalGradient at a transpose = %v, want %v; x is %v afterwards", got, w, v)
	}

	// f may ignore its argument and read x itself.
	got = NumericalGradient(func(*Tensor) float64 { return x.Sum().Item() }, x.T())
	if want := Full(1, 2, 2); got.Sub(want).Abs().Max().Item() > 1e-9 {
		t.Errorf("NumericalGradient through a view = %v, want %v", got, want)
	}
}
