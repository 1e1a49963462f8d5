package digit

import (
	"bytes"
	"errors"
	"image"
	_ "image/gif"
	_ "image/jpeg"
	_ "image/png"

	"backprop/layers/layertest/bilingual"
)

// maxPixels bounds the memory that an image may take.
const maxPixels = 50_000_000

// Decode returns the PNG, JPEG or GIF image in a file, turned upright by its EXIF
// orientation. Of a GIF it returns the first frame. An image of more than 50
// million pixels is an error, found before memory is taken for it.
func Decode(file []byte) (image.Image, error) {
	header, _, err := image.DecodeConfig(bytes.NewReader(file))
	if err != nil {
		return nil, damaged(err)
	}
	if pixels := int64(header.Width) * int64(header.Height); pixels < 1 || pixels > maxPixels {
		return nil, bilingual.Errorf("%d x %d pixels, want 1 to 50 million in all",
			"%d x %d픽셀이다. 픽셀은 모두 1개에서 5천만 개까지여야 한다", header.Width, header.Height)
	}
	img, _, err := image.Decode(bytes.NewReader(file))
	if err != nil {
		return nil, damaged(err)
	}
	return upright(img, orientation(file)), nil
}

func damaged(err error) error {
	if errors.Is(err, image.ErrFormat) {
		return bilingual.Errorf("not a PNG, JPEG or GIF image; save it as one of these",
			"PNG, JPEG, GIF 이미지가 아니다. 이 중 하나로 저장해야 한다")
	}
	return bilingual.Errorf("a damaged image: %v", "이미지가 손상되었다: %v", err)
}
