package layertest

import (
	"maps"
	"math"
	"slices"

	"backprop/layers"
	"backprop/tensor"
	"backprop/tensor/random"
)

// Parts are a layer of any kind with its parameters, if it has some.
type Parts struct {
	layers.Layer
	Params map[string]*tensor.Tensor        // as the layer uses them
	Grads  func() map[string]*tensor.Tensor // theirs under the same names, after Backward
}

// Layer checks a layer that this package does not know, such as one of your
// own invention, for inputs x of the given shapes. Forward is taken for right;
// Backward has to be its derivative. Every layer that fresh makes gets the
// parameters of the first.
//
// It panics if no shape is given.
func Layer(fresh func() Parts, shapes ...[]int) Report {
	if len(shapes) == 0 {
		panic("layertest: Layer: no shapes of x are given")
	}
	var r Report
	l := law{fresh: fresh, jacobians: map[*tensor.Tensor]jacobians{}}
	if message := Attempt(func() { l.start() }); message != "" {
		r.problem("panic", Say("Making the layer panicked: %s", "계층을 만들다가 패닉이 났다: %s", message))
		return r
	}
	exam := &Exam{Result: "Forward",
		Inputs:  []string{"x"},
		Names:   []string{"dx"},
		Right:   l.right,
		Within:  1e-6,
		Explain: l.explain}
	for _, name := range l.names {
		exam.Names = append(exam.Names, "d"+name)
	}
	exam.Params = l.names
	rng := random.New(5)
	for _, shape := range slices.Insert(shapes, 0, shapes[0]) {
		c := Call{In: []*tensor.Tensor{rng.Randn(shape...)}, Params: l.params}
		var y, again *tensor.Tensor
		if message := Attempt(func() { y, again = l.forward(c.In[0]), l.forward(c.In[0]) }); message != "" {
			r.problem("panic",
				Say("Forward panicked for x of shape %s: %s",
					"Forward가 형상 %s인 x에서 패닉을 냈다: %s",
					tensor.Shape(shape),
					message))
			return r
		}
		if y == nil || again == nil {
			r.problem("nothing", Say("Forward returns nil.", "Forward가 nil을 반환한다."))
			return r
		}
		if !same(y, again, 0) {
			r.remark("random", Say(
				"Forward is random: two new layers return different results for the same x, so its derivative cannot be compared. Draw with a seeded generator that fresh makes anew, and it can.",
				"Forward가 난수를 쓴다. 새 계층 둘이 같은 x에 다른 결과를 내므로 미분을 비교할 수 없다. fresh가 시드를 준 생성기를 매번 새로 만들면 비교할 수 있다."))
			return r
		}
		c.Dout = rng.Randn(y.Shape()...)
		exam.Calls = append(exam.Calls, c)
		if Attempt(func() { l.jacobian(c) }) != "" {
			continue // Run tells of the panic
		}
		exam.Within = max(exam.Within, min(l.noise, 1e-2))
	}
	exam.Once = l.changes(exam.Calls[0].In[0])
	exam.Mistakes = l.mistakes()
	r = exam.Run(l.node)
	if exam.Once && len(r.Problems) == 0 {
		r.remark("random", Say(
			"A second Forward of one layer returns another result for the same x: it is random, or it counts. Only its first call was checked.",
			"한 계층의 두 번째 Forward가 같은 x에 다른 결과를 낸다. 난수를 쓰거나 호출 수를 센다. 첫 호출만 확인했다."))
	}
	return r
}

// A law is what a Backward has to be: the derivative of its own Forward.
type law struct {
	fresh     func() Parts
	names     []string         // of the parameters
	params    []*tensor.Tensor // their first values
	noise     float64          // how uncertain the derivatives are
	jacobians map[*tensor.Tensor]jacobians
}

// jacobians hold the derivatives of each element of y, one a row, with respect
// to each element of x and of the parameters.
type jacobians struct {
	shape tensor.Shape
	of    []*tensor.Tensor
}

// start makes a layer with the parameters of the first one.
func (l *law) start() Parts {
	parts := l.fresh()
	if l.names == nil {
		l.names = slices.Sorted(maps.Keys(parts.Params))
		for _, name := range l.names {
			l.params = append(l.params, parts.Params[name].Copy())
		}
	}
	for i, name := range l.names {
		parts.Params[name].SetAll(l.params[i])
	}
	return parts
}

func (l *law) forward(x *tensor.Tensor) *tensor.Tensor { return copyOf(l.start().Forward(x.Copy())) }

// node makes a node of a student's layer. The layer's own tensors take the
// place of params, so that an update of one reaches the other.
func (l *law) node(params []*tensor.Tensor) Node {
	parts := l.start()
	into := func() {
		for i, name := range l.names {
			parts.Params[name].SetAll(params[i])
		}
	}
	return Node{
		func(in []*tensor.Tensor) *tensor.Tensor { into(); return parts.Forward(in[0]) },
		func(dout *tensor.Tensor) []*tensor.Tensor {
			gradients := []*tensor.Tensor{parts.Backward(dout)}
			var own map[string]*tensor.Tensor
			if parts.Grads != nil {
				own = parts.Grads()
			}
			for i, name := range l.names {
				gradients = append(gradients, own[name])
				params[i].SetAll(parts.Params[name])
			}
			return gradients
		},
	}
}

// right makes the node that a student's layer should be: its own Forward, and
// a Backward by its Jacobians.
func (l *law) right(params []*tensor.Tensor) Node {
	var c Call
	return Node{
		func(in []*tensor.Tensor) *tensor.Tensor {
			c = Call{In: in, Params: params}
			return l.at(c, func(Parts) {})
		},
		func(dout *tensor.Tensor) []*tensor.Tensor {
			var gradients []*tensor.Tensor
			for i, J := range l.jacobian(c).of {
				like := c.In[0]
				if i > 0 {
					like = params[i-1]
				}
				gradients = append(gradients, dout.Reshape(1, -1).Dot(J).Reshape(like.Shape()...))
			}
			return gradients
		},
	}
}

// at returns what Forward returns with the parameters of c, after a change.
func (l *law) at(c Call, change func(Parts)) *tensor.Tensor {
	parts := l.start()
	for i, name := range l.names {
		parts.Params[name].SetAll(c.Params[i])
	}
	change(parts)
	return copyOf(parts.Forward(c.In[0].Copy()))
}

// jacobian returns the Jacobians of c by differences, each element with the h
// at which two agree best. Where they agree only so far, Forward has noise, as
// in single precision.
func (l *law) jacobian(c Call) jacobians {
	for x, known := range l.jacobians {
		if same(x,
			c.In[0],
			0) && slices.EqualFunc(c.Params,
			l.params,
			func(a, b *tensor.Tensor) bool { return same(a, b, 0) }) {
			return known
		}
	}
	y := l.at(c, func(Parts) {})
	js := jacobians{shape: y.Shape()}
	for target := range len(l.names) + 1 {
		size := c.In[0].Size()
		if target > 0 {
			size = c.Params[target-1].Size()
		}
		J := tensor.Zeros(y.Size(), size)
		errors := 0.0
		for i := range size {
			moved := func(by float64) []float64 {
				if target > 0 {
					return l.at(c, func(p Parts) { shift(p.Params[l.names[target-1]], i, by) }).Data()
				}
				other := c
				other.In = copies(c.In)
				shift(other.In[0], i, by)
				return l.at(other, func(Parts) {}).Data()
			}
			best := slices.Repeat([]float64{math.Inf(1)}, y.Size())
			var last []float64
			for _, h := range []float64{1e-2, 3e-3, 1e-3, 3e-4, 1e-4, 1e-5} {
				up, down, up2, down2 := moved(h), moved(-h), moved(2*h), moved(-2*h)
				slope := make([]float64, len(up))
				for k := range slope {
					slope[k] = (8*(up[k]-down[k]) - (up2[k] - down2[k])) / (12 * h)
					if last != nil {
						if off := math.Abs(slope[k] - last[k]); off < best[k] {
							best[k] = off
							J.Set((slope[k]+last[k])/2, k, i)
						}
					}
				}
				last = slope
				if len(best) == 0 || slices.Max(best) <= 1e-8*scale(slope) {
					break // near enough, as where Forward is smooth
				}
			}
			for _, off := range best {
				if !math.IsInf(off, 1) {
					errors = max(errors, off)
				}
			}
		}
		js.of = append(js.of, J)
		if s := scale(J.Data()); s > 0 {
			l.noise = max(l.noise, 20*errors/s)
		}
	}
	if slices.EqualFunc(c.Params, l.params, func(a, b *tensor.Tensor) bool { return same(a, b, 0) }) {
		l.jacobians[c.In[0].Copy()] = js
	}
	return js
}

func shift(x *tensor.Tensor, i int, by float64) {
	at := indexOf(x, i)
	x.Set(x.At(at...)+by, at...)
}

// changes reports whether one layer's second Forward of x differs.
func (l *law) changes(x *tensor.Tensor) bool {
	parts := l.start()
	changed := false
	Attempt(func() {
		first := copyOf(parts.Forward(x.Copy()))
		changed = !same(first, parts.Forward(x.Copy()), 0)
	})
	return changed
}

// mistakes returns what can be wrong with any layer.
func (l *law) mistakes() []Mistake {
	broken := func(cause Cause, t Text, backward func(right Node, dout *tensor.Tensor) []*tensor.Tensor) Mistake {
		return Mistake{Cause: cause, Text: t, Make: func(params []*tensor.Tensor) Node {
			right := l.right(params)
			return Node{right.Forward,
				func(dout *tensor.Tensor) []*tensor.Tensor { return backward(right, dout) }}
		}}
	}
	return []Mistake{
		broken("dout missing",
			Say("it is the local derivative alone: dout is missing.",
				"국소적 미분뿐이다. dout을 곱하지 않았다."),
			func(right Node, dout *tensor.Tensor) []*tensor.Tensor {
				return right.Backward(tensor.Full(1, dout.Shape()...))
			}),
		broken("local derivative missing",
			Say("it is dout itself: the local derivative is missing.",
				"dout 그대로다. 국소적 미분을 곱하지 않았다."),
			func(right Node, dout *tensor.Tensor) []*tensor.Tensor {
				return append([]*tensor.Tensor{dout}, right.Backward(dout)[1:]...)
			}),
	}
}

// explain compares the student's Jacobian with the right one: an output may
// depend on its whole column or row, and Backward only on its own element.
func (l *law) explain(f *Finding) *Problem {
	c := f.Exam.Calls[f.Call]
	x := c.In[0]
	if f.Value != 1 || f.Got == nil || !sameShape(f.Got, f.Want) || !sameShape(x, c.Dout) || x.NDim() != 2 {
		return nil
	}
	J := l.jacobian(c).of[0]
	limit := 100 * f.Exam.Within * scale(J.Data())
	var column, row, columnKept, rowKept bool
	for k := range x.Size() {
		unit := c
		unit.Dout = tensor.Zeros(x.Shape()...)
		out := indexOf(x, k)
		unit.Dout.Set(1, out...)
		t := f.Exam.run(l.node, unit)
		if len(t.values) < 2 || !sameShape(t.values[1], x) {
			return nil
		}
		for i, got := range t.values[1].Data() {
			in := indexOf(x, i)
			if math.Abs(J.At(k, i)) > limit {
				column = column || in[0] != out[0] && in[1] == out[1]
				row = row || in[1] != out[1] && in[0] == out[0]
			}
			if math.Abs(got) > limit {
				columnKept = columnKept || in[0] != out[0]
				rowKept = rowKept || in[1] != out[1]
			}
		}
	}
	switch {
	case column && !columnKept:
		return &Problem{"depends on the column", Say(
			"dx is wrong: each output depends on the whole column of x, on every row of the batch, as a mean or a deviation does. Backward takes these for constants and goes back to its own element only.",
			"dx의 결과가 틀렸다. 출력 하나하나가 평균이나 표준편차처럼 x의 열 전체, 즉 배치의 모든 행에 따라 달라진다. Backward는 이를 상수로 보고 자기 원소로만 미분을 보낸다.")}
	case row && !rowKept:
		return &Problem{"depends on the row", Say(
			"dx is wrong: each output depends on the whole row of x, as a sum or a maximum of the row does. Backward takes these for constants and goes back to its own element only.",
			"dx의 결과가 틀렸다. 출력 하나하나가 합이나 최댓값처럼 x의 행 전체에 따라 달라진다. Backward는 이를 상수로 보고 자기 원소로만 미분을 보낸다.")}
	}
	return nil
}
