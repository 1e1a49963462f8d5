package main

import (
	"bufio"
	"errors"
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

// clinic shows the cases that have no answer yet, or the one with a number:
// what the author says, what the code does, and four causes to choose from;
// then the cure.
func (t *tool) clinic(number int, in io.Reader) error {
	patients := clinic.Patients()
	answered := t.answers()
	lines := bufio.NewScanner(in)
	for i, p := range patients {
		n := i + 1
		if number >= 0 && n != number || number < 0 && answered[n] != "" {
			continue
		}
		choice, err := t.ask(n, len(patients), p, lines)
		if err != nil {
			return err
		}
		if choice == 0 {
			break
		}
		answer := "wrong"
		if p.Choices()[choice-1].Cause == p.Cause {
			answer = "right"
			t.say("\nYes. %s", "\n맞다. %s", t.sentence(p.Diagnosis()))
		} else {
			t.say("\nNo. %s", "\n아니다. %s", t.sentence(p.Diagnosis()))
		}
		t.say("The cure: %s", "처방: %s", p.Cure.In(t.language))
		answered[n] = answer
		t.keep(n, answer)
	}
	t.standing(answered, len(patients))
	return nil
}

// ask shows a case and returns which of its causes is chosen, from 1, or 0 to
// leave.
func (t *tool) ask(n, of int, p clinic.Patient, lines *bufio.Scanner) (choice int, err error) {
	fmt.Fprintf(t.out, "\n%s\n", strings.Repeat("-", 72))
	t.say("Case %d of %d: %s\n", "%d번 / %d: %s\n", n, of, p.Title.In(t.language))
	t.say("  %s\n", "  %s\n", p.Story.In(t.language))
	for _, line := range p.Symptom() {
		t.say("  %s", "  %s", line.In(t.language))
	}
	choices := p.Choices()
	fmt.Fprintln(t.out)
	for i, c := range choices {
		lines := wrap(t.sentence(c.Text), columns-5)
		fmt.Fprintf(t.out, "  %d  %s\n", i+1, strings.ReplaceAll(lines, "\n", "\n     "))
	}
	prompt := fmt.Sprintf(t.in("1 to %d, or q: ", "1에서 %d, 또는 q: "), len(choices))
	fmt.Fprint(t.out, t.in("\nWhat is it? ", "\n무엇인가? "), prompt)
	for lines.Scan() {
		answer := strings.TrimSpace(lines.Text())
		if answer == "q" {
			return 0, nil
		}
		if k, err := strconv.Atoi(answer); err == nil && 1 <= k && k <= len(choices) {
			return k, nil
		}
		fmt.Fprint(t.out, prompt)
	}
	fmt.Fprintln(t.out)
	return 0, lines.Err()
}

var where = regexp.MustCompile(` \([^()]*\.go:\d+\)`)

// sentence returns what a check says, without the place of a panic: that is in
// the clinic's code, which the reader does not see.
func (t *tool) sentence(s layertest.Text) string { return where.ReplaceAllString(s.In(t.language), "") }

// standing says how many answers were right, and what is left.
func (t *tool) standing(answered map[int]string, of int) {
	missed := ""
	right := len(answered)
	for n := 1; n <= of; n++ {
		if answered[n] == "wrong" {
			right--
			missed += fmt.Sprint(" ", n)
		}
	}
	fmt.Fprintln(t.out)
	t.say("%d of %d answers were right; %d cases are left.", "답 %[2]d개 중 %[1]d개가 맞았다. 남은 것은 %[3]d개다.",
		right, len(answered), of-len(answered))
	if missed != "" {
		t.say("Wrong were:%s. To see one again: clinic and its number.", "틀린 것:%s. 다시 보려면 clinic 뒤에 번호를 쓴다.", missed)
	}
	if len(answered) == of {
		t.say("To begin anew, delete %s.", "처음부터 다시 하려면 %s 파일을 지운다.", exercisesFolder+answersFile)
	}
}

// answersFile holds a line such as "5 right" for each answer. Git ignores it.
const answersFile = "clinic-answers.txt"

// answers returns what was answered before.
func (t *tool) answers() map[int]string {
	answered := map[int]string{}
	file, _ := os.ReadFile(filepath.Join(t.folder, answersFile))
	for _, line := range strings.Split(string(file), "\n") {
		number, answer, _ := strings.Cut(strings.TrimSpace(line), " ")
		if n, err := strconv.Atoi(number); err == nil && (answer == "right" || answer == "wrong") {
			answered[n] = answer
		}
	}
	return answered
}

// keep adds an answer to the file. The clinic goes on without, and says so.
func (t *tool) keep(n int, answer string) {
	file, err := os.OpenFile(filepath.Join(t.folder, answersFile), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666)
	if err == nil {
		_, err = fmt.Fprintln(file, n, answer)
		err = errors.Join(err, file.Close())
	}
	if err != nil {
		t.say("This answer could not be kept: %v", "이 답을 저장하지 못했다. %v", err)
	}
}
