package main

import (
	"path"
	"regexp"
	"strings"
)

var (
	lesson   = regexp.MustCompile(`^(\d-.*|numpy|performance|your-digit)\.md$`) // the name of a page that teaches
	bullet   = regexp.MustCompile(`(?m)^- `)
	exercise = regexp.MustCompile(`(?m)^\d+\. `)
)

// The parts of a page that teaches.
type lessonParts struct{ need, after, summary, exercises, answers string }

var (
	englishParts = lessonParts{"**You need** ", "**After this page** ", "\n## What you now have\n", "\n## Exercises\n", "\n<details><summary>Answers</summary>\n"}
	koreanParts  = lessonParts{"**필요한 것**: ", "**이 페이지를 읽고 나면** ", "\n## 정리\n", "\n## 연습 문제\n", "\n<details><summary>정답</summary>\n"}
)

// checkParts finds what is missing from a page that teaches: what you
// need, what you can do afterwards, a summary of at most five points, exercises,
// and an answer to each.
func (d *docs) checkParts(p *page) {
	if !lesson.MatchString(path.Base(p.file)) {
		return
	}
	want := englishParts
	if korean(p.file) {
		want = koreanParts
	}
	text := strings.Join(p.lines, "\n")
	introduction, _, _ := strings.Cut(text, "\n\n## ")
	words := strings.Join(strings.Fields(introduction), " ")
	for _, part := range []string{want.need, want.after} {
		if !strings.Contains(words, part) {
			d.report(p.file, 0, "the beginning of this page does not have %q", part)
		}
	}
	rest := text
	var before []string
	for _, part := range []string{want.summary, want.exercises, want.answers} {
		beginning, end, found := strings.Cut(rest, part)
		if !found {
			d.report(p.file, 0, "this page does not have %q at its place", strings.TrimSpace(part))
			return
		}
		before, rest = append(before, beginning), end
	}
	summary, exercises := before[1], before[2]
	answers, _, _ := strings.Cut(rest, "\n</details>")
	if n := len(bullet.FindAllString(summary, -1)); n < 1 || n > 5 {
		d.report(p.file, 0, "the summary has %d points, want 1 to 5", n)
	}
	asked, answered := len(exercise.FindAllString(exercises, -1)), len(exercise.FindAllString(answers, -1))
	if asked == 0 || asked != answered {
		d.report(p.file, 0, "this page has %d exercises and %d answers", asked, answered)
	}
}
