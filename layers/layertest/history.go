package layertest

import (
	"slices"

	"backprop/tensor"
)

// reuse uses nodes more than once, and returns the first problem. A node with a
// history has to return what a new node returns.
func (e *Exam) reuse() []Text {
	for _, check := range []func() Text{
		e.afterAnotherCall, e.backwardTwice, e.besideAnotherNode, e.resultsStay, e.afterUpdate,
	} {
		if t := check(); t != (Text{}) {
			return []Text{t}
		}
	}
	return nil
}

// afterAnotherCall runs each call after each other call with the same parameters.
// The earlier call runs Forward alone, or Backward too.
func (e *Exam) afterAnotherCall() Text {
	for i, before := range e.Calls {
		for j, c := range e.Calls {
			if i == j || !slices.Equal(before.Params, c.Params) {
				continue
			}
			for _, dout := range []*tensor.Tensor{e.Calls[i].Dout, nil} {
				before.Dout = dout
				node := e.maker(copies(c.Params))
				e.runNode(node, before)
				got := e.runNode(node, c)
				if v := e.wrong(j, got, e.right[j]); v >= 0 {
					return e.stale(i, j, v, got)
				}
			}
		}
	}
	return Text{}
}

// stale explains how call i changes value v of call j.
func (e *Exam) stale(i, j, v int, got *trial) Text {
	before, c := e.Calls[i], e.Calls[j]
	where := Say("In a second call: ", "두 번째 호출에서 ")
	if x := before.In[0]; x.NDim() > 0 {
		where = Say("In a second call, after one with %s of shape %s: ",
			"두 번째 호출에서(앞 호출의 %s 형상은 %s) ", e.Inputs[0], x.Shape())
	}
	if v >= len(got.values) {
		where = where.Then(Say("%s panicked for shape %s: %s: ", "%s에서 패닉이 일어났다(형상 %s): %s. ",
			got.pass, c.In[0].Shape(), got.panicked))
	} else {
		where = where.Then(head(e.name(v)))
		now, old := e.right[j].values[v], e.right[i].values[v]
		if sameShape(old, now) && Same(got.values[v], now.Add(old), e.Within) {
			return where.Then(Say(
				"this call's result and the earlier one's are added. Start again in each call: = and not +=.",
				"이번 결과에 이전 결과가 더해져 있다. 호출할 때마다 새로 시작해야 한다. += 대신 =를 써야 한다."))
		}
		for k, name := range e.Inputs { // one input of the earlier call, the rest of this one
			mixed := c
			mixed.In = slices.Clone(c.In)
			mixed.In[k] = before.In[k]
			if t := e.run(e.Right, mixed); v > 0 && v < len(t.values) && Same(got.values[v], t.values[v], e.Within) {
				return where.Then(Say(
					"Backward used the %s of the earlier call. Forward has to store this call's.",
					"Backward가 이전 호출의 %s 값을 썼다. Forward가 매번 새로 저장해야 한다.", name))
			}
		}
	}
	return where.Then(Say(
		"a new layer is right here, so something of an earlier call is still in this one. Forward has to replace everything that it stores, and clear what was there before.",
		"새 계층의 결과는 맞는다. 이전 호출에서 저장한 것이 남아 있다. Forward는 저장하는 것을 매번 새로 만들고 이전 것을 지워야 한다."))
}

// backwardTwice runs Backward twice. The second Backward may panic. If it returns,
// it has to return what the first one did.
func (e *Exam) backwardTwice() Text {
	for i, c := range e.Calls {
		node := e.maker(copies(c.Params))
		e.runNode(node, c)
		second := &trial{values: e.student[i].values[:1:1]}
		e.backward(second, node, c)
		if len(second.values) == 1 {
			return Text{}
		}
		if v := e.wrong(i, second, e.right[i]); v > 0 {
			return Say(
				"A second Backward after the same Forward returns a different %s: the first Backward changed what Forward stored.",
				"같은 Forward 뒤의 두 번째 Backward가 다른 %s 값을 반환한다. 첫 Backward가 Forward에서 저장한 것을 바꾸었다.", e.name(v))
		}
	}
	return Text{}
}

// besideAnotherNode runs another node between Forward and Backward.
func (e *Exam) besideAnotherNode() Text {
	c, other := e.Calls[0], e.Calls[1]
	node, second := e.maker(copies(c.Params)), e.maker(copies(other.Params))
	got := e.forward(node, c)
	e.runNode(second, other)
	e.backward(got, node, c)
	if e.wrong(0, got, e.right[0]) < 0 {
		return Text{}
	}
	return Say(
		"The result changes if a second layer or call comes in between: the two share their state, for example in a variable of the package. Store what Backward needs in the layer's own fields, and make a new result in each call.",
		"다른 계층이나 다른 호출이 사이에 끼면 결과가 달라진다. 둘이 패키지 변수 같은 상태를 함께 쓴다. Backward에 필요한 것은 계층의 필드에 저장하고, 결과는 호출할 때마다 새로 만들어야 한다.")
}

// resultsStay checks that later calls do not change what an earlier call returned.
// A layer may overwrite the gradients of its parameters.
func (e *Exam) resultsStay() Text {
	var earlier []*trial
	node := e.maker(copies(e.Calls[0].Params))
	for _, c := range e.Calls {
		if !slices.Equal(c.Params, e.Calls[0].Params) {
			continue
		}
		earlier = append(earlier, e.runNode(node, c))
		for _, t := range earlier {
			for v := range min(2, len(t.values)) {
				if !Same(t.returned[v], t.values[v], 0) {
					return Say(
						"The earlier result of %s has changed in a later call: the same memory is used again and overwritten. Return a new tensor each time.",
						"이전에 반환한 %s의 결과가 나중 호출에서 바뀌었다. 같은 메모리를 다시 쓰면서 덮어썼다. 매번 새 텐서를 반환해야 한다.", e.name(v))
				}
			}
		}
	}
	return Text{}
}

// afterUpdate updates each parameter in place between two calls with the same x.
func (e *Exam) afterUpdate() Text {
	for k := range e.Calls[0].Params {
		c := e.Calls[0]
		params, in := copies(c.Params), copies(c.In)
		node := e.maker(params)
		e.runNode(node, c)
		node.Forward(in)
		params[k].AddInPlace(tensor.Scalar(0.5))
		c.Params = params
		got := &trial{values: []*tensor.Tensor{node.Forward(in)}}
		e.backward(got, node, c)
		if v := e.wrong(0, got, e.run(e.Right, c)); v >= 0 {
			return Say(
				"After an update of %s in place, %s still uses the old numbers. Compute again in each call, with the caller's %[1]s itself and not with a copy.",
				"%s의 값을 제자리에서 갱신한 뒤에도 %s의 결과가 이전 값을 따른다. 호출할 때마다, 복사본이 아니라 호출한 쪽의 %[1]s 자체로 새로 계산해야 한다.",
				e.Params[k], e.name(v))
		}
	}
	return Text{}
}
