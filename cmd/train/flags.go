package main

import (
	"flag"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"backprop/cmd/internal/cli"
	"backprop/layers/layertest/bilingual"
)

var usage = bilingual.Text{English: `usage: go run ./cmd/train [flags]

Trains the network of section 7 (784-50-10) and prints the accuracy on the
training set and on the test set each epoch, as the book's program does.

  go run ./cmd/train -hidden 100 -save model.npz -curve curve.svg
  go run ./cmd/train -resume model.npz -iters 20000

  -iters N        number of iterations (default 10000)
  -batch N        images in a mini-batch (default 100)
  -lr RATE        learning rate (default 0.1)
  -hidden N       hidden neurons, 1 to 10000 (default 50, or those of -load)
  -seed N         of the random numbers, 0 to 4294967295 (default 42)
  -data FOLDER    four IDX files (default: the MNIST inside the program)
  -load FILE.npz  start with the parameters W1 b1 W2 b2 of this file
  -save FILE.npz  write the parameters and the state of the training each epoch,
                  at the end and after Ctrl-C; NumPy reads the file
  -resume FILE    continue from this file, with the same bits, and update it
  -curve FILE.svg draw the loss and the accuracy each epoch
  -log FILE.csv   write a row for each epoch
  -plain          train with the layers of the chapter, without package fast
  -lang LANGUAGE  en or ko (default: the language of the environment)
`, Korean: `사용법: go run ./cmd/train [플래그]

7절의 신경망(784-50-10)을 학습시키고, 책의 프로그램처럼 에폭마다 훈련 데이터와
시험 데이터의 정확도를 출력한다.

  go run ./cmd/train -hidden 100 -save model.npz -curve curve.svg
  go run ./cmd/train -resume model.npz -iters 20000

  -iters N        반복 횟수 (기본값 10000)
  -batch N        미니배치의 이미지 수 (기본값 100)
  -lr 값          학습률 (기본값 0.1)
  -hidden N       은닉층의 뉴런 수, 1부터 10000까지 (기본값 50 또는 -load의 수)
  -seed N         난수의 시드, 0부터 4294967295까지의 수 (기본값 42)
  -data 폴더      IDX 파일 네 개 (기본값: 프로그램에 들어 있는 MNIST)
  -load 파일.npz  이 파일의 매개변수 W1 b1 W2 b2로 시작한다
  -save 파일.npz  매개변수와 학습 상태를 에폭마다, 끝날 때, Ctrl-C를 누를 때
                  저장한다. NumPy로 읽을 수 있다
  -resume 파일    저장한 파일에서 이어서 학습하고 같은 파일에 다시 저장한다
  -curve 파일.svg 에폭마다 손실과 정확도를 그린다
  -log 파일.csv   에폭마다 한 행을 저장한다
  -plain          fast 패키지 없이 이 장의 계층으로 학습한다
  -lang 언어      en 또는 ko (기본값: 환경 변수의 언어)
`}

// options holds the values of the flags.
type options struct {
	seed                 uint32
	iters, batch, hidden int
	lr                   float64
	data, load           string
	save, resume         string
	curve, log           string
	plain                bool
	language             bilingual.Language
	given                []flag.Flag // the flags of the command line
}

// has reports whether a flag was given.
func (o *options) has(name string) bool {
	return slices.ContainsFunc(o.given, func(f flag.Flag) bool { return f.Name == name })
}

// parse reads the flags.
func parse(args []string) (options, error) {
	o := options{seed: 42, language: bilingual.LanguageOf(os.Getenv)}
	flags := flag.NewFlagSet("train", flag.ContinueOnError)
	flags.IntVar(&o.iters, "iters", 10000, "")
	flags.IntVar(&o.batch, "batch", 100, "")
	flags.Float64Var(&o.lr, "lr", 0.1, "")
	flags.IntVar(&o.hidden, "hidden", 50, "")
	flags.Func("seed", "", func(value string) error {
		seed, err := strconv.ParseUint(value, 10, 32)
		if err != nil {
			return bilingual.Errorf("want a whole number from 0 to 4294967295", "0부터 4294967295까지의 정수여야 한다")
		}
		o.seed = uint32(seed)
		return nil
	})
	flags.StringVar(&o.data, "data", "", "")
	flags.StringVar(&o.load, "load", "", "")
	flags.StringVar(&o.save, "save", "", "")
	flags.StringVar(&o.resume, "resume", "", "")
	flags.StringVar(&o.curve, "curve", "", "")
	flags.StringVar(&o.log, "log", "", "")
	flags.BoolVar(&o.plain, "plain", false, "")
	flags.Var(&o.language, "lang", "")
	rest, err := cli.Parse(flags, args)
	if err != nil {
		return o, err
	}
	flags.Visit(func(f *flag.Flag) { o.given = append(o.given, *f) })
	return o, check(o, rest)
}

const maxHidden = 10000

// check returns an error if a flag has a value that cannot be used.
func check(o options, rest []string) error {
	for _, f := range []struct {
		name        string
		value, most int
	}{{"iters", o.iters, math.MaxInt32}, {"batch", o.batch, math.MaxInt32}, {"hidden", o.hidden, maxHidden}} {
		if f.value < 1 || f.value > f.most {
			return bilingual.Errorf("-%s %d: want 1 to %d", "-%s %d: 1부터 %d까지의 수여야 한다", f.name, f.value, f.most)
		}
	}
	switch {
	case len(rest) > 0:
		return bilingual.Errorf("unexpected argument %q", "%q: 플래그가 아닌 인수는 받지 않는다", rest[0])
	case o.load != "" && o.resume != "":
		return bilingual.Errorf("-load and -resume: use only one of them", "-load와 -resume 중 하나만 쓸 수 있다")
	case !(o.lr > 0) || math.IsInf(o.lr, 1):
		return bilingual.Errorf("-lr %v: want a finite number above 0", "-lr %v: 0보다 큰 유한한 수여야 한다", o.lr)
	case o.curve != "" && !strings.EqualFold(filepath.Ext(o.curve), ".svg"):
		return bilingual.Errorf("-curve %s: want a name that ends in .svg", "-curve %s: 이름이 .svg로 끝나야 한다", o.curve)
	}
	return nil
}
