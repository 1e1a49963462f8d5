package layertest

import (
	"fmt"
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

// derivatives returns the gradients with respect to x and to each parameter.
func (l *ownLayer) derivatives(c Call) (gradients []*tensor.Tensor) {
	variables := slices.Concat(c.In, c.Params)
	for i, J := range l.jacobians(c) {
		gradients = append(gradients, c.Dout.Reshape(1, -1).Dot(J).Reshape(variables[i].Shape()...))
	}
	return gradients
}

// jacobians returns the derivatives of each element of y, one a row, with respect to
// each element of x, and of each parameter. The derivative of the sum dout·y would
// need no matrix, but where Forward rounds to single precision, the rounding of all
// elements adds up in it.
func (l *ownLayer) jacobians(c Call) []*tensor.Tensor {
	variables := copies(slices.Concat(c.In, c.Params))
	key := ""
	for _, v := range variables {
		key += fmt.Sprint(v.Shape(), v.Data())
	}
	if known := l.known[key]; known != nil {
		return known
	}
	c.In, c.Params = variables[:1], variables[1:]
	var all []*tensor.Tensor
	for _, v := range variables {
		J := tensor.Zeros(l.forward(c).Size(), v.Size())
		most := 0.0
		for i := range v.Size() {
			at := indexOf(v, i)
			before := v.At(at...)
			column, off := slopes(func(step float64) []float64 {
				v.Set(before+step, at...)
				defer v.Set(before, at...)
				return l.forward(c).Data()
			})
			for k, slope := range column {
				J.Set(slope, k, i)
			}
			most = max(most, off)
		}
		all = append(all, J)
		if s := scale(J.Data()); s > 0 {
			l.noise = max(l.noise, 20*most/s)
		}
	}
	l.known[key] = all
	return all
}

// slopes differentiates the elements of y at 0, each with the h at which two
// differences agree best. Where they agree only so far, off, y has noise, as
// in single precision.
func slopes(y func(step float64) []float64) (best []float64, off float64) {
	var last, offs []float64
	for _, h := range []float64{1e-2, 3e-3, 1e-3, 3e-4, 1e-4, 1e-5} {
		up, down, up2, down2 := y(h), y(-h), y(2*h), y(-2*h)
		slope := make([]float64, len(up))
		for k := range slope {
			slope[k] = (8*(up[k]-down[k]) - (up2[k] - down2[k])) / (12 * h)
		}
		if last == nil {
			best, offs = make([]float64, len(up)), slices.Repeat([]float64{math.Inf(1)}, len(up))
		} else {
			for k := range slope {
				if d := math.Abs(slope[k] - last[k]); d < offs[k] {
					best[k], offs[k] = (slope[k]+last[k])/2, d
				}
			}
		}
		last = slope
		if len(offs) == 0 || slices.Max(offs) <= 1e-8*scale(slope) {
			break // near enough, as where Forward is smooth
		}
	}
	return best, scale(offs)
}

// terms returns dout, the derivatives that are left where it is missing, and those at y
// instead of x.
func (l *ownLayer) terms(c Call) []Term {
	all := []Term{{"dout", c.Dout}}
	c.Dout = tensor.Full(1, c.Dout.Shape()...)
	for _, local := range l.derivatives(c) {
		all = append(all, Term{"the local derivative", local})
	}
	if y := l.forward(c); sameShape(y, c.In[0]) {
		c.In = []*tensor.Tensor{y}
		all = append(all, Term{"the local derivative at Forward's result", l.derivatives(c)[0]})
	}
	return all
}
