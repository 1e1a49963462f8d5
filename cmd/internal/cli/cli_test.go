package cli

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	for _, test := range []struct {
		name, args, wantErr string
	}{
		{"numbers", "-n 7 -rate 0.5", ""},
		{"a value that the flag itself refuses", "-even 3", `invalid value "3" for flag -even: want an even number`},
		{"a number that is none", "-n many", `invalid value "many" for flag -n: want a whole number`},
		{"a rate that is none", "-rate fast", `invalid value "fast" for flag -rate: want a number`},
		{"a switch that is none", "-v=often", `invalid boolean value "often" for -v: want true or false`},
		{"an unknown flag", "-x", "flag provided but not defined: -x"},
		{"help", "-h", flag.ErrHelp.Error()},
	} {
		t.Run(test.name, func(t *testing.T) {
			var output bytes.Buffer
			flags := flag.NewFlagSet("test", flag.ContinueOnError)
			flags.SetOutput(&output)
			flags.Func("even", "", func(string) error { return errors.New("want an even number") })
			flags.Int("n", 0, "")
			flags.Float64("rate", 0, "")
			flags.Bool("v", false, "")
			err := Parse(flags, strings.Fields(test.args))
			if message := fmt.Sprint(err); err != nil && message != test.wantErr || err == nil && test.wantErr != "" {
				t.Errorf("Parse(%s) = %v, want %s", test.args, err, test.wantErr)
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
