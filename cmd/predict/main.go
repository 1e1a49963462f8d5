// Predict says which digits images show, with a network trained by this
// project that it carries inside, or with another.
package main

import (
	"errors"
	"flag"
	"fmt"
	"image"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"unicode"

	"backprop/chapter5"
	"backprop/cmd/internal/cli"
	"backprop/layers/layertest/bilingual"
	"backprop/mnist/digit"
	"backprop/tensor"
)

var usage = bilingual.Text{English: `usage: go run ./cmd/predict [flags] IMAGE...
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
  -ascii           draw with ASCII (default where the locale is not UTF-8)
  -test            score the test set: accuracy, confusion matrix, mistakes
  -data FOLDER     with -test: four IDX files (default: MNIST, from inside the
                   program)
  -n N             with -test: how many of the worst mistakes (default 5)
  -lang LANGUAGE   en or ko (default: the language of the environment)
`, Korean: `사용법: go run ./cmd/predict [플래그] 이미지...
        go run ./cmd/predict -test [플래그]

이미지마다 어떤 숫자인지 답한다. 이미지는 PNG, JPEG, GIF이고 숫자가 하나 있어야
한다. 크기와 색은 상관없고, 밝은 바탕이든 어두운 바탕이든 되며, 5천만 픽셀까지
읽는다. 이미지가 하나면 신경망이 보는 것과 답의 근거가 된 픽셀을 그린다.

  go run ./cmd/predict digit.png
  go run ./cmd/predict -model model.npz *.png

  -model 파일.npz  cmd/train -save로 저장한 신경망 (기본값: 프로그램에 들어 있는
                   784-100-10)
  -json            이미지마다 객체가 하나인 배열
  -ascii           ASCII로 그린다 (로캘이 UTF-8이 아니면 기본값)
  -test            시험 데이터로 채점한다. 정확도, 혼동 행렬, 틀린 이미지
  -data 폴더       -test와 함께: IDX 파일 네 개 (기본값: 프로그램에 들어 있는
                   MNIST)
  -n N             -test와 함께: 가장 크게 틀린 이미지의 수 (기본값 5)
  -lang 언어       en 또는 ko (기본값: 환경 변수의 언어)
`}

// options holds the values of the flags, and the images.
type options struct {
	model, data       string
	json, ascii, test bool
	worst             int
	language          bilingual.Language
	images            []string
}

// errSomeFailed is the error for images whose own errors are printed already.
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
		fmt.Fprintln(os.Stderr, "predict:", bilingual.Message(err, o.language))
		os.Exit(1)
	}
}

// parse reads the command line. It prints what is wrong with it on stderr.
func parse(args []string, stderr io.Writer) (options, error) {
	o := options{language: bilingual.LanguageOf(os.Getenv)}
	flags := flag.NewFlagSet("predict", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&o.model, "model", "", "")
	flags.BoolVar(&o.json, "json", false, "")
	flags.BoolVar(&o.ascii, "ascii", !isUTF8(os.Getenv), "")
	flags.BoolVar(&o.test, "test", false, "")
	flags.StringVar(&o.data, "data", "", "")
	flags.IntVar(&o.worst, "n", 5, "")
	flags.Var(&o.language, "lang", "")
	err := cli.Parse(flags, args)
	if err == nil {
		given := map[string]bool{}
		flags.Visit(func(f *flag.Flag) { given[f.Name] = true })
		o.images = flags.Args()
		err = check(o, given)
	}
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(stderr, usage.In(o.language))
	case err != nil:
		more := bilingual.Text{English: "Run with -h to see the flags.", Korean: "플래그는 -h로 볼 수 있다."}
		fmt.Fprintf(stderr, "predict: %s\n%s\n", bilingual.Message(err, o.language), more.In(o.language))
	}
	return o, err
}

func check(o options, given map[string]bool) error {
	switch {
	case given["model"] && o.model == "":
		return bilingual.Errorf("-model: want a file", "-model: 파일 이름이 비어 있다")
	case given["data"] && o.data == "":
		return bilingual.Errorf("-data: want a folder", "-data: 폴더 이름이 비어 있다")
	case o.test && len(o.images) > 0:
		return bilingual.Errorf("unexpected argument %q: -test has its own images",
			"%q: -test는 이미지를 받지 않는다", o.images[0])
	case o.test && o.json:
		return bilingual.Errorf("-json: it is for images, not for -test", "-json: -test와 함께 쓸 수 없다")
	case given["n"] && !o.test:
		return bilingual.Errorf("-n: it belongs to -test", "-n: -test와 함께 쓴다")
	case given["data"] && !o.test:
		return bilingual.Errorf("-data: it belongs to -test", "-data: -test와 함께 쓴다")
	case o.worst < 0:
		return bilingual.Errorf("-n %d: want at least 0", "-n %d: 0 이상이어야 한다", o.worst)
	case misplaced(o.images) != "":
		return bilingual.Errorf("%s: flags come before the images", "%s: 플래그는 이미지 앞에 쓴다", misplaced(o.images))
	case !o.test && len(o.images) == 0:
		return bilingual.Errorf("no image named", "이미지를 주지 않았다")
	}
	return nil
}

// misplaced returns the first of the images that looks like a flag and is no
// file, or "".
func misplaced(images []string) string {
	for _, path := range images {
		if _, err := os.Stat(path); err != nil && strings.HasPrefix(path, "-") {
			return path
		}
	}
	return ""
}

func run(o options, stdout, stderr io.Writer) error {
	network, err := loadModel(o.model)
	if err != nil {
		return err
	}
	if o.test {
		return score(network, o, stdout)
	}
	return predict(network, o, stdout, stderr)
}

// predict answers for each image. If it cannot read an image, it prints the
// reason on stderr, and with -json in its object as well, and goes on.
func predict(network *chapter5.TwoLayerNet, o options, stdout, stderr io.Writer) error {
	var results []result
	var failed error
	for _, path := range expand(o.images, runtime.GOOS) {
		r := result{path: printable(path)}
		img, err := openImage(path)
		if err == nil {
			r.answer, err = look(network, img)
		}
		if err != nil {
			r.err = fmt.Sprintf("%s: %s", r.path, bilingual.Message(err, o.language))
			fmt.Fprintln(stderr, "predict:", r.err)
			failed = errSomeFailed
		}
		results = append(results, r)
		img = nil
		runtime.GC() // an image may be large, and the next one too
	}
	write := writeTable
	switch {
	case o.json:
		write = writeJSON
	case len(results) == 1:
		write = writeReport
	}
	return errors.Join(write(stdout, results, o), failed)
}

// look returns the network's answer for an image.
func look(network *chapter5.TwoLayerNet, img image.Image) (answer, error) {
	pixels, err := digit.Pixels(img)
	if err != nil {
		return answer{}, err
	}
	x := tensor.Zeros(1, len(pixels))
	for i, v := range pixels {
		x.Set(float64(float32(v)/255), 0, i)
	}
	return ask(network, x), nil
}

// openImage reads an image file. Errors do not name the file.
func openImage(path string) (image.Image, error) {
	info, err := os.Stat(path) // before it is opened: a pipe would wait
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, bilingual.Errorf("there is no such file", "파일이 없다")
	case err != nil:
		return nil, errors.Unwrap(err)
	case info.IsDir():
		return nil, bilingual.Errorf("a folder, want a PNG, JPEG or GIF image", "폴더다. PNG, JPEG, GIF 이미지여야 한다")
	case !info.Mode().IsRegular():
		return nil, bilingual.Errorf("not a regular file, want a PNG, JPEG or GIF image",
			"일반 파일이 아니다. PNG, JPEG, GIF 이미지여야 한다")
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, errors.Unwrap(err)
	}
	defer f.Close()
	return digit.Decode(f)
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

// printable quotes a name with control characters, which a terminal would obey.
func printable(name string) string {
	if strings.ContainsFunc(name, unicode.IsControl) {
		return strconv.Quote(name)
	}
	return name
}
