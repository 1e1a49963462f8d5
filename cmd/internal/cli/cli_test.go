package cli

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"strings"
	"testing"

	"backprop/layers/layertest/bilingual"
)

func TestParse(t *testing.T) {
	for _, test := range []struct{ name, args, wantErr, wantKorean string }{
		{"numbers", "-n 7 -rate 0.5", "", ""},
		{"a value that the flag itself refuses", "-even 3",
			`invalid value "3" for flag -even: want an even number`, `-even "3": 짝수여야 한다`},
		{"a value that a flag refuses in English alone", "-odd 4",
			`invalid value "4" for flag -odd: want an odd number`, `-odd "4": want an odd number`},
		{"a number that is none", "-n many",
			`invalid value "many" for flag -n: want a whole number`, `-n "many": 정수여야 한다`},
		{"a rate that is none", "-rate fast",
			`invalid value "fast" for flag -rate: want a number`, `-rate "fast": 수여야 한다`},
		{"a switch that is none", "-v=often",
			`invalid value "often" for flag -v: want true or false`, `-v "often": true나 false여야 한다`},
		{"a number that is too large", "-n 99999999999999999999",
			`invalid value "99999999999999999999" for flag -n: want a number closer to 0`, `-n "99999999999999999999": 0에 더 가까운 수여야 한다`},
		{"another language", "-lang fr",
			`invalid value "fr" for flag -lang: want en or ko`, `-lang "fr": en이나 ko여야 한다`},
		{"a flag without its value", "-n", "flag needs an argument: -n", "-n: 값이 필요하다"},
		{"a variable that is not set", "-file=", `-file "": want a name`, `-file "": 이름이 비어 있다`},
		{"an unknown flag", "-x", "flag provided but not defined: -x", "-x: 없는 플래그다"},
		{"help", "-h", flag.ErrHelp.Error(), flag.ErrHelp.Error()},
		{"a flag after the help", "-h -n many", `invalid value "many" for flag -n: want a whole number`, `-n "many": 정수여야 한다`},
	} {
		t.Run(test.name, func(t *testing.T) {
			var output bytes.Buffer
			flags := flag.NewFlagSet("test", flag.ContinueOnError)
			flags.SetOutput(&output)
			flags.Func("even", "", func(string) error { return bilingual.Errorf("want an even number", "짝수여야 한다") })
			flags.Func("odd", "", func(string) error { return errors.New("want an odd number") })
			flags.Var(new(bilingual.Language), "lang", "")
			flags.Int("n", 0, "")
			flags.Float64("rate", 0, "")
			flags.Bool("v", false, "")
			flags.String("file", "", "")
			_, err := Parse(flags, strings.Fields(test.args))
			if message := fmt.Sprint(err); err != nil && message != test.wantErr || err == nil && test.wantErr != "" {
				t.Errorf("Parse(%s) = %v, want %s", test.args, err, test.wantErr)
			}
			if err != nil && bilingual.Message(err, bilingual.Korean) != test.wantKorean {
				t.Errorf("Parse(%s) = %s, want %s", test.args, bilingual.Message(err, bilingual.Korean), test.wantKorean)
			}
			if test.args == "-h" && !errors.Is(err, flag.ErrHelp) {
				t.Errorf("Parse(-h) = %v, want flag.ErrHelp itself", err)
			}
			if output.Len() > 0 {
				t.Errorf("Parse(%s) printed %q", test.args, &output)
			}
		})
	}
}

// The language of an error is that of -lang, wherever it stands.
func TestParseSetsTheFlagsAfterAnError(t *testing.T) {
	for _, test := range []struct{ name, args, wantErr string }{
		{"a value that is none", "-n many -lang ko", `invalid value "many" for flag -n: want a whole number`},
		{"an unknown flag", "-x -lang ko", "flag provided but not defined: -x"},
		{"an unknown flag with a value", "-x 3 -lang ko", "flag provided but not defined: -x"},
		{"the first of several", "-x -n many -y -lang ko -n", "flag provided but not defined: -x"},
		{"an error after the help", "-h -x -lang ko", "flag provided but not defined: -x"},
		{"help", "-h -lang ko", flag.ErrHelp.Error()},
	} {
		t.Run(test.name, func(t *testing.T) {
			flags, language := flag.NewFlagSet("test", flag.ContinueOnError), bilingual.English
			flags.Var(&language, "lang", "")
			flags.Int("n", 0, "")
			if _, err := Parse(flags, strings.Fields(test.args)); fmt.Sprint(err) != test.wantErr || language != bilingual.Korean {
				t.Errorf("Parse(%s) = %v, with -lang %s, want %s with -lang ko", test.args, err, language, test.wantErr)
			}
		})
	}
}

func TestParseReturnsTheArguments(t *testing.T) {
	for _, test := range []struct{ name, args, want string }{
		{"after the flags", "-n 7 a b", "a b"},
		{"before the flags", "a b -n 7", "a b"},
		{"on both sides", "a -n 7 b", "a b"},
		{"after --, where nothing is a flag", "-n 7 a -- -n b --", "a -n b --"},
		{"none", "-n 7", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			flags := flag.NewFlagSet("test", flag.ContinueOnError)
			n := flags.Int("n", 0, "")
			rest, err := Parse(flags, strings.Fields(test.args))
			if got := strings.Join(rest, " "); err != nil || got != test.want || *n != 7 {
				t.Errorf("Parse(%s) = %s, %v, with -n %d, want %s with -n 7", test.args, got, err, *n, test.want)
			}
		})
	}
}

func TestRefuse(t *testing.T) {
	usage := bilingual.Text{English: "usage\n", Korean: "사용법\n"}
	wrong := bilingual.Errorf("-n 0: want 1", "-n 0: 1이어야 한다")
	for _, test := range []struct {
		name             string
		err              error
		language         bilingual.Language
		status           int
		wantOut, wantErr string
	}{
		{"help", flag.ErrHelp, bilingual.English, 0, "usage\n", ""},
		{"help in Korean", flag.ErrHelp, bilingual.Korean, 0, "사용법\n", ""},
		{"a wrong flag", wrong, bilingual.English, 2, "", "test: -n 0: want 1\nRun with -h to see the usage.\n"},
		{"a wrong flag in Korean", wrong, bilingual.Korean, 2, "", "test: -n 0: 1이어야 한다\n사용법은 -h로 볼 수 있다.\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			status := Refuse(&stdout, &stderr, "test", test.err, usage, test.language)
			if status != test.status || stdout.String() != test.wantOut || stderr.String() != test.wantErr {
				t.Errorf("Refuse = %d, stdout %q, stderr %q, want %d, %q, %q",
					status, &stdout, &stderr, test.status, test.wantOut, test.wantErr)
			}
		})
	}
}
