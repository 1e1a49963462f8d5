package layertest

import (
	"math"
	"slices"

	"backprop/tensor"
)

// forward returns the result of a new layer's Forward in a call. The parameters
// may belong to other layers too, and get their values back.
func (l *law) forward(c Call) *tensor.Tensor {
	parts, own := l.start()
	defer setAll(own, copies(own))
	setAll(own, c.Params)
	return copies([]*tensor.Tensor{parts.Forward(c.In[0].Copy())})[0]
}

// right makes the node that a student's layer should be: its own Forward, and
// the derivatives of that.
func (l *law) right(params []*tensor.Tensor) Node {
	c := Call{Params: params}
	return Node{
		func(in []*tensor.Tensor) *tensor.Tensor { c.In = in; return l.forward(c) },
		func(dout *tensor.Tensor) []*tensor.Tensor { c.Dout = dout; return l.derivatives(c) },
	}
}

// derivatives returns the gradients of the sum of dout·y with respect to x and
// to each parameter.
func (l *law) derivatives(c Call) (gradients []*tensor.Tensor) {
	variables := copies(slices.Concat(c.In, c.Params))
	c.In, c.Params = variables[:1], variables[1:]
	for _, v := range variables {
		gradient, most := tensor.Zeros(v.Shape()...), 0.0
		for i := range v.Size() {
			at := indexOf(v, i)
			before := v.At(at...)
			slope, off := derivative(func(by float64) float64 {
				v.Set(before+by, at...)
				defer v.Set(before, at...)
				return dot(c.Dout, l.forward(c))
			})
			gradient.Set(slope, at...)
			most = max(most, off)
		}
		gradients = append(gradients, gradient)
		if s := scale(gradient.Data()); s > 0 {
			l.noise = max(l.noise, 20*most/s)
		}
	}
	return gradients
}

// derivative differentiates y at 0, with the h at which two differences agree
// best. Where they agree only so far, off, y has noise, as in single precision.
func derivative(y func(by float64) float64) (best, off float64) {
	off = math.Inf(1)
	last := math.NaN()
	for _, h := range []float64{1e-2, 3e-3, 1e-3, 3e-4, 1e-4, 1e-5} {
		slope := (8*(y(h)-y(-h)) - (y(2*h) - y(-2*h))) / (12 * h)
		if d := math.Abs(slope - last); d < off {
			best, off = (slope+last)/2, d
		}
		if off <= 1e-8*math.Abs(slope) {
			break // near enough, as where Forward is smooth
		}
		last = slope
	}
	return best, off
}

// terms returns dout, and the derivatives that are left where it is missing.
func (l *law) terms(c Call) []Term {
	all := []Term{{"dout", c.Dout}}
	c.Dout = tensor.Full(1, c.Dout.Shape()...)
	for _, local := range l.derivatives(c) {
		all = append(all, Term{"the local derivative", local})
	}
	return all
}
