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
	"sync"

	"backprop/chapter5/exercises/checks"
	"backprop/layers/layertest"
	"backprop/tensor"
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
	if p.Exercise == "watched" {
		s, _ := p.unwise.run()
		return s
	}
	m := p.mistake()
	switch p.Exercise {
	case "relu", "sigmoid":
		return append(body{activation: m.Make}.run(), activationByHand(m.Make(nil))...)
	case "affine":
		return append(body{affine: m.Make}.run(), affineByHand(m.Make)...)
	case "softmaxwithloss":
		return append(body{last: m.Make, std: p.std}.run(), lossByHand(m.Make(nil))...)
	}
	switch broken := m.Code.(type) {
	case checks.Differences:
		return differencesByHand(broken)
	case checks.Backpropagation:
		return gradientSymptom(broken)
	case checks.Loop:
		return loopSymptom(broken)
	default:
		return accuracyByHand(broken.(func(y, t *tensor.Tensor) float64))
	}
}

// Diagnosis returns what the check says of the patient.
func (p Patient) Diagnosis() layertest.Text { return p.Examine().Problems[0].Text }

// diagnoses holds the reports of the patients that were examined.
var diagnoses sync.Map

// Examine checks the patient.
func (p Patient) Examine() layertest.Report {
	key := p.Exercise + "/" + string(p.Cause)
	report, ok := diagnoses.Load(key)
	if !ok {
		if p.Exercise == "watched" {
			_, report = p.unwise.run()
		} else {
			report = checks.Examine(p.Exercise, p.mistake())
		}
		diagnoses.Store(key, report)
	}
	return report.(layertest.Report)
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
	by := func(salt string) func(a, b Patient) int {
		place := func(q Patient) uint32 {
			h := fnv.New32a()
			h.Write([]byte(salt + p.Name + string(q.Cause) + salt))
			return h.Sum32()
		}
		return func(a, b Patient) int { return cmp.Compare(place(a), place(b)) }
	}
	exercise := p.Exercise
	if exercise == "watched" {
		exercise = "train"
	}
	seen := p.Examine().Causes()
	var patients, others []Patient // patients are drawn first
	for _, q := range Patients() {
		if (q.Exercise == exercise || q.Exercise == p.Exercise) && !slices.Contains(seen, q.Cause) {
			patients, seen = append(patients, q), append(seen, q.Cause)
		}
	}
	for _, m := range checks.Mistakes(exercise) {
		if m.English != "" && !slices.Contains(seen, m.Cause) {
			others, seen = append(others, Patient{Exercise: exercise, Cause: m.Cause}), append(seen, m.Cause)
		}
	}
	slices.SortFunc(patients, by("draw"))
	slices.SortFunc(others, by("draw"))
	four := append(append(patients, others...)[:3:3], p)
	slices.SortFunc(four, by("shuffle"))
	var choices []Choice
	for _, q := range four {
		choices = append(choices, Choice{q.Cause, q.Diagnosis()})
	}
	return choices
}
