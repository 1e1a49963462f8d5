package clinic

import (
	"fmt"

	"backprop/chapter5"
	"backprop/chapter5/exercises/checks"
	"backprop/chapter5/watch"
	"backprop/layers/layertest"
	"backprop/tensor"
	"backprop/tensor/random"
)

var paramNames = chapter5.ParamNames

func differencesByHand(w words, broken checks.Differences) string {
	x := tensor.Vector(1, -2, 0.5)
	var t table
	t.add("f", w.say("the sum of x³", "x³의 합"))
	t.add("x", x.Copy())
	t.add("3x²", x.Mul(x).MulScalar(3))
	cubes := func(*tensor.Tensor) float64 { return x.Mul(x).Mul(x).Sum().Item() }
	message := w.attempt(func() { t.add(w.say("numerical gradient", "수치 미분"), broken(cubes, x)) })
	t.add(w.say("x then", "그 뒤 x"), x)
	return t.String() + message
}

// gradientSymptom trains with a gradient, on four batches in turn, the loss of
// one of which has just been computed. Then it compares a last gradient with
// the right one.
func gradientSymptom(w words, broken checks.Backpropagation) string {
	x, t := images()
	net := newNet()
	batch := func(step int) (xBatch, tBatch *tensor.Tensor) {
		from := step % 4 * 50
		return x.Slice(from, from+50), t.Slice(from, from+50)
	}
	net.Gradient(batch(3))
	var losses []float64
	message := w.attempt(func() {
		for step := range 50 {
			xBatch, tBatch := batch(step)
			grad := broken(net, xBatch, tBatch)
			for _, key := range paramNames {
				net.Params[key].SubInPlace(grad[key].MulScalar(0.3))
			}
			losses = append(losses, net.Loss(x, t))
		}
	})
	var sizes table
	other := newNet()
	other.Gradient(batch(1))
	xBatch, tBatch := batch(0)
	if w.attempt(func() {
		got, want := broken(other, xBatch, tBatch), newNet().Gradient(xBatch, tBatch)
		for _, key := range paramNames {
			mean := func(x *tensor.Tensor) string { return fmt.Sprintf("%.6f", x.Abs().Mean().Item()) }
			sizes.add(key, fmt.Sprintf(w.say("%s %s  should be %s %s", "%s %s  맞는 것은 %s %s"),
				got[key].Shape(), mean(got[key]), want[key].Shape(), mean(want[key])))
		}
	}) == "" {
		message += w.say("\nmean size of the first gradient\n", "\n첫 기울기의 평균 크기\n") + sizes.String()
	}
	return w.curve(losses, 5) + message
}

// loopSymptom runs a training loop, and tells how far the parameters that the
// layers use have come.
func loopSymptom(w words, broken checks.Loop) string {
	x, t := images()
	net, before := newNet(), newNet()
	a, b := net.Affine1, net.Affine2
	losses := broken(net, x, t, 50, 50, 0.3, random.New(2))
	var moved table
	for i, used := range []*tensor.Tensor{a.W, a.B, b.W, b.B} {
		moved.add(paramNames[i], number(used.Sub(before.Params[paramNames[i]]).Abs().Max().Item(), 4))
	}
	return w.curve(losses, 5) +
		fmt.Sprintf(w.say("of all 200 images: loss %.4f, accuracy %v\n",
			"이미지 200장 전체: 손실 %.4f, 정확도 %v\n"),
			net.Loss(x, t),
			net.Accuracy(x, t)) +
		w.say("\nthe layers' parameters have moved by at most\n",
			"\n계층의 매개변수가 움직인 최대 거리\n") + moved.String()
}

// A training is the project's own, with something unwise about it.
type training struct {
	std, rate, scale float64 // of the weights, of learning, of the pixels
}

// run trains for some steps with a Watch.
func (o training) run() (losses []float64, accuracy float64, report layertest.Report) {
	x, t := images()
	x = x.MulScalar(o.scale)
	rng := random.New(1)
	net := chapter5.NewTwoLayerNet(784, 50, 10, o.std, rng)
	var w watch.Watch
	for step := range 100 {
		mask := rng.Choice(200, 50)
		xBatch, tBatch := x.Rows(mask), t.Rows(mask)
		grad := net.Gradient(xBatch, tBatch)
		for _, key := range paramNames {
			net.Params[key].SubInPlace(grad[key].MulScalar(o.rate))
		}
		losses = append(losses, net.LastLayer.Loss)
		for _, warning := range w.Step(step, net, xBatch, grad, o.rate, net.LastLayer.Loss) {
			report.Problems = append(report.Problems, layertest.Problem{
				Cause: layertest.Cause(warning.Cause), Text: layertest.Text{English: warning.English,
					Korean: warning.Korean}})
		}
	}
	return losses, net.Accuracy(x, t), report
}

func (o training) symptom(w words) string {
	losses, accuracy, _ := o.run()
	return w.curve(losses, 10) +
		fmt.Sprintf(w.say("accuracy on 200 images: %v\n", "이미지 200장의 정확도: %v\n"), accuracy)
}

func (o training) examine() layertest.Report {
	_, _, report := o.run()
	return report
}
