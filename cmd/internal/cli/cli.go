// Package cli holds what the commands share about their flags.
package cli

import (
	"errors"
	"flag"
	"io"
	"strings"
)

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
