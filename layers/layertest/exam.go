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
	Seen     any                                        // what an explanation may look at
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
	Name string
	Text // goes on after "dx is wrong: ", or is "" where the numbers explain the mistake
	Make Maker
}

// An Exam checks a node whose right results are known. Its calls differ in their
// data and in the size of the batch: a mistake has to show in two sizes to be named.
type Exam struct {
	Inputs   []string // x, t
	Params   []string // W, b
	Results  []string // with their right formulas: "Forward = x·W + b", then "dx = dout·Wᵀ"
	Calls    []Call
	Right    Maker
	Mistakes []Mistake

	Terms   func(c Call) []Term // of the formulas of results
	Explain func(*Finding) Text // explains what no mistake gives, or returns no text; may be nil
	Within  float64             // the relative error that results may have, 0 for 1e-6

	once    bool     // a node is used for one call only
	maker   Maker    // of the nodes under examination
	student []*trial // theirs, one for each call
	right   []*trial // of the right node
}

// Run checks the nodes that fresh makes. It reports the first mistake.
func (e *Exam) Run(fresh Maker) (r Report) {
	if e.Within == 0 {
		e.Within = 1e-6 // single precision will do
	}
	e.maker, e.right, e.student = fresh, e.runAll(e.Right), e.runAll(fresh)
	for i, got := range e.student {
		if v := e.wrong(i, got, e.right[i]); v >= 0 || got.overwritten != "" {
			r.Problems = []Text{e.when(i).Then(e.explain(i, max(v, 0)))}
			return r
		}
	}
	if !e.once {
		r.Problems = e.reuse()
	}
	return r
}

// when returns the situation of call i: its own, or the shape of x in a later call
// that has none. The calls before it are right.
func (e *Exam) when(i int) Text {
	c := e.Calls[i]
	if i > 0 && c.When.English == "" && len(c.In) > 0 {
		return Say("With %s of shape %s: ", "%s의 형상이 %s일 때 ", e.Inputs[0], c.In[0].Shape())
	}
	return c.When
}

// name returns the name of value v.
func (e *Exam) name(v int) string {
	name, _, _ := strings.Cut(e.Results[v], " = ")
	return name
}

// rightFormula returns the right formula of value v, or "".
func (e *Exam) rightFormula(v int) string {
	_, formula, _ := strings.Cut(e.Results[v], " = ")
	return formula
}

// isLayer reports whether the nodes are layers, and not a function such as Gradient.
func (e *Exam) isLayer() bool { return e.name(0) == "Forward" }

func head(name string) Text { return Say("%s is wrong: ", "%s의 값이 틀렸다. ", name) }

// overwrites reports the tensor of the caller that a node has changed.
func (e *Exam) overwrites(got *trial) Text {
	why := Say("it belongs to the caller, who may still need it. Write into a copy; Slice, Reshape and T return views of the same numbers.",
		"호출한 쪽에서 다시 사용할 수 있으므로 복사본을 바꾸어야 한다. Slice, Reshape, T의 결과는 같은 메모리를 가리키는 뷰다.")
	if slices.Contains(e.Params, got.overwritten) {
		why = Say("parameters are changed by the training loop alone. Methods such as AddInPlace and Set write into the tensor before the dot.",
			"매개변수의 갱신은 학습 반복문만 한다. AddInPlace나 Set 같은 메서드는 점 앞의 텐서를 바꾼다.")
	}
	return Say("%s was overwritten by %s: %s", "%s의 값이 %s에서 바뀌었다. %s", got.overwritten, got.overwriting, why)
}
