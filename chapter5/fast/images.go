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

// images holds the nonzero pixels and the labels of a data set or of a batch,
// as compressed sparse rows. Each image is divided into pieces of pieceCols
// pixels.
type images struct {
	pieces int // of an image
	pixels []kernel.Entry

	// Piece p of image i is pixels[e[p]:e[p+1]] with e = endsOf(i).
	ends   []uint32
	table  *[256]float64 // the value of each pixel byte
	labels []byte
}

// newImages returns the images of a set. The cores of the team share the work.
func newImages(set mnist.Set, team *team) *images {
	n, D := set.X.Shape()[0], len(set.X.Bytes(0))
	im := &images{pieces: (D + pieceCols - 1) / pieceCols, table: set.X.Table(), labels: make([]byte, n)}
	im.ends = make([]uint32, n*(im.pieces+1))
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
			image, ends := set.X.Bytes(i), im.endsOf(i)
			ends[0] = uint32(end)
			for piece := range im.pieces {
				end += listNonZero(im.pixels[end:], image[piece*pieceCols:min((piece+1)*pieceCols, D)])
				ends[piece+1] = uint32(end)
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

// endsOf returns where in pixels the pieces of image i begin, and where the last
// of them ends.
func (im *images) endsOf(i int) []uint32 {
	step := im.pieces + 1
	return im.ends[i*step : (i+1)*step]
}

// choose sets im to the images of all with the indices in mask.
func (im *images) choose(all *images, mask []int) {
	ends, labels := im.ends[:0], im.labels[:0]
	for _, i := range mask {
		ends = append(ends, all.endsOf(i)...)
		labels = append(labels, all.labels[i])
	}
	*im = *all
	im.ends, im.labels = ends, labels
}

// piece returns the lists of nonzero pixels in one piece, for the images i with
// from <= i < to.
func (im *images) piece(piece, from, to int) kernel.Lists {
	step := im.pieces + 1
	return kernel.Lists{Entries: im.pixels, Values: im.table[:],
		Ends: im.ends[from*step+piece:], EndsStep: step, Count: to - from}
}

// fetch loads the lists of the images i with from <= i < to into the cache. The
// sum that it returns has no meaning.
func (im *images) fetch(from, to int) (sum kernel.Entry) {
	// One read for each cache line: the memory then delivers many lines at the
	// same time, instead of one after another when they are needed. Without the
	// sum, the compiler would remove the reads.
	const line = 64 / 2
	for i := from; i < to; i++ {
		ends := im.endsOf(i)
		for p := ends[0]; p < ends[im.pieces]; p += line {
			sum += im.pixels[p]
		}
	}
	return sum
}
