// Package cli holds what the commands share: cli.go the reading of flags and the
// printing of errors, file.go the files that flags name, root.go the project's folder,
// stop.go Ctrl-C and other signals, and terminal.go the width of the terminal.
package cli

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"backprop/layers/layertest/bilingual"
)

// Parse sets the flags and returns the arguments, which may stand before, between
// and after the flags. After -- everything is an argument. Its errors say in both
// languages what was found and what the flag wants; a flag's own error may be a
// bilingual.Error. Of several errors it returns the first, but it sets all the flags
// that it can: -lang may be one of them. For -h it returns flag.ErrHelp, unless
// there is an error.
func Parse(flags *flag.FlagSet, args []string) (rest []string, err error) {
	refuse := func(english, korean string, values ...any) {
		if err == nil || err == flag.ErrHelp {
			err = bilingual.Errorf(english, korean, values...)
		}
	}
	for len(args) > 0 {
		arg := args[0]
		args = args[1:]
		if arg == "--" {
			rest = append(rest, args...)
			break
		}
		if len(arg) < 2 || arg[0] != '-' {
			rest = append(rest, arg)
			continue
		}
		name, value, hasValue := strings.Cut(strings.TrimPrefix(arg[1:], "-"), "=")
		f := flags.Lookup(name)
		switch {
		case f == nil && (name == "h" || name == "help"):
			err = cmp.Or(err, flag.ErrHelp)
			continue
		case f == nil:
			refuse("flag provided but not defined: -%s", "-%s: 없는 플래그다", name)
			continue
		case hasValue:
		case isSwitch(f):
			value = "true"
		case len(args) == 0:
			refuse("flag needs an argument: -%s", "-%s: 값이 필요하다", name)
			continue
		default:
			value, args = args[0], args[1:]
		}
		if err := flags.Set(name, value); err != nil {
			refuse("invalid value %q for flag -%s: %s", "-%[2]s %[1]q: %[3]s", value, name, wanted(f, err))
		} else if value == "" && f.DefValue == "" { // -save "$MODEL", where MODEL is not set
			refuse(`-%s "": want a name`, `-%s "": 이름이 비어 있다`, name)
		}
	}
	return rest, err
}

// isSwitch reports whether a flag may stand without a value.
func isSwitch(f *flag.Flag) bool {
	b, ok := f.Value.(interface{ IsBoolFlag() bool })
	return ok && b.IsBoolFlag()
}

// wanted returns what a flag wants instead of a value that it refuses with err.
func wanted(f *flag.Flag, err error) bilingual.Text {
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

// Refuse writes on stderr why Parse or the command itself refuses a command line. If
// err is flag.ErrHelp, it writes the usage on stdout, because the user asks for it.
// It returns the exit status.
func Refuse(stdout, stderr io.Writer, command string, err error, usage bilingual.Text, language bilingual.Language) (status int) {
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(stdout, usage.In(language))
		return 0
	}
	more := bilingual.Text{English: "Run with -h to see the usage.", Korean: "사용법은 -h로 볼 수 있다."}
	fmt.Fprintf(stderr, "%s: %s\n%s\n", command, bilingual.Message(err, language), more.In(language))
	return 2
}
