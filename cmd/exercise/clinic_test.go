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
	"backprop/cmd/internal/cli"
	"backprop/layers/layertest"
	"backprop/layers/layertest/bilingual"
)

// answer returns the number of the right cause of a case, or of a wrong one.
func answer(p clinic.Patient, right bool) string {
	return strconv.Itoa(1 + slices.IndexFunc(p.Choices(), func(c layertest.Text) bool { return (c == p.Diagnosis()) == right }))
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
	got := visit(t, tool, out, 0, answer(p[0], true), "what", "7", answer(p[1], false), "q")
	for _, want := range []string{"Case 1 of 38: ", "\nYes. ", "\nNo. ", "1 to 4, or q: 1 to 4, or q: ", "\nThe cure: ", "Case 3 of 38: "} {
		if !strings.Contains(got, want) {
			t.Errorf("the first visit has no %q:\n%s", want, got)
		}
	}
	got = visit(t, tool, out, 5, answer(p[4], true))
	if !strings.Contains(got, "Case 5 of 38: ") || strings.Contains(got, "Case 6 of 38: ") {
		t.Errorf("case 5:\n%s", got)
	}
	tool.language = bilingual.Korean
	got = visit(t, tool, out, 0)
	if !strings.Contains(got, "38개 중 3번: ") || strings.Contains(got, "38개 중 2번: ") || strings.Contains(got, "38개 중 4번: ") {
		t.Errorf("the next visit begins with\n%s", got)
	}
}

func TestClinicBeginsAnew(t *testing.T) {
	tool, out := folderOf(t, nil)
	patients := clinic.Patients()
	last := len(patients)
	tool.storeNext(last)
	got := visit(t, tool, out, 0, answer(patients[last-1], true))
	if want := "\nThat was the last case. Your next visit begins with the first.\n"; !strings.HasSuffix(got, want) {
		t.Errorf("it ends\n%s\nwant\n%s", got[max(0, len(got)-300):], want)
	}
	if next := tool.next(); next != 1 {
		t.Errorf("after the last case the next is %d, want 1", next)
	}
	for _, file := range []string{"0\n", "39", "five"} {
		if err := os.WriteFile(filepath.Join(tool.folder, nextFile), []byte(file), 0o666); err != nil {
			t.Fatal(err)
		}
		if next := tool.next(); next != 1 {
			t.Errorf("for a file of %q the next case is %d, want 1", file, next)
		}
	}
}

// A file that cannot be written is no reason to stop.
func TestClinicInAReadOnlyFolder(t *testing.T) {
	tool, out := folderOf(t, nil)
	if err := os.Mkdir(filepath.Join(tool.folder, nextFile), 0o777); err != nil { // root may write anywhere
		t.Fatal(err)
	}
	got := visit(t, tool, out, 0, "1")
	if !strings.Contains(got, "\nThe clinic could not store your place: ") || !strings.Contains(got, "Case 2 of 38: ") {
		t.Errorf("it says\n%s", got)
	}
}

// Before the answer nothing names the mistake, and no line is wider than the
// terminal, in either language.
func TestClinicAsks(t *testing.T) {
	t.Parallel()
	for _, language := range []bilingual.Language{bilingual.English, bilingual.Korean} {
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
				if cli.Width(line) > 80 {
					t.Errorf("case %d: %d columns: %s", i+1, cli.Width(line), line)
				}
			}
		}
	}
}
