package main

import (
	"strings"
	"testing"

	"backprop/chapter5/exercises"
	"backprop/layers/layertest"
)

// three exercises: one done, one wrong, one blank.
func three(second func() layertest.Report) []exercise {
	return []exercise{
		{"one", text{"first", "첫째"}, "1.md", nil, func() layertest.Report { return layertest.Report{} }},
		{"two", text{"second", "둘째"}, "2.md", []text{{"a hint", "귀띔"}}, second},
		{"three", text{"third", "셋째"}, "3.md", nil, func() layertest.Report { panic(exercises.Blank) }},
	}
}

func TestShow(t *testing.T) {
	broken := func() layertest.Report {
		return layertest.Report{Problems: []layertest.Problem{
			{Cause: "sign flipped", English: "The sign is flipped.", Korean: "부호가 뒤집혔다."}}}
	}
	fine := func() layertest.Report { return layertest.Report{} }
	for _, test := range []struct {
		name   string
		second func() layertest.Report
		o      options
		want   string
		ok     bool
	}{
		{"one is wrong", broken, options{}, `   [x] one                first
-> [!] two                second
   [ ] three              third

two is not right yet (chapter5/exercises/two.go):
  The sign is flipped.
To read: docs/en/2.md. For a hint: -hint 1.
`, false},
		{"in Korean, with a hint", broken, options{name: "two", hint: 3, language: layertest.Korean},
			`two는 아직 틀린 곳이 있다(chapter5/exercises/two.go).
  부호가 뒤집혔다.
읽을 곳: docs/ko/2.md. 힌트: -hint 1.
힌트 1: 귀띔
`, false},
		{"the next is blank", fine, options{}, `   [x] one                first
   [x] two                second
-> [ ] three              third

three is blank: fill in chapter5/exercises/three.go. To read: docs/en/3.md.
`, true},
		{"one by name", fine, options{name: "one"}, "one: right.\n", true},
		{"a panic", func() layertest.Report { panic("oh") }, options{name: "two"},
			"two is not right yet (chapter5/exercises/two.go):\n  It panicked: oh\nTo read: docs/en/2.md. For a hint: -hint 1.\n", false},
	} {
		var out strings.Builder
		if ok := show(three(test.second), test.o, &out); ok != test.ok || out.String() != test.want {
			t.Errorf("%s: %v\n%s\nwant %v\n%s", test.name, ok, out.String(), test.ok, test.want)
		}
	}
	var out strings.Builder
	if !show(three(fine)[:2], options{}, &out) || !strings.Contains(out.String(), "All are done") {
		t.Errorf("with all done it says\n%s", out.String())
	}
}

func TestParse(t *testing.T) {
	for _, test := range []struct{ args, want string }{
		{"nope", "exercise: there is no exercise \"nope\", there are mul, add, relu, sigmoid, affinedatum, affine, " +
			"softmaxwithloss, numericalgradient, gradient, train\nRun with -h to see the flags.\n"},
		{"-lang fr", "exercise: -lang fr: want en or ko\nRun with -h to see the flags.\n"},
		{"-hint -1", "exercise: -hint -1: want 1 or 2\nRun with -h to see the flags.\n"},
		{"relu add", "exercise: unexpected argument \"add\"\nRun with -h to see the flags.\n"},
		{"relu.go", ""},
		{"-lang ko -hint 2 train", ""},
	} {
		var stderr strings.Builder
		_, err := parse(strings.Fields(test.args), &stderr)
		if stderr.String() != test.want || err == nil != (test.want == "") {
			t.Errorf("parse(%q): %v, says %q, want %q", test.args, err, stderr.String(), test.want)
		}
	}
	if lines := strings.Split(usage, "\n"); len(lines) > 24 {
		t.Errorf("-h has %d lines, want no more than a screen's 24", len(lines))
	}
}

func TestEveryExerciseHasItsWords(t *testing.T) {
	for _, e := range list {
		for _, words := range append(e.hints, e.title) {
			if words.english == "" || words.korean == "" {
				t.Errorf("%s lacks words in a language: %+v", e.name, words)
			}
		}
	}
}
