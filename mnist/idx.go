package mnist

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"

	"backprop/tensor/datafile"
)

// A file's header may claim leastLimit bytes however small the file is, because
// white images deflate to almost nothing, and limitRatio bytes for each of the
// file, but no more than mostLimit. Training keeps two more bytes for each pixel.
const (
	leastLimit = 64 << 20
	limitRatio = 64
	mostLimit  = 1 << 30

	// maxLabels is how many images there may be, even of a single pixel: training
	// keeps some numbers for each.
	maxLabels = 1 << 26
)

// limit returns the most bytes that a file of size bytes may claim.
func limit(size int64, rank int) int64 {
	most := min(max(leastLimit, limitRatio*min(size, mostLimit)), mostLimit)
	if rank == 1 {
		most = min(most, maxLabels)
	}
	return most
}

// readIDX reads an IDX file of unsigned bytes, gzipped or plain, from r, which
// has fileSize bytes. It returns the shape and the bytes, row after row. Images
// have rank 3, (N, rows, columns); labels have rank 1, (N).
func readIDX(r io.Reader, fileSize int64, rank int) (shape []int, data []byte, err error) {
	// The first bytes decide whether the file is gzipped, not its name: some
	// browsers unpack what they save as .gz.
	packed := bufio.NewReader(r)
	head, err := packed.Peek(2)
	if err != nil && err != io.EOF {
		return nil, nil, err
	}
	most := limit(fileSize, rank)
	if !bytes.Equal(head, []byte{0x1f, 0x8b}) {
		return readBody(packed, fileSize, most, rank)
	}
	unpacked, err := gzip.NewReader(packed)
	if err != nil {
		return nil, nil, fmt.Errorf("damaged gzip header: %w", err)
	}
	if shape, data, err = readBody(unpacked, -1, most, rank); err == nil {
		return shape, data, nil
	}
	// If the gzip data are damaged, that is the reason for err, whatever it says.
	_, restErr := io.CopyN(io.Discard, unpacked, most)
	switch {
	case errors.Is(restErr, io.ErrUnexpectedEOF):
		err = errors.New("cut short: the gzip data have no end")
	case errors.Is(restErr, gzip.ErrChecksum), errors.As(restErr, new(flate.CorruptInputError)):
		err = fmt.Errorf("damaged gzip data: %w", restErr)
	}
	return nil, nil, err
}

// readBody reads the header and the data of an IDX file of bodySize bytes, which
// is -1 if that is not known.
func readBody(r io.Reader, bodySize, most int64, rank int) (shape []int, data []byte, err error) {
	shape, size, err := readHeader(r, rank)
	if err != nil {
		return nil, nil, err
	}
	if size > most {
		return nil, nil, fmt.Errorf("too large: the header claims %s bytes, want at most %d", times(shape), most)
	}
	if left := bodySize - headerSize(rank); bodySize >= 0 && left < size {
		return nil, nil, fmt.Errorf("cut short: %d bytes after the header, want %d (%s)", left, size, times(shape))
	}
	data = make([]byte, size)
	if n, err := io.ReadFull(r, data); err != nil {
		return nil, nil, fmt.Errorf("cut short after %d of %d bytes (%s): %w", n, size, times(shape), err)
	}
	if _, err := io.ReadFull(r, make([]byte, 1)); err != io.EOF {
		return nil, nil, fmt.Errorf("trailing bytes: more than the %d (%s) that the header claims", size, times(shape))
	}
	return shape, data, nil
}

// headerSize returns the size of the magic number and of a length for each axis.
func headerSize(rank int) int64 { return 4 + 4*int64(rank) }

// readHeader returns the shape that the header claims and its product.
func readHeader(r io.Reader, rank int) (shape []int, size int64, err error) {
	head := make([]byte, headerSize(rank))
	n, err := io.ReadFull(r, head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return nil, 0, err
	}
	want := magicOf(rank)
	if found := binary.BigEndian.Uint32(head); n >= 4 && found != want {
		more := make([]byte, datafile.HeadSize)
		k, _ := io.ReadFull(r, more[copy(more, head[:n]):]) // as much as there is
		if what := datafile.Kind(more[:n+k]); what != "" {
			return nil, 0, fmt.Errorf("%s, want an IDX file of %s (bad magic 0x%08x, want 0x%08x)",
				what, contentOf(want), found, want)
		}
		return nil, 0, fmt.Errorf("bad magic 0x%08x (%s), want 0x%08x (%s)",
			found, contentOf(found), want, contentOf(want))
	}
	if n < len(head) {
		return nil, 0, fmt.Errorf("cut short: %d bytes, want a header of %d", n, len(head))
	}
	sides := make([]uint32, rank)
	product := uint64(1)
	for a := range sides {
		sides[a] = binary.BigEndian.Uint32(head[headerSize(a):])
		product = min(product*uint64(sides[a]), mostLimit+1) // does not overflow
	}
	if product == 0 {
		return nil, 0, fmt.Errorf("empty: the header claims %s bytes, want at least 1", times(sides))
	}
	if product > mostLimit {
		return nil, 0, fmt.Errorf("too large: the header claims %s bytes, want at most %d", times(sides), mostLimit)
	}
	for _, side := range sides {
		shape = append(shape, int(side))
	}
	return shape, int64(product), nil
}

// magicOf returns the first four bytes of a file of unsigned bytes (type 8).
func magicOf(rank int) uint32 { return 8<<8 | uint32(rank) }

// contentOf returns what an IDX file holds that begins with magic.
func contentOf(magic uint32) string {
	switch magic {
	case magicOf(1):
		return "labels"
	case magicOf(3):
		return "images"
	}
	return fmt.Sprintf("%q", binary.BigEndian.AppendUint32(nil, magic))
}

// times formats the sides of an array as 60000×28×28.
func times[T any](sides []T) string {
	return strings.ReplaceAll(strings.Trim(fmt.Sprint(sides), "[]"), " ", "×")
}
