package kernel

//go:noescape
func gatherAVX512(l *lists)

//go:noescape
func gatherAVX(l *lists)

//go:noescape
func spreadAVX512(l *lists)

//go:noescape
func spreadAVX(l *lists)

//go:noescape
func lessEqualVectors(out, x *float64, n int, v float64)

//go:noescape
func setMaskedVectors(out, mask *float64, n int, v float64)

// cpuid asks the processor what it can do.
func cpuid(leaf, subleaf uint32) (ebx, ecx uint32)

// xgetbv returns which registers the operating system keeps for a process.
func xgetbv() uint32

// wide returns the kernels that this processor can run, the best first.
func wide() []kernel {
	const (
		xsave, avx = 1 << 27, 1 << 28 // leaf 1, ecx
		avx512f    = 1 << 16          // leaf 7, ebx
		y, z       = 0x06, 0xe6       // xgetbv: the registers Y, and Z
	)
	_, one := cpuid(1, 0)
	if one&xsave == 0 || one&avx == 0 || xgetbv()&y != y {
		return nil
	}
	kernels := []kernel{{"avx", 4}}
	if seven, _ := cpuid(7, 0); seven&avx512f != 0 && xgetbv()&z == z {
		kernels = append([]kernel{{"avx512", 8}}, kernels...)
	}
	return kernels
}

func gatherVectors(l *lists) {
	if chosen.lanes == 8 {
		gatherAVX512(l)
	} else {
		gatherAVX(l)
	}
}

func spreadVectors(l *lists) {
	if chosen.lanes == 8 {
		spreadAVX512(l)
	} else {
		spreadAVX(l)
	}
}

// maskLanes is how many elements lessEqualVectors and setMaskedVectors do at
// once.
const maskLanes = 4

//go:noescape
func prefetch(first *entry, n int)
