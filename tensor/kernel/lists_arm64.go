package kernel

//go:noescape
func gatherNEON(l *Lists)

//go:noescape
func spreadNEON(l *Lists)

// vectorSets returns the vector instruction set of every arm64 processor.
func vectorSets() []instructionSet { return []instructionSet{{"neon", 2, 8}} }

func gatherVectors(l *Lists) { gatherNEON(l) }
func spreadVectors(l *Lists) { spreadNEON(l) }

const listsInVectors = false

func nonZeroVectors(list *Entry, x *float64, n int) int  { return 0 }
func positiveVectors(list *Entry, x *float64, n int) int { return 0 }
