package kernel

import (
	"fmt"
	"os"
	"strings"
)

// An instructionSet is a processor's vector instructions, or plain Go.
type instructionSet struct {
	name    string
	lanes   int // float64s in a register, 0 for plain Go
	vectors int // registers that hold a row, at most
}

var plain = instructionSet{"go", 0, 0}

// chosen is the instruction set in use: the best that the processor has, or the
// one that the environment variable BACKPROP_KERNEL names.
var chosen = choose(os.Getenv("BACKPROP_KERNEL"))

func choose(name string) instructionSet {
	var names []string
	for _, s := range append(vectorSets(), plain) {
		if name == "" || name == s.name {
			return s
		}
		names = append(names, s.name)
	}
	fmt.Fprintf(os.Stderr, "BACKPROP_KERNEL is %q; this processor has %s\n",
		name, strings.Join(names, ", "))
	os.Exit(2)
	return plain
}

// Lanes returns the number of float64s in a vector register, or 1 for plain Go.
func Lanes() int { return max(chosen.lanes, 1) }

// MaxStrip returns the largest number of columns that Gather and Spread process
// at once.
func MaxStrip() int {
	if chosen == plain {
		return 64
	}
	return chosen.vectors * chosen.lanes
}
