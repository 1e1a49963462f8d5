package mnist

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"math"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// idx returns an IDX file: a header, whatever it claims, then data.
func idx(magic uint32, sides []uint32, data ...byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, magic)
	for _, side := range sides {
		b = binary.BigEndian.AppendUint32(b, side)
	}
	return append(b, data...)
}

// gz returns data packed by gzip; stored, so that where a cut falls is exact.
func gz(data []byte) []byte {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.NoCompression)
	w.Write(data)
	w.Close()
	return b.Bytes()
}

// flip returns b with the bits of the byte at i turned over; a negative i
// counts from the end.
func flip(b []byte, i int) []byte {
	b = slices.Clone(b)
	if i < 0 {
		i += len(b)
	}
	b[i] ^= 0xff
	return b
}

var (
	twoImages   = idx(0x803, []uint32{2, 1, 3}, 1, 2, 3, 4, 5, 6)
	threeLabels = idx(0x801, []uint32{3}, 7, 8, 9)
)

func TestReadIDX(t *testing.T) {
	tests := []struct {
		name  string
		file  []byte
		rank  int
		shape []int
		data  []byte
	}{
		{"plain images", twoImages, 3, []int{2, 1, 3}, []byte{1, 2, 3, 4, 5, 6}},
		{"gzipped images", gz(twoImages), 3, []int{2, 1, 3}, []byte{1, 2, 3, 4, 5, 6}},
		{"plain labels", threeLabels, 1, []int{3}, []byte{7, 8, 9}},
		{"gzipped labels", gz(threeLabels), 1, []int{3}, []byte{7, 8, 9}},
		{"gzip in two members", append(gz(threeLabels[:9]), gz(threeLabels[9:])...), 1, []int{3}, []byte{7, 8, 9}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			shape, data, err := readIDX(tt.file, tt.rank)
			if err != nil || !slices.Equal(shape, tt.shape) || !bytes.Equal(data, tt.data) {
				t.Errorf("readIDX(%x, %d) = %v, %v, %v, want %v, %v",
					tt.file, tt.rank, shape, data, err, tt.shape, tt.data)
			}
		})
	}
}

func TestFilesThatAreRefused(t *testing.T) {
	tests := []struct {
		name string
		file []byte
		rank int
		want string
	}{
		{"empty file", nil, 3, "cut short: 0 bytes, want a header of 16"},
		{"one byte", []byte{0}, 3, "cut short: 1 bytes, want a header of 16"},
		{"three bytes", []byte("\x00\x00\x08"), 3, "cut short: 3 bytes, want a header of 16"},
		{"image header cut", twoImages[:15], 3, "cut short: 15 bytes, want a header of 16"},
		{"label header cut", threeLabels[:7], 1, "cut short: 7 bytes, want a header of 8"},
		{"labels for images", threeLabels, 3, "bad magic 0x00000801 (labels), want 0x00000803 (images)"},
		{"images for labels", twoImages, 1, "bad magic 0x00000803 (images), want 0x00000801 (labels)"},
		{"gzipped labels for images", gz(threeLabels), 3, "bad magic 0x00000801 (labels), want 0x00000803 (images)"},
		{"web page", []byte("<!DOCTYPE html>"), 3, `a web page, want an IDX file (images)`},
		{"gzipped web page", gz([]byte("<html>404</html>")), 1, `a web page, want an IDX file (labels)`},
		{"Git LFS pointer", []byte("version https://git-lfs.github.com/spec/v1\n"), 3, `a Git LFS pointer and not the file that it points to, want an IDX file (images)`},
		{"PNG", []byte("\x89PNG\r\n\x1a\n\x00\x00"), 3, `a PNG image, want an IDX file (images)`},
		{"a server's answer", []byte("404: Not Found"), 3, `a text that begins with "404: Not Found", want an IDX file (images)`},
		{"zip", []byte("PK\x03\x04"), 1, `a zip archive, want an IDX file (labels)`},
		{"gzip twice", gz(gz(twoImages)), 3, `gzip data, want an IDX file (images)`},
		{"little endian", idx(0x03080000, []uint32{0x02000000}), 3, `bad magic 0x03080000, want 0x00000803 (images)`},
		{"floats", idx(0xd03, []uint32{2, 1, 3}), 3, `bad magic 0x00000d03, want 0x00000803 (images)`},

		{"no images", idx(0x803, []uint32{0, 28, 28}), 3, "empty: the header claims 0×28×28 bytes, want at least 1"},
		{"no rows", idx(0x803, []uint32{2, 0, 28}), 3, "empty: the header claims 2×0×28 bytes, want at least 1"},
		{"no columns, absurd rows", idx(0x803, []uint32{1 << 31, 1 << 31, 0}), 3, "empty: the header claims 2147483648×2147483648×0 bytes, want at least 1"},
		{"no labels", idx(0x801, []uint32{0}), 1, "empty: the header claims 0 bytes, want at least 1"},
		{"2³¹ images", idx(0x803, []uint32{1 << 31, 28, 28}), 3, "too large: the header claims 2147483648×28×28 bytes, want at most 67108864"},
		{"2³¹ labels", idx(0x801, []uint32{1 << 31}), 1, "too large: the header claims 2147483648 bytes, want at most 67108864"},
		{"2²⁶+1 labels", idx(0x801, []uint32{1<<26 + 1}), 1, "too large: the header claims 67108865 bytes, want at most 67108864"},
		{"more than a small file may claim", idx(0x803, []uint32{1, 1 << 13, 1<<13 + 1}), 3, "too large: the header claims 1×8192×8193 bytes, want at most 67108864"},
		{"product wraps to 0 in 64 bits", idx(0x803, []uint32{1 << 31, 1 << 31, 4}), 3, "too large: the header claims 2147483648×2147483648×4 bytes, want at most 67108864"},
		{"product wraps to 6 in 32 bits", idx(0x803, []uint32{2, 1<<31 + 1, 3}, 1, 2, 3, 4, 5, 6), 3, "too large: the header claims 2×2147483649×3 bytes, want at most 67108864"},
		{"all ones", idx(0x803, []uint32{math.MaxUint32, math.MaxUint32, math.MaxUint32}), 3, "too large: the header claims 4294967295×4294967295×4294967295 bytes, want at most 67108864"},
		{"just not too large", idx(0x801, []uint32{1 << 26}, 1), 1, "cut short: 1 bytes after the header, want 67108864 (67108864)"},

		{"nothing after the header", twoImages[:16], 3, "cut short: 0 bytes after the header, want 6 (2×1×3)"},
		{"last pixel missing", twoImages[:21], 3, "cut short: 5 bytes after the header, want 6 (2×1×3)"},
		{"last label missing, packed", gz(threeLabels[:10]), 1, "cut short: 2 bytes after the header, want 3 (3)"},
		{"one pixel more", append(twoImages[:22:22], 0), 3, "trailing bytes: more than the 6 (2×1×3) that the header claims"},
		{"one label more, packed", gz(append(threeLabels[:11:11], 0)), 1, "trailing bytes: more than the 3 (3) that the header claims"},
		{"two files in one", append(twoImages[:22:22], twoImages...), 3, "trailing bytes: more than the 6 (2×1×3) that the header claims"},
		{"two gzips in one", append(gz(twoImages), gz(twoImages)...), 3, "trailing bytes: more than the 6 (2×1×3) that the header claims"},

		{"gzip: two bytes only", []byte("\x1f\x8b"), 3, "damaged gzip header: unexpected EOF"},
		{"gzip: not deflate", flip(gz(twoImages), 2), 3, "damaged gzip header: gzip: invalid header"},
		{"gzip: cut in the IDX header", gz(twoImages)[:10+5+8], 3, "cut short: the gzip data have no end"},
		{"gzip: cut in the pixels", gz(twoImages)[:10+5+16+4], 3, "cut short: the gzip data have no end"},
		{"gzip: cut before the checksum", gz(twoImages)[:len(gz(twoImages))-8], 3, "cut short: the gzip data have no end"},
		{"gzip: wrong checksum", flip(gz(twoImages), -8), 3, "damaged gzip data: gzip: invalid checksum"},
		{"gzip: wrong length", flip(gz(twoImages), -4), 3, "damaged gzip data: gzip: invalid checksum"},
		{"gzip: a pixel changed", flip(gz(twoImages), 10+5+16), 3, "damaged gzip data: gzip: invalid checksum"},
		{"gzip: corrupt from the start", flip(gz(twoImages), 11), 3, "damaged gzip data: flate: corrupt input before offset 5"},
		{"gzip: text behind it", append(gz(twoImages), "<html></html>"...), 3, "trailing bytes: more than the 6 (2×1×3) that the header claims"},
		{"gzip: zeros behind it", append(gz(twoImages), make([]byte, 512)...), 3, "trailing bytes: more than the 6 (2×1×3) that the header claims"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			shape, data, err := readIDX(tt.file, tt.rank)
			if err == nil || err.Error() != tt.want {
				t.Errorf("readIDX(%x, %d):\n got %v\nwant %s", tt.file, tt.rank, err, tt.want)
			}
			if shape != nil || data != nil {
				t.Errorf("readIDX(%x, %d) = %v, %v beside its error", tt.file, tt.rank, shape, data)
			}
		})
	}
}

// What a header claims is compared with the size of a plain file, and with the
// limit of a gzipped one, before memory is taken.
func TestClaimsTakeNoMemory(t *testing.T) {
	bomb := deflated(idx(0x803, []uint32{90000, 28, 28}, make([]byte, 90000*28*28)...))
	tests := []struct {
		name string
		file []byte
		want string
	}{
		{"plain, more than the file holds", idx(0x803, []uint32{60000, 28, 28}), "cut short: 0 bytes after the header, want 47040000 (60000×28×28)"},
		{"plain, more than any file may claim", idx(0x803, []uint32{1 << 31, 28, 28}), "too large: the header claims 2147483648×28×28 bytes, want at most 67108864"},
		{"gzipped, more than the limit", gz(idx(0x803, []uint32{math.MaxInt32, 1, 1})), "too large: the header claims 2147483647×1×1 bytes, want at most 67108864"},
		{"white images that deflate to a thousandth", bomb, "too large: the header claims 90000×28×28 bytes, want at most 67108864"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, _, err := readIDX(tt.file, 3)
			runtime.ReadMemStats(&after)
			if err == nil || err.Error() != tt.want {
				t.Errorf("readIDX = %v\nwant %s", err, tt.want)
			}
			// What gzip needs to start is about 50 KB.
			if took := after.TotalAlloc - before.TotalAlloc; took > 1<<18 {
				t.Errorf("readIDX took %d bytes of memory", took)
			}
		})
	}
}

// deflated returns data as gzip makes them small.
func deflated(data []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write(data)
	w.Close()
	return b.Bytes()
}

func TestLimit(t *testing.T) {
	tests := []struct {
		name string
		size int
		rank int
		want int
	}{
		{"a small file", 1, 3, 64 << 20},
		{"a file of 2 MiB", 2 << 20, 3, 128 << 20},
		{"a large file", math.MaxInt, 3, 1 << 30},
		{"labels of a small file", 1, 1, 1 << 26},
		{"labels of a large file", math.MaxInt, 1, 1 << 26},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := limit(tt.size, tt.rank); got != tt.want {
				t.Errorf("limit(%d, %d) = %d, want %d", tt.size, tt.rank, got, tt.want)
			}
		})
	}
}

// Whichever bit of the deflated data is flipped, the data are damaged, and are
// not said to be too long or another kind of file. A few bits hide the end of
// the data: those files look cut short.
func TestEveryFlippedBitIsDamage(t *testing.T) {
	pixels := make([]byte, 20*7*7)
	for i := range pixels {
		pixels[i] = byte(i * i / 7 % 5 * 50)
	}
	cut := 0
	packed := deflated(idx(0x803, []uint32{20, 7, 7}, pixels...))
	for bit := 8 * 10; bit < 8*(len(packed)-8); bit++ {
		flipped := slices.Clone(packed)
		flipped[bit/8] ^= 1 << (bit % 8)
		_, data, err := readIDX(flipped, 3)
		switch {
		case err == nil && bytes.Equal(data, pixels): // a bit that fills up the last byte
		case err != nil && strings.HasPrefix(err.Error(), "damaged"):
		case err != nil && strings.HasPrefix(err.Error(), "cut short: "): // the end is not found
			cut++
		default:
			t.Errorf("bit %d flipped: %v, want damaged", bit, err)
		}
	}
	if bits := 8 * len(packed); cut > bits/10 {
		t.Errorf("%d of %d flipped bits are told as cut short", cut, bits)
	}
}
