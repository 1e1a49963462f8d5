// Predict says which digits images show, with the network that comes with the
// program or with one that cmd/train has saved.
//
// answer.go asks the network and words the answer. score.go runs the test set (-test)
// and shows the confusion matrix and the worst mistakes. draw.go draws what the network
// sees, and model.go loads a saved network. Package mnist/digit finds the digit in an
// image.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"backprop/chapter5"
	"backprop/cmd/internal/cli"
	"backprop/layers/layertest/bilingual"
	"backprop/mnist/digit"
	"backprop/tensor"
	"backprop/tensor/datafile"
)

var usage = bilingual.Text{English: `usage: go run ./cmd/predict [flags] IMAGE...
       go run ./cmd/predict -test [flags]

Says which digit each image shows. An image is a PNG, JPEG or GIF of up to 50
million pixels with one digit, of any size and colour, dark on light or light
on dark. For one image, in a terminal of 80 columns or more, it also draws what
the network sees and the evidence for the answer.

  go run ./cmd/predict digit.png
  go run ./cmd/predict -model model.npz *.png

  -model FILE.npz  a network that cmd/train -save has written (default: the
                   784-100-10 network that comes with the program)
  -json            an array with an object for each image
  -test            score the test set: accuracy, confusion matrix, mistakes
  -data FOLDER     with -test: four IDX files (default: MNIST, which comes with
                   the program)
  -lang LANGUAGE   en or ko (default: the language of the environment)
`, Korean: `사용법: go run ./cmd/predict [플래그] 이미지...
        go run ./cmd/predict -test [플래그]

이미지의 숫자를 분류한다. 이미지는 PNG, JPEG, GIF이고 숫자가 하나 있어야 한다.
크기, 색, 바탕의 밝기는 상관없으며 5천만 픽셀까지 읽는다. 이미지가 하나이고
터미널이 80열 이상이면 신경망이 보는 것과 답의 근거가 된 픽셀을 그린다.

  go run ./cmd/predict digit.png
  go run ./cmd/predict -model model.npz *.png

  -model 파일.npz  cmd/train -save로 저장한 신경망 (기본값: 프로그램에 들어 있는
                   784-100-10)
  -json            이미지마다 객체가 하나인 JSON 배열을 출력한다
  -test            시험 데이터의 정확도, 혼동 행렬, 틀린 이미지를 출력한다
  -data 폴더       -test와 함께: IDX 파일 네 개 (기본값: 프로그램에 들어 있는
                   MNIST)
  -lang 언어       en 또는 ko (기본값: 환경 변수의 언어)
`}

// options holds the values of the flags, and the images.
type options struct {
	model, data string
	json, test  bool
	language    bilingual.Language
	images      []string
	columns     int // of the terminal to print on, or 0
}

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// run runs the command and returns its exit status: 1 if a file cannot be read or
// written, 2 if a flag is wrong.
func run(args []string, stdout, stderr io.Writer) (status int) {
	o, err := parse(args)
	if err != nil {
		return cli.Refuse(stdout, stderr, "predict", err, usage, o.language)
	}
	printError := func(err error) { fmt.Fprintln(stderr, "predict:", cli.Message(err, o.language)) }
	if file, ok := stdout.(*os.File); ok {
		o.columns = cli.Columns(file)
	}
	out := bufio.NewWriter(stdout)
	network, err := loadModel(o.model)
	switch {
	case err != nil:
	case o.test:
		err = score(network, o, out)
	default:
		status, err = predict(network, o, out, printError)
	}
	if flushErr := out.Flush(); err == nil && flushErr != nil {
		err = fmt.Errorf("stdout: %w", datafile.Cause(flushErr))
	}
	if err != nil {
		printError(err)
		return 1
	}
	return status
}

func parse(args []string) (options, error) {
	o := options{language: bilingual.LanguageOf(os.Getenv)}
	flags := flag.NewFlagSet("predict", flag.ContinueOnError)
	flags.StringVar(&o.model, "model", "", "")
	flags.BoolVar(&o.json, "json", false, "")
	flags.BoolVar(&o.test, "test", false, "")
	flags.StringVar(&o.data, "data", "", "")
	flags.Var(&o.language, "lang", "")
	var err error
	o.images, err = cli.Parse(flags, args)
	switch {
	case err != nil:
	case o.test && len(o.images) > 0:
		err = bilingual.Errorf("unexpected argument %q: -test has its own images",
			"%q: -test는 이미지를 받지 않는다", o.images[0])
	case o.test && o.json:
		err = bilingual.Errorf("-json: cannot be used with -test", "-json: -test와 함께 쓸 수 없다")
	case o.data != "" && !o.test:
		err = bilingual.Errorf("-data: can only be used with -test", "-data: -test와 함께 쓸 때만 유효하다")
	case !o.test && len(o.images) == 0:
		err = bilingual.Errorf("no image given", "이미지가 없다")
	case slices.Contains(o.images, ""): // "$IMAGE", where IMAGE is not set
		err = bilingual.Errorf(`image "": want a name`, `이미지 "": 이름이 비어 있다`)
	}
	return o, err
}

// A result is an element of -json's array: the answer for an image, or the
// reason why there is none.
type result struct {
	File string `json:"file"`
	*answer
	Error string `json:"error,omitempty"`
}

// predict writes the answer for each image. If it cannot read an image, it
// prints the error, returns the status 1, and goes on.
func predict(network *chapter5.TwoLayerNet, o options, w io.Writer, printError func(error)) (status int, err error) {
	images := expand(o.images, runtime.GOOS)
	results := []result{}
	for _, path := range images {
		x, err := readImage(path)
		if err != nil {
			err = fmt.Errorf("%s: %w", path, err)
			printError(err)
			status = 1
			results = append(results, result{File: path, Error: cli.Message(err, o.language)})
			continue
		}
		a := classify(network, x)
		results = append(results, result{File: path, answer: &a})
		if o.json {
			continue
		}
		fmt.Fprintf(w, "%s: %s\n", path, a.verdict().In(o.language))
		if wraps := 0 < o.columns && o.columns < 80; len(images) == 1 && !wraps {
			writeReasons(w, network, x, a, o.language)
		}
	}
	if !o.json {
		return status, nil
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return status, encoder.Encode(results)
}

// readImage returns the digit in an image file as the network's input (1, 784).
// Errors do not name the file.
func readImage(path string) (*tensor.Tensor, error) {
	file, err := datafile.Read(path)
	if err != nil {
		return nil, err
	}
	img, err := digit.Decode(file)
	if err != nil {
		return nil, err
	}
	return digit.Row(img)
}

// expand replaces patterns such as *.png on Windows, whose shells do not. A
// pattern that matches no file stays.
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
