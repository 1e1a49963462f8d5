package mnist

import (
	"bytes"
	"compress/gzip"
	"io"
	"testing"
)

// Whatever readIDX accepts is the file that its results describe.
func FuzzReadIDX(f *testing.F) {
	for _, file := range [][]byte{
		nil, twoImages, threeLabels, gz(twoImages), gz(threeLabels),
		twoImages[:21], append(gz(twoImages), 0), flip(gz(threeLabels), -8),
		idx(0x803, []uint32{1 << 31, 28, 28}), idx(0x803, []uint32{1 << 31, 1 << 31, 4}),
		append(gz(threeLabels[:9]), gz(threeLabels[9:])...),
	} {
		f.Add(file, true)
		f.Add(file, false)
	}
	f.Fuzz(func(t *testing.T, file []byte, isImages bool) {
		rank := 1
		if isImages {
			rank = 3
		}
		shape, data, err := readIDX(file, rank)
		if err != nil {
			return
		}
		var sides []uint32
		for _, side := range shape {
			sides = append(sides, uint32(side))
		}
		whole := file
		if z, err := gzip.NewReader(bytes.NewReader(file)); err == nil {
			if whole, err = io.ReadAll(z); err != nil {
				t.Fatalf("readIDX accepts gzip with %v", err)
			}
		}
		if again := idx(0x800|uint32(rank), sides, data...); !bytes.Equal(again, whole) {
			t.Errorf("readIDX(%x) = %v, %x, which is the file %x", file, shape, data, again)
		}
	})
}
