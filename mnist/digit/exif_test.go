package digit

import (
	"encoding/binary"
	"image"
	"slices"
	"testing"
)

// exif returns EXIF data of three tags, the second of them the orientation.
func exif(order binary.AppendByteOrder, orientation uint16) []byte {
	b := []byte("MM")
	if order.AppendUint16(nil, 1)[0] == 1 {
		b = []byte("II")
	}
	b = order.AppendUint32(order.AppendUint16(b, 42), 10)
	b = order.AppendUint16(append(b, 0, 0), 3)
	for _, tag := range []uint16{0x010f, 0x0112, 0x0128} {
		value := uint16(3)
		if tag == 0x0112 {
			value = orientation
		}
		b = order.AppendUint32(order.AppendUint16(order.AppendUint16(b, tag), 3), 1)
		b = append(order.AppendUint16(b, value), 0, 0)
	}
	return order.AppendUint32(b, 0)
}

// jpegSegment returns a segment of a JPEG file.
func jpegSegment(marker byte, content []byte) []byte {
	return append(binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(content)+2)), content...)
}

// jpegWithEXIF puts a comment, fill bytes and EXIF data behind the first marker
// of a JPEG file.
func jpegWithEXIF(photo, data []byte) []byte {
	return slices.Concat(photo[:2], jpegSegment(0xfe, []byte("Exif\x00\x00 in a comment")), []byte{0xff, 0xff},
		jpegSegment(0xe1, append([]byte("Exif\x00\x00"), data...)), photo[2:])
}

// pngWithEXIF puts EXIF data behind the header of a PNG file.
func pngWithEXIF(drawing, data []byte) []byte {
	const header = 8 + 25
	return slices.Concat(drawing[:header], pngChunk("eXIf", data), drawing[header:])
}

// The pictures of the letter F in the EXIF standard's table, as rows from the
// top and columns from the left: 6 has its row 0 at the right, its column 0 at
// the top.
func TestOrientation(t *testing.T) {
	stored := [][]string{
		1: {"###", "#..", "##.", "#..", "#.."},
		2: {"###", "..#", ".##", "..#", "..#"},
		3: {"..#", "..#", ".##", "..#", "###"},
		4: {"#..", "#..", "##.", "#..", "###"},
		5: {"#####", "#.#..", "#...."},
		6: {"#....", "#.#..", "#####"},
		7: {"....#", "..#.#", "#####"},
		8: {"#####", "..#.#", "....#"},
	}
	for orientation, rows := range stored[1:] {
		orientation := uint16(orientation + 1)
		// Each dot has 16 x 16 pixels, the blocks of a JPEG.
		img := image.NewGray(image.Rect(0, 0, 16*len(rows[0]), 16*len(rows)))
		for i := range img.Pix {
			if x, y := i%img.Stride, i/img.Stride; rows[y/16][x/16] == '.' {
				img.Pix[i] = 255
			}
		}
		for name, b := range map[string][]byte{
			"JPEG, big-endian":    jpegWithEXIF(encoded(t, img, "jpeg"), exif(binary.BigEndian, orientation)),
			"JPEG, little-endian": jpegWithEXIF(encoded(t, img, "jpeg"), exif(binary.LittleEndian, orientation)),
			"PNG":                 pngWithEXIF(encoded(t, img, "png"), exif(binary.BigEndian, orientation)),
		} {
			t.Run(name, func(t *testing.T) {
				upright, err := Decode(b)
				if err != nil {
					t.Fatal(err)
				}
				var got []string
				for y := 8; y < upright.Bounds().Dy(); y += 16 {
					row := ""
					for x := 8; x < upright.Bounds().Dx(); x += 16 {
						r, _, _, _ := upright.At(x, y).RGBA()
						row += string("#."[r>>15])
					}
					got = append(got, row)
				}
				if !slices.Equal(got, stored[1]) {
					t.Errorf("orientation %d: %q, want %q", orientation, got, stored[1])
				}
			})
		}
	}
}

// A photo without EXIF data, or whose EXIF data are wrong or cut, is upright.
func TestWithoutOrientation(t *testing.T) {
	blank := image.NewGray(image.Rect(0, 0, 8, 8))
	photo, drawing := encoded(t, blank, "jpeg"), encoded(t, blank, "png")
	data := exif(binary.LittleEndian, 6)
	const orientationValue = 10 + 2 + 12 + 8
	app1 := append([]byte("Exif\x00\x00"), data...)
	// A directory of no tags, and behind it that of a thumbnail.
	ofThumbnail := slices.Concat([]byte("II*\x00\x08\x00\x00\x00\x00\x00\x0e\x00\x00\x00"), data[10:])
	for name, b := range map[string][]byte{
		"an empty file":            nil,
		"a JPEG without EXIF":      photo,
		"a PNG without EXIF":       drawing,
		"orientation 0":            jpegWithEXIF(photo, exif(binary.BigEndian, 0)),
		"orientation 9":            jpegWithEXIF(photo, exif(binary.BigEndian, 9)),
		"orientation 256":          jpegWithEXIF(photo, exif(binary.LittleEndian, 256)),
		"another type":             jpegWithEXIF(photo, append(data[:orientationValue-6:orientationValue-6], 4)),
		"a file that ends at once": data[:orientationValue],
		"the thumbnail's":          jpegWithEXIF(photo, ofThumbnail),
		"in a comment of a JPEG":   slices.Concat(photo[:2], jpegSegment(0xfe, data), photo[2:]),
		"EXIF's name in a comment": slices.Concat(photo[:2], jpegSegment(0xfe, app1), photo[2:]),
		"in the pixels of a JPEG":  slices.Concat(photo[:len(photo)-2], jpegSegment(0xe1, app1), photo[len(photo)-2:]),
		"a second JPEG behind":     slices.Concat(photo, jpegWithEXIF(photo, data)),
		"in a text of a PNG":       slices.Concat(drawing[:8+25], pngChunk("tEXt", data), drawing[8+25:]),
		"behind a PNG":             slices.Concat(drawing, data),
		"a GIF":                    append(encoded(t, blank, "gif"), data...),
		"tags beyond the end":      jpegWithEXIF(photo, binary.LittleEndian.AppendUint32([]byte("II*\x00"), 1<<32-1)),
		"EXIF data cut in the tag": pngWithEXIF(drawing, data[:orientationValue+1]),
		"no byte order":            jpegWithEXIF(photo, data[2:]),
	} {
		t.Run(name, func(t *testing.T) {
			if got := orientation(b); got != 1 {
				t.Errorf("orientation %d, want 1", got)
			}
		})
	}
}
