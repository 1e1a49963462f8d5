package digit

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"image"
	"io"
)

// upright returns img turned as its camera was held. EXIF numbers that from 1
// to 8: 1 is upright, 3 upside down, 6 and 8 lie on a side, and 2, 4, 5 and 7
// are mirrored as well.
func upright(img image.Image, orientation int) image.Image {
	from, ok := img.(image.RGBA64Image)
	if orientation == 1 || !ok {
		return img
	}
	mirrored := orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8
	inverted := orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7
	bounds := img.Bounds()
	out := image.NewNRGBA(image.Rect(0, 0, bounds.Dx(), bounds.Dy()))
	if orientation >= 5 {
		out = image.NewNRGBA(image.Rect(0, 0, bounds.Dy(), bounds.Dx()))
	}
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			u, v := x, y // where the pixel is stored
			if orientation >= 5 {
				u, v = y, x
			}
			if mirrored {
				u = bounds.Dx() - 1 - u
			}
			if inverted {
				v = bounds.Dy() - 1 - v
			}
			out.SetRGBA64(x, y, from.RGBA64At(bounds.Min.X+u, bounds.Min.Y+v))
		}
	}
	return out
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
