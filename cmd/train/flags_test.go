package main

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"backprop/cmd/internal/cli"
)

func TestFlagsAreRefused(t *testing.T) {
	for _, test := range []struct{ args, want string }{
		{"-batch 0", "-batch 0: want 1 to 2147483647"},
		{"-iters 0", "-iters 0: want 1 to 2147483647"},
		{"-iters 2147483648", "-iters 2147483648: want 1 to 2147483647"},
		{"-hidden -1", "-hidden -1: want 1 to 10000"},
		{"-hidden 10001", "-hidden 10001: want 1 to 10000"},
		{"-lr NaN", "-lr NaN: want a finite number above 0"},
		{"-lr +Inf", "-lr +Inf: want a finite number above 0"},
		{"-lr 0", "-lr 0: want a finite number above 0"},
		{"-lr -0.1", "-lr -0.1: want a finite number above 0"},
		{"-curve c.pdf", "-curve c.pdf: want a name that ends in .svg"},
		{"-load a -resume b", "-load and -resume: use only one of them"},
		{"100", `unexpected argument "100"`},
		{"-seed -1", `invalid value "-1" for flag -seed: want a whole number from 0 to 4294967295`},
		{"-seed 4294967296", `invalid value "4294967296" for flag -seed: want a whole number from 0 to 4294967295`},
		{"-iter 5", "flag provided but not defined: -iter"},
		{"-lr fast", `invalid value "fast" for flag -lr: want a number`},
		{"-iters 1e4", `invalid value "1e4" for flag -iters: want a whole number`},
		{"-hidden", "flag needs an argument: -hidden"},
		{"-lang fr", `invalid value "fr" for flag -lang: want en or ko`},
		{"-lang ko -batch 0", "-batch 0: 1부터 2147483647까지의 수여야 한다"},
		{"-lang ko -seed -1", `-seed "-1": 0부터 4294967295까지의 정수여야 한다`},
	} {
		t.Run(test.args, func(t *testing.T) {
			var stderr bytes.Buffer
			o, err := parse(strings.Fields(test.args))
			cli.Refuse(io.Discard, &stderr, "train", err, usage, o.language)
			want := "train: " + test.want + "\nRun with -h to see the usage.\n"
			if strings.HasPrefix(test.args, "-lang ko") {
				want = "train: " + test.want + "\n사용법은 -h로 볼 수 있다.\n"
			}
			if err == nil || stderr.String() != want {
				t.Errorf("parse(%s) = %v, prints %q, want %q", test.args, err, &stderr, want)
			}
		})
	}
}

func TestSeedIsDecimal(t *testing.T) {
	if o, err := parse([]string{"-seed", "010"}); err != nil || o.seed != 10 {
		t.Errorf("parse(-seed 010) = %v, error %v, want 10", o.seed, err)
	}
}

// A flag with an empty path comes from a variable that is not set.
func TestEmptyFileFlagsAreRefused(t *testing.T) {
	for _, name := range []string{"save", "curve", "log", "resume", "load", "data"} {
		for _, args := range [][]string{{"-" + name, ""}, {"-" + name + "="}} {
			t.Run(strings.Join(args, " "), func(t *testing.T) {
				_, err := parse(args)
				if want := "-" + name + ` "": want a name`; errorText(err) != want {
					t.Errorf("parse(%q) = %v, want %s", args, err, want)
				}
			})
		}
	}
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestHelpFitsAScreen(t *testing.T) {
	for _, text := range []string{usage.English, usage.Korean} {
		lines := strings.Split(text, "\n")
		if len(lines) > 25 {
			t.Errorf("prints %d lines, want at most 25", len(lines))
		}
		for _, line := range lines {
			if cli.Width(line) > 80 {
				t.Errorf("longer than 80 columns: %s", line)
			}
		}
	}
}
