package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"backprop/chapter5/exercises/clinic"
	"backprop/layers/layertest"
)

// clinic shows the case with a number, or for -1 the cases from where the last visit
// ended.
func (t *tool) clinic(number int, in io.Reader) error {
	lines := bufio.NewScanner(in)
	if number > 0 {
		t.diagnose(number, lines)
		return lines.Err()
	}
	for n := t.next(); n <= len(clinic.Patients()); n++ {
		if !t.diagnose(n, lines) {
			return lines.Err()
		}
		t.keep(n + 1)
	}
	t.print("\nThat was the last case. Your next visit begins with the first.", "\n마지막 문제였다. 다음에는 처음부터 시작한다.")
	return nil
}

// diagnose shows a case: what its author says, what the code does, and four causes to
// choose from. After the answer it shows the cure. It reports whether there was an
// answer.
func (t *tool) diagnose(n int, lines *bufio.Scanner) (answered bool) {
	p := clinic.Patients()[n-1]
	choice := t.ask(n, p, lines)
	if choice == 0 {
		return false
	}
	answer := say("No.", "아니다.")
	if p.Choices()[choice-1] == p.Diagnosis() {
		answer = say("Yes.", "맞다.")
	}
	t.print("\n%s %s", "\n%s %s", answer, t.sentence(p.Diagnosis()))
	t.print("The cure: %s", "처방: %s", p.Cure)
	return true
}

// ask shows a case and returns the number of the answer, or 0 for q and after the
// last line.
func (t *tool) ask(n int, p clinic.Patient, lines *bufio.Scanner) (choice int) {
	fmt.Fprintf(t.out, "\n%s\n", strings.Repeat("-", 72))
	t.print("Case %d of %d: %s\n", "%[2]d개 중 %[1]d번: %[3]s\n", n, len(clinic.Patients()), p.Title)
	t.print("  %s\n", "  %s\n", p.Story)
	for _, line := range p.Symptom() {
		t.print("  %s", "  %s", line)
	}
	choices := p.Choices()
	fmt.Fprintln(t.out)
	for i, c := range choices {
		text := wrap(t.sentence(c), columns-5)
		fmt.Fprintf(t.out, "  %d  %s\n", i+1, strings.ReplaceAll(text, "\n", "\n     "))
	}
	prompt := say("1 to %d, or q: ", "1에서 %d, 또는 q: ", len(choices)).In(t.language)
	fmt.Fprint(t.out, say("\nWhat is it? ", "\n원인은 무엇인가? ").In(t.language), prompt)
	for lines.Scan() {
		answer := strings.TrimSpace(lines.Text())
		choice, _ := strconv.Atoi(answer)
		if answer == "q" || 1 <= choice && choice <= len(choices) {
			return choice
		}
		fmt.Fprint(t.out, prompt)
	}
	fmt.Fprintln(t.out)
	return 0
}

var where = regexp.MustCompile(` \([^()]*\.go:\d+\)`)

// sentence returns a sentence of a check without the place of a panic, which is
// in the clinic's code.
func (t *tool) sentence(s layertest.Text) string { return where.ReplaceAllString(s.In(t.language), "") }

// nextFile holds the number of the case that the next visit begins with. Git
// ignores it.
const nextFile = "clinic-next.txt"

func (t *tool) next() int {
	file, _ := os.ReadFile(filepath.Join(t.folder, nextFile))
	n, _ := strconv.Atoi(strings.TrimSpace(string(file)))
	if n < 1 || n > len(clinic.Patients()) {
		return 1
	}
	return n
}

// keep writes the number of the next case. The clinic goes on if it cannot.
func (t *tool) keep(next int) {
	if err := os.WriteFile(filepath.Join(t.folder, nextFile), []byte(fmt.Sprintln(next)), 0o666); err != nil {
		t.print("The clinic could not store your place: %v", "진행 상황을 저장하지 못했다. %v", err)
	}
}
