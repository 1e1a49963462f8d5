package digit

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"io"
)

// A turned image is shown as its camera was held. EXIF numbers that from 1 to
// 8: 1 is upright, 3 upside down, 6 and 8 lie on a side, and 2, 4, 5 and 7 are
// mirrored as well.
type turned struct {
	image.RGBA64Image
	orientation int
}

// upright returns img turned by its orientation.
func upright(img image.Image, orientation int) image.Image {
	if stored, ok := img.(image.RGBA64Image); ok && orientation > 1 {
		return turned{stored, orientation}
	}
	return img
}

func (t turned) Bounds() image.Rectangle {
	size := t.RGBA64Image.Bounds().Size()
	if t.orientation >= 5 {
		size.X, size.Y = size.Y, size.X
	}
	return image.Rectangle{Max: size}
}

func (t turned) At(x, y int) color.Color { return t.RGBA64Image.At(t.stored(x, y)) }

func (t turned) RGBA64At(x, y int) color.RGBA64 { return t.RGBA64Image.RGBA64At(t.stored(x, y)) }

// stored returns where the pixel that is shown at (x, y) is stored.
func (t turned) stored(x, y int) (int, int) {
	b := t.RGBA64Image.Bounds()
	if t.orientation >= 5 {
		x, y = y, x
	}
	switch t.orientation {
	case 2, 3, 7, 8:
		x = b.Dx() - 1 - x
	}
	switch t.orientation {
	case 3, 4, 6, 7:
		y = b.Dy() - 1 - y
	}
	return b.Min.X + x, b.Min.Y + y
}

// orientation returns the EXIF orientation of a JPEG or PNG file, and 1 if the
// file has none.
func orientation(file io.Reader) int {
	r := bufio.NewReader(file)
	start, _ := r.Peek(8)
	switch {
	case bytes.HasPrefix(start, []byte("\xff\xd8")):
		return orientationIn(jpegEXIF(r))
	case string(start) == "\x89PNG\r\n\x1a\n":
		return orientationIn(pngEXIF(r))
	}
	return 1
}

// jpegEXIF returns the EXIF data of a JPEG file, or nil. The file is a row of
// segments: any number of fill bytes 0xff, a marker, and a length that counts
// itself. The EXIF segment stands before the first scan.
func jpegEXIF(r *bufio.Reader) []byte {
	const app1, startOfScan = 0xe1, 0xda
	r.Discard(2)
	for {
		if mark, err := r.ReadByte(); err != nil || mark != 0xff {
			return nil
		}
		marker := byte(0xff)
		for marker == 0xff {
			var err error
			if marker, err = r.ReadByte(); err != nil {
				return nil
			}
		}
		var length uint16
		if binary.Read(r, binary.BigEndian, &length) != nil || length < 2 || marker == startOfScan {
			return nil
		}
		segment := make([]byte, length-2)
		if _, err := io.ReadFull(r, segment); err != nil {
			return nil
		}
		if data, ok := bytes.CutPrefix(segment, []byte("Exif\x00\x00")); ok && marker == app1 {
			return data
		}
	}
}

// pngEXIF returns the EXIF data of a PNG file, or nil. Behind its first 8 bytes
// the file is a row of chunks: a length, a name, the data, and a checksum.
func pngEXIF(r *bufio.Reader) []byte {
	r.Discard(8)
	for {
		var head struct {
			Length uint32
			Name   [4]byte
		}
		if binary.Read(r, binary.BigEndian, &head) != nil {
			return nil
		}
		if string(head.Name[:]) == "eXIf" {
			data, _ := io.ReadAll(io.LimitReader(r, min(int64(head.Length), 1<<16)))
			return data
		}
		if _, err := io.CopyN(io.Discard, r, int64(head.Length)+4); err != nil {
			return nil
		}
	}
}

// orientationIn returns the orientation in the first directory of EXIF data,
// or 1. The data are a TIFF file: the byte order, 42, where the directory is,
// and there the number of entries and 12 bytes for each.
func orientationIn(data []byte) int {
	const tag = 0x0112
	if len(data) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.BigEndian
	if data[0] == 'I' {
		order = binary.LittleEndian
	}
	at := int64(order.Uint32(data[4:]))
	if at+2 > int64(len(data)) {
		return 1
	}
	n := int(order.Uint16(data[at:]))
	for entries := data[at+2:]; n > 0 && len(entries) >= 12; n, entries = n-1, entries[12:] {
		if value := int(order.Uint16(entries[8:])); order.Uint16(entries) == tag && value >= 1 && value <= 8 {
			return value
		}
	}
	return 1
}
