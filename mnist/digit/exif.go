package digit

import (
	"bytes"
	"encoding/binary"
	"image"
)

// orientation returns the EXIF orientation in a JPEG or PNG file, from 1 to 8,
// and 1 if the file has none.
func orientation(file []byte) int {
	if chunks, isPNG := bytes.CutPrefix(file, []byte("\x89PNG\r\n\x1a\n")); isPNG {
		return orientationTag(exifOfPNG(chunks))
	}
	if segments, isJPEG := bytes.CutPrefix(file, []byte("\xff\xd8")); isJPEG {
		return orientationTag(exifOfJPEG(segments))
	}
	return 1
}

// exifOfPNG returns the data of the chunk eXIf, or nil. A chunk is the length of
// its data, its name, the data, and a checksum of 4 bytes.
func exifOfPNG(chunks []byte) []byte {
	for len(chunks) >= 12 {
		length := uint64(binary.BigEndian.Uint32(chunks))
		if 12+length > uint64(len(chunks)) {
			break
		}
		if string(chunks[4:8]) == "eXIf" {
			return chunks[8 : 8+length]
		}
		chunks = chunks[12+length:]
	}
	return nil
}

// exifOfJPEG returns the EXIF data among the segments before the pixels, or nil. A
// segment is 0xff, a marker, its length without these two bytes, and its data.
// Fill bytes of 0xff may come before it.
func exifOfJPEG(segments []byte) []byte {
	const restart, scan, app1 = 0xd0, 0xda, 0xe1
	for len(segments) >= 4 {
		marker, end := segments[1], 2+int(binary.BigEndian.Uint16(segments[2:]))
		switch {
		case segments[0] != 0xff || marker < 2 || marker == 0xff || marker&^7 == restart:
			segments = segments[1:] // a fill byte, or a marker without data
			continue
		case marker == scan || end < 4 || end > len(segments):
			return nil
		case marker == app1:
			if data, isEXIF := bytes.CutPrefix(segments[4:end], []byte("Exif\x00\x00")); isEXIF {
				return data
			}
		}
		segments = segments[end:]
	}
	return nil
}

// orientationTag returns the orientation in EXIF data: the byte order, the number
// 42, and where the tags of the image are. A tag takes 12 bytes: its number, type,
// count and value. The tags of a thumbnail, and of the camera, are in other places.
func orientationTag(exif []byte) int {
	var order binary.ByteOrder = binary.BigEndian
	switch {
	case len(exif) < 8:
		return 1
	case string(exif[:4]) == "II*\x00":
		order = binary.LittleEndian
	case string(exif[:4]) != "MM\x00*":
		return 1
	}
	at, size := uint64(order.Uint32(exif[4:])), uint64(len(exif))
	if at+2 > size {
		return 1
	}
	const tag, short = 0x0112, 3
	for i := range uint64(order.Uint16(exif[at:])) {
		start := at + 2 + 12*i
		if start+12 > size {
			break
		}
		entry := exif[start : start+12]
		value := order.Uint16(entry[8:])
		if order.Uint16(entry) == tag && order.Uint16(entry[2:]) == short && value >= 1 && value <= 8 {
			return int(value)
		}
	}
	return 1
}

// upright returns img turned by its EXIF orientation: 1 is upright, 3 is upside
// down, 6 and 8 lie on a side, and 2, 4, 5 and 7 are mirrored as well.
func upright(img image.Image, orientation int) image.Image {
	from, ok := img.(image.RGBA64Image)
	if orientation == 1 || !ok {
		return img
	}
	bounds := img.Bounds()
	w, h := bounds.Dx(), bounds.Dy()
	if orientation >= 5 {
		w, h = h, w
	}
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			stored := [...]image.Point{
				1: {x, y}, 2: {w - 1 - x, y}, 3: {w - 1 - x, h - 1 - y}, 4: {x, h - 1 - y},
				5: {y, x}, 6: {y, w - 1 - x}, 7: {h - 1 - y, w - 1 - x}, 8: {h - 1 - y, x},
			}[orientation].Add(bounds.Min)
			out.SetRGBA64(x, y, from.RGBA64At(stored.X, stored.Y))
		}
	}
	return out
}
