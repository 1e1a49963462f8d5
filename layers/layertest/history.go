package layertest

import (
	"slices"

	"backprop/tensor"
)

// reuse uses nodes more than once, and returns the first problem. A node with a
// history has to return what a new node returns.
func (e *Exam) reuse() []Text {
	for _, law := range []func() Text{
		e.afterAnotherCall, e.backwardTwice, e.besideAnotherNode, e.afterUpdate,
	} {
		if t := law(); t != (Text{}) {
			return []Text{t}
		}
	}
	return nil
}

// differs returns the situation and the cause if a trial of call i is wrong, else no text.
func (e *Exam) differs(i int, got, want *trial, situation, cause Text) Text {
	v := e.wrong(i, got, want)
	switch {
	case v < 0:
		return Text{}
	case v < len(got.values):
		return situation.Then(head(e.name(v))).Then(cause)
	}
	return situation.Then(Say("%s panicked: %s: ", "%s에서 패닉이 일어났다: %s. ", got.pass, got.panicked)).Then(cause)
}

// afterAnotherCall runs each call after each other call with the same parameters.
// The earlier call runs Forward alone, or Backward too. Its results have to stay, but a
// layer may overwrite the gradients of its parameters.
func (e *Exam) afterAnotherCall() Text {
	for i, before := range e.Calls {
		for j, c := range e.Calls {
			if i == j || !slices.Equal(before.Params, c.Params) {
				continue
			}
			situation := Say("In a second call: ", "두 번째 호출: ").Then(c.When)
			for _, dout := range []*tensor.Tensor{e.Calls[i].Dout, nil} {
				before.Dout = dout
				node := e.maker(copies(c.Params))
				first := e.runNode(node, before)
				got := e.runNode(node, c)
				if t := e.differs(j, got, e.right[j], situation, e.stale(i, j, got)); t != (Text{}) {
					return t
				}
				for v := range first.values {
					if v > 1 && e.isLayer() {
						break
					}
					if !Same(first.returned[v], first.values[v], 0) {
						return Say(
							"An earlier result of %s has changed since: its memory was written to again. Return a new tensor each time, and do not write into it later.",
							"이전에 반환한 %s의 결과가 나중에 바뀌었다. 같은 메모리에 다시 썼다. 매번 새 텐서를 반환하고, 반환한 텐서는 바꾸지 않아야 한다.", e.name(v))
					}
				}
			}
		}
	}
	return Text{}
}

// stale says how call i shows in the results of call j: they are added, or an input of
// call i is used, or something else is left of it.
func (e *Exam) stale(i, j int, got *trial) Text {
	before, c, right := e.Calls[i], e.Calls[j], e.right[j].values
	if v := e.wrong(j, got, e.right[j]); v >= 0 && v < len(got.values) {
		if old := e.right[i].values[v]; sameShape(old, right[v]) && Same(got.values[v], right[v].Add(old), e.Within) {
			return Say("this call's result and the earlier one's are added. Start again in each call: = and not +=.",
				"이번 결과에 이전 결과가 더해져 있다. 호출할 때마다 새로 시작해야 한다. += 대신 =를 써야 한다.")
		}
		for k, name := range e.Inputs { // one input of the earlier call, the rest of this one
			mixed := c
			mixed.In = slices.Clone(c.In)
			mixed.In[k] = before.In[k]
			if t := e.run(e.Right, mixed); v > 0 && v < len(t.values) && Same(got.values[v], t.values[v], e.Within) {
				return Say("Backward used the %s of the earlier call. Forward has to store this call's.",
					"Backward가 이전 호출의 %s 값을 썼다. Forward가 매번 새로 저장해야 한다.", name)
			}
		}
	}
	return Say(
		"a new layer is right here, so something from an earlier call is still stored. Forward has to replace everything that it stores, and clear what was there before.",
		"새 계층의 결과는 맞는다. 이전 호출에서 저장한 것이 남아 있다. Forward는 저장하는 것을 매번 새로 만들고 이전 것을 지워야 한다.")
}

// backwardTwice runs Backward twice. The second Backward may panic. If it returns,
// it has to return what the first one did.
func (e *Exam) backwardTwice() Text {
	for i, c := range e.Calls {
		node := e.maker(copies(c.Params))
		e.runNode(node, c)
		second := &trial{values: e.student[i].values[:1:1]}
		if e.backward(second, node, c); len(second.values) == 1 {
			return Text{}
		}
		if t := e.differs(i, second, e.right[i], Say("In a second Backward after the same Forward, ", "같은 Forward 뒤의 두 번째 Backward: "),
			Say("the first Backward changed what Forward stored.", "첫 Backward가 Forward에서 저장한 것을 바꾸었다.")); t != (Text{}) {
			return t
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
	return e.differs(0, got, e.right[0],
		Say("If a second layer or call comes in between, ", "다른 계층이나 다른 호출이 사이에 끼었을 때 "), Say(
			"the two share their state, for example in a variable of the package, or are one layer. Store what Backward needs in the layer's own fields, and make a new result in each call.",
			"둘이 패키지 변수 같은 상태를 함께 쓰거나, 한 계층이다. Backward에 필요한 것은 계층의 필드에 저장하고, 결과는 호출할 때마다 새로 만들어야 한다."))
}

// afterUpdate updates each parameter in place between two calls with the same x.
func (e *Exam) afterUpdate() Text {
	for k, name := range e.Params {
		c := e.Calls[0]
		params, in := copies(c.Params), copies(c.In)
		node := e.maker(params)
		node.Forward(in)
		params[k].AddInPlace(tensor.Scalar(0.5))
		c.Params = params
		got := &trial{values: []*tensor.Tensor{node.Forward(in)}}
		e.backward(got, node, c)
		if t := e.differs(0, got, e.run(e.Right, c), Say("After an update of %s in place, ", "%s의 값을 제자리에서 갱신한 뒤 ", name), Say(
			"the old numbers are still used. Compute again in each call, with the caller's tensor itself and not with a copy.",
			"아직 이전 값을 쓴다. 호출할 때마다, 복사본이 아니라 호출한 쪽의 텐서 자체로 새로 계산해야 한다.")); t != (Text{}) {
			return t
		}
	}
	return Text{}
}
