//go:build !amd64 && !arm64 && !wasm

package kernel

// vectorSets returns nil: the package does not use vector instructions on this
// processor.
func vectorSets() []instructionSet { return nil }

func gatherVectors(l *Lists) { gatherGo(l) }
func spreadVectors(l *Lists) { spreadGo(l) }

const listsInVectors = false

func nonZeroVectors(list *Entry, x *float64, n int) int  { return 0 }
func positiveVectors(list *Entry, x *float64, n int) int { return 0 }
