package layertest

import (
	"fmt"
	"maps"
	"math"
	"slices"

	"backprop/layers"
	"backprop/tensor"
	"backprop/tensor/random"
)

// Parts holds a layer of any kind and its parameters, if it has some.
type Parts struct {
	layers.Layer
	Params map[string]*tensor.Tensor        // as the layer uses them
	Grads  func() map[string]*tensor.Tensor // theirs under the same names, after Backward
}

// Layer checks a layer that this package does not know, such as one of your
// own invention, for inputs x of the given shapes. It assumes that Forward is
// right; Backward has to be its derivative. Every layer that fresh makes gets the
// parameters of the first.
//
// It panics if no shape is given.
func Layer(fresh func() Parts, shapes ...[]int) Report {
	if len(shapes) == 0 {
		panic("layertest: Layer: no shapes of x are given")
	}
	l := law{fresh: fresh, known: map[string][]*tensor.Tensor{}}
	exam := &Exam{Result: "Forward", Inputs: []string{"x"}, Names: []string{"dx"}, Right: l.right,
		Explain: l.explain, Terms: l.terms, Formula: map[string]string{}}
	rng := random.New(5)
	for _, shape := range slices.Insert(shapes, 0, shapes[0]) {
		c := Call{In: []*tensor.Tensor{rng.Randn(shape...)}}
		if r := l.observe(&c); len(r.Problems)+len(r.Remarks) > 0 {
			return r
		}
		c.Dout = rng.Randn(c.Dout.Shape()...)
		exam.Calls = append(exam.Calls, c)
		Attempt(func() { l.jacobians(c) }) // Run reports a panic
	}
	exam.Within = max(1e-6, min(l.noise, 1e-2))
	exam.Params = l.names
	for _, name := range l.names {
		exam.Names = append(exam.Names, "d"+name)
	}
	for _, name := range exam.Names {
		exam.Formula[name] = "the local derivative times dout"
	}
	exam.once = l.changes(exam.Calls[0].In[0])
	r := exam.Run(l.node)
	if exam.once && len(r.Problems) == 0 {
		r.remark("random", Say(
			"A second Forward of one layer returns another result for the same x: it is random, or it counts. Only its first call was checked.",
			"한 계층의 두 번째 Forward가 같은 x에 다른 결과를 낸다. 난수를 쓰거나 호출 수를 센다. 첫 호출만 확인했다."))
	}
	return r
}

// A law is the demand that Backward is the derivative of its own Forward.
type law struct {
	fresh  func() Parts
	names  []string         // of the parameters
	params []*tensor.Tensor // their first values
	noise  float64          // how uncertain the derivatives are
	known  map[string][]*tensor.Tensor
}

// observe runs Forward twice, with two new layers. It sets the call's
// parameters, and Dout to the result.
func (l *law) observe(c *Call) (r Report) {
	var again *tensor.Tensor
	message := Attempt(func() {
		l.start()
		c.Params = l.params
		c.Dout, again = l.forward(*c), l.forward(*c)
	})
	switch {
	case message != "":
		r.problem("panic", Say("The layer panicked for x of shape %s: %s",
			"계층이 형상 %s인 x에서 패닉을 냈다: %s", c.In[0].Shape(), message))
	case c.Dout == nil || again == nil:
		r.problem("nothing", Say("Forward returns nil.", "Forward가 nil을 반환한다."))
	case !same(c.Dout, again, 0):
		r.remark("random", Say(
			"Forward is random: two new layers return different results for the same x, so its derivative cannot be compared. Draw with a seeded generator that fresh makes anew, and it can.",
			"Forward가 난수를 쓴다. 새 계층 둘이 같은 x에 다른 결과를 내므로 미분을 비교할 수 없다. fresh가 시드를 준 생성기를 매번 새로 만들면 비교할 수 있다."))
	}
	return r
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
	l.set(parts, l.params)
	return parts
}

func (l *law) set(parts Parts, params []*tensor.Tensor) {
	for i, name := range l.names {
		parts.Params[name].SetAll(params[i])
	}
}

// forward returns the result of a new layer's Forward in a call.
func (l *law) forward(c Call) *tensor.Tensor {
	parts := l.start()
	l.set(parts, c.Params)
	return copyOf(parts.Forward(c.In[0].Copy()))
}

// node makes a node of a student's layer. It copies params into the layer's own
// tensors and back, so that an update of one reaches the other.
func (l *law) node(params []*tensor.Tensor) Node {
	parts := l.start()
	back := func() {
		for i, name := range l.names {
			params[i].SetAll(parts.Params[name])
		}
	}
	return Node{
		func(in []*tensor.Tensor) *tensor.Tensor {
			l.set(parts, params)
			defer back()
			return parts.Forward(in[0])
		},
		func(dout *tensor.Tensor) []*tensor.Tensor {
			gradients := []*tensor.Tensor{parts.Backward(dout)}
			var own map[string]*tensor.Tensor
			if parts.Grads != nil {
				own = parts.Grads()
			}
			for _, name := range l.names {
				gradients = append(gradients, own[name])
			}
			back()
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
			return l.forward(c)
		},
		func(dout *tensor.Tensor) []*tensor.Tensor {
			var gradients []*tensor.Tensor
			for i, of := range slices.Concat(c.In, c.Params) {
				gradients = append(gradients, dout.Reshape(1, -1).Dot(l.jacobians(c)[i]).Reshape(of.Shape()...))
			}
			return gradients
		},
	}
}

// jacobians returns the derivatives of each element of y, one a row, with
// respect to each element of x, and of each parameter.
func (l *law) jacobians(c Call) []*tensor.Tensor {
	variables := copies(slices.Concat(c.In, c.Params))
	key := ""
	for _, v := range variables {
		key += fmt.Sprint(v.Shape(), v.Data())
	}
	if known := l.known[key]; known != nil {
		return known
	}
	c.In, c.Params = variables[:1], variables[1:]
	var all []*tensor.Tensor
	for _, v := range variables {
		J := tensor.Zeros(l.forward(c).Size(), v.Size())
		most := 0.0
		for i := range v.Size() {
			at := indexOf(v, i)
			before := v.At(at...)
			column, off := slopes(func(by float64) []float64 {
				v.Set(before+by, at...)
				defer v.Set(before, at...)
				return l.forward(c).Data()
			})
			for k, slope := range column {
				J.Set(slope, k, i)
			}
			most = max(most, off)
		}
		all = append(all, J)
		if s := scale(J.Data()); s > 0 {
			l.noise = max(l.noise, 20*most/s)
		}
	}
	l.known[key] = all
	return all
}

// slopes differentiates the elements of y at 0, each with the h at which two
// differences agree best. Where they agree only so far, off, y has noise, as
// in single precision.
func slopes(y func(by float64) []float64) (best []float64, off float64) {
	var last, offs []float64
	for _, h := range []float64{1e-2, 3e-3, 1e-3, 3e-4, 1e-4, 1e-5} {
		up, down, up2, down2 := y(h), y(-h), y(2*h), y(-2*h)
		slope := make([]float64, len(up))
		for k := range slope {
			slope[k] = (8*(up[k]-down[k]) - (up2[k] - down2[k])) / (12 * h)
		}
		if last == nil {
			best, offs = make([]float64, len(up)), slices.Repeat([]float64{math.Inf(1)}, len(up))
		} else {
			for k := range slope {
				if d := math.Abs(slope[k] - last[k]); d < offs[k] {
					best[k], offs[k] = (slope[k]+last[k])/2, d
				}
			}
		}
		last = slope
		if len(offs) == 0 || slices.Max(offs) <= 1e-8*scale(slope) {
			break // near enough, as where Forward is smooth
		}
	}
	return best, scale(offs)
}

// changes reports whether one layer's second Forward of x differs.
func (l *law) changes(x *tensor.Tensor) (changed bool) {
	parts := l.start()
	Attempt(func() {
		first := copyOf(parts.Forward(x.Copy()))
		changed = !same(first, parts.Forward(x.Copy()), 0)
	})
	return changed
}

// terms returns dout, and the derivatives that are left where it is missing.
func (l *law) terms(c Call) []Term {
	all := []Term{{"dout", c.Dout}}
	for i, J := range l.jacobians(c) {
		like := slices.Concat(c.In, c.Params)[i]
		all = append(all, Term{"the local derivative", tensor.Full(1, 1, J.Shape()[0]).Dot(J).Reshape(like.Shape()...)})
	}
	return all
}

// explain recognises a Backward that lacks dout as a summand, and one that goes
// back to its own element only, where an output depends on a whole column or row
// of x.
func (l *law) explain(f *Finding) *Problem {
	c := f.Exam.Calls[f.Call]
	x := c.In[0]
	if f.Value != 1 || !sameShape(f.Got, x) {
		return nil
	}
	_, multiple := ratio(f.Got, c.Dout, f.Exam.Within)
	if scale(f.Got.Data()) > 0 && !multiple && !slices.ContainsFunc(f.pairs(), func(p pair) bool {
		dout := f.Exam.Calls[p.call].Dout
		return !sameShape(dout, p.got) || !same(p.got.Add(dout), p.want, f.Exam.Within)
	}) {
		return &Problem{"summand missing", Say(
			"dx is wrong: the summand dout is missing. Forward adds x itself, as y = x + f(x) does, and dout flows back unchanged on that path too.",
			"dx의 값이 틀렸다. 더할 dout이 빠졌다. y = x + f(x)처럼 Forward가 x 자체를 더하므로, 그 경로로도 dout이 그대로 흘러간다.")}
	}
	if !sameShape(x, c.Dout) || x.NDim() != 2 {
		return nil
	}
	// whether an output depends on others of its column and of its row, and
	// whether Backward goes to others in another row and in another column
	var depends, goes [2]bool
	J := l.jacobians(c)[0]
	limit := 100 * f.Exam.Within * scale(J.Data())
	for k := range x.Size() {
		unit := c
		unit.Dout = tensor.Zeros(x.Shape()...)
		out := indexOf(x, k)
		unit.Dout.Set(1, out...)
		for i, got := range f.Exam.run(l.node, unit).values[1].Data() {
			in := indexOf(x, i)
			for axis := range 2 {
				moved := in[axis] != out[axis]
				depends[axis] = depends[axis] || math.Abs(J.At(k, i)) > limit && moved && in[1-axis] == out[1-axis]
				goes[axis] = goes[axis] || math.Abs(got) > limit && moved
			}
		}
	}
	for axis, of := range []Text{
		Say("column of x, on every row of the batch, as a mean or a deviation does", "열 전체, 즉 배치의 모든 행에 따라 달라진다(평균, 표준편차)"),
		Say("row of x, as a sum or a maximum of the row does", "행 전체에 따라 달라진다(합, 최댓값)"),
	} {
		if depends[axis] && !goes[axis] {
			return &Problem{Cause("depends on the " + []string{"column", "row"}[axis]), Say(
				"dx is wrong: each output depends on the whole %s. Backward takes these for constants and goes back to its own element only.",
				"dx의 값이 틀렸다. 각 출력이 x의 %s. Backward는 이를 상수로 보고 자기 원소로만 미분을 보낸다.", of)}
		}
	}
	return nil
}
