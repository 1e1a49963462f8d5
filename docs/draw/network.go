package draw

import (
	"fmt"
	"math"
	"strings"

	"backprop/chapter5"
	"backprop/mnist"
	"backprop/tensor"
	"backprop/tensor/random"
)

// network is the figure of section 7.2: the layers, and the shapes of what
// flows through them for a batch of 100.
func network(title string, korean bool) []byte {
	unused := in(korean, "(100, 784), not read", "(100, 784), 쓰지 않음")
	same := in(korean, "Each derivative has the same shape as its variable.", "미분의 형상은 값의 형상과 같다.")
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
	dScores := net.LastLayer.Backward(1)
	dh := net.Affine2.Backward(dScores)
	da := net.Relu1.Backward(dh)
	dx := net.Affine1.Backward(da)
	bars := []struct {
		name     string
		gradient *tensor.Tensor
	}{
		{in(korean, "∂L/∂scores", "∂L/∂점수"), dScores}, {"db2", net.Affine2.DB}, {"dW2", net.Affine2.DW}, {"∂L/∂h", dh},
		{"∂L/∂(x·W1 + b1)", da}, {"db1", net.Affine1.DB}, {"dW1", net.Affine1.DW}, {"∂L/∂x", dx},
	}
	desc := ""
	for _, b := range bars {
		desc += fmt.Sprintf("%s %.2g. ", b.name, mean(b.gradient))
	}
	c := newCanvas(title, desc, float64(30+len(bars)*36))
	for i, b := range bars {
		y, size := float64(30+i*36), mean(b.gradient)
		width := 200 * (math.Log10(size) + 6.5) / 6
		c.text("name", "end", 135, y, b.name)
		c.add(`<rect class="backward" x="143" y="%.1f" width="%.1f" height="16"/>`, y-8, width)
		c.text("backward", "start", 143+math.Round(width)+8, y, scientific(size))
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
