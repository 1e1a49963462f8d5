package npz

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"slices"

	"backprop/tensor"
)

// chunk is how many elements are read or written at a time.
const chunk = 1 << 13

// ReadNPY reads one array, a .npy file, which must end where the array does:
// np.load(file).
func ReadNPY(r io.Reader) (*tensor.Tensor, error) {
	h, err := readHeader(r)
	if err != nil {
		return nil, fmt.Errorf("npz: %w", err)
	}
	x, err := readData(r, h, 0)
	if err != nil {
		return nil, fmt.Errorf("npz: %w", err)
	}
	return x, nil
}

// readData reads what follows the header, to r's end. It takes memory for
// known elements at once; beyond them memory grows with what is there, not
// with what the header claims.
func readData(r io.Reader, h header, known int) (*tensor.Tensor, error) {
	n := h.elements()
	data := make([]float64, 0, max(known, min(n, chunk)))
	buf := make([]byte, max(min(n, chunk)*h.dtype.size, 1))
	for len(data) < n {
		done := int64(len(data)) * int64(h.dtype.size)
		want := min(n-len(data), chunk) * h.dtype.size
		k, err := io.ReadFull(r, buf[:want])
		if isEOF(err) {
			return nil, short(done+int64(k), h)
		}
		if err != nil {
			return nil, fmt.Errorf("damaged after %d bytes of data: %w", done+int64(k), err)
		}
		if data, err = h.dtype.widen(data, buf[:want]); err != nil {
			return nil, err
		}
	}
	switch k, err := io.ReadFull(r, buf[:1]); {
	case k > 0:
		return nil, fmt.Errorf("trailing bytes: more than %d of data (%v)", h.bytes(), h)
	case err != io.EOF:
		return nil, fmt.Errorf("damaged: %w", err)
	}
	if !h.fortran {
		return tensor.New(data, h.shape...), nil
	}
	reversed := slices.Clone(h.shape)
	slices.Reverse(reversed)
	return tensor.New(data, reversed...).T().Copy(), nil
}

func short(found int64, h header) error {
	return fmt.Errorf("cut short: %d bytes of data, want %d (%v)", found, h.bytes(), h)
}

// WriteNPY writes x as a .npy file, byte for byte what np.save writes for a
// C-ordered float64 array. It panics if x is nil.
func WriteNPY(w io.Writer, x *tensor.Tensor) error {
	if x == nil {
		panic("npz: WriteNPY: nil tensor")
	}
	if err := writeArray(w, x); err != nil {
		return fmt.Errorf("npz: %w", err)
	}
	return nil
}

func writeArray(w io.Writer, x *tensor.Tensor) error {
	buf := appendHeader(make([]byte, 0, 8*chunk), x.Shape())
	if _, err := w.Write(buf); err != nil {
		return err
	}
	for part := range slices.Chunk(x.Data(), chunk) {
		buf = buf[:0]
		for _, v := range part {
			buf = binary.LittleEndian.AppendUint64(buf, math.Float64bits(v))
		}
		if _, err := w.Write(buf); err != nil {
			return err
		}
	}
	return nil
}
