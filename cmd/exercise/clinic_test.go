package main

import (
	"strings"
	"testing"

	"backprop/chapter5/exercises/clinic"
	"backprop/layers/layertest"
)

func TestVisit(t *testing.T) {
	patients := clinic.Patients()
	var answers strings.Builder
	for _, p := range patients {
		for i, cause := range p.Choices() {
			if cause.Cause == p.Cause {
				answers.WriteString(string(rune('1'+i)) + "\n")
			}
		}
	}
	for _, language := range []layertest.Language{layertest.English, layertest.Korean} {
		var out strings.Builder
		if err := visit("", language, strings.NewReader(answers.String()), &out); err != nil {
			t.Fatal(err)
		}
		want := map[layertest.Language]string{
			layertest.English: "38 of 38 were named rightly.", layertest.Korean: "38명 중 38명을 맞혔다."}[language]
		if !strings.Contains(out.String(), want) {
			t.Errorf("with every answer right it ends\n%s", out.String()[max(0, out.Len()-300):])
		}
		if strings.Contains(out.String(), "%!") {
			t.Errorf("badly put together:\n%s", out.String())
		}
	}
}

func TestVisitOne(t *testing.T) {
	p := clinic.Patients()[0]
	wrong := "1"
	if p.Choices()[0].Cause == p.Cause {
		wrong = "2"
	}
	var out strings.Builder
	if err := visit(p.Name, layertest.English, strings.NewReader("what\n7\n"+wrong+"\n"), &out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{p.Story.English, "No: dx is wrong: the mask is inverted", p.Cure.English, "0 of 1", "1 to 4, or q: 1 to 4, or q: "} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in\n%s", want, out.String())
		}
	}
	if err := visit("nobody", layertest.English, strings.NewReader(""), &out); err == nil ||
		err.Error() != `there is no patient "nobody"; go run ./cmd/exercise clinic shows them all` {
		t.Errorf("for a patient that is not there: %v", err)
	}
	out.Reset()
	if err := visit("", layertest.English, strings.NewReader("q\n"), &out); err != nil || !strings.Contains(out.String(), "0 of 0") {
		t.Errorf("after q: %v\n%s", err, out.String())
	}
	if err := visit("", layertest.English, strings.NewReader(""), &out); err != nil {
		t.Errorf("with no input: %v", err)
	}
}
