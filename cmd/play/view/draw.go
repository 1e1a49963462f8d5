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
	Evidence      []byte   // of each pixel, 128 for none
	Raising       int      // how many pixels raise the digit's score
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

// Look returns the network's answer, and the one without the pixels that raise
// the digit's score most.
func (d *Drawing) Look(network *chapter5.TwoLayerNet, erased int, korean bool) (Look, error) {
	if d.pixels == nil {
		return Look{}, bilingual.Errorf("Draw a digit first.", "먼저 숫자를 그려야 한다.")
	}
	scores := network.Predict(d.pixels)
	best := int(scores.Argmax(1).Data()[0])
	evidence := evidence(network, d.pixels, best)

	order := make([]int, 0, pixels) // the pixels that raise the score, the strongest first
	for i, v := range evidence {
		if v > 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(evidence[j], evidence[i]) })
	erased = min(max(erased, 0), len(order))
	left := d.pixels.Data()
	for _, i := range order[:erased] {
		left[i] = 0
	}
	after := network.Predict(tensor.New(left, 1, pixels))

	look := Look{
		Pixels: make([]byte, pixels), Evidence: make([]byte, pixels), Raising: len(order), Erased: erased,
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
			" 답의 점수를 가장 많이 높이는 픽셀 %d개를 지우면 답은 %d이고 확률은 %s이다.", erased, look.Digit, look.Probabilities[look.Digit]))
	}
	look.Text = text.In(language(korean))
	return look, nil
}

// evidence returns how much each pixel of x adds to the digit's score: its value
// times the derivative of the score. Predict has seen x last. Backward returns
// that derivative when it begins with a 1 at the score.
func evidence(network *chapter5.TwoLayerNet, x *tensor.Tensor, digit int) []float64 {
	dout := tensor.Zeros(1, mnist.Classes)
	dout.Set(1, 0, digit)
	for _, layer := range slices.Backward(network.Layers) {
		dout = layer.Backward(dout)
	}
	return dout.Mul(x).Data()
}

// fourDigits writes a row of probabilities.
func fourDigits(row *tensor.Tensor) []string {
	var list []string
	for _, v := range row.Data() {
		list = append(list, fmt.Sprintf("%.4f", v))
	}
	return list
}
