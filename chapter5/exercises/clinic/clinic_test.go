package clinic

import (
	"slices"
	"strings"
	"testing"

	"backprop/layers/layertest"
)

func TestEveryPatientIsDiagnosed(t *testing.T) {
	for _, p := range Patients() {
		t.Run(p.Name, func(t *testing.T) {
			r := p.Examine()
			if !slices.Contains(r.Causes(), p.Cause) {
				t.Fatalf("causes %q, want %q: %v", r.Causes(), p.Cause, r.Err())
			}
			choices := p.Choices()
			seen := map[string]bool{}
			for _, c := range choices {
				if c.English == "" || c.Korean == "" || seen[c.English] {
					t.Errorf("a choice has no text, or that of another: %+v", c)
				}
				seen[c.English] = true
				if c.Cause != p.Cause && slices.Contains(r.Causes(), c.Cause) {
					t.Errorf("%q is offered as a wrong choice, and is right, too", c.Cause)
				}
			}
			if len(choices) != 4 || !seen[p.Diagnosis().English] {
				t.Errorf("the choices are %q, want four with %q", choices, p.Diagnosis().English)
			}
		})
	}
}

// The symptoms differ from those of all other patients.
func TestSymptoms(t *testing.T) {
	seen := map[string]string{}
	for _, p := range Patients() {
		var english, korean strings.Builder
		for _, line := range p.Symptom() {
			english.WriteString(line.English + "\n")
			korean.WriteString(line.Korean + "\n")
			for _, text := range []string{line.English, line.Korean} {
				if columns(text) > 77 && !strings.Contains(text, "panic") && !strings.Contains(text, "패닉") {
					t.Errorf("%s: a line of %d columns: %s", p.Name, columns(text), text)
				}
			}
		}
		if digits(english.String()) != digits(korean.String()) || english.String() == korean.String() {
			t.Errorf("%s shows\n%s\nin Korean\n%s", p.Name, &english, &korean)
		}
		if other, ok := seen[english.String()]; ok {
			t.Errorf("%s shows the same as %s:\n%s", p.Name, other, &english)
		}
		seen[english.String()] = p.Name
	}
}

// digits leaves the digits of s.
func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

func TestTexts(t *testing.T) {
	names := map[string]bool{}
	for _, p := range Patients() {
		for _, text := range []layertest.Text{p.Title, p.Story, p.Cure, p.Diagnosis()} {
			if text.English == "" || text.Korean == "" || text.English == text.Korean || strings.Contains(text.English+text.Korean,
				"%!") {
				t.Errorf("%s: a text is missing in a language: %+v", p.Name, text)
			}
		}
		if names[p.Name] || names[p.Title.English] {
			t.Errorf("two patients have the name %q or the title %q", p.Name, p.Title.English)
		}
		names[p.Name], names[p.Title.English] = true, true
	}
	if len(Patients()) < 24 {
		t.Errorf("there are %d patients, want 24 at least", len(Patients()))
	}
}

// The right choice is not always at the same place.
func TestChoicesDoNotTell(t *testing.T) {
	places := map[int]int{}
	for _, p := range Patients() {
		places[slices.IndexFunc(p.Choices(), func(c layertest.Problem) bool { return c.Cause == p.Cause })]++
	}
	for place := range 4 {
		if places[place] < 3 {
			t.Errorf("the cause stands at place %d of the choices %d times: %v", place, places[place], places)
		}
	}
}

// columns is the width of s on a terminal, where Hangul takes two.
func columns(s string) int {
	n := 0
	for _, r := range s {
		if n++; r >= 0x1100 {
			n++
		}
	}
	return n
}
