package kernel

import "unsafe"

// vectorSets returns the one set of WebAssembly. It has no vectors here, but
// eight sums at a time stay in local variables while a list passes.
func vectorSets() []instructionSet { return []instructionSet{{"wasm", 8, 8}} }

// gatherVectors takes eight columns at a time. The last eight overlap those
// before, and only what is left over is kept of them.
func gatherVectors(l *Lists) {
	whole := l.N &^ 7
	for i := range l.Count {
		sum := l.Stay[i*l.StayStride:][:l.N]
		list, values := l.list(i)
		last := [8]float64(sum[l.N-8:])
		for j := 0; j < whole; j += 8 {
			gather8((*[8]float64)(sum[j:]), list, values, l.Others[j:], l.OthersStride)
		}
		if whole < l.N {
			gather8(&last, list, values, l.Others[l.N-8:], l.OthersStride)
			copy(sum[whole:], last[8-(l.N-whole):])
		}
	}
}

func gather8(sum *[8]float64, list []Entry, values, others []float64, stride int) {
	s0, s1, s2, s3, s4, s5, s6, s7 := sum[0], sum[1], sum[2], sum[3], sum[4], sum[5], sum[6], sum[7]
	for ; len(list) >= 4; list = list[4:] {
		v0, row0 := valueAndRow8(list[0], values, others, stride)
		v1, row1 := valueAndRow8(list[1], values, others, stride)
		v2, row2 := valueAndRow8(list[2], values, others, stride)
		v3, row3 := valueAndRow8(list[3], values, others, stride)
		s0 += float64(v0 * row0[0])
		s0 += float64(v1 * row1[0])
		s0 += float64(v2 * row2[0])
		s0 += float64(v3 * row3[0])
		s1 += float64(v0 * row0[1])
		s1 += float64(v1 * row1[1])
		s1 += float64(v2 * row2[1])
		s1 += float64(v3 * row3[1])
		s2 += float64(v0 * row0[2])
		s2 += float64(v1 * row1[2])
		s2 += float64(v2 * row2[2])
		s2 += float64(v3 * row3[2])
		s3 += float64(v0 * row0[3])
		s3 += float64(v1 * row1[3])
		s3 += float64(v2 * row2[3])
		s3 += float64(v3 * row3[3])
		s4 += float64(v0 * row0[4])
		s4 += float64(v1 * row1[4])
		s4 += float64(v2 * row2[4])
		s4 += float64(v3 * row3[4])
		s5 += float64(v0 * row0[5])
		s5 += float64(v1 * row1[5])
		s5 += float64(v2 * row2[5])
		s5 += float64(v3 * row3[5])
		s6 += float64(v0 * row0[6])
		s6 += float64(v1 * row1[6])
		s6 += float64(v2 * row2[6])
		s6 += float64(v3 * row3[6])
		s7 += float64(v0 * row0[7])
		s7 += float64(v1 * row1[7])
		s7 += float64(v2 * row2[7])
		s7 += float64(v3 * row3[7])
	}
	for _, e := range list {
		v, row := valueAndRow8(e, values, others, stride)
		s0 += float64(v * row[0])
		s1 += float64(v * row[1])
		s2 += float64(v * row[2])
		s3 += float64(v * row[3])
		s4 += float64(v * row[4])
		s5 += float64(v * row[5])
		s6 += float64(v * row[6])
		s7 += float64(v * row[7])
	}
	*sum = [8]float64{s0, s1, s2, s3, s4, s5, s6, s7}
}

// spreadVectors takes eight columns at a time, then one.
func spreadVectors(l *Lists) {
	for i := range l.Count {
		row := l.Stay[i*l.StayStride:][:l.N]
		list, values := l.list(i)
		j := 0
		for ; j+8 <= len(row); j += 8 {
			spread8((*[8]float64)(row[j:]), list, values, l.Others[j:], l.OthersStride)
		}
		for ; j < len(row); j++ {
			for _, e := range list {
				l.Others[int(e&255)*l.OthersStride+j] += float64(values[e>>8] * row[j])
			}
		}
	}
}

func spread8(row *[8]float64, list []Entry, values, others []float64, stride int) {
	r0, r1, r2, r3, r4, r5, r6, r7 := row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7]
	for ; len(list) >= 2; list = list[2:] {
		v0, sum0 := valueAndRow8(list[0], values, others, stride)
		sum0[0] += float64(v0 * r0)
		sum0[1] += float64(v0 * r1)
		sum0[2] += float64(v0 * r2)
		sum0[3] += float64(v0 * r3)
		sum0[4] += float64(v0 * r4)
		sum0[5] += float64(v0 * r5)
		sum0[6] += float64(v0 * r6)
		sum0[7] += float64(v0 * r7)
		v1, sum1 := valueAndRow8(list[1], values, others, stride)
		sum1[0] += float64(v1 * r0)
		sum1[1] += float64(v1 * r1)
		sum1[2] += float64(v1 * r2)
		sum1[3] += float64(v1 * r3)
		sum1[4] += float64(v1 * r4)
		sum1[5] += float64(v1 * r5)
		sum1[6] += float64(v1 * r6)
		sum1[7] += float64(v1 * r7)
	}
	for _, e := range list {
		v, sum := valueAndRow8(e, values, others, stride)
		sum[0] += float64(v * r0)
		sum[1] += float64(v * r1)
		sum[2] += float64(v * r2)
		sum[3] += float64(v * r3)
		sum[4] += float64(v * r4)
		sum[5] += float64(v * r5)
		sum[6] += float64(v * r6)
		sum[7] += float64(v * r7)
	}
}

// valueAndRow8 returns the value and eight columns of the row that an entry
// names. As in assembly, the lists are trusted: a check of each would take as
// long as the work.
func valueAndRow8(e Entry, values, others []float64, stride int) (v float64, row *[8]float64) {
	v = *(*float64)(unsafe.Add(unsafe.Pointer(unsafe.SliceData(values)), 8*int(e>>8)))
	return v, (*[8]float64)(unsafe.Add(unsafe.Pointer(unsafe.SliceData(others)), 8*int(e&255)*stride))
}

const listsInVectors = false

func nonZeroVectors(list *Entry, x *float64, n int) int  { return 0 }
func positiveVectors(list *Entry, x *float64, n int) int { return 0 }
