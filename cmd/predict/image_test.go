package main

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
	"os"
	"path/filepath"
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

// pngHeader is a PNG of the given size as far as its header goes.
func pngHeader(w, h uint32) []byte {
	ihdr := append([]byte("IHDR"), binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h)...)
	ihdr = append(ihdr, 8, 0, 0, 0, 0)
	b := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"), ihdr...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(ihdr))
}

func TestFilesThatAreNoImages(t *testing.T) {
	whole := encoded(t, paint(digits[0].strokes, looks{w: 40, h: 40}), "png")
	photo := encoded(t, paint(digits[0].strokes, looks{w: 40, h: 40}), "jpeg")
	for _, test := range []struct {
		name, want string
		b          []byte
	}{
		{"empty", "not a PNG, JPEG or GIF image, save it as one of these", nil},
		{"text", "not a PNG, JPEG or GIF image, save it as one of these", []byte("seven")},
		{"PNG cut short", "a damaged image: png: invalid format: not enough pixel data", whole[:len(whole)/2]},
		{"JPEG cut short", "a damaged image: invalid JPEG format: short Huffman data", photo[:len(photo)-20]},
		{"PNG with a wrong byte", "a damaged image: png: invalid format: invalid checksum", flip(whole, len(whole)-1)},
		{"20000 x 20000", "20000 x 20000 pixels, want 1 to 50 million in all", pngHeader(20000, 20000)},
		{"2^31-1 x 2^31-1", "a damaged image: png: unsupported feature: dimension overflow", pngHeader(1<<31-1, 1<<31-1)},
		{"header alone", "a damaged image: unexpected EOF", pngHeader(5, 5)},
	} {
		path := filepath.Join(t.TempDir(), "image")
		if err := os.WriteFile(path, test.b, 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := openImage(path); err == nil || err.Error() != test.want {
			t.Errorf("%s: error %v, want %s", test.name, err, test.want)
		}
	}
	if _, err := openImage(t.TempDir()); err == nil || err.Error() != "a folder, want a PNG, JPEG or GIF image" {
		t.Errorf("a folder: error %v", err)
	}
	if _, err := openImage(filepath.Join(t.TempDir(), "x")); err == nil || err.Error() != "there is no such file" {
		t.Errorf("a missing file: error %v", err)
	}
}

func flip(b []byte, i int) []byte {
	b = bytes.Clone(b)
	b[i] ^= 0xff
	return b
}

// The same digit comes out of every format and every kind of Go image.
func TestFormats(t *testing.T) {
	network := embeddedNetwork(t)
	digit := paint(digits[5].strokes, looks{w: 90, h: 120})
	as := func(to draw.Image) image.Image {
		draw.Draw(to, to.Bounds(), digit, to.Bounds().Min, draw.Src)
		return to
	}
	r := digit.Rect
	for name, b := range map[string][]byte{
		"png":          encoded(t, digit, "png"),
		"jpeg":         encoded(t, digit, "jpeg"),
		"gif":          encoded(t, digit, "gif"),
		"png gray":     encoded(t, as(image.NewGray(r)), "png"),
		"png 16 bits":  encoded(t, as(image.NewNRGBA64(r)), "png"),
		"png palette":  encoded(t, as(image.NewPaletted(r, color.Palette{color.White, color.Black})), "png"),
		"jpeg gray":    encoded(t, as(image.NewGray(r)), "jpeg"),
		"png, a part":  encoded(t, digit.SubImage(image.Rect(10, 5, 85, 118)), "png"),
		"png, 16 gray": encoded(t, as(image.NewGray16(r)), "png"),
	} {
		p, err := decode(bytes.NewReader(b))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if got := reading(network, p); got != "2" {
			t.Errorf("%s: %s, want 2", name, got)
		}
	}
}

func TestReduce(t *testing.T) {
	img := image.NewRGBA(image.Rect(3, 3, 3+1001, 3+2))
	draw.Draw(img, img.Rect, image.White, image.Point{}, draw.Src)
	img.Set(3, 3, color.Black)
	img.Set(3+1000, 3, color.Transparent)
	p := reduce(img)
	if p.w != 334 || p.h != 1 {
		t.Fatalf("1001 x 2 becomes %d x %d, want 334 x 1", p.w, p.h)
	}
	for _, test := range []struct {
		channel, x int
		want       float64
	}{{0, 0, 5.0 / 6}, {3, 0, 1}, {0, 1, 1}, {2, 333, 0.75}, {3, 333, 0.75}} {
		if got := p.rgba[test.channel][test.x]; got != test.want {
			t.Errorf("channel %d at %d is %v, want %v", test.channel, test.x, got, test.want)
		}
	}
}

func TestPaper(t *testing.T) {
	white, black := [3]float64{1, 1, 1}, [3]float64{}
	for _, test := range []struct {
		name       string
		ink, paper color.NRGBA
		inside     bool // the transparent part is inside alone
		want       [3]float64
	}{
		{"dark ink on nothing", nrgba(20, 20, 90, 255), nrgba(0, 0, 0, 0), false, white},
		{"light ink on nothing", nrgba(255, 255, 120, 255), nrgba(0, 0, 0, 0), false, black},
		{"nothing at all", nrgba(0, 0, 0, 0), nrgba(0, 0, 0, 0), false, white},
		{"a hole in green paper", nrgba(0, 0, 0, 0), nrgba(0, 255, 0, 255), true, [3]float64{0, 1, 0}},
	} {
		img := image.NewNRGBA(image.Rect(0, 0, 9, 9))
		draw.Draw(img, img.Rect, image.NewUniform(test.paper), image.Point{}, draw.Src)
		draw.Draw(img, image.Rect(3, 3, 6, 6), image.NewUniform(test.ink), image.Point{}, draw.Src)
		if got := reduce(img).paper(); got != test.want {
			t.Errorf("%s: paper %v, want %v", test.name, got, test.want)
		}
	}
}

// Whatever the bytes, there is an image that MNIST could hold, or an error of
// one line.
func FuzzImage(f *testing.F) {
	for i, format := range []string{"png", "jpeg", "gif"} {
		f.Add(encoded(f, paint(digits[3*i].strokes, looks{w: 24, h: 30}), format), uint8(0))
	}
	f.Add(withEXIF(encoded(f, paint(digits[4].strokes, looks{w: 24, h: 30}), "jpeg"), exif(binary.BigEndian, 6)), uint8(0))
	f.Add(pngHeader(20000, 20000), uint8(3))
	f.Add([]byte("\x00\xff\x00\xff\xff\x80\x00\x00\x10\x20\x30\x40"), uint8(3))
	f.Fuzz(func(t *testing.T, b []byte, width uint8) {
		pictures := []*picture{raw(b, int(width))}
		if header, _, err := image.DecodeConfig(bytes.NewReader(b)); err == nil && header.Width*header.Height < 1<<20 {
			if p, err := decode(bytes.NewReader(b)); err == nil {
				pictures = append(pictures, p)
			}
		}
		for _, p := range pictures {
			x, err := normalise(p)
			if err != nil {
				continue
			}
			sum := 0.0
			for i, v := range x.Data() {
				if !(v >= 0 && v <= 1) {
					t.Fatalf("pixel %d is %v", i, v)
				}
				sum += v
			}
			if x.Shape().String() != "(1, 784)" || sum == 0 {
				t.Fatalf("shape %s, %v ink", x.Shape(), sum)
			}
		}
	})
}

// raw is an image of b's bytes themselves.
func raw(b []byte, width int) *picture {
	width = min(max(width, 1), 64)
	img := image.NewNRGBA(image.Rect(0, 0, width, max(1, len(b)/width/4)))
	copy(img.Pix, b)
	return reduce(img)
}
