package layertest

import (
	"math"
	"slices"
	"strings"

	"backprop/tensor"
)

// A subject is a layer under test.
type subject struct {
	forward  func(x *tensor.Tensor) *tensor.Tensor
	backward func(dout *tensor.Tensor) *tensor.Tensor
	grads    func() map[string]*tensor.Tensor // its parameters', after backward; may be nil
}

// A call is what goes into a layer on the way there and back.
type call struct{ x, dout *tensor.Tensor }

// A definition says what a layer has to do, and what it does if it is wrong in
// some known way.
type definition struct {
	forward  func(x *tensor.Tensor) *tensor.Tensor
	backward func(c call) map[string]*tensor.Tensor // dx and the parameters' gradients
	names    []string                               // dx, dW, db: in the order of the report

	wrongForward  func(x *tensor.Tensor) []mistake
	wrongBackward func(name string, c call) []mistake
	factors       func(c call) []factor
	atoms         func(c call) []atom // of other formulas; may be nil
	right         map[string]string   // the right ones

	calls  []call  // the first two of one shape, then others
	within float64 // how near results have to be; 0 for 1e-6
}

// examine checks a layer against its definition. It stops after the first part
// that finds something, for what follows would mostly be its consequence.
func (d definition) examine(fresh func() subject) Report {
	var r Report
	for _, part := range []func(*Report, func() subject){
		d.once, d.otherShapes, d.again, d.twice, d.apart, d.careful,
	} {
		if part(&r, fresh); len(r.Problems) > 0 {
			break
		}
	}
	return r
}

// once goes forward and backward with a new layer.
func (d definition) once(r *Report, fresh func() subject) {
	d.run(r, fresh(), d.calls[0], nil)
}

// otherShapes does so for each of the other calls.
func (d definition) otherShapes(r *Report, fresh func() subject) {
	for _, c := range d.calls[1:] {
		before := len(r.Problems)
		if d.run(r, fresh(), c, nil); len(r.Problems) > before {
			where := say("With x of shape %s: ", "x의 형상이 %s일 때 ", c.x.Shape())
			for i := range r.Problems[before:] {
				p := &r.Problems[before+i]
				p.English, p.Korean = where.english+p.English, where.korean+p.Korean
			}
			return
		}
	}
}

// again uses one layer for several batches, one after the other.
func (d definition) again(r *Report, fresh func() subject) {
	s := fresh()
	for i, c := range d.calls {
		var before *call
		if i > 0 {
			before = &d.calls[i-1]
		}
		if d.run(r, s, c, before); len(r.Problems) > 0 {
			return
		}
	}
}

// twice goes forward twice and then backward twice: backward belongs to the
// last forward, and the second gives what the first gave.
func (d definition) twice(r *Report, fresh func() subject) {
	s := fresh()
	first, second := d.calls[0], d.calls[1]
	s.forward(first.x.Copy())
	s.forward(second.x.Copy())
	d.runBackward(r, s, second, &first)
	if len(r.Problems) > 0 {
		return
	}
	d.runBackward(r, s, second, &first)
	r.Problems = slices.DeleteFunc(r.Problems, func(p Problem) bool {
		return p.Cause == "panic" // it lets go of what it kept, which is fine
	})
	for i := range r.Problems {
		if p := &r.Problems[i]; p.Cause == "doubled" {
			what, _, _ := strings.Cut(p.English, " is wrong") // as comparison writes it
			*p = Problem{"accumulated", what + " is wrong: " + accumulated.english, what + "가 틀렸다. " + accumulated.korean}
		}
	}
}

var accumulated = say(
	"it is the sum of this call's and the one before: each Backward must begin anew (= in place of +=).",
	"이번 결과에 지난번 결과가 더해져 있다. Backward는 매번 새로 시작해야 한다(+= 대신 =).")

// apart goes forward with two layers and backward with the first of them.
func (d definition) apart(r *Report, fresh func() subject) {
	a, b := fresh(), fresh()
	mine, other := d.calls[0], d.calls[1]
	a.forward(mine.x.Copy())
	b.forward(other.x.Copy())
	var trial Report
	if d.runBackward(&trial, a, mine, nil); len(trial.Problems) > 0 {
		r.problem("shared state", say(
			"Two layers share their state: after the Forward of another layer, Backward gives that one's result. What a layer keeps must be in its own fields, not in variables of the package.",
			"두 계층이 상태를 함께 쓴다. 다른 계층이 Forward를 하고 나면 Backward가 그 계층의 결과를 낸다. 계층이 간직하는 것은 패키지 변수가 아니라 자기 필드에 두어야 한다."))
	}
}

// careful tries what is no part of the definition; a layer that fails here is
// still right.
func (d definition) careful(r *Report, fresh func() subject) {
	c := d.calls[0]
	if message := attempt(func() { fresh().backward(c.dout.Copy()) }); message == "" {
		r.remark("backward before forward", say(
			"Backward before Forward is not refused: there is nothing to go back through, so it should panic and say so.",
			"Forward보다 먼저 부른 Backward를 그냥 받아들인다. 되짚을 것이 없으므로 패닉으로 알리는 것이 좋다."))
	}
	shape := c.x.Shape()
	if len(shape) > 1 {
		shape[0] = 0
		if message := attempt(func() { fresh().forward(tensor.Zeros(shape...)) }); message != "" {
			r.remark("empty batch", say("An empty batch, x of shape %s, makes Forward panic: %s",
				"빈 배치(x의 형상 %s)에서 Forward가 패닉을 낸다: %s", shape, message))
		}
	}
	for _, odd := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		x := c.x.Copy()
		x.Set(odd, make([]int, x.NDim())...)
		attempt(func() {
			y := fresh().forward(x.Copy())
			if want := d.forward(x); y != nil && !same(y, want, 1e-6) {
				r.remark("not finite", say(
					"Where x is %v, Forward returns %v and must return %v: a network that has diverged would look well.",
					"x가 %v인 곳에서 Forward가 %v를 돌려준다. %v여야 한다. 발산한 신경망이 멀쩡해 보이게 된다.",
					odd, y.Data()[0], want.Data()[0]))
			}
		})
	}
}

// run goes forward and backward with one layer.
func (d definition) run(r *Report, s subject, c call, before *call) {
	x := c.x.Copy()
	var y *tensor.Tensor
	if message := attempt(func() { y = s.forward(x) }); message != "" {
		r.problem(panicked("Forward", "x", c.x, message))
		return
	}
	comparison := comparison{what: "Forward", got: y, want: d.forward(c.x), mistakes: d.wrongForward(c.x), right: d.right["Forward"]}
	if d.atoms != nil {
		comparison.atoms = d.atoms(c)
	}
	p := comparison.check()
	if p != nil {
		r.Problems = append(r.Problems, *p)
	}
	if !same(x, c.x, 0) {
		r.problem("x overwritten", say(
			"x was overwritten: Forward wrote into its input, which belongs to the caller. Write into a copy.",
			"x를 덮어썼다. Forward가 호출한 쪽의 입력에 썼다. 복사본에 써야 한다."))
	}
	if len(r.Problems) == 0 {
		d.runBackward(r, s, c, before)
	}
}

func (d definition) runBackward(r *Report, s subject, c call, before *call) {
	dout := c.dout.Copy()
	got := map[string]*tensor.Tensor{}
	if message := attempt(func() {
		dx := s.backward(dout)
		if s.grads != nil {
			got = s.grads()
		}
		got["dx"] = dx
	}); message != "" {
		r.problem(panicked("Backward", "dout", c.dout, message))
		return
	}
	want := d.backward(c)
	for _, name := range d.names {
		mistakes := d.wrongBackward(name, c)
		if before != nil {
			mistakes = append(d.stale(name, c, *before), mistakes...)
		}
		comparison := comparison{what: name, got: got[name], want: want[name], within: d.within,
			mistakes: mistakes, factors: d.factors(c), right: d.right[name]}
		if d.atoms != nil {
			comparison.atoms = d.atoms(c)
		}
		p := comparison.check()
		if p != nil {
			r.Problems = append(r.Problems, *p)
		}
	}
	if !same(dout, c.dout, 0) {
		r.problem("dout overwritten", say(
			"dout was overwritten: Backward wrote into the caller's tensor, which others may still need. Write into a copy.",
			"dout을 덮어썼다. Backward가 호출한 쪽의 텐서에 썼는데, 그 텐서를 쓸 곳이 더 있을 수 있다. 복사본에 써야 한다."))
	}
}

// stale returns the results of keeping something of the call before.
func (d definition) stale(name string, c, before call) []mistake {
	var mistakes []mistake
	old := d.backward(before)[name]
	now := d.backward(c)[name]
	if sameShape(old, now) {
		mistakes = append(mistakes,
			mistake{"accumulated", accumulated, old.Add(now)},
			mistake{"stale", say(
				"it is that of the call before: what Backward used was not renewed by this Forward.",
				"지난번 호출의 결과다. Backward가 쓰는 것을 이번 Forward가 새로 저장하지 않았다."), old})
	}
	if sameShape(before.dout, c.dout) {
		mistakes = append(mistakes, mistake{"stale", say(
			"Backward used the dout of the call before.", "Backward가 지난번 호출의 dout을 썼다."),
			d.backward(call{c.x, before.dout})[name]})
	}
	if before.x.Size() == c.x.Size() {
		mixed := call{before.x, c.dout}
		var result *tensor.Tensor
		if attempt(func() { result = d.backward(mixed)[name] }) == "" {
			mistakes = append(mistakes, mistake{"stale", say(
				"Backward used the x of the call before: this Forward did not keep its own.",
				"Backward가 지난번 호출의 x를 썼다. 이번 Forward가 자기 x를 간직하지 않았다."), result})
		}
	}
	return mistakes
}
