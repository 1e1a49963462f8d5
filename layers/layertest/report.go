// Package layertest checks a layer, the project's own or a student's, as
// testing/fstest checks a file system, and says in a sentence what is wrong:
//
//	func TestMyLayer(t *testing.T) {
//		report := layertest.Layer(func() layertest.Parts { return layertest.Parts{Layer: &MyLayer{}} }, []int{3, 4})
//		if err := report.Err(); err != nil {
//			t.Fatal(err)
//		}
//	}
//
// Layer takes Forward for right and finds the mistakes of Backward by laws: a
// Backward is the derivative of its Forward, an earlier call leaves no traces,
// what belongs to the caller stays as it was. An Exam knows the right layer and
// a list of broken ones besides: a layer that equals a broken one has its
// mistake. Diagnose compares the gradients of a network, as section 7.3 does.
package layertest

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
)

// A Cause is the name of a mistake.
type Cause string

// A Problem says what code does wrong.
type Problem struct {
	Cause Cause // "" if the mistake was not recognised
	Text
}

// A Report lists the problems that a check found.
type Report struct {
	Problems []Problem // the code is wrong
	Remarks  []Problem // it is right, and this is worth knowing
}

// A Text holds whole sentences in both languages, with the values in them.
type Text struct{ English, Korean string }

// Say returns a text with the values filled in.
func Say(english, korean string, values ...any) Text {
	if len(values) == 0 {
		return Text{english, korean}
	}
	return Text{fmt.Sprintf(english, values...), fmt.Sprintf(korean, values...)}
}

// In returns the text in a language.
func (t Text) In(language Language) string {
	if language == Korean {
		return t.Korean
	}
	return t.English
}

// Then returns the text followed by another.
func (t Text) Then(next Text) Text { return Text{t.English + next.English, t.Korean + next.Korean} }

// A Language is a language of the reports.
type Language int

const (
	English Language = iota
	Korean
)

// LanguageOf returns the language that a student's environment asks for, by
// LC_ALL, LC_MESSAGES or LANG: Korean for ko_KR.UTF-8, else English.
func LanguageOf(getenv func(string) string) Language {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := getenv(name); value != "" {
			if strings.HasPrefix(value, "ko") {
				return Korean
			}
			return English
		}
	}
	return English
}

// Err returns the problems as an error in the language of the environment, or
// nil if there are none.
func (r Report) Err() error {
	if len(r.Problems) == 0 {
		return nil
	}
	language := LanguageOf(os.Getenv)
	var lines []string
	for _, p := range r.Problems {
		lines = append(lines, p.In(language))
	}
	return errors.New(strings.Join(lines, "\n"))
}

// Causes returns the mistakes that were recognised, each once.
func (r Report) Causes() []Cause {
	var causes []Cause
	for _, p := range r.Problems {
		if p.Cause != "" && !slices.Contains(causes, p.Cause) {
			causes = append(causes, p.Cause)
		}
	}
	return causes
}

// problem adds a problem.
func (r *Report) problem(cause Cause, t Text) { r.Problems = append(r.Problems, Problem{cause, t}) }

// remark adds a remark.
func (r *Report) remark(cause Cause, t Text) { r.Remarks = append(r.Remarks, Problem{cause, t}) }
