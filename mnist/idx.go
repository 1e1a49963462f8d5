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
)

// limit returns the most bytes that a file of size bytes may claim.
func limit(size, rank int) int {
	if rank == 1 { // training keeps some numbers for each label
		return leastLimit
	}
	return max(leastLimit, limitRatio*min(size, mostLimit/limitRatio))
}

// readIDX reads an IDX file of unsigned bytes, gzipped or plain. It returns the
// shape and the bytes, row after row. Images have rank 3, (N, rows, columns);
// labels have rank 1, (N).
func readIDX(file []byte, rank int) (shape []int, data []byte, err error) {
	most := limit(len(file), rank)
	// The first bytes decide whether the file is gzipped, not its name: some
	// browsers unpack what they save as .gz.
	if !bytes.HasPrefix(file, []byte{0x1f, 0x8b}) {
		return readBody(bytes.NewReader(file), len(file), most, rank)
	}
	unpacked, err := gzip.NewReader(bytes.NewReader(file))
	if err != nil {
		return nil, nil, fmt.Errorf("damaged gzip header: %w", err)
	}
	if shape, data, err = readBody(unpacked, -1, most, rank); err == nil {
		return shape, data, nil
	}
	// If the gzip data are damaged, that is the reason for err, whatever it says.
	_, damage := io.CopyN(io.Discard, unpacked, int64(most))
	switch {
	case errors.Is(damage, io.ErrUnexpectedEOF):
		err = errors.New("cut short: the gzip data have no end")
	case errors.Is(damage, gzip.ErrChecksum), errors.As(damage, new(flate.CorruptInputError)):
		err = fmt.Errorf("damaged gzip data: %w", damage)
	}
	return nil, nil, err
}

// readBody reads the header and the data of an IDX file of size bytes, which is
// -1 if that is not known.
func readBody(r io.Reader, size, most, rank int) (shape []int, data []byte, err error) {
	body := bufio.NewReader(r)
	sides, err := readHeader(body, rank)
	if err != nil {
		return nil, nil, err
	}
	claim := 1
	for _, side := range sides {
		shape = append(shape, int(side))
		claim = int(min(uint64(claim)*uint64(side), mostLimit+1)) // does not overflow
	}
	left := size - headerSize(rank)
	switch {
	case claim == 0:
		return nil, nil, fmt.Errorf("empty: the header claims %s bytes, want at least 1", times(sides))
	case claim > most:
		return nil, nil, fmt.Errorf("too large: the header claims %s bytes, want at most %d", times(sides), most)
	case size >= 0 && left < claim:
		return nil, nil, fmt.Errorf("cut short: %d bytes after the header, want %d (%s)", left, claim, times(sides))
	}
	data = make([]byte, claim)
	if n, err := io.ReadFull(body, data); err != nil {
		return nil, nil, fmt.Errorf("cut short: %d bytes after the header, want %d (%s)", n, claim, times(sides))
	}
	if _, err := body.ReadByte(); err != io.EOF {
		return nil, nil, fmt.Errorf("trailing bytes: more than the %d (%s) that the header claims", claim, times(sides))
	}
	return shape, data, nil
}

// headerSize returns the size of the magic number and of a length for each axis.
func headerSize(rank int) int { return 4 + 4*rank }

// magicNames says what a file holds, by its magic number: 8 is the type of
// unsigned bytes, and the last digit is the rank.
var magicNames = map[uint32]string{0x801: " (labels)", 0x803: " (images)"}

// readHeader returns the length of each axis that the header claims.
func readHeader(body *bufio.Reader, rank int) ([]uint32, error) {
	want := 0x800 | uint32(rank)
	head, _ := body.Peek(datafile.HeadSize) // shorter if the file is
	if what := datafile.Kind(head); what != "" {
		return nil, fmt.Errorf("%s, want an IDX file%s", what, magicNames[want])
	}
	if len(head) >= 4 && binary.BigEndian.Uint32(head) != want {
		found := binary.BigEndian.Uint32(head)
		return nil, fmt.Errorf("bad magic 0x%08x%s, want 0x%08x%s", found, magicNames[found], want, magicNames[want])
	}
	if len(head) < headerSize(rank) {
		return nil, fmt.Errorf("cut short: %d bytes, want a header of %d", len(head), headerSize(rank))
	}
	sides := make([]uint32, rank)
	for axis := range sides {
		sides[axis] = binary.BigEndian.Uint32(head[headerSize(axis):])
	}
	_, err := body.Discard(headerSize(rank))
	return sides, err
}

// times formats the sides of an array as 60000×28×28.
func times(sides []uint32) string {
	return strings.ReplaceAll(strings.Trim(fmt.Sprint(sides), "[]"), " ", "×")
}
