package digit

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"
	"slices"
	"testing"
)

func encoded(t testing.TB, img image.Image, format string) []byte {
	t.Helper()
	var b bytes.Buffer
	var err error
	switch format {
	case "png":
		err = png.Encode(&b, img)
	case "jpeg":
		err = jpeg.Encode(&b, img, nil)
	case "gif":
		err = gif.Encode(&b, img, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// pngChunk returns a chunk of a PNG file.
func pngChunk(name string, data []byte) []byte {
	body := append([]byte(name), data...)
	b := append(binary.BigEndian.AppendUint32(nil, uint32(len(data))), body...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(body))
}

// pngHeader returns a PNG file of a size up to the end of its header.
func pngHeader(w, h uint32) []byte {
	size := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h)
	return append([]byte("\x89PNG\r\n\x1a\n"), pngChunk("IHDR", append(size, 8, 0, 0, 0, 0))...)
}

func TestDecodeRefuses(t *testing.T) {
	photo, drawing := encoded(t, four(40, 40), "jpeg"), encoded(t, four(40, 40), "png")
	wrongByte := slices.Clone(drawing)
	wrongByte[len(drawing)-1] ^= 0xff
	for _, test := range []struct {
		name, want string
		b          []byte
	}{
		{"an empty file", "not a PNG, JPEG or GIF image, save it as one of these", nil},
		{"a text", "not a PNG, JPEG or GIF image, save it as one of these", []byte("seven")},
		{"a PNG cut short", "a damaged image: png: invalid format: not enough pixel data", drawing[:len(drawing)/2]},
		{"a JPEG cut short", "a damaged image: unexpected EOF", photo[:len(photo)/2]},
		{"a PNG with a wrong byte", "a damaged image: png: invalid format: invalid checksum", wrongByte},
		{"10000 x 10000", "10000 x 10000 pixels, want 1 to 50 million in all", pngHeader(10000, 10000)},
		{"2^31-1 x 2^31-1", "a damaged image: png: unsupported feature: dimension overflow", pngHeader(1<<31-1, 1<<31-1)},
		{"a header alone", "a damaged image: unexpected EOF", pngHeader(5, 5)},
	} {
		t.Run(test.name, func(t *testing.T) {
			if _, err := Decode(test.b); err == nil || err.Error() != test.want {
				t.Errorf("error %v, want %s", err, test.want)
			}
		})
	}
}

// A digit is the same in every format that stores it without loss, and in
// every kind of Go image.
func TestFormats(t *testing.T) {
	drawing := four(90, 120)
	want, err := row(drawing)
	if err != nil {
		t.Fatal(err)
	}
	as := func(to draw.Image) image.Image {
		draw.Draw(to, to.Bounds(), drawing, drawing.Rect.Min, draw.Src)
		return to
	}
	r := drawing.Rect
	for name, b := range map[string][]byte{
		"png, 8 bits of gray":  encoded(t, drawing, "png"),
		"png, 16 bits of gray": encoded(t, as(image.NewGray16(r)), "png"),
		"png, RGBA":            encoded(t, as(image.NewNRGBA(r)), "png"),
		"png, 16 bits":         encoded(t, as(image.NewNRGBA64(r)), "png"),
		"png, palette":         encoded(t, as(image.NewPaletted(r, color.Palette{color.White, color.Black})), "png"),
		"gif":                  encoded(t, as(image.NewPaletted(r, color.Palette{color.White, color.Black})), "gif"),
	} {
		t.Run(name, func(t *testing.T) {
			img, err := Decode(b)
			if err != nil {
				t.Fatal(err)
			}
			if got, err := row(img); err != nil || got != want {
				t.Errorf("error %v, pixels\n%v, want\n%v", err, got, want)
			}
		})
	}
}

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

// Whatever the bytes are, Row returns ink or an error.
func FuzzImage(f *testing.F) {
	for _, format := range []string{"png", "jpeg", "gif"} {
		f.Add(encoded(f, four(24, 30), format), uint8(0))
	}
	f.Add(jpegWithEXIF(encoded(f, four(24, 30), "jpeg"), exif(binary.BigEndian, 6)), uint8(0))
	f.Add(pngWithEXIF(encoded(f, four(24, 30), "png"), exif(binary.LittleEndian, 8)), uint8(0))
	f.Add(pngHeader(20000, 20000), uint8(3))
	f.Add([]byte("\x00\xff\x00\xff\xff\x80\x00\x00\x10\x20\x30\x40"), uint8(3))
	f.Fuzz(func(t *testing.T, b []byte, width uint8) {
		w := int(min(max(width, 1), 64))
		raw := image.NewNRGBA(image.Rect(0, 0, w, max(1, len(b)/w/4))) // b's bytes as pixels
		copy(raw.Pix, b)
		images := []image.Image{raw}
		if header, _, err := image.DecodeConfig(bytes.NewReader(b)); err == nil && header.Width*header.Height < 1<<20 {
			if img, err := Decode(b); err == nil {
				images = append(images, img)
			}
		}
		for _, img := range images {
			if pixels, err := row(img); err == nil && slices.Max(pixels[:]) != 255 {
				t.Fatalf("the brightest pixel is %d", slices.Max(pixels[:]))
			}
		}
	})
}
