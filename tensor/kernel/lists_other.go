//go:build !amd64 && !arm64 && !wasm

package kernel

// sets returns the sets of vector instructions that this processor has: none
// that this package knows.
func sets() []set { return nil }

func gatherVectors(l *Lists) { gatherGo(l) }
func spreadVectors(l *Lists) { spreadGo(l) }

const listsInVectors = false

func nonZeroVectors(list *Entry, x *float64, n int) int  { return 0 }
func positiveVectors(list *Entry, x *float64, n int) int { return 0 }
