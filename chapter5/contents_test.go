package chapter5

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// sections returns the directories of the sections, in the chapter's order.
func sections(t *testing.T) []string {
	t.Helper()
	mains, err := filepath.Glob("[1-7]*/main.go")
	if err != nil || len(mains) == 0 {
		t.Fatalf("no sections found: %v", err)
	}
	for i, m := range mains {
		mains[i] = filepath.Dir(m)
	}
	return mains
}

func read(t *testing.T, file string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(b), "\r\n", "\n")
}

func TestTheTablesOfContentsAgree(t *testing.T) {
	want := sections(t)
	for file, row := range map[string]string{
		"doc.go":          `(?m)^//\t([1-7]\S*) +\S`,
		"../README.md":    `(?m)^\| \[([1-7]\S*)\]\(chapter5/\S+\) \|`,
		"../README.ko.md": `(?m)^\| \[([1-7]\S*)\]\(chapter5/\S+\) \|`,
	} {
		var got []string
		for _, m := range regexp.MustCompile(row).FindAllStringSubmatch(read(t, file), -1) {
			got = append(got, m[1])
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s lists the sections\n%q, want the directories\n%q", file, got, want)
		}
	}
}

// The READMEs show the same output of a program as its example.
func TestREADMEOutput(t *testing.T) {
	console := regexp.MustCompile("(?s)```console\n\\$ go run \\./(\\S+)\n(.*?)```")
	for _, file := range []string{"../README.md", "../README.ko.md"} {
		blocks := console.FindAllStringSubmatch(read(t, file), -1)
		if len(blocks) < 2 {
			t.Errorf("%s shows the output of %d programs, want cmd/train and a section", file, len(blocks))
		}
		for _, m := range blocks {
			dir := m[1]
			if dir == "cmd/train" { // its test checks that it prints the same as 7.4
				dir = "chapter5/7.4-train"
			}
			if want := exampleOutput(t, "../"+dir+"/main_test.go"); m[2] != want {
				t.Errorf("%s: %s prints\n%s, want\n%s", file, m[1], m[2], want)
			}
		}
	}
}

// exampleOutput returns the lines after // Output: in a test file.
func exampleOutput(t *testing.T, file string) string {
	_, after, found := strings.Cut(read(t, file), "\t// Output:\n")
	if !found {
		t.Fatalf("%s has no // Output:", file)
	}
	var out strings.Builder
	for _, line := range strings.SplitAfter(after, "\n") {
		text, ok := strings.CutPrefix(line, "\t//")
		if !ok {
			break
		}
		out.WriteString(strings.TrimPrefix(text, " "))
	}
	return out.String()
}

func TestEverySectionHasItsExample(t *testing.T) {
	for _, dir := range sections(t) {
		if exampleOutput(t, filepath.Join(dir, "main_test.go")) == "" {
			t.Errorf("%s: the example's output is empty", dir)
		}
	}
}
