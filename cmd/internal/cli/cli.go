// Package cli holds what the commands share about their command lines.
package cli

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"regexp"
	"strconv"

	"backprop/layers/layertest/bilingual"
)

// The messages of package flag.
var (
	undefined = regexp.MustCompile(`^flag provided but not defined: (.*)$`)
	noValue   = regexp.MustCompile(`^flag needs an argument: (.*)$`)
	refused   = regexp.MustCompile(`^(invalid (?:boolean )?value (".*") for (?:flag )?-(.*?): )`)
)

// Parse sets the flags and returns the arguments, which may stand before, between
// and after the flags. After -- everything is an argument. Parse prints nothing.
// Its errors say in both languages what was found and what the flag wants; a flag's
// own error may be a bilingual.Error. For -h it returns flag.ErrHelp.
func Parse(flags *flag.FlagSet, args []string) (rest []string, err error) {
	output := flags.Output()
	flags.SetOutput(io.Discard)
	defer flags.SetOutput(output)
	for len(args) > 0 {
		if err := flags.Parse(args); err != nil {
			return nil, translated(flags, err)
		}
		parsed := len(args) - flags.NArg()
		if parsed > 0 && args[parsed-1] == "--" {
			return append(rest, flags.Args()...), nil
		}
		if args = flags.Args(); len(args) > 0 {
			rest, args = append(rest, args[0]), args[1:]
		}
	}
	return rest, nil
}

// Refuse writes why Parse or the command itself refuses a command line, or the
// usage if err is flag.ErrHelp. It returns the exit status.
func Refuse(w io.Writer, command string, err error, usage bilingual.Text, language bilingual.Language) (status int) {
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(w, usage.In(language))
		return 0
	}
	more := bilingual.Text{English: "Run with -h to see the usage.", Korean: "사용법은 -h로 볼 수 있다."}
	fmt.Fprintf(w, "%s: %s\n%s\n", command, bilingual.Message(err, language), more.In(language))
	return 2
}

// translated returns an error of package flag in both languages.
func translated(flags *flag.FlagSet, err error) error {
	if errors.Is(err, flag.ErrHelp) {
		return err
	}
	english := err.Error()
	if m := undefined.FindStringSubmatch(english); m != nil {
		return bilingual.Error{Text: bilingual.Text{English: english, Korean: m[1] + ": 없는 플래그다"}}
	}
	if m := noValue.FindStringSubmatch(english); m != nil {
		return bilingual.Error{Text: bilingual.Text{English: english, Korean: m[1] + ": 값이 필요하다"}}
	}
	if m := refused.FindStringSubmatch(english); m != nil {
		value, _ := strconv.Unquote(m[2]) // package flag has quoted it
		wanted := wanted(flags.Lookup(m[3]), value)
		return bilingual.Errorf("%[1]s%[4]s", "-%[3]s %[2]s: %[4]s", m[1], m[2], m[3], wanted)
	}
	return err
}

// wanted returns what a flag wants instead of a value that it refuses. Package
// flag keeps only the English text of a flag's error, so wanted sets the flag
// again.
func wanted(f *flag.Flag, value string) bilingual.Text {
	err := f.Value.Set(value)
	var own bilingual.Error
	switch {
	case errors.As(err, &own):
		return own.Text
	case err.Error() == "value out of range":
		return bilingual.Text{English: "want a number closer to 0", Korean: "0에 더 가까운 수여야 한다"}
	case err.Error() != "parse error":
		return bilingual.Text{English: err.Error(), Korean: err.Error()}
	}
	switch f.Value.(flag.Getter).Get().(type) {
	case int:
		return bilingual.Text{English: "want a whole number", Korean: "정수여야 한다"}
	case float64:
		return bilingual.Text{English: "want a number", Korean: "수여야 한다"}
	}
	return bilingual.Text{English: "want true or false", Korean: "true나 false여야 한다"}
}
