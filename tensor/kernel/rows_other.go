//go:build !amd64 && !arm64

package kernel

// wide returns the kernels that this processor can run: there are none.
func wide() []kernel { return nil }

func gatherVectors(l *lists)       { gatherGo(l) }
func spreadVectors(l *lists)       { spreadGo(l) }
func prefetch(first *entry, n int) {}
