// Package clinic shows patients: layers, networks and training loops with a
// mistake in them. A patient's code runs and shows its symptom, and the check finds
// its cause.
//
//	go run ./cmd/exercise clinic
//
// The broken code is in package checks, in the list of mistakes of the exercise: that
// of {Exercise: "relu", Cause: "mask inverted"} is in checks/activations.go, under "mask
// inverted". A few patients have right code and an unwise number, such as a learning
// rate of 30. The number is in patients.go.
//
// This file has the patient and its diagnosis. patients.go has the list of patients,
// with their stories and cures. training.go trains with broken code, and symptoms.go
// shows a few numbers that you can check by hand.
//
// The package returns texts in both languages and knows no terminal.
package clinic

import (
	"cmp"
	"hash/fnv"
	"math/rand/v2"
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

	std    float64   // of the first weights of the network that it is put into, 0 for 0.1
	unwise *training // of a patient whose code is right, else nil
}

// Symptom runs the patient for a moment and returns the lines that it shows:
// losses, gradients, an accuracy.
func (p Patient) Symptom() []layertest.Text {
	if p.unwise != nil {
		s, _ := p.unwise.run()
		return s
	}
	m := p.mistake()
	switch broken := m.Code.(type) {
	case checks.Differences:
		return differencesByHand(broken)
	case checks.Backpropagation:
		return gradientSymptom(broken)
	case checks.Loop:
		return loopSymptom(broken)
	case func(y, t *tensor.Tensor) float64:
		return accuracyByHand(broken)
	}
	s := layerSymptom(p.Exercise, m.Make, cmp.Or(p.std, 0.1))
	switch p.Exercise {
	case "affine":
		return append(s, layerByHand(m.Make, tensor.Matrix([][]float64{{1, 2}, {3, 4}}), tensor.Vector(10, 20))...)
	case "softmaxwithloss":
		return append(s, lossByHand(m.Make(nil))...)
	}
	return append(s, layerByHand(m.Make)...)
}

// Diagnosis returns what the check says of the patient.
func (p Patient) Diagnosis() layertest.Text { return p.Examine().Problems[0].Text }

// diagnoses holds the reports on the patients, which take a moment.
var diagnoses sync.Map

// Examine checks the patient.
func (p Patient) Examine() layertest.Report {
	key := p.Exercise + "/" + string(p.Cause)
	report, ok := diagnoses.Load(key)
	if !ok {
		if p.unwise != nil {
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
func (p Patient) Choices() []layertest.Problem {
	var others []Patient
	for _, m := range checks.Mistakes(p.Exercise) {
		others = append(others, Patient{Exercise: p.Exercise, Cause: m.Cause})
	}
	for _, q := range Patients() {
		if q.Exercise == p.Exercise && q.unwise != nil {
			others = append(others, q)
		}
	}
	h := fnv.New64a()
	h.Write([]byte(p.Name))
	rng := rand.New(rand.NewPCG(h.Sum64(), 0)) // the same order each time
	shuffle := func(all []Patient) { rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] }) }
	shuffle(others)
	four, seen := []Patient{p}, p.Examine().Causes()
	for _, q := range others {
		if len(four) < 4 && !slices.Contains(seen, q.Cause) {
			four, seen = append(four, q), append(seen, q.Cause)
		}
	}
	shuffle(four)
	var choices []layertest.Problem
	for _, q := range four {
		choices = append(choices, layertest.Problem{Cause: q.Cause, Text: q.Diagnosis()})
	}
	return choices
}
