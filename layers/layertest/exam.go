package layertest

import (
	"slices"
	"strings"

	"backprop/tensor"
)

// A Node is a layer, or any other code, as a node of a computational graph:
// tensors go in and one comes out. Backward returns the gradients.
type Node struct {
	Forward  func(in []*tensor.Tensor) *tensor.Tensor
	Backward func(dout *tensor.Tensor) []*tensor.Tensor // nil if there is none
}

// A Maker makes a new node that shares the parameters with its caller.
type Maker func(params []*tensor.Tensor) Node

// A Call holds the inputs of a node's forward and backward pass.
type Call struct {
	When   Text // the situation, "With labels as indices: ", or ""
	In     []*tensor.Tensor
	Params []*tensor.Tensor
	Dout   *tensor.Tensor
	Loose  bool // Forward's result only has to be finite
}

// A Mistake is broken code that can be run.
type Mistake struct {
	Cause Cause
	Text  // goes on after "dx is wrong: "
	Make  Maker
	Code  any // the broken function, where the code is one function; for the clinic
}

// An Exam checks a node whose right results are known. The first calls differ
// in their data and in the size of the batch, and show every mistake twice.
type Exam struct {
	Whole    bool     // the code is one function, and not two methods
	Result   string   // the name of Forward's result: "Forward"
	Inputs   []string // x, t
	Params   []string // W, b
	Names    []string // of the gradients: dx, dW, db
	Calls    []Call
	Right    Maker
	Mistakes []Mistake

	Terms   func(c Call) []Term     // of the formulas of results
	Formula map[string]string       // the right formula of each result
	Explain func(*Finding) *Problem // explains a result that no mistake gives, or returns nil; may be nil
	Within  float64                 // the relative error that results may have, 0 for 1e-6
	Plain   bool                    // the mistakes' sentences stand alone, without "dx is wrong: "

	once    bool             // a node is used for one call only
	maker   Maker            // of the nodes under examination
	student []*trial         // theirs, one for each call
	right   []*trial         // of the right node
	broken  map[int][]*trial // of the mistakes' nodes
}

// A trial holds the results of a node in a call.
type trial struct {
	values      []*tensor.Tensor // of Forward, then of Backward
	panicked    string           // the message, "" if there is none
	in          string           // Exam.Result or "Backward", where it panicked
	overwritten []string         // names of the caller's inputs that have changed
	changed     []string         // names of the parameters that have changed
	changedIn   string           // Exam.Result or "Backward", where they did
}

// Run checks the nodes that fresh makes.
func (e *Exam) Run(fresh Maker) Report {
	if e.Within == 0 {
		e.Within = 1e-6 // single precision will do
	}
	e.maker, e.broken = fresh, map[int][]*trial{}
	e.right, e.student = e.all(e.Right), e.all(fresh)
	var r Report
	for i := range e.Calls {
		if e.judge(&r, i, e.student[i]); len(r.Problems) > 0 {
			return r
		}
	}
	if !e.once {
		e.again(&r, fresh)
	}
	return r
}

// all runs every call with a new node.
func (e *Exam) all(m Maker) []*trial {
	trials := make([]*trial, len(e.Calls))
	for i, c := range e.Calls {
		trials[i] = e.run(m, c)
	}
	return trials
}

// of returns the trials of mistake number m.
func (e *Exam) of(m int) []*trial {
	if e.broken[m] == nil {
		e.broken[m] = e.all(e.Mistakes[m].Make)
	}
	return e.broken[m]
}

// run makes a node and runs one call.
func (e *Exam) run(m Maker, c Call) *trial {
	params := copies(c.Params)
	var node Node
	if message := Attempt(func() { node = m(params) }); message != "" {
		return &trial{in: "Forward", panicked: message}
	}
	t := &trial{}
	if e.forward(t, node, c); t.panicked == "" {
		e.watch(t, params, c)
		e.backward(t, node, c)
	}
	e.watch(t, params, c)
	return t
}

// watch records the parameters that the pass before was the first to change.
func (e *Exam) watch(t *trial, params []*tensor.Tensor, c Call) {
	if len(t.changed) > 0 {
		return
	}
	for i, name := range e.Params {
		if i < len(params) && !same(params[i], c.Params[i], 0) {
			t.changed, t.changedIn = append(t.changed, name), t.in
		}
	}
}

// use runs one call with a node.
func (e *Exam) use(node Node, c Call) *trial {
	t := &trial{}
	if e.forward(t, node, c); t.panicked == "" {
		e.backward(t, node, c)
	}
	return t
}

// forward runs a node's Forward and records its result.
func (e *Exam) forward(t *trial, node Node, c Call) {
	in := copies(c.In)
	t.in = e.Result
	var y *tensor.Tensor
	if t.panicked = Attempt(func() { y = copyOf(node.Forward(in)) }); t.panicked != "" {
		return
	}
	t.values = append(t.values, y)
	for i, name := range e.Inputs {
		if !same(in[i], c.In[i], 0) {
			t.overwritten = append(t.overwritten, name)
		}
	}
}

// backward runs a node's Backward and records its results.
func (e *Exam) backward(t *trial, node Node, c Call) {
	if node.Backward == nil || c.Dout == nil {
		return
	}
	dout := c.Dout.Copy()
	t.in = "Backward"
	var gradients []*tensor.Tensor
	t.panicked = Attempt(func() {
		for _, g := range node.Backward(dout) {
			gradients = append(gradients, copyOf(g))
		}
	})
	if t.panicked != "" {
		return
	}
	t.values = append(t.values, gradients...)
	if !same(dout, c.Dout, 0) {
		t.overwritten = append(t.overwritten, "dout")
	}
}

// judge compares a trial of call i with the right one.
func (e *Exam) judge(r *Report, i int, got *trial) {
	add := func(p Problem) {
		if !slices.Contains(r.Causes(), p.Cause) { // one mistake, one sentence
			r.problem(p.Cause, e.when(i).Then(p.Text))
		}
	}
	for v, want := range e.right[i].values {
		if v == 1 && len(r.Problems)+len(e.overwrites(got)) > 0 {
			break // the cause comes before its consequences
		}
		if v >= len(got.values) {
			add(e.panicked(i, v, got))
			break
		}
		if e.agree(i, v, got.values[v], want) {
			continue
		}
		if e.Whole && len(r.Problems) > 0 {
			break
		}
		p := e.explain(&Finding{e, i, v, got.values[v], want})
		if p.Cause == "" && len(e.overwrites(got)) > 0 {
			break // that is the cause
		}
		add(p)
	}
	if len(r.Problems) == 0 {
		r.Problems = e.overwrites(got)
	}
}

// when returns the situation of call i, where it is not the plain one. The
// calls before it are right.
func (e *Exam) when(i int) Text {
	c := e.Calls[i]
	if i > 0 && c.When.English == "" && len(c.In) > 0 {
		return Say("With %s of shape %s: ", "%s의 형상이 %s일 때 ", e.Inputs[0], c.In[0].Shape())
	}
	return c.When
}

// agree reports whether two values number v of call i are equal, as far as the
// call wants them to be.
func (e *Exam) agree(i, v int, a, b *tensor.Tensor) bool {
	return v == 0 && e.Calls[i].Loose && isFinite(a) && isFinite(b) || same(a, b, e.Within)
}

// firstWrong returns the number of the first value of call i that is not right
// or, after a panic, missing. It returns -1 if there is none.
func (e *Exam) firstWrong(i int, got *trial) int {
	for v, want := range e.right[i].values {
		if v >= len(got.values) || !e.agree(i, v, got.values[v], want) {
			return v
		}
	}
	return -1
}

// overwrites reports the caller's tensors into which a node has written.
func (e *Exam) overwrites(got *trial) []Problem {
	var problems []Problem
	for _, name := range got.overwritten {
		problems = append(problems, Problem{Cause(name + " overwritten"), Say(
			"%s was overwritten: it belongs to the caller, who may still need it. Write into a copy; Slice, Reshape and T return views of the same numbers.",
			"%s의 값을 덮어썼다. 호출한 쪽에서 다시 사용할 수 있으므로 복사본을 바꾸어야 한다. Slice, Reshape, T의 결과는 같은 메모리를 가리키는 뷰다.", name)})
	}
	if names := strings.Join(got.changed, ", "); names != "" {
		t := Say("%s changes %s: it only computes the gradients, and the training loop updates the parameters.",
			"%s가 %s의 값을 바꾼다. 여기서는 기울기만 구하고, 갱신은 학습 반복문이 한다.", got.changedIn, names)
		if got.changedIn == "Forward" {
			t = Say("Forward changes %s: it has to read the parameters only. Methods such as AddInPlace and Set write into the tensor before the dot.",
				"Forward가 %s의 값을 바꾼다. 매개변수는 읽기만 해야 한다. AddInPlace나 Set 같은 메서드는 점 앞의 텐서를 바꾼다.", names)
		}
		problems = append(problems, Problem{"parameter overwritten", t})
	}
	return problems
}

// name returns the name of value v.
func (e *Exam) name(v int) string {
	if v == 0 {
		return e.Result
	}
	return e.Names[v-1]
}

// again uses nodes more than once. Each call has to return the result of a new
// node.
func (e *Exam) again(r *Report, fresh Maker) {
	for i := range e.Calls {
		for j := range e.Calls {
			if i == j || !sharesParams(e.Calls[i], e.Calls[j]) {
				continue
			}
			for _, backward := range []bool{true, false} {
				if e.after(r, fresh, i, j, backward); len(r.Problems) > 0 {
					return
				}
			}
		}
	}
	for _, law := range []func(*Report, Maker){e.twice, e.apart, e.kept, e.updated} {
		if message := Attempt(func() { law(r, fresh) }); message != "" {
			r.problem("panic", Say("Used twice, or beside another layer, it panicked: %s",
				"두 번 쓰거나 다른 계층과 함께 쓰면 패닉을 낸다: %s", message))
		}
		if len(r.Problems) > 0 {
			return
		}
	}
}

// sharesParams reports whether one node can take both calls.
func sharesParams(a, b Call) bool {
	return slices.EqualFunc(a.Params, b.Params, func(p, q *tensor.Tensor) bool { return p == q })
}

// after runs call j with a node that has run call i, with its Backward or
// without.
func (e *Exam) after(r *Report, fresh Maker, i, j int, backward bool) {
	before, c := e.Calls[i], e.Calls[j]
	if !backward {
		before.Dout = nil
	}
	var node Node
	Attempt(func() { node = fresh(copies(c.Params)) })
	e.use(node, before)
	got := e.use(node, c)
	v := e.firstWrong(j, got)
	if v < 0 {
		return
	}
	where := Say("In a second call: ", "두 번째 호출에서 ")
	if x := before.In[0]; x.NDim() > 0 {
		where = Say("In a second call, after one with %s of shape %s: ",
			"두 번째 호출에서(앞 호출의 %s 형상은 %s) ", e.Inputs[0], x.Shape())
	}
	if v >= len(got.values) {
		r.problem("stale", where.Then(Say(
			"%s panicked for shape %s: %s. A new layer does not, so something that the earlier call kept is used again; Forward has to renew it.",
			"%s가 형상 %s에서 패닉을 냈다: %s. 새 계층은 그러지 않으므로, 이전 호출에서 저장한 것을 다시 쓰고 있다. Forward가 새로 저장해야 한다.",
			got.in, c.In[0].Shape(), got.panicked)))
		return
	}
	cause, t := e.stale(i, j, v, got.values[v])
	r.problem(cause, where.Then(head(e.name(v))).Then(t))
}

// stale explains how call i changes value v of call j.
func (e *Exam) stale(i, j, v int, got *tensor.Tensor) (Cause, Text) {
	now, old := e.right[j].values[v], e.right[i].values[v]
	if sameShape(old, now) && same(got, now.Add(old), e.Within) {
		return "accumulated", Say(
			"this call's result and the earlier one's are added. Begin anew in each call: = and not +=.",
			"이번 결과에 이전 결과가 더해져 있다. 호출할 때마다 새로 시작해야 한다. +=이 아니라 =이다.")
	}
	for k := range e.Inputs { // one input of the earlier call, the rest of this one
		mixed := e.Calls[j]
		mixed.In = slices.Clone(mixed.In)
		mixed.In[k] = e.Calls[i].In[k]
		if t := e.run(e.Right, mixed); v > 0 && v < len(t.values) && same(got, t.values[v], e.Within) {
			return "stale", Say("Backward used the %s of the earlier call. Forward has to keep its own each time.",
				"Backward가 이전 호출의 %s 값을 썼다. Forward가 매번 새로 저장해야 한다.", e.Inputs[k])
		}
	}
	return "stale", Say("a new layer returns the right result, so something of an earlier call is still in it. Forward has to set what it keeps anew and clear what was there before.",
		"새 계층의 결과는 맞는다. 이전 호출에서 저장한 것이 남아 있다. Forward는 저장하는 것을 매번 새로 만들고 이전 것을 지워야 한다.")
}

// twice runs Backward twice. Both have to return the same.
func (e *Exam) twice(r *Report, fresh Maker) {
	for i, c := range e.Calls {
		node := fresh(copies(c.Params))
		e.use(node, c)
		second := &trial{values: e.student[i].values[:1:1]}
		e.backward(second, node, c)
		if second.panicked != "" || len(second.values) == 1 {
			return // there is no Backward, or it may run only once, which is fine
		}
		if v := e.firstWrong(i, second); v > 0 {
			r.problem("second backward", Say(
				"A second Backward after the same Forward returns another %s: the first Backward changed what Forward kept.",
				"같은 Forward 뒤의 두 번째 Backward가 다른 %s 값을 반환한다. 첫 Backward가 Forward에서 저장한 것을 바꾸었다.", e.name(v)))
			return
		}
	}
}

// apart uses another node between Forward and Backward.
func (e *Exam) apart(r *Report, fresh Maker) {
	c, other := e.Calls[0], e.Calls[1]
	node, second := fresh(copies(c.Params)), fresh(copies(other.Params))
	got := &trial{}
	e.forward(got, node, c)
	e.use(second, other)
	e.backward(got, node, c)
	switch v := e.firstWrong(0, got); {
	case v < 0:
	case e.Whole:
		r.problem("result changed", Say(
			"A later call changes what an earlier one returned: make it anew in each call, and keep nothing in variables of the package.",
			"나중 호출이 이전 호출에서 반환한 것을 바꾼다. 패키지 변수에 두지 말고 호출할 때마다 새로 만들어야 한다."))
	default:
		r.problem("shared state", Say(
			"Two layers share their state: after another layer's call, Backward returns a wrong result. Keep what Backward needs in the layer's own fields, not in variables of the package.",
			"두 계층이 상태를 함께 쓴다. 다른 계층을 호출하고 나면 Backward의 결과가 틀린다. Backward에 필요한 것은 패키지 변수가 아니라 계층의 필드에 저장해야 한다."))
	}
}

// kept checks that returned tensors do not change later.
func (e *Exam) kept(r *Report, fresh Maker) {
	type result struct {
		name       string
		value, was *tensor.Tensor
	}
	var returned []result
	node := fresh(copies(e.Calls[0].Params))
	for _, c := range e.Calls {
		if !sharesParams(c, e.Calls[0]) {
			continue
		}
		y := node.Forward(copies(c.In))
		returned = append(returned, result{e.name(0), y, copyOf(y)})
		if node.Backward != nil && c.Dout != nil {
			if gradients := node.Backward(c.Dout.Copy()); len(gradients) > 0 { // the layer may write the others anew
				returned = append(returned, result{e.name(1), gradients[0], copyOf(gradients[0])})
			}
		}
		for _, x := range returned {
			if !same(x.value, x.was, 0) && x.value != nil {
				r.problem("result changed", Say(
					"The earlier result of %s has changed in a later call: the same memory is used again and overwritten. Return a new tensor each time.",
					"이전에 반환한 %s의 결과가 나중 호출에서 바뀌었다. 같은 메모리를 다시 쓰면서 덮어썼다. 매번 새 텐서를 반환해야 한다.", x.name))
				return
			}
		}
	}
}

// updated updates the parameters in place between two calls of one node.
func (e *Exam) updated(r *Report, fresh Maker) {
	c := e.Calls[0]
	for k, name := range e.Params {
		if k >= len(c.Params) {
			return
		}
		params := copies(c.Params)
		node := fresh(params)
		e.use(node, c)
		moved := c
		moved.Params = params
		params[k].AddInPlace(tensor.Scalar(0.5))
		got, want := e.use(node, moved), e.run(e.Right, moved)
		for v := range want.values {
			if v >= len(got.values) || !same(got.values[v], want.values[v], e.Within) {
				r.problem("parameter copied", Say(
					"After an update of %s in place, %s still goes by the old numbers: the layer uses a copy of %[1]s, and must use the caller's tensor itself.",
					"%s의 값을 제자리에서 갱신한 뒤에도 %s의 결과가 이전 값을 따른다. 계층이 %[1]s의 복사본을 쓴다. 호출한 쪽의 텐서 자체를 써야 한다.", name, e.name(v)))
				return
			}
		}
		in := copies(c.In) // the same tensors twice, whose result a layer may have kept
		node.Forward(in)
		params[k].SetAll(c.Params[k])
		if !same(node.Forward(in), e.right[0].values[0], e.Within) {
			r.problem("stale", Say(
				"After an update of %s in place, %s of the same %s is the old one: it has to be computed anew in each call.",
				"%s의 값을 제자리에서 갱신한 뒤 같은 %[3]s에 대한 %[2]s의 결과가 이전 값이다. 호출할 때마다 새로 계산해야 한다.", name, e.Result, e.Inputs[0]))
			return
		}
	}
}

func head(name string) Text { return Say("%s is wrong: ", "%s의 값이 틀렸다. ", name) }

func copies(all []*tensor.Tensor) []*tensor.Tensor {
	out := make([]*tensor.Tensor, len(all))
	for i, t := range all {
		out[i] = t.Copy()
	}
	return out
}

func copyOf(t *tensor.Tensor) *tensor.Tensor {
	if t == nil {
		return nil
	}
	return t.Copy()
}
