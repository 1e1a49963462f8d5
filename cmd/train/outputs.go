package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"backprop/cmd/internal/cli"
	"backprop/cmd/internal/replace"
	"backprop/layers/layertest/bilingual"
)

// An output is a file that is written again each epoch.
type output struct {
	flag, path string
	kind       replace.Kind
	write      func(io.Writer) error
}

var (
	svgFile = replace.Kind{Name: "an SVG image", Begins: "<svg"}
	logFile = replace.Kind{Name: "a log of cmd/train", Begins: logHeader}
)

// openOutputs returns the files that the flags name. It reports before the
// training, not after it, that a file cannot be written.
func (t *training) openOutputs() ([]output, error) {
	c := t.checkpoint
	model := output{"save", t.save, replace.NPZ, func(w io.Writer) error {
		c.rng = t.rng.State()
		return c.write(w, t.trainer.Network().Params)
	}}
	if t.save == "" {
		model.path = t.resume
	}
	curve := output{"curve", t.curve, svgFile, func(w io.Writer) error {
		_, err := w.Write(figure(c).SVG())
		return err
	}}
	log := newLog(c)
	var outputs []output
	for _, f := range []output{model, curve, {"log", t.log, logFile, log.write}} {
		if f.path == "" {
			continue
		}
		if err := replace.Check(f.path, f.kind); err != nil {
			return nil, fmt.Errorf("-%s %w", f.flag, err)
		}
		outputs = append(outputs, f)
	}
	if t.log != "" {
		if err := log.readSeconds(t.log); err != nil {
			return nil, fmt.Errorf("-log %s: %w", t.log, err)
		}
	}
	return outputs, nil
}

// write writes all the files. If one cannot be written, write still writes the
// others and returns the first error.
func (t *training) write() (firstErr error) {
	for _, f := range t.outputs {
		if err := replace.File(f.path, f.kind, f.write); err != nil && firstErr == nil {
			firstErr = fmt.Errorf("-%s %w", f.flag, err)
		}
	}
	return firstErr
}

// written returns the names of the files.
func (t *training) written() string {
	var paths []string
	for _, f := range t.outputs {
		paths = append(paths, f.path)
	}
	return strings.Join(paths, ", ")
}

// interrupted returns the message of an interruption, which says how to go on.
func (t *training) interrupted() error {
	c := t.checkpoint
	next := bilingual.Text{English: "nothing is saved without -save FILE.npz", Korean: "-save 파일.npz가 없어서 저장하지 않았다"}
	if t.save != "" || t.resume != "" {
		next = bilingual.Sprintf("wrote %s; to go on: %s", "저장한 파일: %s. 이어서 학습하려면: %s", t.written(), t.nextCommand())
	}
	return bilingual.Errorf("interrupted after iteration %d of %d; %s", "%[2]d번 중 %[1]d번 반복하고 중단했다. %[3]s",
		c.iteration, c.iters, next)
}

// nextCommand returns the command that goes on: the one that was typed, with
// -resume instead of the flags that the checkpoint replaces.
func (t *training) nextCommand() string {
	words := []string{programName(), "-resume", quote(t.outputs[0].path)}
	for _, f := range t.given {
		switch f.Name {
		case "save", "resume", "load", "seed":
		case "plain":
			words = append(words, fmt.Sprintf("-plain=%v", t.plain))
		default:
			words = append(words, "-"+f.Name, quote(f.Value.String()))
		}
	}
	return strings.ReplaceAll(strings.Join(words, " "), "-plain=true", "-plain")
}

// programName returns what to type to start this program: its path, or go run and
// the package's folder if go run has built it.
func programName() string {
	folder, err := os.Getwd()
	if err != nil || !strings.Contains(os.Args[0], "go-build") {
		return quote(os.Args[0])
	}
	root, err := cli.ModuleRoot(folder)
	if err != nil {
		return "go run backprop/cmd/train"
	}
	name, err := filepath.Rel(folder, filepath.Join(root, "cmd", "train"))
	if err != nil || !strings.HasPrefix(name, ".") {
		name = "./" + name
	}
	return "go run " + filepath.ToSlash(name)
}

// quote returns a word as a shell takes it.
func quote(word string) string {
	isSpecial := func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r > 0x7f ||
			strings.ContainsRune("_-+.,:@%=/", r) || r == filepath.Separator)
	}
	switch {
	case !strings.ContainsFunc(word, isSpecial):
		return word
	case runtime.GOOS == "windows":
		return `"` + word + `"`
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
