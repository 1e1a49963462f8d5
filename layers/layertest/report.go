// Package layertest checks a layer, the project's own or a student's, as
// testing/fstest checks a file system. What is wrong is said in a sentence,
// and if the wrong numbers are those of a known mistake, the mistake is named:
//
//	func TestMyReLU(t *testing.T) {
//		report := layertest.ReLU(func() layers.Layer { return &MyReLU{} })
//		if err := report.Err(); err != nil {
//			t.Fatal(err) // dx is wrong: the mask is inverted: …
//		}
//	}
//
// The way to tell mistakes apart is to make them: beside the right result of
// each layer stand the results that the mistakes give, and what the layer
// returns is compared with all of them.
package layertest

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
)

// A Cause is a mistake that layertest knows by its numbers.
type Cause string

// A Problem is something that a layer does wrong.
type Problem struct {
	Cause   Cause  // "" if the mistake was not recognised
	English string // whole sentences, with the values in them
	Korean  string
}

// A Report is what came of a check.
type Report struct {
	Problems []Problem // the layer is wrong
	Remarks  []Problem // it is right, but not as careful as it could be
}

// A Language is one in which reports are written.
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

// In returns the problem's text in a language.
func (p Problem) In(language Language) string {
	if language == Korean {
		return p.Korean
	}
	return p.English
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

// A text is a sentence in both languages.
type text struct{ english, korean string }

// say fills in the same values in both languages.
func say(english, korean string, values ...any) text {
	if len(values) == 0 {
		return text{english, korean}
	}
	return text{fmt.Sprintf(english, values...), fmt.Sprintf(korean, values...)}
}

// problem adds what is wrong.
func (r *Report) problem(cause Cause, t text) {
	r.Problems = append(r.Problems, Problem{cause, t.english, t.korean})
}

// remark adds what could be better.
func (r *Report) remark(cause Cause, t text) {
	r.Remarks = append(r.Remarks, Problem{cause, t.english, t.korean})
}
