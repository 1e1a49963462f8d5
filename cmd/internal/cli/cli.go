// Package cli holds what the commands share about their flags.
package cli

import (
	"errors"
	"flag"
	"io"
	"regexp"
	"strings"

	"backprop/layers/layertest/bilingual"
)

// inKorean lists the messages of package flag, and how they read in Korean.
var inKorean = []struct {
	english *regexp.Regexp
	korean  string
}{
	{regexp.MustCompile(`^flag provided but not defined: (.*)$`), "$1: 없는 플래그다"},
	{regexp.MustCompile(`^flag needs an argument: (.*)$`), "$1: 값이 필요하다"},
	{regexp.MustCompile(`^invalid (?:boolean )?value (".*") for (?:flag )?(-[^:]*): .*$`), "$2 $1: 쓸 수 없는 값이다"},
}

// Parse parses the arguments of a command that prints its own usage. It prints
// nothing itself. Where package flag says "parse error", Parse returns an
// error that says what the flag wants. For -h it returns flag.ErrHelp.
func Parse(flags *flag.FlagSet, args []string) error {
	output := flags.Output()
	flags.SetOutput(io.Discard)
	err := flags.Parse(args)
	flags.SetOutput(output)
	if err == nil || errors.Is(err, flag.ErrHelp) {
		return err
	}
	text := bilingual.Text{English: err.Error(), Korean: err.Error()}
	flags.VisitAll(func(f *flag.Flag) {
		name := "-" + f.Name + ": "
		if start, ok := strings.CutSuffix(text.English, name+"parse error"); ok {
			text.English = start + name + wanted(f.Value)
		}
	})
	for _, message := range inKorean {
		text.Korean = message.english.ReplaceAllString(text.Korean, message.korean)
	}
	return bilingual.Error{Text: text}
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
