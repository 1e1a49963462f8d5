package main

import (
	"os"
	"runtime"
	"strings"

	"backprop/layers/layertest/bilingual"
)

// interrupted returns the message of an interruption, which says how to continue.
func (t *training) interrupted() error {
	c := t.checkpoint
	next := bilingual.Text{English: "nothing is saved without -save FILE.npz", Korean: "-save 파일.npz가 없어서 저장하지 않았다"}
	if t.save != "" {
		next = bilingual.Sprintf("wrote %s; to continue: %s", "저장한 파일: %s. 이어서 학습하려면: %s", t.written(), t.nextCommand())
	}
	return bilingual.Errorf("interrupted after iteration %d of %d; %s", "%[2]d번 중 %[1]d번 반복하고 중단했다. %[3]s",
		c.iteration, c.iters, next)
}

// nextCommand returns the command that continues: the one that was typed, with
// -resume instead of the flags that the checkpoint replaces.
func (t *training) nextCommand() string {
	program := quote(os.Args[0])
	if strings.Contains(program, "go-build") { // go run has built it
		program = "go run backprop/cmd/train"
	}
	words := []string{program, "-resume", quote(t.save)}
	for _, f := range t.given {
		switch f.Name {
		case "save", "resume", "load", "seed":
		case "plain":
			if t.plain {
				words = append(words, "-plain")
			}
		default:
			words = append(words, "-"+f.Name, quote(f.Value.String()))
		}
	}
	return strings.Join(words, " ")
}

// quote returns a word as a shell takes it.
func quote(word string) string {
	switch {
	case !strings.ContainsAny(word, " \t\n\\\"'`$&|;<>()[]{}*?!#~"):
		return word
	case runtime.GOOS == "windows":
		return `"` + word + `"`
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
