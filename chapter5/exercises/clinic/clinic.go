// Package clinic shows patients: layers, networks and training loops with a
// mistake in them. A patient's code runs and shows its symptom, and the check finds
// its cause.
//
//	go run ./cmd/exercise clinic
//
// The broken code is in package checks, in the list of mistakes of the exercise: that
// of {Exercise: "relu", Mistake: "mask inverted"} is in checks/activations.go, under "mask
// inverted". A few patients have right code and an unwise number, such as a learning
// rate of 30. The number is in patients.go.
//
// clinic.go has the patient and its diagnosis. patients.go has the list of patients,
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

	"backprop/chapter5/exercises/checks"
	"backprop/layers/layertest"
	"backprop/tensor"
)

// A Patient is code with a mistake in it.
type Patient struct {
	Name     string
	Title    layertest.Text // what can be seen, and not why
	Story    layertest.Text // what its author did and saw
	Exercise string         // the exercise that it is an answer to: "relu"
	Mistake  string         // the name of its mistake
	Cure     layertest.Text // what to write instead, and why

	std    float64                            // of the first weights of the network that it is put into, 0 for 0.1
	unwise func() (symptom, layertest.Report) // the training of a patient whose code is right, else nil
}

// Symptom runs the patient for a moment and returns the lines that it shows:
// losses, gradients, an accuracy.
func (p Patient) Symptom() []layertest.Text {
	if p.unwise != nil {
		s, _ := p.unwise()
		return s
	}
	broken := p.code()
	trained := func() symptom { return layerSymptom(p.Exercise, broken, cmp.Or(p.std, 0.1)) }
	switch p.Exercise {
	case "numericalgradient":
		return differencesByHand(broken(nil))
	case "gradient":
		return gradientSymptom(broken)
	case "train":
		return loopSymptom(broken)
	case "accuracy":
		return accuracyByHand(broken(nil))
	case "affine":
		return append(trained(), layerByHand(broken, tensor.Matrix([][]float64{{1, 2}, {3, 4}}), tensor.Vector(10, 20))...)
	case "softmaxwithloss":
		return append(trained(), lossByHand(broken(nil))...)
	}
	return append(trained(), layerByHand(broken)...)
}

// code returns the maker of the patient's code.
func (p Patient) code() layertest.Maker {
	mistakes := checks.Exam(p.Exercise).Mistakes
	return mistakes[slices.IndexFunc(mistakes, func(m layertest.Mistake) bool { return m.Name == p.Mistake })].Make
}

// Diagnosis returns what the check says of the patient.
func (p Patient) Diagnosis() layertest.Text {
	if p.unwise != nil {
		_, report := p.unwise()
		return report.Problems[0]
	}
	return checks.Exam(p.Exercise).Run(p.code()).Problems[0]
}

// Choices returns the patient's diagnosis and those of three other mistakes of
// the same exercise, in an order that does not tell which it is.
func (p Patient) Choices() []layertest.Text {
	var others []Patient
	for _, m := range checks.Exam(p.Exercise).Mistakes {
		others = append(others, Patient{Exercise: p.Exercise, Mistake: m.Name})
	}
	for _, q := range Patients() {
		if q.Exercise == p.Exercise && q.unwise != nil {
			others = append(others, q)
		}
	}
	h := fnv.New64a()
	h.Write([]byte(p.Name))
	rng := rand.New(rand.NewPCG(h.Sum64(), 0)) // the same order each time
	rng.Shuffle(len(others), func(i, j int) { others[i], others[j] = others[j], others[i] })
	four := []layertest.Text{p.Diagnosis()}
	for _, q := range others {
		if len(four) == 4 {
			break
		}
		if d := q.Diagnosis(); !slices.Contains(four, d) {
			four = append(four, d)
		}
	}
	rng.Shuffle(len(four), func(i, j int) { four[i], four[j] = four[j], four[i] })
	return four
}
