package fast

import (
	"bytes"
	"encoding/binary"
	"math/bits"

	"backprop/mnist"
	"backprop/tensor/kernel"
)

// pieceCols is the number of pixels in a piece. The rows of W1 that belong to a
// piece should stay in the cache while the images of a batch are processed, and
// a pixel's index in its piece must fit a byte.
const pieceCols = 98

// images holds the nonzero pixels of a data set as compressed sparse rows. Each
// image is divided into pieces of pieceCols pixels.
type images struct {
	pieces int // of an image
	pixels []kernel.Entry

	// Piece p of image i is pixels[ends[i*pieces+p]:ends[i*pieces+p+1]].
	ends   []uint32
	table  *[256]float64 // the value of each pixel byte
	labels []byte
}

// newImages returns the images of a set. The cores of the team share the work.
func newImages(set mnist.Set, team *team) *images {
	n, D := set.X.Shape()[0], len(set.X.Bytes(0))
	im := &images{pieces: (D + pieceCols - 1) / pieceCols, table: set.X.Table(), labels: make([]byte, n)}
	im.ends = make([]uint32, n*im.pieces+1)
	starts := make([]int, team.cores+1) // where each core's pixels begin
	team.together(func(core int) {
		from, to := team.share(core, n)
		for i := from; i < to; i++ {
			im.labels[i] = set.T.Bytes(i)[0]
			starts[core+1] += D - bytes.Count(set.X.Bytes(i), []byte{0})
		}
	})
	for core := range team.cores {
		starts[core+1] += starts[core]
	}
	im.pixels = make([]kernel.Entry, starts[team.cores])
	team.together(func(core int) {
		from, to := team.share(core, n)
		end := starts[core]
		for i := from; i < to; i++ {
			image := set.X.Bytes(i)
			for piece := range im.pieces {
				end += listNonZero(im.pixels[end:], image[piece*pieceCols:min((piece+1)*pieceCols, D)])
				im.ends[i*im.pieces+piece+1] = uint32(end)
			}
		}
	})
	return im
}

// listNonZero writes an entry to dst for each pixel of a piece that is not 0. It
// returns the number of entries.
func listNonZero(dst []kernel.Entry, piece []byte) (n int) {
	k := 0
	for ; k+8 <= len(piece); k += 8 {
		// The highest bit of each byte of nonZero is set if the pixel is not 0.
		const high = 0x8080808080808080
		word := binary.LittleEndian.Uint64(piece[k:])
		nonZero := (word&^high + ^uint64(high) | word) & high
		for ; nonZero != 0; nonZero &= nonZero - 1 {
			at := k + bits.TrailingZeros64(nonZero)/8
			dst[n] = kernel.Entry(at) | kernel.Entry(piece[at])<<8
			n++
		}
	}
	for ; k < len(piece); k++ {
		if piece[k] != 0 {
			dst[n] = kernel.Entry(k) | kernel.Entry(piece[k])<<8
			n++
		}
	}
	return n
}

// A batch is a selection of images. The ends of the pieces of its image i begin
// at ends[i*step].
type batch struct {
	*images
	rows   int // the number of images
	ends   []uint32
	step   int
	labels []byte
}

// slice returns the images i with from <= i < to.
func (im *images) slice(from, to int) batch {
	return batch{im, to - from, im.ends[from*im.pieces:], im.pieces, im.labels[from:to]}
}

// choose selects the images with the indices in mask.
func (b *batch) choose(im *images, mask []int) {
	b.images, b.rows, b.step = im, len(mask), im.pieces+1
	b.ends, b.labels = b.ends[:0], b.labels[:0]
	for _, i := range mask {
		b.ends = append(b.ends, im.ends[i*im.pieces:][:im.pieces+1]...)
		b.labels = append(b.labels, im.labels[i])
	}
}

// piece returns the lists of nonzero pixels in one piece, for the images i with
// from <= i < to.
func (b *batch) piece(piece, from, to int) kernel.Lists {
	return kernel.Lists{Entries: b.pixels, Values: b.table[:],
		Ends: b.ends[from*b.step+piece:], EndsStep: b.step, Count: to - from}
}

// fetch loads the lists of the images i with from <= i < to into the cache. The
// sum that it returns has no meaning.
func (b *batch) fetch(from, to int) (sum kernel.Entry) {
	// One read for each cache line: the memory then delivers many lines at the
	// same time, instead of one after another when they are needed. Without the
	// sum, the compiler would remove the reads.
	const line = 64 / 2
	for i := from; i < to; i++ {
		ends := b.ends[i*b.step:]
		for p := ends[0]; p < ends[b.pieces]; p += line {
			sum += b.pixels[p]
		}
	}
	return sum
}
