package main

import (
	"strings"
	"testing"
	"time"

	"backprop/chapter5/exercises"
	"backprop/layers/layertest"
)

func fine() layertest.Report { return layertest.Report{} }

func broken() layertest.Report {
	return layertest.Report{Problems: []layertest.Problem{
		{Cause: "sign flipped", Text: layertest.Text{English: "The sign is flipped.", Korean: "부호가 뒤집혔다."}}}}
}

func careless() layertest.Report {
	return layertest.Report{Remarks: []layertest.Problem{{Text: layertest.Text{English: "It is slow.", Korean: "느리다."}}}}
}

// three exercises, the last of which is blank.
func three(first, second func() layertest.Report) []exercise {
	return []exercise{
		{"one", text{"1.1 first", "1.1 첫째"}, "1.md", nil, first},
		{"two", text{"2.1 second", "2.1 둘째"}, "2.md", []text{{"A hint.", "귀띔."}, {"Another.", "또."}}, second},
		{"three", text{"3.1 third", "3.1 셋째"}, "3.md", nil, func() layertest.Report { panic(exercises.Blank) }},
	}
}

func TestShow(t *testing.T) {
	for _, test := range []struct {
		name          string
		first, second func() layertest.Report
		o             options
		want          string
		ok            bool
	}{
		{"one is wrong", fine, broken, options{}, `   [x] one                1.1 first
-> [!] two                2.1 second
   [ ] three              3.1 third

two is not right yet, see chapter5/exercises/two.go:
  The sign is flipped.
To read: docs/en/2.md, section 2.1. For a hint: -hint.
`, false},
		{"by name, in Korean", fine, broken, options{name: "two", language: layertest.Korean},
			`two: 아직 틀린 곳이 있다. 고칠 곳: chapter5/exercises/two.go
  부호가 뒤집혔다.
읽을 곳: docs/ko/2.md, 2.1절. 힌트: -hint.
`, false},
		{"the next is blank", fine, fine, options{}, `   [x] one                1.1 first
   [x] two                2.1 second
-> [ ] three              3.1 third

three is blank: fill in chapter5/exercises/three.go
To read: docs/en/3.md, section 3.1. For a hint: -hint.
`, true},
		{"the next is blank, in Korean", fine, fine, options{language: layertest.Korean}, `   [x] one                1.1 첫째
   [x] two                2.1 둘째
-> [ ] three              3.1 셋째

three: 비어 있다. 채울 곳: chapter5/exercises/three.go
읽을 곳: docs/ko/3.md, 3.1절. 힌트: -hint.
`, true},
		{"one by name", fine, nil, options{name: "one"}, "one: right.\n", true},
		{"a blank one by name is not right", nil, nil, options{name: "three"},
			"three is blank: fill in chapter5/exercises/three.go\nTo read: docs/en/3.md, section 3.1. For a hint: -hint.\n", false},
		{"a remark", fine, careless, options{name: "two"}, "two: right.\n  Note: It is slow.\n", true},
		{"a panic", nil, func() layertest.Report { panic("oh") }, options{name: "two"},
			"two is not right yet, see chapter5/exercises/two.go:\n  It panicked: oh\n" +
				"To read: docs/en/2.md, section 2.1. For a hint: -hint.\n", false},
	} {
		var out strings.Builder
		if ok := show(three(test.first, test.second), test.o, &out); ok != test.ok || out.String() != test.want {
			t.Errorf("%s: %v\n%s\nwant %v\n%s", test.name, ok, out.String(), test.ok, test.want)
		}
	}
}

func TestShowAllDone(t *testing.T) {
	for language, want := range map[layertest.Language]string{
		layertest.English: "All are done: these are the layers of the chapter.\n",
		layertest.Korean:  "모두 끝났다. 이 장의 계층을 다 만들었다.\n",
	} {
		var out strings.Builder
		if !show(three(fine, fine)[:2], options{language: language}, &out) || !strings.HasSuffix(out.String(), "\n\n"+want) {
			t.Errorf("with all done it says\n%s", out.String())
		}
	}
}

// One that is wrong further down makes the list wrong, while the next is blank.
func TestShowWrongLater(t *testing.T) {
	exercises := three(fine, broken)
	exercises[1], exercises[2] = exercises[2], exercises[1]
	var out strings.Builder
	if show(exercises, options{}, &out) || !strings.Contains(out.String(), "-> [ ] three") {
		t.Errorf("with a wrong one after the next it says nothing is wrong:\n%s", out.String())
	}
}

func TestEndless(t *testing.T) {
	defer func(before time.Duration) { limit = before }(limit)
	limit = 20 * time.Millisecond
	stop := make(chan bool)
	defer close(stop)
	r := examine(exercise{check: func() layertest.Report { <-stop; return fine() }})
	if r.state != wrong || !strings.HasPrefix(r.report.Problems[0].English, "It did not end within 20ms") {
		t.Errorf("for a check without end: %+v", r)
	}
}

func TestGive(t *testing.T) {
	for _, test := range []struct {
		o    options
		want string
	}{
		{options{hint: 1}, "two  2.1 second  chapter5/exercises/two.go\n  Hint 1 of 2: A hint.\nFor the next: -hint 2\n"},
		{options{hint: 9, name: "two", language: layertest.Korean},
			"two  2.1 둘째  chapter5/exercises/two.go\n  힌트 1/2: 귀띔.\n  힌트 2/2: 또.\n"},
	} {
		var out strings.Builder
		if give(three(fine, broken), test.o, &out); out.String() != test.want {
			t.Errorf("give(%+v):\n%s\nwant\n%s", test.o, out.String(), test.want)
		}
	}
	var out strings.Builder
	if give(three(fine, fine)[:2], options{hint: 1}, &out); out.String() != allDone.english+"\n" {
		t.Errorf("a hint when all is done:\n%s", out.String())
	}
}
