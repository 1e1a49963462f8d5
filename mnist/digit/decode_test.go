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
		{"an empty file", "not a PNG, JPEG or GIF image; save it as one of these", nil},
		{"a text", "not a PNG, JPEG or GIF image; save it as one of these", []byte("seven")},
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
