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

// A file's header may claim minBytes however small the file is, because white
// images deflate to almost nothing, and maxRatio bytes for each of the file, but
// no more than maxBytes. Training keeps two more bytes for each pixel.
const (
	minBytes = 64 << 20
	maxRatio = 64
	maxBytes = 1 << 30

	// maxLabels is how many images there may be, even of a single pixel: training
	// keeps some numbers for each.
	maxLabels = 1 << 26
)

// limit returns the most bytes that a file of size bytes may claim.
func limit(size int64, rank int) int64 {
	most := min(max(minBytes, maxRatio*min(size, maxBytes)), maxBytes)
	if rank == 1 {
		most = min(most, maxLabels)
	}
	return most
}

// ReadIDX reads an IDX file of unsigned bytes, gzipped or plain, from r's
// start: its shape and its bytes, row after row. Images have rank 3,
// (N, rows, columns); labels have rank 1, (N). Errors call the file name.
//
// The file is read twice, first to see that all it claims is there, then into
// memory of just that size. It panics unless rank is from 1 to 255.
func ReadIDX(name string, r io.ReadSeeker, rank int) (shape []int, data []byte, err error) {
	if rank < 1 || rank > 255 {
		panic(fmt.Sprintf("mnist: ReadIDX: rank %d, want 1 to 255", rank))
	}
	shape, data, err = readTwice(withoutPath{r}, rank)
	if err != nil {
		return nil, nil, fmt.Errorf("mnist: %s: %w", name, err)
	}
	return shape, data, nil
}

// withoutPath is a file whose errors do not name it: the message does.
type withoutPath struct{ io.ReadSeeker }

func (f withoutPath) Read(p []byte) (int, error) {
	n, err := f.ReadSeeker.Read(p)
	return n, datafile.Cause(err)
}

func (f withoutPath) Seek(offset int64, whence int) (int64, error) {
	at, err := f.ReadSeeker.Seek(offset, whence)
	return at, datafile.Cause(err)
}

func readTwice(r io.ReadSeeker, rank int) (shape []int, data []byte, err error) {
	shape, size, err := check(r, rank)
	if err != nil {
		return nil, nil, err
	}
	body, err := open(r)
	if err != nil {
		return nil, nil, err
	}
	if _, err := io.CopyN(io.Discard, body, headerSize(rank)); err != nil {
		return nil, nil, err
	}
	data = make([]byte, size)
	_, err = io.ReadFull(body, data)
	return shape, data, err
}

// check reads the whole of r, keeps nothing and returns the shape that the
// header claims and its size. It returns an error unless just as many bytes
// follow the header and the gzip checksum is right.
func check(r io.ReadSeeker, rank int) (shape []int, size int64, err error) {
	fileSize, err := r.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, 0, err
	}
	body, err := open(r)
	if err != nil {
		return nil, 0, err
	}
	most := limit(fileSize, rank)
	shape, size, err = readHeader(body, rank)
	if err == nil && size > most {
		err = fmt.Errorf("too large: the header claims %s bytes, want at most %d with a file of %d",
			times(shape), most, fileSize)
	}
	if err == nil {
		err = checkBody(body, shape, size)
	}
	if err != nil {
		return nil, 0, blame(err, body, most)
	}
	return shape, size, nil
}

// checkBody reads what follows the header, which should be size bytes.
func checkBody(body io.Reader, shape []int, size int64) error {
	n, err := io.CopyN(io.Discard, body, size+1)
	switch {
	case err == io.EOF && n == size:
		return nil
	case isEOF(err) && n < size:
		return cutShort{fmt.Errorf("cut short: %d bytes after the header, want %d (%s)",
			n, size, times(shape))}
	case err == nil:
		return fmt.Errorf("trailing bytes: more than the %d (%s) that the header claims",
			size, times(shape))
	case err == gzip.ErrHeader && n == size:
		return fmt.Errorf("trailing bytes: %d (%s) as the header claims, then no gzip data",
			size, times(shape))
	}
	return fmt.Errorf("damaged after %d of %d bytes: %w", n, size, err)
}

// cutShort is the error of a file that ends too early.
type cutShort struct{ error }

// blame returns err, unless the gzip data that body unpacks are damaged: then
// that is the reason for err, and the error to be reported. It unpacks at most
// another limit bytes to find out.
func blame(err error, body io.Reader, limit int64) error {
	_, packed := body.(*gzip.Reader)
	if !packed || isDamage(err) || isEOF(err) || errors.As(err, new(cutShort)) {
		return err
	}
	if _, rest := io.CopyN(io.Discard, body, limit); isDamage(rest) || errors.Is(rest, io.ErrUnexpectedEOF) {
		return fmt.Errorf("damaged gzip data: %w", rest)
	}
	return err
}

// isDamage reports whether err says that gzip's bits are not those that were
// written.
func isDamage(err error) bool {
	return errors.Is(err, gzip.ErrChecksum) || errors.As(err, new(flate.CorruptInputError))
}

// open starts r from its beginning, unpacking gzip. The file's first bytes
// decide, not its name: some browsers unpack what they save as .gz.
func open(r io.ReadSeeker) (io.Reader, error) {
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	body := bufio.NewReader(r)
	head, err := body.Peek(2)
	if err != nil && err != io.EOF {
		return nil, err
	}
	if !bytes.Equal(head, []byte{0x1f, 0x8b}) {
		return body, nil
	}
	unpacked, err := gzip.NewReader(body)
	if err != nil {
		return nil, fmt.Errorf("damaged gzip header: %w", err)
	}
	return unpacked, nil
}

// headerSize is the magic number and a length for each axis, 4 bytes each.
func headerSize(rank int) int64 { return 4 + 4*int64(rank) }

// readHeader returns the shape that the header claims and its product.
func readHeader(body io.Reader, rank int) (shape []int, size int64, err error) {
	head := make([]byte, headerSize(rank))
	n, err := io.ReadFull(body, head)
	want := magicOf(rank)
	if found := binary.BigEndian.Uint32(head); n >= 4 && found != want {
		more := make([]byte, max(n, datafile.HeadSize))
		copy(more, head[:n])
		k, _ := io.ReadFull(body, more[n:]) // as much as there is
		if what := datafile.Kind(more[:n+k]); what != "" {
			return nil, 0, fmt.Errorf("%s, want an IDX file of %s (bad magic 0x%08x, want 0x%08x)",
				what, kind(want), found, want)
		}
		return nil, 0, fmt.Errorf("bad magic 0x%08x (%s), want 0x%08x (%s)",
			found, kind(found), want, kind(want))
	}
	if isEOF(err) {
		return nil, 0, cutShort{fmt.Errorf("cut short: %d bytes, want a header of %d", n, len(head))}
	}
	if err != nil {
		return nil, 0, fmt.Errorf("damaged in the header: %w", err)
	}
	sides := make([]uint32, rank)
	product := uint64(1)
	for a := range sides {
		sides[a] = binary.BigEndian.Uint32(head[headerSize(a):])
		product = min(product*uint64(sides[a]), maxBytes+1) // below 2^64
	}
	if product == 0 {
		return nil, 0, fmt.Errorf("empty: the header claims %s bytes, want at least 1", times(sides))
	}
	if product > maxBytes {
		return nil, 0, fmt.Errorf("too large: the header claims %s bytes, want at most %d",
			times(sides), maxBytes)
	}
	for _, side := range sides {
		shape = append(shape, int(side))
	}
	return shape, int64(product), nil
}

// magicOf returns the first four bytes of a file of unsigned bytes (type 8).
func magicOf(rank int) uint32 { return 8<<8 | uint32(rank) }

// kind says in words what sort of IDX file begins with magic, or shows its
// bytes.
func kind(magic uint32) string {
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
	s := fmt.Sprint(sides)
	return strings.ReplaceAll(s[1:len(s)-1], " ", "×")
}

// isEOF reports whether err says that the file ends here: io.EOF between two
// bytes, io.ErrUnexpectedEOF in the middle of a read or of gzip's bits.
func isEOF(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}
