package kernel

//go:noescape
func gatherNEON(l *lists)

//go:noescape
func spreadNEON(l *lists)

// wide returns the kernel that every arm64 processor can run.
func wide() []kernel { return []kernel{{"neon", 2}} }

func gatherVectors(l *lists) { gatherNEON(l) }
func spreadVectors(l *lists) { spreadNEON(l) }

//go:noescape
func prefetch(first *entry, n int)
