package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"backprop/chapter5/exercises/clinic"
)

// clinic shows the case with a number, or for 0 the cases from where the last visit
// ended.
func (t *tool) clinic(number int, in io.Reader) error {
	answers := bufio.NewScanner(in)
	if number > 0 {
		t.diagnose(number, answers)
		return answers.Err()
	}
	for n := t.next(); n <= len(clinic.Patients()); n++ {
		if !t.diagnose(n, answers) {
			return answers.Err()
		}
		t.storeNext(n + 1)
	}
	t.print("\nThat was the last case. Your next visit begins with the first.", "\n마지막 문제였다. 다음에는 처음부터 시작한다.")
	return nil
}

// diagnose shows a case: what its author says, what the code does, and four causes to
// choose from. After the answer it shows the cure. It reports whether there was an
// answer, before q and the end of the input.
func (t *tool) diagnose(n int, answers *bufio.Scanner) (answered bool) {
	p := clinic.Patients()[n-1]
	choices := p.Choices()
	t.print("\n%s\nCase %d of %d: %s\n\n  %s\n", "\n%s\n%[3]d개 중 %[2]d번: %[4]s\n\n  %[5]s\n",
		strings.Repeat("-", 72), n, len(clinic.Patients()), p.Title, p.Story)
	for _, line := range p.Symptom() {
		t.print("  %s", "  %s", line)
	}
	fmt.Fprintln(t.out)
	for i, c := range choices {
		text := wrap(c.In(t.language), columns-5)
		fmt.Fprintf(t.out, "  %d  %s\n", i+1, strings.ReplaceAll(text, "\n", "\n     "))
	}
	prompt := sentence("1 to %d, or q: ", "1에서 %d, 또는 q: ", len(choices)).In(t.language)
	fmt.Fprint(t.out, sentence("\nWhat is it? ", "\n원인은 무엇인가? ").In(t.language), prompt)
	for answers.Scan() {
		answer := strings.TrimSpace(answers.Text())
		choice, _ := strconv.Atoi(answer)
		switch {
		case slices.Contains([]string{"q", "Q", "quit", "ㅂ"}, answer): // ㅂ is on the key q
			return false
		case choice < 1 || choice > len(choices):
			fmt.Fprint(t.out, prompt)
			continue
		case choices[choice-1] == p.Diagnosis():
			t.print("\nYes. %s", "\n맞다. %s", p.Diagnosis())
		default:
			t.print("\nNo. %s", "\n아니다. %s", p.Diagnosis())
		}
		t.print("The cure: %s", "처방: %s", p.Cure)
		return true
	}
	fmt.Fprintln(t.out)
	return false
}

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

// storeNext writes the number of the next case. The clinic goes on if it cannot.
func (t *tool) storeNext(next int) {
	if err := os.WriteFile(filepath.Join(t.folder, nextFile), []byte(fmt.Sprintln(next)), 0o666); err != nil {
		t.print("The clinic could not store your place: %v", "진행 상황을 저장하지 못했다. %v", err)
	}
}
