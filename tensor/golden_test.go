package tensor

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"slices"
	"testing"
)

// A golden is an array in a file that a NumPy script in testdata wrote.
type golden struct {
	Shape []int
	Data  []number
}

func (g golden) tensor() *Tensor {
	data := make([]float64, len(g.Data))
	for i, v := range g.Data {
		data[i] = float64(v)
	}
	return New(data, g.Shape...)
}

// A number reads a JSON number, or the strings "NaN", "+Inf" and "-Inf".
type number float64

func (n *number) UnmarshalJSON(b []byte) error {
	if b[0] != '"' {
		return json.Unmarshal(b, (*float64)(n))
	}
	v, ok := map[string]float64{`"NaN"`: math.NaN(), `"+Inf"`: math.Inf(1), `"-Inf"`: math.Inf(-1)}[string(b)]
	if !ok {
		return fmt.Errorf("number %s", b)
	}
	*n = number(v)
	return nil
}

func readGolden(t *testing.T, name string, cases any) {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, cases); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

// TestNumPy compares the operations in ops.json with NumPy: the results, and the
// panics where NumPy raises an error.
func TestNumPy(t *testing.T) {
	type opCase struct {
		Op       string
		Args     []golden
		Axis     int
		KeepDims bool
		To       []int
		Want     golden
		Error    bool
	}
	run := func(c opCase, args []*Tensor) *Tensor {
		x := args[0]
		switch c.Op {
		case "add":
			return x.Add(args[1])
		case "sub":
			return x.Sub(args[1])
		case "mul":
			return x.Mul(args[1])
		case "div":
			return x.Div(args[1])
		case "dot":
			return x.Dot(args[1])
		case "transpose":
			return x.T()
		case "argmax":
			return x.Argmax(c.Axis)
		case "reshape":
			return x.Reshape(c.To...)
		case "sum":
			if c.KeepDims {
				return x.SumKeepDims(c.Axis)
			}
			return x.Sum(c.Axis)
		case "max":
			if c.KeepDims {
				return x.MaxKeepDims(c.Axis)
			}
			return x.Max(c.Axis)
		}
		t.Fatalf("ops.json: unknown operation %q", c.Op)
		return nil
	}
	var cases []opCase
	readGolden(t, "ops.json", &cases)
	for i, c := range cases {
		var args []*Tensor
		for _, a := range c.Args {
			args = append(args, a.tensor())
		}
		got, message := try(func() *Tensor { return run(c, args) })
		t.Run(fmt.Sprintf("%d %s", i, c.Op), func(t *testing.T) {
			switch {
			case c.Error && message == "":
				t.Errorf("%s(%v) = %v, want a panic", c.Op, args, got)
			case !c.Error && message != "":
				t.Errorf("%s(%v) panics: %s, want %v", c.Op, args, message, c.Want)
			case !c.Error && !near(c.Op, got, c.Want.tensor()):
				t.Errorf("%s(%v) = %v, want %v", c.Op, args, got, c.Want.tensor())
			}
			for j, a := range c.Args {
				if !same(args[j], a.tensor()) {
					t.Errorf("%s changed argument %d", c.Op, j)
				}
			}
		})
	}
}

// near reports whether x and y have the same bits. For sums it allows a relative
// error of 1e-12, because NumPy adds in another order and rounds differently.
func near(op string, x, y *Tensor) bool {
	if op != "dot" && op != "sum" || !slices.Equal(x.shape, y.shape) {
		return same(x, y)
	}
	for i, v := range x.flat() {
		w := y.flat()[i]
		if same(Scalar(v), Scalar(w)) || math.Abs(v-w) <= 1e-12*max(1, math.Abs(w)) {
			continue
		}
		return false
	}
	return true
}

// same reports whether x and y have the same shape and bits. All NaNs are the
// same.
func same(x, y *Tensor) bool {
	return slices.EqualFunc(x.flat(), y.flat(), func(v, w float64) bool {
		return math.Float64bits(v) == math.Float64bits(w) || v != v && w != w
	}) && slices.Equal(x.shape, y.shape)
}

// try returns the result of f, or the message with which f panics.
func try(f func() *Tensor) (x *Tensor, message string) {
	defer func() {
		if r := recover(); r != nil {
			message = r.(string) // a runtime error is no string: panics again
		}
	}()
	return f(), ""
}

func TestStringIsNumPys(t *testing.T) {
	var cases []struct {
		golden
		Want string
	}
	readGolden(t, "print.json", &cases)
	for i, c := range cases {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			if got := c.tensor().String(); got != c.Want {
				t.Errorf("\n%s\nwant\n%s", got, c.Want)
			}
		})
	}
}

// TestReshapeIsNumPys compares the reshapes in reshape.json with NumPy: the
// elements, and whether the result is a view.
func TestReshapeIsNumPys(t *testing.T) {
	var cases []struct {
		Shape, To []int
		Steps     [][]int // no number means T, two mean Slice, more mean Reshape
		Want      golden
		View      bool
	}
	readGolden(t, "reshape.json", &cases)
	for i, c := range cases {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			x := seq(c.Shape...)
			for _, step := range c.Steps {
				switch len(step) {
				case 0:
					x = x.T()
				case 2:
					x = x.Slice(step[0], step[1])
				default:
					x = x.Reshape(step...)
				}
			}
			y := x.Reshape(c.To...)
			if !same(y, c.Want.tensor()) {
				t.Fatalf("%v of %v: Reshape(%v) = %v, want %v", c.Steps, c.Shape, c.To, y, c.Want.tensor())
			}
			before := y.Copy()
			x.SetAll(x.AddScalar(1))
			if view := !same(y, before); view != c.View {
				t.Errorf("%v of %v: Reshape(%v) is a view: %v, want %v", c.Steps, c.Shape, c.To, view, c.View)
			}
		})
	}
}
