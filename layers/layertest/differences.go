package layertest

import (
	"math"
	"slices"

	"backprop/tensor"
)

// forward returns the result of a new layer's Forward in a call. The parameters
// may belong to other layers too, and get their values back.
func (l *ownLayer) forward(c Call) *tensor.Tensor {
	parts, own := l.start()
	defer setAll(own, copies(own))
	setAll(own, c.Params)
	return copies([]*tensor.Tensor{parts.Forward(c.In[0].Copy())})[0]
}

// right makes the node that a student's layer should be: its own Forward, and
// the derivatives of that.
func (l *ownLayer) right(params []*tensor.Tensor) Node {
	c := Call{Params: params}
	return Node{
		Forward:  func(in []*tensor.Tensor) *tensor.Tensor { c.In = in; return l.forward(c) },
		Backward: func(dout *tensor.Tensor) []*tensor.Tensor { c.Dout = dout; return l.derivatives(c) },
	}
}

// derivatives returns the gradients with respect to x and to each parameter: the
// derivatives of the sum of dout·y.
func (l *ownLayer) derivatives(c Call) (gradients []*tensor.Tensor) {
	variables := copies(slices.Concat(c.In, c.Params))
	c.In, c.Params = variables[:1], variables[1:]
	for _, v := range variables {
		elements, slopes, noise := v.Reshape(-1), make([]float64, v.Size()), 0.0
		for i, before := range v.Data() {
			slope, off := slopeAt0(func(step float64) float64 {
				elements.Set(before+step, i)
				defer elements.Set(before, i)
				return dot(c.Dout, l.forward(c))
			})
			slopes[i], noise = slope, max(noise, off)
		}
		if s := scale(slopes); s > 0 {
			l.noise = max(l.noise, 20*noise/s)
		}
		gradients = append(gradients, tensor.New(slopes, v.Shape()...))
	}
	return gradients
}

// slopeAt0 differentiates y at 0, with the h at which two differences agree best. Where
// they agree only so far, off, y has noise, as in single precision.
func slopeAt0(y func(step float64) float64) (slope, off float64) {
	last := math.Inf(1)
	off = math.Inf(1)
	for _, h := range []float64{1e-2, 3e-3, 1e-3, 3e-4, 1e-4, 1e-5} {
		next := (8*(y(h)-y(-h)) - (y(2*h) - y(-2*h))) / (12 * h)
		if d := math.Abs(next - last); d < off {
			slope, off = (next+last)/2, d
		}
		last = next
	}
	return slope, off
}
