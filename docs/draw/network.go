package draw

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"strings"

	"backprop/chapter5"
	"backprop/chapter5/plot"
	"backprop/layers"
	"backprop/mnist"
	"backprop/tensor"
	"backprop/tensor/random"
)

// network is the figure of section 7.2: the layers, and the shapes of what
// flows through them for a batch of 100.
func network(title string, korean bool) []byte {
	unused, same := "(100, 784), not read", "Each derivative has the shape of its value."
	if korean {
		unused, same = "(100, 784), 쓰지 않음", "미분의 형상은 값의 형상과 같다."
	}
	c := newCanvas(title, "x (100, 784) → Affine1, W1 (784, 50), b1 (50) → Relu1 → Affine2, W2 (50, 10), b2 (10) → SoftmaxWithLoss, t (100, 10) → loss. "+same, 540)
	const middle = 175
	at := c.name(middle, 22, "x")
	shapes := []string{"(100, 784)", "(100, 50)", "(100, 50)", "(100, 10)", "()"}
	names := []string{"Affine1", "Relu1", "Affine2", "SoftmaxWithLoss"}
	for i, shape := range shapes {
		y := 22 + float64(i*100)
		var next place
		if i < len(names) {
			next = c.layer(middle, y+100, 150, names[i])
		} else {
			next = c.name(middle, y+90, "loss")
		}
		c.edge(at, next)
		at = next
		c.text("forward", "end", middle-9, y+46, shape)
		c.text("backward", "start", middle+9, y+46, []string{unused, shape, shape, shape, "1"}[i])
	}
	for _, p := range []struct {
		y, nameY   float64
		name, back string
	}{
		{122, 95, "W1 (784, 50)\nb1 (50)", "dW1 (784, 50)\ndb1 (50)"},
		{322, 295, "W2 (50, 10)\nb2 (10)", "dW2 (50, 10)\ndb2 (10)"},
		{422, 422, "t (100, 10)", ""},
	} {
		c.edge(place{middle + 112, p.y, 0}, place{middle, p.y, 77})
		c.text("forward", "start", middle+116, p.nameY, p.name)
		c.text("backward", "start", middle+116, p.y+9, p.back)
	}
	return c.svg()
}

// gradients shows the mean size of what flows back through the network of
// section 7.1, on a logarithmic scale.
func gradients(title string, korean bool) []byte {
	net, x, t := firstBatch()
	net.Loss(x, t)
	type bar struct {
		name string
		size float64
	}
	dout := net.LastLayer.Backward(1)
	bars := []bar{{"∂L/∂ scores", mean(dout)}}
	if korean {
		bars[0].name = "∂L/∂점수"
	}
	for i := len(net.Layers) - 1; i >= 0; i-- {
		dout = net.Layers[i].Backward(dout)
		if affine, ok := net.Layers[i].(*layers.Affine); ok {
			n := []string{"1", "", "2"}[i]
			bars = append(bars, bar{"db" + n, mean(affine.DB)}, bar{"dW" + n, mean(affine.DW)})
		}
		bars = append(bars, bar{[]string{"∂L/∂x", "∂L/∂(x·W1 + b1)", "∂L/∂h"}[i], mean(dout)})
	}
	desc := ""
	for _, b := range bars {
		desc += fmt.Sprintf("%s %.2g. ", b.name, b.size)
	}
	c := newCanvas(title, desc, float64(30+len(bars)*36))
	for i, b := range bars {
		y := float64(30 + i*36)
		width := 200 * (math.Log10(b.size) + 6.5) / 6
		c.text("name", "end", 135, y, b.name)
		c.add(`<rect class="backward" x="143" y="%.1f" width="%.1f" height="16"/>`, y-8, width)
		c.text("backward", "start", 143+math.Round(width)+8, y, scientific(b.size))
	}
	return c.svg()
}

// scientific writes a number as 1.7 × 10⁻⁴.
func scientific(v float64) string {
	exponent := int(math.Floor(math.Log10(v)))
	digits := strings.NewReplacer("-", "⁻", "0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶").
		Replace(fmt.Sprint(exponent))
	return fmt.Sprintf("%.1f × 10%s", v/math.Pow(10, float64(exponent)), digits)
}

func mean(t *tensor.Tensor) float64 { return t.Abs().Mean().Item() }

// firstBatch returns the network and the mini-batch of section 7.1.
func firstBatch() (net *chapter5.TwoLayerNet, x, t *tensor.Tensor) {
	rng := random.New(42)
	train, _, err := mnist.Load(mnist.Options{OneHot: true})
	if err != nil {
		panic(err) // the data is inside the program
	}
	net = chapter5.NewTwoLayerNet(784, 50, 10, 0.01, rng)
	mask := rng.Choice(train.X.Shape()[0], 100)
	return net, train.X.Rows(mask), train.T.Rows(mask)
}

// trainingCurve draws what docs/measure curve printed: the mean loss of each
// hundred iterations, and the accuracies of each epoch.
func trainingCurve(title string, korean bool, text string) ([]byte, error) {
	var loss, train, test []plot.Point
	for _, line := range strings.Split(text, "\n") {
		var from, to int
		var a, b float64
		if n, _ := fmt.Sscanf(line, "iterations %d to %d: mean loss %f", &from, &to, &a); n == 3 {
			loss = append(loss, plot.Point{X: float64(from+to) / 2, Y: a})
		} else if n, _ := fmt.Sscanf(line, "iteration %d: accuracy %f %f", &from, &a, &b); n == 3 && from > 0 {
			// The accuracy before the first epoch, 0.1, is far below the panel.
			train = append(train, plot.Point{X: float64(from), Y: a})
			test = append(test, plot.Point{X: float64(from), Y: b})
		}
	}
	if len(loss) == 0 || len(train) == 0 {
		return nil, fmt.Errorf("docs/recorded.txt does not have the curve: run go run ./cmd/docs -record curve")
	}
	words := []string{"loss, by iterations", "loss", "accuracy on training images", "on test images"}
	if korean {
		words = []string{"반복에 따른 손실", "손실", "훈련 데이터의 정확도", "시험 데이터의 정확도"}
	}
	last := len(test) - 1
	return plot.Figure{Title: title, Desc: fmt.Sprintf("%s %.4g → %.4g. %s %.4g, %s %.4g.",
		words[1], loss[0].Y, loss[len(loss)-1].Y, words[2], train[last].Y, words[3], test[last].Y),
		Panels: []plot.Panel{{
			X:      plot.Axis{From: 0, To: 10000, Step: 2000},
			Y:      plot.Axis{From: 0, To: 2.5, Step: 0.5},
			Curves: []plot.Curve{{Class: plot.Backward, Points: loss}},
			Labels: []plot.Label{label(plot.Backward, "start", 900, 0.5, 0, -14, words[0])},
		}, {
			X:      plot.Axis{From: 0, To: 10000, Step: 2000},
			Y:      plot.Axis{From: 0.86, To: 1, Step: 0.02},
			Curves: []plot.Curve{{Class: plot.Forward, Points: train}, {Class: plot.Backward, Points: test}},
			Labels: []plot.Label{
				label(plot.Forward, "end", 9800, 0.978, 0, -24, words[2]),
				label(plot.Backward, "end", 9800, 0.967, 0, 30, words[3]),
			},
		}}}.SVG(), nil
}

// columns draws what docs/measure columns printed: columns of W1 as pictures,
// before the training in the upper row and after it in the lower.
func columns(text string) ([]byte, error) {
	const side, scale, gap, each = 28, 6, 12, 4
	img := image.NewRGBA(image.Rect(0, 0, gap+each*(side*scale+gap), gap+2*(side*scale+gap)))
	// This grey stands out from light and from dark pages.
	draw.Draw(img, img.Bounds(), image.NewUniform(color.Gray{128}), image.Point{}, draw.Src)
	count := 0
	for _, line := range strings.Split(text, "\n") {
		var when string
		var column int
		var pixels string
		if n, _ := fmt.Sscanf(line, "%s column %d: %s", &when, &column, &pixels); n != 3 || len(pixels) != side*side || column < 1 || column > each {
			continue
		}
		left, top := gap+count%each*(side*scale+gap), gap+count/each*(side*scale+gap)
		for i, r := range pixels {
			c := shade(r)
			for y := range scale {
				for x := range scale {
					img.SetRGBA(left+i%side*scale+x, top+i/side*scale+y, c)
				}
			}
		}
		count++
	}
	if count != 2*each {
		return nil, fmt.Errorf("docs/recorded.txt has %d columns of W1, want %d: run go run ./cmd/docs -record columns", count, 2*each)
	}
	var b bytes.Buffer
	err := png.Encode(&b, img)
	return b.Bytes(), err
}

// shade returns orange for the weights a to i, which are negative, white for 0
// and blue for 1 to 9.
func shade(r rune) color.RGBA {
	far, at := color.RGBA{5, 80, 174, 255}, int(r-'0')
	if r >= 'a' {
		far, at = color.RGBA{188, 76, 0, 255}, int(r-'a')+1
	}
	mix := func(c uint8) uint8 { return uint8((255*(9-at) + int(c)*at) / 9) }
	return color.RGBA{mix(far.R), mix(far.G), mix(far.B), 255}
}
