//go:build js && wasm

// Clinic is the program behind the clinic's page, which runs it in a worker.
package main

import (
	"fmt"
	"slices"
	"strings"

	"backprop/chapter5/exercises/clinic"
	"backprop/cmd/play/wasm/bridge"
	"backprop/layers/layertest"
	"backprop/mnist"
)

// A request names a patient and a cause that the user has chosen, or a file of
// the data set.
type request struct {
	Name   string
	Cause  string
	Korean bool
	Bytes  []byte
}

// in returns a text in the language of the request.
func (q request) in(t layertest.Text) string {
	if q.Korean {
		return t.Korean
	}
	return t.English
}

// A choice is a patient or a cause.
type choice struct{ Key, Title string }

// patients returns the clinic's patients.
func patients(q request) []choice {
	var list []choice
	for _, p := range clinic.Patients() {
		list = append(list, choice{p.Name, q.in(p.Title)})
	}
	return list
}

// A history holds the symptoms of a patient and the causes to choose from.
type history struct {
	Story, Symptom string
	Choices        []choice // of causes
}

// A finding reports whether the chosen cause is right, and holds the check's
// diagnosis and the cure.
type finding struct {
	Right           bool
	Diagnosis, Cure string
}

// visit returns a patient's history. The data set must be there.
func visit(q request) (history, error) {
	p, err := patient(q.Name)
	if err != nil {
		return history{}, err
	}
	c := history{Story: q.in(p.Story)}
	var lines []string
	for _, line := range p.Symptom() {
		lines = append(lines, q.in(line))
	}
	c.Symptom = strings.Join(lines, "\n")
	for _, may := range p.Choices() {
		c.Choices = append(c.Choices, choice{may.English, q.in(may)})
	}
	return c, nil
}

// diagnose says whether the cause is the patient's.
func diagnose(q request) (finding, error) {
	p, err := patient(q.Name)
	if err != nil {
		return finding{}, err
	}
	return finding{q.Cause == p.Diagnosis().English, q.in(p.Diagnosis()), q.in(p.Cure)}, nil
}

func patient(name string) (clinic.Patient, error) {
	all := clinic.Patients()
	i := slices.IndexFunc(all, func(p clinic.Patient) bool { return p.Name == name })
	if i < 0 {
		return clinic.Patient{}, fmt.Errorf("there is no patient %q", name)
	}
	return all[i], nil
}

func main() {
	files := map[string][]byte{}
	bridge.Serve(map[string]bridge.Function{
		"file": bridge.Done(func(q request) error {
			files[q.Name] = q.Bytes
			return nil
		}),
		"data":     bridge.Done(func(request) error { return mnist.Fetched(files) }),
		"patients": bridge.Simple(patients),
		"visit":    bridge.Answer(visit),
		"diagnose": bridge.Answer(diagnose),
	})
}
