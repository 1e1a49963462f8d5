package main

// solved holds the code to which the hints lead.
var solved = map[string]string{
	"mul.go": `type Mul struct{ x, y float64 }

func (m *Mul) Forward(x, y float64) float64 { m.x, m.y = x, y; return x * y }
func (m *Mul) Backward(dout float64) (dx, dy float64) { return dout * m.y, dout * m.x }
`,
	"add.go": `type Add struct{}

func (a *Add) Forward(x, y float64) float64 { return x + y }
func (a *Add) Backward(dout float64) (dx, dy float64) { return dout, dout }
`,
	"relu.go": `type ReLU struct{ mask *tensor.Tensor }

func (r *ReLU) Forward(x *tensor.Tensor) *tensor.Tensor {
	r.mask = x.LessEqual(0)
	out := x.Copy()
	out.SetMasked(r.mask, 0)
	return out
}

func (r *ReLU) Backward(dout *tensor.Tensor) *tensor.Tensor {
	dx := dout.Copy()
	dx.SetMasked(r.mask, 0)
	return dx
}
`,
	"sigmoid.go": `type Sigmoid struct{ y *tensor.Tensor }

func (s *Sigmoid) Forward(x *tensor.Tensor) *tensor.Tensor {
	s.y = tensor.Scalar(1).Div(x.Neg().Exp().AddScalar(1))
	return s.y
}

func (s *Sigmoid) Backward(dout *tensor.Tensor) *tensor.Tensor {
	return dout.Mul(s.y).Mul(tensor.Scalar(1).Sub(s.y))
}
`,
	"affinedatum.go": `type AffineDatum struct{ W, B, DW, DB, x *tensor.Tensor }

func (a *AffineDatum) Forward(x *tensor.Tensor) *tensor.Tensor {
	a.x = x
	return x.Dot(a.W).Add(a.B)
}

func (a *AffineDatum) Backward(dout *tensor.Tensor) *tensor.Tensor {
	a.DW = a.x.Reshape(-1, 1).Dot(dout.Reshape(1, -1))
	a.DB = dout
	return dout.Dot(a.W.T())
}
`,
	"affine.go": `type Affine struct {
	W, B, DW, DB *tensor.Tensor
	x            *tensor.Tensor
	shape        []int
}

func (a *Affine) Forward(x *tensor.Tensor) *tensor.Tensor {
	a.shape = x.Shape()
	a.x = x.Reshape(x.Shape()[0], -1)
	return a.x.Dot(a.W).Add(a.B)
}

func (a *Affine) Backward(dout *tensor.Tensor) *tensor.Tensor {
	a.DW = a.x.T().Dot(dout)
	a.DB = dout.Sum(0)
	return dout.Dot(a.W.T()).Reshape(a.shape...)
}
`,
	"softmaxwithloss.go": `type SoftmaxWithLoss struct{ y, t *tensor.Tensor }

func (s *SoftmaxWithLoss) Forward(x, t *tensor.Tensor) float64 {
	e := x.Sub(x.MaxKeepDims(1)).Exp()
	s.y, s.t = e.Div(e.SumKeepDims(1)), t
	if t.NDim() == 1 {
		s.t = tensor.Zeros(x.Shape()...)
		for i := range t.Size() {
			s.t.Set(1, i, int(t.At(i)))
		}
	}
	return -s.t.Mul(s.y.AddScalar(1e-7).Log()).Sum().Item() / float64(x.Shape()[0])
}

func (s *SoftmaxWithLoss) Backward(dout float64) *tensor.Tensor {
	return s.y.Sub(s.t).DivScalar(float64(s.y.Shape()[0])).MulScalar(dout)
}
`,
	"gradient.go": `func Gradient(net *chapter5.TwoLayerNet, x, t *tensor.Tensor) map[string]*tensor.Tensor {
	net.Loss(x, t)
	dout := net.LastLayer.Backward(1)
	for _, layer := range slices.Backward(net.Layers) {
		dout = layer.Backward(dout)
	}
	return map[string]*tensor.Tensor{
		"W1": net.Affine1.DW, "b1": net.Affine1.DB, "W2": net.Affine2.DW, "b2": net.Affine2.DB}
}
`,
	"numericalgradient.go": `func NumericalGradient(f func(*tensor.Tensor) float64, x *tensor.Tensor) *tensor.Tensor {
	const h = 1e-4
	grad := tensor.Zeros(x.Shape()...)
	flat, of := x.Reshape(-1), grad.Reshape(-1)
	for i := range flat.Size() {
		tmp := flat.At(i)
		flat.Set(tmp+h, i)
		f1 := f(x)
		flat.Set(tmp-h, i)
		f2 := f(x)
		of.Set((f1-f2)/(2*h), i)
		flat.Set(tmp, i)
	}
	return grad
}
`,
	"train.go": `func Train(net *chapter5.TwoLayerNet, xTrain, tTrain *tensor.Tensor,
	iters, batchSize int, learningRate float64, rng *random.RandomState) []float64 {
	var losses []float64
	for range iters {
		mask := rng.Choice(xTrain.Shape()[0], batchSize)
		xBatch, tBatch := xTrain.Rows(mask), tTrain.Rows(mask)
		grad := net.Gradient(xBatch, tBatch)
		for _, key := range []string{"W1", "b1", "W2", "b2"} {
			net.Params[key].SubInPlace(grad[key].MulScalar(learningRate))
		}
		losses = append(losses, net.Loss(xBatch, tBatch))
	}
	return losses
}
`,
}
