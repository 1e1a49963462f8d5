package main

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"backprop/chapter5/exercises/clinic"
	"backprop/layers/layertest"
)

// visit shows the patients one after the other, or the one named: what its
// author says, what it does, and four causes to choose from; then the cure.
func visit(name string, language layertest.Language, in io.Reader, out io.Writer) error {
	say := func(english, korean string) string { return text{english, korean}.in(language) }
	patients := clinic.Patients()
	if name != "" {
		i := slices.IndexFunc(patients, func(p clinic.Patient) bool { return p.Name == name })
		if i < 0 {
			return misuse(fmt.Sprintf(say("there is no patient %q; go run ./cmd/exercise clinic shows them all",
				"%q: 그런 환자는 없다. go run ./cmd/exercise clinic이 모두 보여 준다"), name))
		}
		patients = patients[i : i+1]
	}
	lines := bufio.NewScanner(in)
	right, seen := 0, 0
	for n, p := range patients {
		fmt.Fprintf(out, "\n%s\n", strings.Repeat("-", 72))
		fmt.Fprintf(out, say("Patient %d of %d: %s\n\n", "환자 %d / %d: %s\n\n"), n+1, len(patients), p.Title.In(language))
		fmt.Fprintf(out, "  %s\n\n", p.Story.In(language))
		for _, line := range p.Symptom() {
			fmt.Fprintf(out, "  %s\n", line.In(language))
		}
		fmt.Fprintln(out)
		choices := p.Choices()
		for i, c := range choices {
			fmt.Fprintf(out, "  %d  %s\n", i+1, c.In(language))
		}
		fmt.Fprint(out, say("\nWhat is it? 1 to 4, or q to leave: ", "\n무엇인가? 1에서 4, 그만하려면 q: "))
		choice := 0
		for choice == 0 {
			if !lines.Scan() {
				fmt.Fprintln(out)
				return lines.Err()
			}
			answer := strings.TrimSpace(lines.Text())
			if answer == "q" {
				return summary(out, say, right, seen)
			}
			if k, err := strconv.Atoi(answer); err == nil && 1 <= k && k <= len(choices) {
				choice = k
			} else {
				fmt.Fprint(out, say("1 to 4, or q: ", "1에서 4, 또는 q: "))
			}
		}
		seen++
		if choices[choice-1].Cause == p.Cause {
			right++
			fmt.Fprintln(out, say("\nYes.", "\n맞다."))
		} else {
			fmt.Fprintf(out, say("\nNo: %s\n", "\n아니다. %s\n"), p.Diagnosis().In(language))
		}
		fmt.Fprintf(out, say("The cure: %s\n", "처방: %s\n"), p.Cure.In(language))
	}
	return summary(out, say, right, seen)
}

func summary(out io.Writer, say func(english, korean string) string, right, seen int) error {
	_, err := fmt.Fprintf(out, say("\n%d of %d were named rightly.\n", "\n%[2]d명 중 %[1]d명을 맞혔다.\n"), right, seen)
	return err
}
