package main

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
)

// upright returns the picture turned as its camera was held, which EXIF numbers
// from 1 to 8: 1 is upright, 3 upside down, 6 and 8 on a side, the others are
// mirrored as well.
func (p *picture) upright(orientation int) *picture {
	across := orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8
	down := orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7
	out := &picture{w: p.w, h: p.h}
	if orientation >= 5 {
		out.w, out.h = p.h, p.w
	}
	for c := range out.rgba {
		out.rgba[c] = make([]float64, p.w*p.h)
	}
	for i := range p.w * p.h {
		x, y := i%out.w, i/out.w
		if orientation >= 5 {
			x, y = y, x
		}
		if across {
			x = p.w - 1 - x
		}
		if down {
			y = p.h - 1 - y
		}
		for c := range out.rgba {
			out.rgba[c][i] = p.rgba[c][y*p.w+x]
		}
	}
	return out
}

// orientation returns how the camera was held that took a JPEG photo, and 1 if
// the file does not say or is no JPEG.
//
// A JPEG is a row of segments, each a marker and a length. That with the EXIF
// data comes before the image.
func orientation(file io.Reader) int {
	const startOfImage, exif, startOfScan = 0xffd8, 0xffe1, 0xffda
	r := bufio.NewReader(file)
	var start uint16
	if binary.Read(r, binary.BigEndian, &start) != nil || start != startOfImage {
		return 1
	}
	for {
		var head struct{ Marker, Length uint16 } // the length counts itself
		if binary.Read(r, binary.BigEndian, &head) != nil || head.Marker == startOfScan || head.Length < 2 {
			return 1
		}
		segment := make([]byte, head.Length-2)
		if _, err := io.ReadFull(r, segment); err != nil {
			return 1
		}
		if data, ok := bytes.CutPrefix(segment, []byte("Exif\x00\x00")); ok && head.Marker == exif {
			return tagged(data)
		}
	}
}

// tagged returns the orientation in the first directory of EXIF data, which
// are a TIFF file: the byte order, 42, where the directory is, and there the
// number of entries and 12 bytes for each.
func tagged(data []byte) int {
	const orientation = 0x0112
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
		if value := int(order.Uint16(entries[8:])); order.Uint16(entries) == orientation && value >= 1 && value <= 8 {
			return value
		}
	}
	return 1
}
