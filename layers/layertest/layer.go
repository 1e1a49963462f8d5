package layertest

import (
	"maps"
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
// parameters of the first. Use small shapes, such as (3, 4): each element of x and of
// the parameters takes some hundred runs of Forward.
//
// It panics if no shape is given.
func Layer(fresh func() Parts, shapes ...[]int) Report {
	if len(shapes) == 0 {
		panic("layertest: Layer: no shapes of x are given")
	}
	l := &ownLayer{fresh: fresh}
	exam := &Exam{Inputs: []string{"x"}, Results: []string{"Forward", "dx = ∂y/∂x·dout"}, Right: l.right,
		Explain: l.ownElementOnly,
		Terms:   func(c Call) []Term { return []Term{{"dout", c.Dout}} }}
	rng := random.New(5)
	for _, shape := range slices.Insert(shapes, 0, shapes[0]) {
		c := Call{In: []*tensor.Tensor{rng.Randn(shape...)}}
		y, r := l.observe(c)
		if r.Problems == nil && !isFinite(y) { // like log(x) where x is negative
			c.In[0] = c.In[0].Abs().AddScalar(0.1)
			if y, r = l.observe(c); r.Problems == nil && !isFinite(y) {
				r.Remarks = append(r.Remarks, Say(
					"Forward returns NaN or infinite numbers for x of shape %s with elements up to %.2g, also if all are positive, so its derivative cannot be compared.",
					"형상이 %s이고 원소가 %.2g 이하인 x에서는, 원소가 모두 양수일 때도 Forward의 결과에 NaN이나 무한대가 있어 미분을 비교할 수 없다.",
					c.In[0].Shape(), scale(c.In[0].Data())))
			}
		}
		if len(r.Problems)+len(r.Remarks) > 0 {
			return r
		}
		c.Params, c.Dout = l.params, rng.Randn(y.Shape()...)
		exam.Calls = append(exam.Calls, c)
		Attempt(func() { l.derivatives(c) }) // for the noise; Run reports a panic
	}
	exam.Within = max(1e-6, min(l.noise, 1e-2))
	exam.Params, exam.once = l.names, l.changes
	for _, name := range l.names {
		exam.Results = append(exam.Results, "d"+name+" = ∂y/∂"+name+"·dout")
	}
	r := exam.Run(l.node)
	if exam.once && len(r.Problems) == 0 {
		r.Remarks = append(r.Remarks, Say(
			"Another Forward of one layer returns a different result for the same x: it is random, or it depends on the number of calls. Only its first call was checked.",
			"한 계층의 다음 Forward가 같은 x에 다른 결과를 낸다. 난수를 쓰거나, 호출 횟수에 따라 결과가 달라진다. 첫 호출만 확인했다."))
	}
	return r
}

// An ownLayer is a student's layer that this package does not know. Its Backward has
// to be the derivative of its own Forward.
type ownLayer struct {
	fresh   func() Parts
	names   []string         // of the parameters
	params  []*tensor.Tensor // their first values
	noise   float64          // how uncertain the derivatives are
	changes bool             // the second Forward of one layer returns something else
}

// observe runs Forward of new layers, and returns the result. It reports a panic,
// and results that are nil or differ. It runs many, because Dropout may keep the same
// elements twice.
func (l *ownLayer) observe(c Call) (y *tensor.Tensor, r Report) {
	isRandom := false
	message := Attempt(func() {
		l.start()
		node := l.node(copies(l.params))
		c.Params = l.params
		y = copies([]*tensor.Tensor{node.Forward(copies(c.In))})[0]
		for range 50 {
			isRandom = isRandom || !Same(l.forward(c), y, 0)
			l.changes = l.changes || !Same(node.Forward(copies(c.In)), y, 0)
		}
	})
	switch {
	case message != "":
		r.Problems = append(r.Problems, Say("The layer panicked for x of shape %s: %s",
			"형상이 %s인 x를 넘기자 계층에서 패닉이 일어났다: %s", c.In[0].Shape(), message))
	case y == nil:
		r.Problems = append(r.Problems, Say("Forward returned nil for x of shape %s.",
			"형상이 %s인 x에 Forward가 nil을 반환했다.", c.In[0].Shape()))
	case isRandom:
		r.Remarks = append(r.Remarks, Say(
			"Forward is random: new layers return different results for the same x, so its derivative cannot be compared. To compare it, let fresh make a new seeded generator each time.",
			"Forward가 난수를 쓴다. 새 계층들이 같은 x에 다른 결과를 내므로 미분을 비교할 수 없다. fresh에서 난수 생성기를 매번 같은 시드로 새로 만들면 비교할 수 있다."))
	}
	return y, r
}

// start makes a layer, and returns its parameters in the order of the names.
func (l *ownLayer) start() (parts Parts, params []*tensor.Tensor) {
	parts = l.fresh()
	if l.params == nil {
		l.names = slices.Sorted(maps.Keys(parts.Params))
		l.params = copies(InOrder(parts.Params, l.names))
	}
	return parts, InOrder(parts.Params, l.names)
}

// InOrder returns the tensors with the names.
func InOrder(all map[string]*tensor.Tensor, names []string) (tensors []*tensor.Tensor) {
	for _, name := range names {
		tensors = append(tensors, all[name])
	}
	return tensors
}

func setAll(params, values []*tensor.Tensor) {
	for i, param := range params {
		param.SetAll(values[i])
	}
}

// node makes a node of a student's layer, and gives the caller the parameters that
// the layer uses.
func (l *ownLayer) node(params []*tensor.Tensor) Node {
	parts, own := l.start()
	setAll(own, params)
	copy(params, own)
	return Node{
		Forward: func(in []*tensor.Tensor) *tensor.Tensor { return parts.Forward(in[0]) },
		Backward: func(dout *tensor.Tensor) []*tensor.Tensor {
			dx, grads := parts.Backward(dout), map[string]*tensor.Tensor{}
			if parts.Grads != nil {
				grads = parts.Grads()
			}
			return slices.Insert(InOrder(grads, l.names), 0, dx)
		},
	}
}

// ownElementOnly recognises a dx that goes back to its own element only, where an output
// depends on other elements of x. Its dout is 0 but for the first element.
func (l *ownLayer) ownElementOnly(f *Finding) Text {
	c := f.Exam.Calls[f.Call]
	if x := c.In[0]; f.Value != 1 || !sameShape(f.Got, f.Want) || !sameShape(x, c.Dout) {
		return Text{}
	}
	c.Dout = tensor.Zeros(c.Dout.Shape()...)
	c.Dout.Reshape(-1).Set(1, 0)
	want, got := f.Exam.run(l.right, c).values[1], f.Exam.run(l.node, c).values[1]
	limit := 100 * f.Exam.Within * scale(want.Data())
	if scale(got.Data()[1:]) > limit || scale(want.Data()[1:]) <= limit {
		return Text{}
	}
	return Say(
		"dx is wrong: each output depends on other elements of x, for example through the mean, the deviation or the sum of a row or column. Backward sends the derivative only to the element at the same place.",
		"dx의 값이 틀렸다. 각 출력은 예를 들어 행이나 열의 평균, 표준편차, 합을 통해 x의 다른 원소에 따라 달라진다. Backward는 같은 자리의 원소로만 미분을 보낸다.")
}
