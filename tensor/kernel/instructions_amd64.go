package kernel

// cpuid returns two words of the processor's features, by the instruction CPUID.
func cpuid(leaf, subleaf uint32) (ebx, ecx uint32)

// xgetbv returns the kinds of registers that the operating system saves for a
// process, by the instruction XGETBV.
func xgetbv() uint32

// vectorSets returns the vector instruction sets of this processor, from the
// best on.
func vectorSets() []instructionSet {
	const (
		popcnt, xsave, avx = 1 << 23, 1 << 27, 1 << 28 // leaf 1, ecx
		avx512f            = 1 << 16                   // leaf 7, ebx
		y, z               = 0x06, 0xe6                // xgetbv: Y and Z registers
	)
	const needed = popcnt | xsave | avx
	if _, one := cpuid(1, 0); one&needed != needed || xgetbv()&y != y {
		return nil
	}
	found := []instructionSet{{"avx", 4, 13}}
	if seven, _ := cpuid(7, 0); seven&avx512f != 0 && xgetbv()&z == z {
		found = append([]instructionSet{{"avx512", 8, 13}}, found...)
	}
	return found
}
