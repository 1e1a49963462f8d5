package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"slices"
	"strings"

	"backprop/cmd/internal/cli"
)

const usage = `usage: go run ./cmd/train [flags]

Trains the network of section 7 (784-50-10) and prints the accuracy on the
training set and on the test set each epoch, as the notes' program does.

  go run ./cmd/train -hidden 100 -save model.npz -curve curve.svg
  go run ./cmd/train -resume model.npz -iters 20000

  -iters N        number of iterations (default 10000)
  -batch N        images in a mini-batch (default 100)
  -lr RATE        learning rate (default 0.1)
  -hidden N       neurons in the hidden layer, 1 to 10000 (default 50)
  -seed N         0 to 4294967295, or "random" (default 42)
  -data FOLDER    four IDX files (default: MNIST, from inside the program)
  -load FILE.npz  begin with the parameters W1 b1 W2 b2 of this file
  -save FILE.npz  write them and all that -resume needs, each epoch and at the
                  end, and after Ctrl-C; NumPy reads it
  -resume FILE    go on where it was written, to the same bits, with its flags
  -curve FILE     draw loss and accuracy each epoch: FILE.svg or FILE.png
  -log FILE.csv   write a row each epoch
  -plain          train with the chapter's own layers and tensors, as section
                  7.4 does, without package fast: the same lines and files
`

// options are the flags.
type options struct {
	seed                 *uint32
	iters, batch, hidden int
	lr                   float64
	data, load           string
	save, resume         string
	curve, log           string
	plain                bool
	given                []string // the flags that were
}

// has reports whether a flag was given.
func (o *options) has(name string) bool { return slices.Contains(o.given, name) }

// A fileFlag is a flag whose value is a path.
type fileFlag struct{ flag, path string }

// files returns the flags whose values are paths, given or not: first those of
// the files that are written.
func (o *options) files() []fileFlag {
	return []fileFlag{{"save", o.save}, {"curve", o.curve}, {"log", o.log}, {"resume", o.resume}, {"load", o.load}, {"data", o.data}}
}

// misuse is the error of a flag that does not fit what is there.
type misuse struct{ error }

// parse reads the flags. What is wrong with them is said on stderr.
func parse(args []string, stderr io.Writer) (options, error) {
	var o options
	flags := flag.NewFlagSet("train", flag.ContinueOnError)
	flags.SetOutput(stderr)
	o.seed = cli.SeedFlag(flags)
	flags.IntVar(&o.iters, "iters", 10000, "")
	flags.IntVar(&o.batch, "batch", 100, "")
	flags.Float64Var(&o.lr, "lr", 0.1, "")
	flags.IntVar(&o.hidden, "hidden", 50, "")
	flags.StringVar(&o.data, "data", "", "")
	flags.StringVar(&o.load, "load", "", "")
	flags.StringVar(&o.save, "save", "", "")
	flags.StringVar(&o.resume, "resume", "", "")
	flags.StringVar(&o.curve, "curve", "", "")
	flags.StringVar(&o.log, "log", "", "")
	flags.BoolVar(&o.plain, "plain", false, "")
	err := cli.Parse(flags, args)
	if err == nil {
		flags.Visit(func(f *flag.Flag) { o.given = append(o.given, f.Name) })
		err = check(o, flags.Args())
	}
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(stderr, usage)
	case err != nil:
		fmt.Fprintf(stderr, "train: %v\nRun with -h to see the flags.\n", err)
	}
	return o, err
}

func check(o options, rest []string) error {
	for _, f := range o.files() {
		if f.path == "" && o.has(f.flag) { // -save "$MODEL", where MODEL is not set
			return fmt.Errorf("-%s \"\": want a name", f.flag)
		}
	}
	switch {
	case len(rest) > 0:
		return fmt.Errorf("unexpected argument %q", rest[0])
	case o.load != "" && o.resume != "":
		return errors.New("-load and -resume: want one of them")
	case o.iters < 1:
		return fmt.Errorf("-iters %d: want at least 1", o.iters)
	case o.iters > math.MaxInt32:
		return fmt.Errorf("-iters %d: want at most %d", o.iters, math.MaxInt32)
	case o.batch < 1:
		return fmt.Errorf("-batch %d: want at least 1", o.batch)
	case o.hidden < 1 || o.hidden > maxHidden:
		return fmt.Errorf("-hidden %d: want 1 to %d", o.hidden, maxHidden)
	case !(o.lr > 0) || math.IsInf(o.lr, 1):
		return fmt.Errorf("-lr %v: want a finite number above 0", o.lr)
	case o.curve != "" && !isSVG(o.curve) && !isPNG(o.curve):
		return fmt.Errorf("-curve %s: want a name that ends in .svg or .png", o.curve)
	}
	return differentFiles(o)
}

const maxHidden = 10000

func isSVG(path string) bool { return strings.EqualFold(filepath.Ext(path), ".svg") }
func isPNG(path string) bool { return strings.EqualFold(filepath.Ext(path), ".png") }
