package clinic

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"backprop/layers/layertest"
)

// Every patient is diagnosed, and the project's own in its place is healthy.
func TestEveryPatient(t *testing.T) {
	for _, p := range Patients() {
		t.Run(p.Name, func(t *testing.T) {
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
			choices := p.Choices()
			if len(choices) != 4 || !slices.Contains(choices, p.Cause) || len(slices.Compact(slices.Sorted(slices.Values(choices)))) != 4 {
				t.Errorf("the choices are %q, want four with %q", choices, p.Cause)
			}
			for _, choice := range choices {
				if choice != p.Cause && slices.Contains(r.Causes(), choice) {
					t.Errorf("%q is offered as a wrong choice, and is right, too", choice)
				}
			}
		})
	}
}

// Symptoms are the same each time, and differ from those of all others.
func TestSymptoms(t *testing.T) {
	seen := map[string]string{}
	for _, p := range Patients() {
		english, korean := p.Symptom(), p.SymptomIn(layertest.Korean)
		if numbers(english) != numbers(korean) || english == korean || strings.Contains(english+korean, "%!") {
			t.Errorf("%s shows\n%s\nin Korean\n%s", p.Name, english, korean)
		}
		if other, ok := seen[english]; ok {
			t.Errorf("%s shows the same as %s:\n%s", p.Name, other, english)
		}
		seen[english] = p.Name
		for _, line := range strings.Split(english+korean, "\n") {
			if width := columns(line); width > 77 && !strings.Contains(line, "panic") && !strings.Contains(line, "패닉") {
				t.Errorf("%s: a line of %d columns: %s", p.Name, width, line)
			}
		}
	}
}

// numbers leaves the digits of s.
func numbers(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// There is a file for each patient, and each file's patient is among them.
func TestPatientsHaveFiles(t *testing.T) {
	names := map[string]bool{}
	for _, p := range Patients() {
		if names[p.Name] {
			t.Errorf("there are two of the name %s", p.Name)
		}
		names[p.Name] = true
		if _, err := os.Stat(p.Name + ".go"); err != nil {
			t.Errorf("%s has no file: %v", p.Name, err)
		}
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(source), "Patient() Patient {\n") && !names[strings.TrimSuffix(file, ".go")] {
			t.Errorf("%s is not among the patients", file)
		}
	}
	if len(names) < 24 {
		t.Errorf("there are %d patients, want 24 at least", len(names))
	}
}

func TestTextsAreInBothLanguages(t *testing.T) {
	titles := map[string]bool{}
	for _, p := range Patients() {
		for _, text := range []Text{p.Title, p.Story, p.Cure, Words(p.Cause)} {
			if text.English == "" || text.Korean == "" || text.English == text.Korean {
				t.Errorf("%s: a text is missing in a language: %+v", p.Name, text)
			}
			if text.In(layertest.English) != text.English || text.In(layertest.Korean) != text.Korean {
				t.Errorf("%s: In chooses the wrong language of %+v", p.Name, text)
			}
		}
		if titles[p.Title.English] {
			t.Errorf("two have the title %q", p.Title.English)
		}
		titles[p.Title.English] = true
		for _, cause := range p.Choices() {
			if Words(cause).English == "" || Words(cause).Korean == "" {
				t.Errorf("%q has no words", cause)
			}
		}
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
