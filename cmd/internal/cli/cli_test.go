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
		wantSeed            uint32
	}{
		{"the default seed", "", "", 42},
		{"another seed", "-seed 7", "", 7},
		{"the largest seed", "-seed 4294967295", "", 4294967295},
		{"a seed that is too large", "-seed 4294967296",
			`invalid value "4294967296" for flag -seed: want a whole number from 0 to 4294967295, or "random"`, 42},
		{"a number that is none", "-n many", `invalid value "many" for flag -n: want a whole number`, 42},
		{"a rate that is none", "-rate fast", `invalid value "fast" for flag -rate: want a number`, 42},
		{"a switch that is none", "-v=often", `invalid boolean value "often" for -v: want true or false`, 42},
		{"an unknown flag", "-x", "flag provided but not defined: -x", 42},
		{"help", "-h", flag.ErrHelp.Error(), 42},
	} {
		t.Run(test.name, func(t *testing.T) {
			var output bytes.Buffer
			flags := flag.NewFlagSet("test", flag.ContinueOnError)
			flags.SetOutput(&output)
			seed := SeedFlag(flags)
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
			if *seed != test.wantSeed {
				t.Errorf("the seed is %d, want %d", *seed, test.wantSeed)
			}
			if output.Len() > 0 {
				t.Errorf("Parse(%s) printed %q", test.args, &output)
			}
		})
	}
}

func TestRandomSeedIsPrinted(t *testing.T) {
	var output bytes.Buffer
	flags := flag.NewFlagSet("test", flag.ContinueOnError)
	flags.SetOutput(&output)
	seed := SeedFlag(flags)
	// Parse silences package flag, and not the seed.
	if err := Parse(flags, []string{"-seed", "random"}); err != nil {
		t.Fatal(err)
	}
	if want := fmt.Sprintf("seed %d\n", *seed); output.String() != want {
		t.Errorf("printed %q, want %q", &output, want)
	}
}
