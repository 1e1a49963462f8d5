package digit

import (
	"bytes"
	"image"
)

// orientation returns the EXIF orientation in a JPEG or PNG file, from 1 to 8,
// and 1 if the file has none. EXIF data list their tags in entries of 12 bytes:
// the tag, the type, the count, and the value, in the byte order of the camera.
// Only the value of the orientation's entry differs between files, so orientation
// searches for the bytes before the value.
func orientation(file []byte) int {
	for _, entry := range []string{
		"\x01\x12\x00\x03\x00\x00\x00\x01\x00", // big-endian, with the first byte of the value
		"\x12\x01\x03\x00\x01\x00\x00\x00",     // little-endian
	} {
		_, value, found := bytes.Cut(file, []byte(entry))
		if found && len(value) > 0 && value[0] >= 1 && value[0] <= 8 {
			return int(value[0])
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
