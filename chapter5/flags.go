package chapter5

import (
	"crypto/rand"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// DefaultSeed is the seed of every program that draws random numbers, unless
// -seed names another: np.random.seed(42).
const DefaultSeed = 42

// SeedFlag declares the flag -seed and returns where its value will be. The
// value "random" picks a seed and says which on the flags' output, stderr.
func SeedFlag(flags *flag.FlagSet) *uint32 {
	seed, stderr := uint32(DefaultSeed), flags.Output()
	set := func(s string) error {
		if s == "random" {
			var b [4]byte
			if _, err := rand.Read(b[:]); err != nil {
				return err
			}
			seed = binary.LittleEndian.Uint32(b[:])
			fmt.Fprintf(stderr, "seed %d\n", seed)
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

// ParseFlags parses the command line. If it is not understood, or has more
// than flags, that is said on stderr and the program exits with status 2.
func ParseFlags() {
	flag.Usage = func() {
		fmt.Fprintf(flag.CommandLine.Output(), "usage: go run ./chapter5/%s [flags]\n",
			strings.TrimSuffix(filepath.Base(os.Args[0]), ".exe"))
		flag.PrintDefaults()
	}
	flag.Parse()
	if flag.NArg() > 0 {
		fmt.Fprintf(flag.CommandLine.Output(), "unexpected argument %q\n", flag.Arg(0))
		flag.Usage()
		os.Exit(2)
	}
}

// ParseArgs parses the arguments of a command that has a usage text of its
// own: it prints nothing, and where package flag says "parse error", its error
// says what is wanted. For -h it is flag.ErrHelp.
func ParseArgs(flags *flag.FlagSet, args []string) error {
	stderr := flags.Output()
	flags.SetOutput(io.Discard)
	err := flags.Parse(args)
	flags.SetOutput(stderr)
	if err == nil {
		return nil
	}
	flags.VisitAll(func(f *flag.Flag) {
		name := "-" + f.Name + ": "
		if wrong, ok := strings.CutSuffix(err.Error(), name+"parse error"); ok {
			err = errors.New(wrong + name + wanted(f.Value))
		}
	})
	return err
}

func wanted(v flag.Value) string {
	switch v.(flag.Getter).Get().(type) {
	case int:
		return "want a whole number"
	case float64:
		return "want a number"
	}
	return "want true or false"
}
