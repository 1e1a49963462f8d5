package view

import (
	"cmp"
	"fmt"
	"image"
	"slices"

	"backprop/chapter5"
	"backprop/layers"
	"backprop/layers/layertest/bilingual"
	"backprop/mnist"
	"backprop/mnist/digit"
	"backprop/tensor"
)

// A Drawing is the digit on the draw page, as the network sees it.
type Drawing struct {
	pixels *tensor.Tensor // (1, 784), nil for none
}

// A Look is the network's answer for a drawing.
type Look struct {
	Pixels        []byte   // without the erased ones
	Evidence      []byte   // of each pixel for the digit: 128 is none
	Speaking      int      // how many pixels speak for the digit
	Erased        int      // how many of these are erased
	Probabilities []string // as go run ./cmd/predict prints them
	Digit         int      // the most probable one
	Text          string
}

// SetImage makes the drawing the digit of an image file.
func (d *Drawing) SetImage(file []byte) error {
	img, err := digit.Decode(file)
	if err != nil {
		return err
	}
	return d.set(img)
}

// SetInk makes the drawing the digit of width columns of RGBA.
func (d *Drawing) SetInk(rgba []byte, width int) error {
	if width < 1 || len(rgba)%(4*width) != 0 || len(rgba) == 0 {
		return fmt.Errorf("%d bytes are not rows of %d pixels", len(rgba), width)
	}
	return d.set(&image.NRGBA{Pix: rgba, Stride: 4 * width, Rect: image.Rect(0, 0, width, len(rgba)/4/width)})
}

// set makes the drawing the digit of img. Where there is none, the drawing stays.
func (d *Drawing) set(img image.Image) error {
	row, err := digit.Row(img)
	if err == nil {
		d.pixels = row
	}
	return err
}

// Look returns the network's answer, and the one without the pixels that
// speak loudest for it.
//
// A pixel's evidence is its value times the derivative of the digit's score,
// which Backward returns when it begins with a 1 at that score.
func (d *Drawing) Look(network *chapter5.TwoLayerNet, erased int, korean bool) (Look, error) {
	if d.pixels == nil {
		return Look{}, bilingual.Errorf("Draw a digit first.", "먼저 숫자를 그려야 한다.")
	}
	x := d.pixels
	scores := network.Predict(x)
	best := int(scores.Argmax(1).Data()[0])
	dout := tensor.Zeros(1, mnist.Classes)
	dout.Set(1, 0, best)
	for _, layer := range slices.Backward(network.Layers) {
		dout = layer.Backward(dout)
	}
	evidence := dout.Mul(x).Data()

	order := make([]int, 0, pixels) // the pixels that speak for the digit, the loudest first
	for i, v := range evidence {
		if v > 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(evidence[j], evidence[i]) })
	erased = min(max(erased, 0), len(order))
	left := x.Data()
	for _, i := range order[:erased] {
		left[i] = 0
	}
	after := network.Predict(tensor.New(left, 1, pixels))

	look := Look{
		Pixels: make([]byte, pixels), Evidence: make([]byte, pixels), Speaking: len(order), Erased: erased,
		Probabilities: fourDigits(layers.Softmax(after)), Digit: int(after.Argmax(1).Data()[0]),
	}
	most := 1e-300
	for _, v := range evidence {
		most = max(most, v, -v)
	}
	for i, v := range left {
		look.Pixels[i] = byte(255 * v)
		look.Evidence[i] = byte(128 + 127*evidence[i]/most)
	}
	text := say("The network sees a %d, with probability %s.", "신경망의 답은 %d이고 확률은 %s이다.",
		best, fourDigits(layers.Softmax(scores))[best])
	if erased > 0 {
		text = text.Then(say(" Without the %d strongest pixels: %d, with probability %s.",
			" 가장 강한 픽셀 %d개를 지우면 답은 %d이고 확률은 %s이다.", erased, look.Digit, look.Probabilities[look.Digit]))
	}
	look.Text = text.In(language(korean))
	return look, nil
}

// fourDigits writes a row of probabilities.
func fourDigits(row *tensor.Tensor) []string {
	var list []string
	for _, v := range row.Data() {
		list = append(list, fmt.Sprintf("%.4f", v))
	}
	return list
}
