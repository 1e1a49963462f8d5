package npz

import (
	"archive/zip"
	"fmt"
	"io"
	"maps"
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
	if err := write(w, "Write", arrays); err != nil {
		return fmt.Errorf("npz: %w", err)
	}
	return nil
}

func write(w io.Writer, op string, arrays map[string]*tensor.Tensor) error {
	names := slices.Sorted(maps.Keys(arrays))
	for _, name := range names {
		if !utf8.ValidString(name) || strings.Contains(name, "\x00") {
			panic(fmt.Sprintf("npz: %s: the name %q, want UTF-8 without a zero byte", op, name))
		}
		if arrays[name] == nil {
			panic(fmt.Sprintf("npz: %s: %s is nil", op, quote(name)))
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
			return fmt.Errorf("%s: %w", quote(name), err)
		}
	}
	return archive.Close()
}
