package view

import (
	"bytes"
	"cmp"
	"fmt"
	"image"
	"slices"

	"backprop/chapter5"
	"backprop/layers"
	"backprop/mnist"
	"backprop/mnist/digit"
	"backprop/tensor"
	"backprop/tensor/npz"
	"backprop/tensor/random"
)

// ReadNetwork returns the network of an .npz file, as cmd/train writes it.
func ReadNetwork(file []byte) (*chapter5.TwoLayerNet, error) {
	params, err := npz.Read(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return nil, err
	}
	hidden := 0
	if b1 := params["b1"]; b1 != nil {
		hidden = b1.Size()
	}
	network := chapter5.NewTwoLayerNet(pixels, max(hidden, 1), mnist.Classes, 0, random.New(0))
	for name, param := range network.Params {
		if params[name] == nil || !slices.Equal(params[name].Shape(), param.Shape()) {
			return nil, fmt.Errorf("the network has no %s of shape %s", name, param.Shape())
		}
		param.SetAll(params[name])
	}
	return network, nil
}

// WriteNetwork returns a network as an .npz file.
func WriteNetwork(network *chapter5.TwoLayerNet) ([]byte, error) {
	var file bytes.Buffer
	err := npz.Write(&file, network.Params)
	return file.Bytes(), err
}

// A Drawing is the digit on the draw page, as the network sees it.
type Drawing struct {
	pixels *tensor.Tensor // (1, 784), nil for none
}

// A Look is the network's answer for a drawing.
type Look struct {
	Digit         int      `json:"digit"`
	Probabilities []string `json:"probabilities"` // as go run ./cmd/predict prints them
	Pixels        []byte   `json:"pixels"`        // what the network sees
	Evidence      []byte   `json:"evidence"`      // of each pixel for the digit: 128 is none
	Speaking      int      `json:"speaking"`      // how many pixels speak for the digit
	Erased        int      `json:"erased"`
	After         []string `json:"after"` // the probabilities without the erased pixels
	AfterDigit    int      `json:"afterDigit"`
	Text          string   `json:"text"`
}

// SetImage makes the drawing the digit of an image file.
func (d *Drawing) SetImage(file []byte) error {
	img, err := digit.Decode(bytes.NewReader(file))
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

func (d *Drawing) set(img image.Image) error {
	d.pixels = nil
	bytes, err := digit.Pixels(img)
	if err != nil {
		return err
	}
	x := make([]float64, pixels)
	for i, v := range bytes {
		x[i] = float64(float32(v) / 255)
	}
	d.pixels = tensor.New(x, 1, pixels)
	return nil
}

// Look returns the network's answer, and the one without the pixels that
// speak loudest for it.
//
// A pixel's evidence is its value times the derivative of the digit's score,
// which Backward returns when it begins with a 1 at that score.
func (d *Drawing) Look(network *chapter5.TwoLayerNet, erased int, korean bool) (Look, error) {
	if d.pixels == nil {
		return Look{}, fmt.Errorf("%s", say(korean, "Draw a digit first.", "먼저 숫자를 그린다."))
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
		Digit: best, Probabilities: fourDigits(layers.Softmax(scores)), Speaking: len(order), Erased: erased,
		After: fourDigits(layers.Softmax(after)), AfterDigit: int(after.Argmax(1).Data()[0]),
		Pixels: make([]byte, pixels), Evidence: make([]byte, pixels),
	}
	most := 1e-300
	for _, v := range evidence {
		most = max(most, v, -v)
	}
	for i, v := range left {
		look.Pixels[i] = byte(255 * v)
		look.Evidence[i] = byte(128 + 127*evidence[i]/most)
	}
	look.Text = fmt.Sprintf(say(korean, "The network sees a %d, with probability %s.", "신경망의 답은 %d이고 확률은 %s이다."),
		best, look.Probabilities[best])
	if erased > 0 {
		look.Text += fmt.Sprintf(say(korean, " Without the %d strongest pixels: %d, with probability %s.",
			" 가장 강한 픽셀 %d개를 지우면 %d, 확률 %s."), erased, look.AfterDigit, look.After[look.AfterDigit])
	}
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
