package main

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"backprop/layers/layertest/bilingual"
)

// The lines of section 7.3 come first, then a table with a row for each
// parameter, a table with a row for each h, and the times.
func TestGradCheck(t *testing.T) {
	needsTime(t)
	t.Parallel()
	section, err := os.ReadFile("../../chapter5/7.3-gradient-check/main_test.go")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.ReplaceAll(string(section), "\r\n", "\n") // a checkout may have CRLF
	_, after, found := strings.Cut(text, "// Output:\n")
	if !found {
		t.Fatal("the test of section 7.3 has no // Output:")
	}
	lines := strings.TrimSuffix(strings.ReplaceAll(after, "\t// ", ""), "}\n")

	var out strings.Builder
	tool := newTool(bilingual.English, &out)
	if err := tool.gradCheck(-1); err != nil {
		t.Fatal(err)
	}
	rest, ok := strings.CutPrefix(out.String(), lines+"\n")
	if !ok {
		t.Fatalf("gradcheck prints\n%s\nwant to begin with\n%s", out.String(), lines)
	}
	for _, want := range []string{
		`(?m)^ +mean diff +largest +relative +worst +backprop +differences +kinks +wrong$`,
		`(?m)^W1 +5\.0e-10 .* 0 +0$`,
		`(?m)^b1 +2\.7e-09 .* 0 +0$`,
		`(?m)^W2 +5\.8e-09 .* 0 +0$`,
		`(?m)^b2 +1\.4e-07 .* 0 +0$`,
		`(?m)^1e-01( +\d\.\de[-+]\d\d){4}$`,
		`(?m)^1e-10( +\d\.\de[-+]\d\d){4}$`,
		`(?m)^numerical differentiation took (\d+m)?[\d.]+m?s, backpropagation [\d.]+(µs|ms|s)$`,
	} {
		if !regexp.MustCompile(want).MatchString(rest) {
			t.Errorf("gradcheck prints after the verdict\n%s\nwant a line that matches %s", rest, want)
		}
	}
}

// Another seed gives other weights; with seed 4 a ReLU is on its kink. The
// sentences are in the language.
func TestGradCheckOfAnotherSeed(t *testing.T) {
	needsTime(t)
	var out strings.Builder
	tool := newTool(bilingual.Korean, &out)
	if err := tool.gradCheck(4); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`^W1:1\.2\d+e-06\n`, `\n기울기가 일치한다`, `(?m)^W1 .* 131 +0$`,
		`\n수치 미분은 (\d+m)?[\d.]+m?s, 오차역전파법은 \S+ 걸렸다\n$`} {
		if !regexp.MustCompile(want).MatchString(out.String()) {
			t.Errorf("gradcheck -seed 4 -lang ko prints\n%s\nwant a match of %s", out.String(), want)
		}
	}
}

// needsTime skips a test that takes more than a second or two.
func needsTime(t *testing.T) {
	t.Helper()
	if os.Getenv("BACKPROP_LONG") == "" {
		t.Skip("BACKPROP_LONG=1 runs it")
	}
}
