// Predict says which digits images show, with a network trained by this
// project that it carries inside, or with another.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"unicode"

	"backprop/chapter5"
	"backprop/cmd/internal/cli"
)

const usage = `usage: go run ./cmd/predict [flags] IMAGE...
       go run ./cmd/predict -test [flags]

Says which digit each image shows: PNG, JPEG or GIF, one digit in it, of any
size and colour, dark on light or light on dark, up to 50 million pixels. For
one image it draws what the network sees, and the pixels that spoke for the
answer.

  go run ./cmd/predict digit.png
  go run ./cmd/predict -model model.npz *.png

  -model FILE.npz  a network that cmd/train -save has written (default: one of
                   784-100-10 that comes with the program)
  -json            an array with an object for each image
  -ascii           draw with ASCII (default where the locale is not UTF-8, or
                   is Chinese, Japanese or Korean; -ascii=false for blocks)
  -test            score the test set: accuracy, confusion matrix, mistakes
  -data FOLDER     with -test: four IDX files (default: MNIST, from inside the
                   program)
  -n N             with -test: how many of the worst mistakes (default 5)
  -make FILE.npz   train the network that comes with the program again
`

// options are the flags and the images.
type options struct {
	model, makePath   string
	data              string
	json, ascii, test bool
	worst             int
	images            []string
}

// errSomeFailed is for images of which something has been said already.
var errSomeFailed = errors.New("not every image was read")

func main() {
	o, err := parse(os.Args[1:], os.Stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return
	case err != nil:
		os.Exit(2)
	}
	switch err := run(o, os.Stdout, os.Stderr); {
	case errors.Is(err, errSomeFailed):
		os.Exit(1)
	case err != nil:
		fmt.Fprintln(os.Stderr, "predict:", err)
		os.Exit(1)
	}
}

// parse reads the command line. What is wrong with it is said on stderr.
func parse(args []string, stderr io.Writer) (options, error) {
	var o options
	flags := flag.NewFlagSet("predict", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&o.model, "model", "", "")
	flags.BoolVar(&o.json, "json", false, "")
	flags.BoolVar(&o.ascii, "ascii", !blocksAreSafe(os.Getenv), "")
	flags.BoolVar(&o.test, "test", false, "")
	flags.StringVar(&o.data, "data", "", "")
	flags.IntVar(&o.worst, "n", 5, "")
	flags.StringVar(&o.makePath, "make", "", "")
	err := cli.Parse(flags, args)
	if err == nil {
		given := map[string]bool{}
		flags.Visit(func(f *flag.Flag) { given[f.Name] = true })
		o.images = flags.Args()
		err = check(o, given)
	}
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(stderr, usage)
	case err != nil:
		fmt.Fprintf(stderr, "predict: %v\nRun with -h to see the flags.\n", err)
	}
	return o, err
}

func check(o options, given map[string]bool) error {
	switch {
	case given["model"] && o.model == "":
		return errors.New("-model: want a file")
	case given["make"] && (o.makePath == "" || len(given) > 1 || len(o.images) > 0):
		return errors.New("-make: want a file, and nothing else")
	case given["make"]:
		return nil
	case o.test && len(o.images) > 0:
		return fmt.Errorf("unexpected argument %q: -test has its own images", o.images[0])
	case o.test && o.json:
		return errors.New("-json: it is for images, not for -test")
	case given["n"] && !o.test:
		return errors.New("-n: it belongs to -test")
	case given["data"] && !o.test:
		return errors.New("-data: it belongs to -test")
	case o.worst < 0:
		return fmt.Errorf("-n %d: want at least 0", o.worst)
	case misplaced(o.images) != "":
		return fmt.Errorf("%s: flags come before the images", misplaced(o.images))
	case !o.test && len(o.images) == 0:
		return errors.New("no image named")
	}
	return nil
}

// misplaced returns the first of the images that looks like a flag, and is no
// file.
func misplaced(images []string) string {
	for _, path := range images {
		if _, err := os.Stat(path); err != nil && strings.HasPrefix(path, "-") {
			return path
		}
	}
	return ""
}

func run(o options, stdout, stderr io.Writer) error {
	if o.makePath != "" {
		return makeFile(o.makePath, fullIters, stderr)
	}
	network, err := loadModel(o.model)
	if err != nil {
		return err
	}
	if o.test {
		return score(network, o, stdout)
	}
	return predict(network, o, stdout, stderr)
}

// predict answers for each image. Of one that it cannot read it says why on
// stderr, in JSON also in its object, and does the others.
func predict(network *chapter5.TwoLayerNet, o options, stdout, stderr io.Writer) error {
	var results []result
	failed := error(nil)
	for _, path := range expand(o.images, runtime.GOOS) {
		r := result{path: printable(path)}
		var p *picture
		if p, r.err = openImage(path); r.err == nil {
			r.answer, r.err = look(network, p)
		}
		if r.err != nil {
			r.err = fmt.Errorf("%s: %w", r.path, r.err)
			fmt.Fprintln(stderr, "predict:", r.err)
			failed = errSomeFailed
		}
		results = append(results, r)
		runtime.GC() // an image may be large, and the next one too
	}
	write := writeTable
	switch {
	case o.json:
		write = writeJSON
	case len(results) == 1:
		write = func(w io.Writer, r []result) error { return writeReport(w, r[0], artist{o.ascii}) }
	}
	return errors.Join(write(stdout, results), failed)
}

// look answers for one picture.
func look(network *chapter5.TwoLayerNet, p *picture) (answer, error) {
	x, err := normalise(p)
	if err != nil {
		return answer{}, err
	}
	return ask(network, x), nil
}

// expand replaces patterns such as *.png on Windows, whose shells do not. One
// that matches no file stays.
func expand(paths []string, system string) (out []string) {
	for _, path := range paths {
		found, err := filepath.Glob(path)
		if system != "windows" || err != nil || len(found) == 0 {
			found = []string{path}
		}
		out = append(out, found...)
	}
	return out
}

// printable quotes a name that would write on the terminal what it should not.
func printable(name string) string {
	if strings.ContainsFunc(name, unicode.IsControl) {
		return strconv.Quote(name)
	}
	return name
}
