package fast

import (
	"bytes"
	"encoding/binary"
	"math/bits"

	"backprop/mnist"
	"backprop/tensor/kernel"
)

// pieceCols is how many pixels are taken at a time. The rows of W1 that belong
// to them should stay in a near cache while the images of a batch pass, and a
// byte has to hold a pixel's place in its piece.
const pieceCols = 98

// images hold the pixels of a data set that are not 0, image by image
// (compressed sparse rows). An image is cut into pieces of pieceCols pixels.
type images struct {
	pieces int // of an image
	pixels []kernel.Entry

	// Piece p of image i is pixels[ends[i*pieces+p]:ends[i*pieces+p+1]].
	ends   []uint32
	table  *[256]float64 // what a pixel's byte stands for
	labels []byte
}

// newImages returns the images of a set. The cores share them.
func newImages(set mnist.Set, cores *team) *images {
	n, D := set.X.Shape()[0], len(set.X.Bytes(0))
	p := &images{pieces: (D + pieceCols - 1) / pieceCols, table: set.X.Table(), labels: make([]byte, n)}
	p.ends = make([]uint32, n*p.pieces+1)
	kept := make([]int, cores.cores+1) // pixels before the images of each core
	cores.together(func(core int) {
		from, to := cores.part(core, n)
		for i := from; i < to; i++ {
			p.labels[i] = set.T.Bytes(i)[0]
			kept[core+1] += D - bytes.Count(set.X.Bytes(i), []byte{0})
		}
	})
	for core := range cores.cores {
		kept[core+1] += kept[core]
	}
	p.pixels = make([]kernel.Entry, kept[cores.cores])
	cores.together(func(core int) {
		from, to := cores.part(core, n)
		end := kept[core]
		for i := from; i < to; i++ {
			image := set.X.Bytes(i)
			for piece := range p.pieces {
				end += list(p.pixels[end:], image[piece*pieceCols:min((piece+1)*pieceCols, D)])
				p.ends[i*p.pieces+piece+1] = uint32(end)
			}
		}
	})
	return p
}

// list writes to dst the pixels of a piece that are not 0, and returns how many
// there are.
func list(dst []kernel.Entry, piece []byte) (n int) {
	k := 0
	for ; k+8 <= len(piece); k += 8 {
		// In each byte of nonZero the highest bit is set if the pixel is not 0.
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

// A batch is some images, with the ends of each image's pieces: those of image
// i begin at ends[i*step].
type batch struct {
	*images
	rows   int
	ends   []uint32
	step   int
	labels []byte
}

// slice returns images from, from+1, … up to but without to.
func (p *images) slice(from, to int) batch {
	return batch{p, to - from, p.ends[from*p.pieces:], p.pieces, p.labels[from:to]}
}

// choose makes b the images that mask names.
func (b *batch) choose(p *images, mask []int) {
	b.images, b.rows, b.step = p, len(mask), p.pieces+1
	b.ends, b.labels = b.ends[:0], b.labels[:0]
	for _, i := range mask {
		b.ends = append(b.ends, p.ends[i*p.pieces:][:p.pieces+1]...)
		b.labels = append(b.labels, p.labels[i])
	}
}

// piece returns lists of the pixels in one piece, of images from up to to.
func (b *batch) piece(piece, from, to int) kernel.Lists {
	return kernel.Lists{Entries: b.pixels, Values: b.table[:],
		Ends: b.ends[from*b.step+piece:], EndsStep: b.step, Count: to - from}
}

// fetch reads an entry of each cache line of some images' lists, so that the
// memory delivers the lines side by side, and not one after another when they
// are needed. The sum has no meaning; but a read that nobody uses, the compiler
// leaves out.
func (b *batch) fetch(from, to int) (sum kernel.Entry) {
	const line = 64 / 2
	for i := from; i < to; i++ {
		ends := b.ends[i*b.step:]
		for p := ends[0]; p < ends[b.pieces]; p += line {
			sum += b.pixels[p]
		}
	}
	return sum
}
