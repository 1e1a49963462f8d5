package npz

import (
	"archive/zip"
	"encoding/binary"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"backprop/tensor"
)

// Write writes the arrays as an .npz file: np.savez(w, **arrays). The same
// arrays give the same bytes: the members are sorted by name, stored, and
// dated 1980, as NumPy does. It panics if an array is nil or a name is not
// UTF-8 or has a zero byte.
func Write(w io.Writer, arrays map[string]*tensor.Tensor) error {
	names := slices.Sorted(maps.Keys(arrays))
	for _, name := range names {
		if !utf8.ValidString(name) || strings.Contains(name, "\x00") {
			panic(fmt.Sprintf("npz: Write: the name %q, want UTF-8 without a zero byte", name))
		}
		if arrays[name] == nil {
			panic(fmt.Sprintf("npz: Write: %s is nil", name))
		}
	}
	archive := zip.NewWriter(w)
	for _, name := range names {
		member, err := archive.CreateHeader(&zip.FileHeader{
			Name:     name + ".npy",
			Method:   zip.Store,
			Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC),
		})
		if err == nil {
			err = writeArray(member, arrays[name])
		}
		if err != nil {
			return fmt.Errorf("npz: %s: %w", name, err)
		}
	}
	return archive.Close()
}

// writeArray writes x as np.save does, byte for byte.
func writeArray(w io.Writer, x *tensor.Tensor) error {
	if _, err := w.Write(makeHeader(x.Shape())); err != nil {
		return err
	}
	var buf []byte
	for chunk := range slices.Chunk(x.Data(), 1<<13) {
		buf = buf[:0]
		for _, v := range chunk {
			buf = binary.LittleEndian.AppendUint64(buf, math.Float64bits(v))
		}
		if _, err := w.Write(buf); err != nil {
			return err
		}
	}
	return nil
}

// makeHeader returns format 1.0's header for a C-ordered float64 array, byte for
// byte as NumPy writes it: the data begin at a multiple of 64, and the first side
// has room to grow to 21 digits.
func makeHeader(shape tensor.Shape) []byte {
	sides := shape.String()
	room := 0
	if len(shape) == 1 {
		sides = strings.Replace(sides, ")", ",)", 1)
	}
	if len(shape) > 0 {
		room = 21 - len(fmt.Sprint(shape[0]))
	}
	text := fmt.Sprintf("{'descr': '<f8', 'fortran_order': False, 'shape': %s, }%*s", sides, room, "")
	used := len(magic) + 4 + len(text) + 1
	text += strings.Repeat(" ", (64-used%64)%64) + "\n"
	b := append([]byte(magic), 1, 0)
	b = binary.LittleEndian.AppendUint16(b, uint16(len(text)))
	return append(b, text...)
}
