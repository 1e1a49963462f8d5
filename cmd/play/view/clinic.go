package view

import (
	"fmt"
	"slices"
	"strings"

	"backprop/chapter5/exercises/clinic"
	"backprop/layers/layertest"
)

// in returns a text in a language.
func in(korean bool, t layertest.Text) string { return say(korean, t.English, t.Korean) }

// Patients returns the clinic's patients.
func Patients(korean bool) []Choice {
	var list []Choice
	for _, p := range clinic.Patients() {
		list = append(list, Choice{p.Name, p.Exercise, in(korean, p.Title)})
	}
	return list
}

// A ClinicRequest names a patient, and a cause that the user has chosen.
type ClinicRequest struct {
	Name   string
	Cause  string
	Korean bool
}

// A Case is what the clinic shows of a patient before the user answers.
type Case struct {
	Title, Story, Symptom string
	Choices               []Choice // Key is the cause
}

// A Finding is what the clinic says of an answer.
type Finding struct {
	Right           bool
	Diagnosis, Cure string
}

// Visit returns a patient's case. The data set must be there.
func Visit(q ClinicRequest) (Case, error) {
	p, err := patient(q.Name)
	if err != nil {
		return Case{}, err
	}
	c := Case{Title: in(q.Korean, p.Title), Story: in(q.Korean, p.Story)}
	var lines []string
	for _, line := range p.Symptom() {
		lines = append(lines, in(q.Korean, line))
	}
	c.Symptom = strings.Join(lines, "\n")
	for _, choice := range p.Choices() {
		c.Choices = append(c.Choices, Choice{Key: string(choice.Cause), Title: in(q.Korean, choice.Text)})
	}
	return c, nil
}

// Diagnose says whether the cause is the patient's.
func Diagnose(q ClinicRequest) (Finding, error) {
	p, err := patient(q.Name)
	if err != nil {
		return Finding{}, err
	}
	return Finding{q.Cause == string(p.Cause), in(q.Korean, p.Diagnosis()), in(q.Korean, p.Cure)}, nil
}

func patient(name string) (clinic.Patient, error) {
	all := clinic.Patients()
	i := slices.IndexFunc(all, func(p clinic.Patient) bool { return p.Name == name })
	if i < 0 {
		return clinic.Patient{}, fmt.Errorf("there is no patient %q", name)
	}
	return all[i], nil
}
