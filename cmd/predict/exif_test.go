package main

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
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

// withEXIF puts a comment and EXIF data behind the first marker of a JPEG.
func withEXIF(photo, data []byte) []byte {
	segment := func(marker byte, content []byte) []byte {
		return append(binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(content)+2)), content...)
	}
	return slices.Concat(photo[:2], segment(0xfe, []byte("Exif\x00\x00 in a comment")),
		segment(0xe1, append([]byte("Exif\x00\x00"), data...)), photo[2:])
}

// The pictures of the letter F in the EXIF standard's table, as rows from the
// top and columns from the left: 6 has its row 0 at the right, its column 0 at
// the top.
func TestOrientation(t *testing.T) {
	stored := map[uint16][]string{
		1: {"###", "#..", "##.", "#..", "#.."},
		2: {"###", "..#", ".##", "..#", "..#"},
		3: {"..#", "..#", ".##", "..#", "###"},
		4: {"#..", "#..", "##.", "#..", "###"},
		5: {"#####", "#.#..", "#...."},
		6: {"#....", "#.#..", "#####"},
		7: {"....#", "..#.#", "#####"},
		8: {"#####", "..#.#", "....#"},
	}
	for orientation, rows := range stored {
		for _, order := range []binary.AppendByteOrder{binary.BigEndian, binary.LittleEndian} {
			// each dot 16 x 16 pixels: the blocks that a JPEG is made of
			img := image.NewGray(image.Rect(0, 0, 16*len(rows[0]), 16*len(rows)))
			for i := range img.Pix {
				if x, y := i%img.Stride, i/img.Stride; rows[y/16][x/16] == '.' {
					img.SetGray(x, y, color.Gray{255})
				}
			}
			p, err := decode(bytes.NewReader(withEXIF(encoded(t, img, "jpeg"), exif(order, orientation))))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for y := 8; y < p.h; y += 16 {
				row := ""
				for x := 8; x < p.w; x += 16 {
					row += map[bool]string{true: ".", false: "#"}[p.rgba[0][y*p.w+x] > 0.5]
				}
				got = append(got, row)
			}
			if !slices.Equal(got, stored[1]) {
				t.Errorf("orientation %d, %v: %q, want %q", orientation, order, got, stored[1])
			}
		}
	}
}

// A photo whose EXIF data are wrong or cut is upright.
func TestOrientationIsNotSaid(t *testing.T) {
	photo := encoded(t, image.NewGray(image.Rect(0, 0, 8, 8)), "jpeg")
	data := exif(binary.LittleEndian, 6)
	far := slices.Clone(data)
	far[7] = 0xff // where the directory is
	for name, b := range map[string][]byte{
		"no EXIF":                         photo,
		"orientation 0":                   withEXIF(photo, exif(binary.BigEndian, 0)),
		"orientation 9":                   withEXIF(photo, exif(binary.BigEndian, 9)),
		"far directory":                   withEXIF(photo, far),
		"no JPEG":                         []byte("Exif\x00\x00" + string(data)),
		"length of 1":                     append(slices.Clone(photo[:2]), 0xff, 0xe1, 0, 1),
		"of the orientation only the tag": withEXIF(photo, data[:24]),
	} {
		if got := orientation(bytes.NewReader(b)); got != 1 {
			t.Errorf("%s: %d, want 1", name, got)
		}
	}
	whole := withEXIF(photo, data)
	for n := range whole {
		orientation(bytes.NewReader(whole[:n])) // does not panic
	}
	for n := range data {
		if got := tagged(data[:n]); got != 1 && n < 34 {
			t.Errorf("cut after %d bytes: %d, want 1", n, got)
		}
	}
}
