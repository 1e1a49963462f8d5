package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"backprop/chapter5/exercises/clinic"
	"backprop/layers/layertest"
)

// answer returns the number of the right cause of a case, or of a wrong one.
func answer(p clinic.Patient, right bool) string {
	return strconv.Itoa(1 + slices.IndexFunc(p.Choices(), func(c clinic.Choice) bool { return (c.Cause == p.Cause) == right }))
}

// visit answers the clinic's questions in order and returns what it prints.
func visit(t *testing.T, tool *tool, out *strings.Builder, number int, answers ...string) string {
	t.Helper()
	out.Reset()
	if err := tool.clinic(number, strings.NewReader(strings.Join(answers, "\n")+"\n")); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestClinicGoesOn(t *testing.T) {
	t.Parallel()
	tool, out := folderOf(t, nil)
	p := clinic.Patients()
	got := visit(t, tool, out, -1, answer(p[0], true), "what", "7", answer(p[1], false), "q")
	for _, want := range []string{"Case 1 of 38: ", "\nYes. ", "\nNo. ", "1 to 4, or q: 1 to 4, or q: ", "\nThe cure: ", "Case 3 of 38: ",
		"1 of 2 answers were right; 36 cases are left.\nWrong were: 2. To see one again: clinic and its number.\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("the first visit has no %q:\n%s", want, got)
		}
	}
	got = visit(t, tool, out, -1)
	if !strings.Contains(got, "Case 3 of 38: ") || strings.Contains(got, "Case 2 of 38: ") || strings.Contains(got, "Case 4 of 38: ") {
		t.Errorf("the second visit begins with\n%s", got)
	}
	got = visit(t, tool, out, 2, answer(p[1], true))
	if !strings.Contains(got, "Case 2 of 38: ") || strings.Contains(got, "Case 3 of 38: ") ||
		!strings.HasSuffix(got, "\n2 of 2 answers were right; 36 cases are left.\n") {
		t.Errorf("case 2 again:\n%s", got)
	}
	tool.language = layertest.Korean
	if err := os.WriteFile(filepath.Join(tool.folder, answersFile), []byte(strings.Repeat("1 right\n", 1)), 0o444); err != nil {
		t.Fatal(err)
	}
	if got = visit(t, tool, out, -1); !strings.Contains(got, "2번 / 38: ") || !strings.Contains(got, "답 1개 중 1개가 맞았다. 남은 것은 37개다.\n") {
		t.Errorf("in Korean:\n%s", got)
	}
}

func TestClinicToTheEnd(t *testing.T) {
	tool, out := folderOf(t, nil)
	patients := clinic.Patients()
	last := len(patients)
	for n := 1; n < last; n++ {
		tool.keep(n, "right")
	}
	got := visit(t, tool, out, -1, answer(patients[last-1], true))
	if want := "\n38 of 38 answers were right; 0 cases are left.\nTo begin anew, delete chapter5/exercises/clinic-answers.txt.\n"; !strings.HasSuffix(got, want) {
		t.Errorf("it ends\n%s\nwant\n%s", got[max(0, len(got)-300):], want)
	}
	if got = visit(t, tool, out, -1); strings.Contains(got, "Case ") {
		t.Errorf("after the end it shows\n%s", got)
	}
}

// An answer that cannot be kept is no reason to stop.
func TestClinicInAReadOnlyFolder(t *testing.T) {
	tool, out := folderOf(t, nil)
	if err := os.Mkdir(filepath.Join(tool.folder, answersFile), 0o777); err != nil { // root may write anywhere
		t.Fatal(err)
	}
	got := visit(t, tool, out, 1, "1")
	if !strings.Contains(got, "\nThis answer could not be kept: ") || !strings.Contains(got, " of 1 answers were right") {
		t.Errorf("it says\n%s", got)
	}
}

// Before the answer nothing names the mistake, and no line is wider than the
// terminal, in either language.
func TestClinicAsks(t *testing.T) {
	t.Parallel()
	for _, language := range []layertest.Language{layertest.English, layertest.Korean} {
		tool, out := folderOf(t, nil)
		tool.language = language
		for i, p := range clinic.Patients() {
			if os.Getenv("BACKPROP_LONG") == "" && i%9 != int(language) { // each runs its code
				continue
			}
			got := visit(t, tool, out, i+1)
			for _, spoils := range []string{p.Name, strings.ReplaceAll(p.Name, "_", "")} {
				if strings.Contains(strings.ToLower(got), spoils) {
					t.Errorf("case %d names its mistake, %s:\n%s", i+1, spoils, got)
				}
			}
			if place := regexp.MustCompile(`\w+\.go:\d+`).FindString(got); place != "" {
				t.Errorf("case %d names a file, %s:\n%s", i+1, place, got)
			}
			for _, line := range strings.Split(got, "\n") {
				if width(line) > 80 {
					t.Errorf("case %d: %d columns: %s", i+1, width(line), line)
				}
			}
		}
	}
}
