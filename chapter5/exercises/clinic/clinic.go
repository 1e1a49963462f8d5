// Package clinic has patients: layers, networks and training loops with a
// mistake in them. The mistakes are those of package checks, and each can be
// run: what it shows is the patient's symptom. The check finds its cause.
//
// The package returns texts in both languages and knows no terminal.
//
//	go run ./cmd/exercise clinic
package clinic

import (
	"cmp"
	"hash/fnv"
	"slices"
	"strings"
	"sync"

	"backprop/chapter5"
	"backprop/chapter5/exercises/checks"
	"backprop/layers"
	"backprop/layers/layertest"
	"backprop/tensor"
	"backprop/tensor/random"
)

// A Patient is code with a mistake in it.
type Patient struct {
	Name     string
	Title    layertest.Text  // what can be seen, and not why
	Story    layertest.Text  // what its author did and saw
	Exercise string          // the exercise that it is an answer to: "relu"
	Cause    layertest.Cause // the name of its mistake
	Cure     layertest.Text  // what to write instead, and why

	std    float64  // of the first weights of the network that it is put into
	unwise training // of a patient whose code is right
}

// A Choice is something that a patient may have.
type Choice struct {
	Cause layertest.Cause
	layertest.Text
}

// Symptom runs the patient for a moment and returns the lines that it shows:
// losses, gradients, an accuracy.
func (p Patient) Symptom() []layertest.Text {
	english := strings.Split(strings.TrimRight(p.symptom(words{layertest.English}), "\n"), "\n")
	korean := strings.Split(strings.TrimRight(p.symptom(words{layertest.Korean}), "\n"), "\n")
	lines := make([]layertest.Text, len(english))
	for i := range lines {
		lines[i] = layertest.Text{English: english[i], Korean: korean[i]}
	}
	return lines
}

// Diagnosis returns what the check says of the patient.
func (p Patient) Diagnosis() layertest.Text { return p.Examine().Problems[0].Text }

// Examine checks the patient.
func (p Patient) Examine() layertest.Report {
	key := p.Exercise + "/" + string(p.Cause)
	report, ok := diagnoses.Load(key)
	if !ok {
		report = p.examine()
		diagnoses.Store(key, report)
	}
	return report.(layertest.Report)
}

func (p Patient) examine() layertest.Report {
	if p.Exercise == "watched" {
		return p.unwise.examine()
	}
	return checks.Examine(p.Exercise, p.mistake())
}

func (p Patient) mistake() layertest.Mistake {
	mistakes := checks.Mistakes(p.Exercise)
	return mistakes[slices.IndexFunc(mistakes, func(m layertest.Mistake) bool { return m.Cause == p.Cause })]
}

// Choices returns the patient's diagnosis and those of three other mistakes of
// the same exercise, in an order that does not tell which it is.
func (p Patient) Choices() []Choice {
	// By a hash, which is the same each time: first to draw three others, then
	// anew to shuffle.
	by := func(salt string) func(a, b Choice) int {
		place := func(c Choice) uint32 {
			h := fnv.New32a()
			h.Write([]byte(salt + p.Name + string(c.Cause) + salt))
			return h.Sum32()
		}
		return func(a, b Choice) int { return cmp.Compare(place(a), place(b)) }
	}
	var others []Choice
	causes := p.Examine().Causes()
	for _, q := range Patients() {
		alike := q.Exercise == p.Exercise || p.Exercise == "watched" && q.Exercise == "train"
		if alike && !slices.Contains(causes, q.Cause) {
			others = append(others, Choice{Cause: q.Cause})
		}
	}
	slices.SortFunc(others, by("draw"))
	if p.Exercise != "watched" {
		var more []Choice // mistakes that are no patients
		for _, m := range checks.Mistakes(p.Exercise) {
			if m.English != "" && !slices.Contains(causes,
				m.Cause) && !slices.ContainsFunc(append(others, more...),
				func(c Choice) bool { return c.Cause == m.Cause }) {
				more = append(more, Choice{Cause: m.Cause})
			}
		}
		slices.SortFunc(more, by("draw"))
		others = append(others, more...)
	}
	choices := append(others[:3:3], Choice{Cause: p.Cause})
	for i, c := range choices {
		choices[i].Text = sentence(p.Exercise, c.Cause)
	}
	slices.SortFunc(choices, by("shuffle"))
	return choices
}

// sentence returns what the check says of a mistake.
func sentence(exercise string, cause layertest.Cause) layertest.Text {
	for _, p := range Patients() {
		if p.Cause == cause && (p.Exercise == exercise || exercise == "watched") {
			return p.Diagnosis()
		}
	}
	return Patient{Exercise: exercise, Cause: cause}.Diagnosis()
}

// diagnoses holds the reports of patients that were examined.
var diagnoses sync.Map

// symptom runs the patient in a place of its kind.
func (p Patient) symptom(w words) string {
	if p.Exercise == "watched" {
		return p.unwise.symptom(w)
	}
	m := p.mistake()
	switch p.Exercise {
	case "relu", "sigmoid":
		activation := func() layers.Layer { return &nodeLayer{node: m.Make(nil)} }
		return body{activation: activation}.run(w) + activationByHand(w, activation())
	case "affine":
		affine := func(W, b *tensor.Tensor) checks.AffineLayer {
			layer := &nodeLayer{node: m.Make([]*tensor.Tensor{W, b})}
			return checks.AffineLayer{Layer: layer,
				Grads: func() (dW, db *tensor.Tensor) { return layer.gradients[1], layer.gradients[2] }}
		}
		return body{affine: affine}.run(w) + affineByHand(w, affine)
	case "softmaxwithloss":
		last := func() checks.LossLayer { return lossLayer{m.Make(nil)} }
		return body{last: last, std: p.std}.run(w) + lossByHand(w, last())
	case "numericalgradient":
		return differencesByHand(w, m.Code.(checks.Differences))
	case "gradient":
		return gradientSymptom(w, m.Code.(checks.Backpropagation))
	case "train":
		return loopSymptom(w, m.Code.(checks.Loop))
	}
	return accuracyByHand(w, m.Code.(func(y, t *tensor.Tensor) float64))
}

// A nodeLayer is a node as a layer of a network.
type nodeLayer struct {
	node      layertest.Node
	gradients []*tensor.Tensor
}

func (l *nodeLayer) Forward(x *tensor.Tensor) *tensor.Tensor {
	return l.node.Forward([]*tensor.Tensor{x})
}

func (l *nodeLayer) Backward(dout *tensor.Tensor) *tensor.Tensor {
	l.gradients = l.node.Backward(dout)
	return l.gradients[0]
}

// A lossLayer is a node as the last layer of a network.
type lossLayer struct{ node layertest.Node }

func (l lossLayer) Forward(x, t *tensor.Tensor) float64 {
	return l.node.Forward([]*tensor.Tensor{x, t}).Item()
}

func (l lossLayer) Backward(dout float64) *tensor.Tensor {
	return l.node.Backward(tensor.Scalar(dout))[0]
}

func goodAffine(W, b *tensor.Tensor) checks.AffineLayer {
	a := layers.NewAffine(W, b)
	return checks.AffineLayer{Layer: a, Grads: func() (dW, db *tensor.Tensor) { return a.DW, a.DB }}
}

// newNet returns the network that symptoms are shown with.
func newNet() *chapter5.TwoLayerNet { return chapter5.NewTwoLayerNet(784, 20, 10, 0.1, random.New(1)) }
