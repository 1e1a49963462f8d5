// Package cli holds what the commands share about their flags.
package cli

import (
	"crypto/rand"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// DefaultSeed is the seed of a command that draws random numbers, unless the
// flag -seed names another: np.random.seed(42).
const DefaultSeed = 42

// SeedFlag declares the flag -seed and returns a pointer to its value. For the
// value "random" it draws a seed and writes it to the flags' output.
func SeedFlag(flags *flag.FlagSet) *uint32 {
	seed, output := uint32(DefaultSeed), flags.Output()
	set := func(s string) error {
		if s == "random" {
			var b [4]byte
			if _, err := rand.Read(b[:]); err != nil {
				return err
			}
			seed = binary.LittleEndian.Uint32(b[:])
			fmt.Fprintf(output, "seed %d\n", seed)
			return nil
		}
		n, err := strconv.ParseUint(s, 10, 32)
		if err != nil {
			return errors.New(`want a whole number from 0 to 4294967295, or "random"`)
		}
		seed = uint32(n)
		return nil
	}
	flags.Func("seed", fmt.Sprintf("`number` from 0 to 4294967295, or \"random\" (default %d)", DefaultSeed), set)
	return &seed
}

// Parse parses the arguments of a command that prints its own usage. It prints
// nothing itself. Where package flag says "parse error", Parse returns an
// error that says what the flag wants. For -h it returns flag.ErrHelp.
func Parse(flags *flag.FlagSet, args []string) error {
	output := flags.Output()
	flags.SetOutput(io.Discard)
	err := flags.Parse(args)
	flags.SetOutput(output)
	if err == nil {
		return nil
	}
	flags.VisitAll(func(f *flag.Flag) {
		name := "-" + f.Name + ": "
		if start, ok := strings.CutSuffix(err.Error(), name+"parse error"); ok {
			err = errors.New(start + name + wanted(f.Value))
		}
	})
	return err
}

// wanted returns what a flag wants, by the type of its value.
func wanted(v flag.Value) string {
	switch v.(flag.Getter).Get().(type) {
	case int:
		return "want a whole number"
	case float64:
		return "want a number"
	}
	return "want true or false"
}
