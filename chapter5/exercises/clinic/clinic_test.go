package clinic

import (
	"os"
	"slices"
	"strings"
	"testing"

	"backprop/layers/layertest"
)

// Every patient is diagnosed, and the project's own in its place is healthy.
func TestEveryPatient(t *testing.T) {
	names := map[string]bool{}
	for _, p := range Patients() {
		t.Run(p.Name, func(t *testing.T) {
			if names[p.Name] {
				t.Error("there are two of this name")
			}
			names[p.Name] = true
			if _, err := os.Stat(p.Name + ".go"); err != nil {
				t.Errorf("it has no file: %v", err)
			}
			r := p.Examine()
			if !slices.Contains(r.Causes(), p.Cause) {
				t.Errorf("causes %q, want %q: %v", r.Causes(), p.Cause, r.Err())
			}
			for _, problem := range r.Problems {
				if strings.Contains(problem.English+problem.Korean, "%!") {
					t.Errorf("badly put together: %s %s", problem.English, problem.Korean)
				}
			}
			if err := p.Healthy().Err(); err != nil {
				t.Errorf("the healthy one is found ill: %v", err)
			}
			for _, text := range []Text{p.Story, p.Cure} {
				if text.English == "" || text.Korean == "" {
					t.Errorf("a text is missing in a language: %+v", text)
				}
			}
			first, second := p.Symptom(), p.Symptom()
			if strings.Count(first, "\n") < 1 || first != second {
				t.Errorf("it shows\n%s, and then\n%s", first, second)
			}
			choices := p.Choices()
			if len(choices) != 4 || !slices.Contains(choices, p.Cause) || len(slices.Compact(slices.Sorted(slices.Values(choices)))) != 4 {
				t.Errorf("the choices are %q, want four with %q", choices, p.Cause)
			}
		})
	}
	if len(names) < 24 {
		t.Errorf("there are %d patients, want 24 at least", len(names))
	}
}

// The right choice is not always at the same place.
func TestChoicesDoNotTell(t *testing.T) {
	places := map[int]int{}
	for _, p := range Patients() {
		places[slices.Index(p.Choices(), p.Cause)]++
	}
	for place := range 4 {
		if places[place] < 3 {
			t.Errorf("the cause stands at place %d of the choices %d times: %v", place, places[place], places)
		}
	}
}

func TestCausesHaveWords(t *testing.T) {
	for _, p := range Patients() {
		for _, language := range []layertest.Language{layertest.English, layertest.Korean} {
			if Words(p.Cause).In(language) == "" {
				t.Errorf("%q has no words", p.Cause)
			}
		}
	}
}
