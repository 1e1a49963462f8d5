package layertest

import (
	"slices"

	"backprop/tensor"
)

// A trial holds the results of a node in a call.
type trial struct {
	returned    []*tensor.Tensor // by Forward, then by Backward
	values      []*tensor.Tensor // copies of what was returned
	in          []*tensor.Tensor // what Forward was given
	pass        string           // the last one: the name of Forward, or "Backward"
	panicked    string           // the message of its panic, "" if there is none
	overwritten string           // the first of the caller's tensors that is not what it was,
	overwriting string           // and the pass that changed it
}

// runAll runs every call with a new node.
func (e *Exam) runAll(m Maker) []*trial {
	trials := make([]*trial, len(e.Calls))
	for i, c := range e.Calls {
		trials[i] = e.run(m, c)
	}
	return trials
}

// run makes a node and runs one call.
func (e *Exam) run(m Maker, c Call) *trial {
	params := copies(c.Params)
	var node Node
	if message := Attempt(func() { node = m(params) }); message != "" {
		return &trial{pass: "Forward", panicked: message}
	}
	return e.runNode(node, c, params...)
}

// runNode runs one call with a node that may have run others. The trial records changes
// of the params, which the node shares with its caller.
func (e *Exam) runNode(node Node, c Call, params ...*tensor.Tensor) *trial {
	t := e.forward(node, c, params...)
	e.backward(t, node, c, params...)
	return t
}

// forward runs Forward.
func (e *Exam) forward(node Node, c Call, params ...*tensor.Tensor) *trial {
	t := &trial{in: copies(c.In)}
	t.run(e.name(0), func() []*tensor.Tensor { return []*tensor.Tensor{node.Forward(t.in)} },
		slices.Concat(e.Inputs, e.Params), slices.Concat(t.in, params), slices.Concat(c.In, c.Params))
	return t
}

// backward runs Backward, if there is one and Forward has not panicked.
func (e *Exam) backward(t *trial, node Node, c Call, params ...*tensor.Tensor) {
	if node.Backward == nil || c.Dout == nil || t.panicked != "" {
		return
	}
	dout, was := []*tensor.Tensor{c.Dout.Copy()}, []*tensor.Tensor{c.Dout}
	names := slices.Concat([]string{"dout"}, e.Params, e.Inputs[:len(t.in)], []string{"y = Forward(x)"})
	t.run("Backward", func() []*tensor.Tensor { return node.Backward(dout[0]) },
		names, slices.Concat(dout, params, t.in, t.returned), slices.Concat(was, c.Params, c.In, t.values))
}

// run runs a pass. It records the results, and the first tensor of the caller that is
// not what it was before.
func (t *trial) run(pass string, f func() []*tensor.Tensor, names []string, now, before []*tensor.Tensor) {
	t.pass = pass
	t.panicked = Attempt(func() {
		results := f()
		t.returned, t.values = append(t.returned, results...), append(t.values, copies(results)...)
	})
	for i, tensor := range now {
		if t.overwritten == "" && !Same(tensor, before[i], 0) {
			t.overwritten, t.overwriting = names[i], pass
		}
	}
}

// wrong returns the number of the first value of call i that is not that of
// want or, after a panic, missing. It returns -1 if there is none.
func (e *Exam) wrong(i int, got, want *trial) int {
	for v := range want.values {
		if v >= len(got.values) || !e.agree(i, v, got.values[v], want.values[v]) {
			return v
		}
	}
	return -1
}

// agree reports whether two values number v of call i are equal, as far as the
// call wants them to be.
func (e *Exam) agree(i, v int, a, b *tensor.Tensor) bool {
	return v == 0 && e.Calls[i].Loose && isFinite(a) && isFinite(b) || Same(a, b, e.Within)
}

// copies copies tensors, which may be nil.
func copies(all []*tensor.Tensor) []*tensor.Tensor {
	out := make([]*tensor.Tensor, len(all))
	for i, t := range all {
		if t != nil {
			out[i] = t.Copy()
		}
	}
	return out
}
