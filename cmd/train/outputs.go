package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"backprop/chapter5/fast"
	"backprop/tensor/random"
)

// outputs are the files that a training writes, as the flags name them.
type outputs struct {
	o         options
	c         *checkpoint
	trainer   *fast.Trainer
	generator *random.RandomState
	csv       *csvLog // nil without -log
}

// openOutputs says before the training, not after, that a file cannot be
// written.
func openOutputs(o options, c *checkpoint, trainer *fast.Trainer, rng *random.RandomState) (*outputs, error) {
	out := &outputs{o: o, c: c, trainer: trainer, generator: rng}
	for _, f := range []struct{ flag, path string }{{"-save", o.save}, {"-curve", o.curve}} {
		if f.path == "" {
			continue
		}
		if err := writable(f.path); err != nil {
			return nil, fmt.Errorf("%s %w", f.flag, err)
		}
	}
	if o.log != "" {
		var err error
		if out.csv, err = openLog(o.log, c.iteration); err != nil {
			return nil, fmt.Errorf("-log %w", err)
		}
	}
	return out, nil
}

// row writes a row of the log, for the epoch that iteration i has ended.
func (out *outputs) row(i int) error {
	if out.csv == nil {
		return nil
	}
	epoch := len(out.c.trainAcc) - 1
	if err := out.csv.add(i, epoch, out.c.loss[i], out.c.trainAcc[epoch], out.c.testAcc[epoch]); err != nil {
		return fmt.Errorf("-log %w", err)
	}
	return nil
}

// write writes the checkpoint and the curve as they are now.
func (out *outputs) write() error {
	var saved, drawn error
	if out.o.save != "" {
		out.c.rng = out.generator.State()
		if saved = out.c.save(out.o.save, out.trainer.Network()); saved != nil {
			saved = fmt.Errorf("-save %w", saved)
		}
	}
	if out.o.curve != "" {
		if drawn = writeCurve(out.o.curve, out.c); drawn != nil {
			drawn = fmt.Errorf("-curve %w", drawn)
		}
	}
	return first(saved, drawn)
}

func (out *outputs) close() {
	if out.csv != nil {
		out.csv.file.Close() // each row has been written
	}
}

// howToGoOn says how a training that was interrupted is continued.
func howToGoOn(o options) string {
	if o.save == "" {
		return "nothing is saved without -save FILE.npz"
	}
	command := []string{quote(os.Args[0])}
	if strings.Contains(os.Args[0], "go-build") { // the folder of go run
		command = []string{"go run backprop/cmd/train"} // in every folder of the module
		if _, err := os.Stat("cmd/train"); err == nil {
			command = []string{"go run ./cmd/train"}
		}
	}
	for _, f := range []struct{ flag, value string }{
		{"-resume", o.save}, {"-data", o.data}, {"-log", o.log}, {"-curve", o.curve},
	} {
		if f.value != "" {
			command = append(command, f.flag, quote(f.value))
		}
	}
	if o.plain {
		command = append(command, "-plain")
	}
	return "to go on: " + strings.Join(command, " ")
}

// quote returns a word for the shell.
func quote(word string) string {
	odd := func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r > 0x7f ||
			strings.ContainsRune("_-+.,:@%=/", r) || r == filepath.Separator)
	}
	switch {
	case !strings.ContainsFunc(word, odd):
		return word
	case runtime.GOOS == "windows":
		return `"` + word + `"`
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
