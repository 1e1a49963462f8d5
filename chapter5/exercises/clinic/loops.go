package clinic

import (
	"fmt"

	"backprop/chapter5"
	"backprop/chapter5/exercises/checks"
	"backprop/tensor"
	"backprop/tensor/random"
)

// newNet returns the network that symptoms are shown with.
func newNet() *chapter5.TwoLayerNet { return chapter5.NewTwoLayerNet(784, 20, 10, 0.1, random.New(1)) }

func update(net *chapter5.TwoLayerNet, grad map[string]*tensor.Tensor, rate float64) {
	for _, key := range chapter5.ParamNames {
		net.Params[key].SubInPlace(grad[key].MulScalar(rate))
	}
}

// gradientSymptom trains with a gradient. Then it compares the gradient of a
// first batch with the right one. The network has seen another batch before.
func gradientSymptom(broken checks.Backpropagation) symptom {
	all, labels := images()
	net := newNet()
	net.Gradient(batch(3))
	s, _ := steps(func(x, t *tensor.Tensor) float64 {
		update(net, broken(net, x, t), 0.3)
		return net.Loss(all, labels)
	})
	sizes := symptom{say("", ""), say("mean size of the first gradient", "첫 기울기의 평균 크기")}
	if attempt(func() {
		other := newNet()
		other.Gradient(batch(1))
		x, t := batch(0)
		got, want := broken(other, x, t), newNet().Gradient(x, t)
		for _, key := range chapter5.ParamNames {
			mean := func(x *tensor.Tensor) string { return fmt.Sprintf("%v %.6f", x.Shape(), x.Abs().Mean().Item()) }
			sizes.add("%s  %s  should be %s", "%s  %s  맞는 값 %s", key, mean(got[key]), mean(want[key]))
		}
	}) == nil {
		s = append(s, sizes...)
	}
	return s
}

// loopSymptom runs a training loop. It shows how far the parameters moved that
// the layers use.
func loopSymptom(broken checks.Loop) symptom {
	x, t := images()
	net, before := newNet(), newNet()
	a, b := net.Affine1, net.Affine2
	s := curve(broken(net, x, t, 50, 50, 0.3, random.New(2)), 5)
	s.add("of all 200 images: loss %.4f, accuracy %v", "이미지 200장 전체: 손실 %.4f, 정확도 %v",
		net.Loss(x, t), net.Accuracy(x, t))
	s.add("", "")
	s.add("the layers' parameters have moved by at most", "계층의 매개변수가 변한 최대 크기")
	for i, used := range []*tensor.Tensor{a.W, a.B, b.W, b.B} {
		key := chapter5.ParamNames[i]
		moved := number(used.Sub(before.Params[key]).Abs().Max().Item(), 4)
		s.add("%s  %s", "%s  %s", key, moved)
	}
	return s
}
