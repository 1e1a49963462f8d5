package checks

import (
	"slices"

	"backprop/chapter5"
	"backprop/layers/layertest"
	"backprop/tensor"
	"backprop/tensor/random"
)

// A Loop is the training loop of section 7.4: it returns the loss of each
// iteration, after its update.
type Loop = func(net *chapter5.TwoLayerNet, xTrain, tTrain *tensor.Tensor,
	iters, batchSize int, learningRate float64, rng *random.RandomState) []float64

// A setting tells how a loop is run. It is the third input of a call.
type setting struct {
	iters, batch int
	rate         float64
	seed         uint32
}

func settingOf(in []T) setting {
	s := in[2].Data()
	return setting{int(s[0]), int(s[1]), s[2], uint32(s[3])}
}

// A run holds the results of a training loop.
type run struct {
	net    network
	losses []float64
	rng    *random.RandomState
}

func (s setting) run(f Loop, params, in []T) run {
	r := run{net: netOf(params), rng: random.New(s.seed)}
	r.losses = f(r.net, in[0].Copy(), in[1].Copy(), s.iters, s.batch, s.rate, r.rng)
	return r
}

// iterations runs some iterations of a call.
func iterations(iters int, c call, student Loop) run {
	s := settingOf(c.In)
	s.iters = iters
	return s.run(student, c.Params, c.In)
}

// params returns the parameters that the layers use.
func (r run) params() []T {
	return []T{r.net.Affine1.W, r.net.Affine1.B, r.net.Affine2.W, r.net.Affine2.B}
}

// loopNode makes nodes of a loop. Forward trains, and Backward returns the
// parameters that the layers use and the losses.
func loopNode(f Loop) maker {
	return func(params []T) node {
		var r run
		return node{
			Forward:  func(in []T) T { r = settingOf(in).run(f, params, in); return nil },
			Backward: func(T) []T { return append(r.params(), tensor.Vector(r.losses...)) },
		}
	}
}

// Train checks a training loop, section 7.4.
func Train(student Loop) layertest.Report {
	e := train()
	e.Explain = func(f *layertest.Finding) *layertest.Problem {
		c := f.Exam.Calls[f.Call]
		iters := settingOf(c.In).iters
		if f.Panic() != "" {
			return nil
		} else if p := otherNumber(iters, len(iterations(iters, c, student).losses)); p != nil || f.Value > len(keys) {
			return p
		}
		return explainSteps(c, student)
	}
	var p *layertest.Problem
	layertest.Attempt(func() { p = twoIterations(iterations(2, e.Calls[0], student)) })
	if p != nil {
		return only(p)
	}
	return e.Run(loopNode(student))
}

// twoIterations explains what a run of two iterations shows. A long run would show
// it late: the loop may not stop at the number that it was given.
func twoIterations(r run) *layertest.Problem {
	for i, used := range r.params() {
		if key := keys[i]; r.net.Params[key] != used {
			return found("rebound",
				"net.Params[%q] is a new tensor, and the layers still use the old one: update in place, with SubInPlace.",
				"net.Params[%q] 자리에 새 텐서가 있고 계층은 여전히 이전 텐서를 쓴다. SubInPlace로 제자리에서 갱신해야 한다.", key)
		}
	}
	switch n := len(r.losses); {
	case n == 4 && r.losses[0] == 0 && r.losses[1] == 0:
		return found("iterations",
			"It returned 4 losses, and iters was 2. The first two are 0: append adds behind the zeros of make([]float64, iters). Begin with make([]float64, 0, iters).",
			"iters = 2일 때 손실을 4개 반환했고 처음 둘이 0이다. append는 make([]float64, iters)가 만든 0 뒤에 추가한다. make([]float64, 0, iters)로 시작한다.")
	default:
		return otherNumber(2, n)
	}
}

// otherNumber explains another number of losses than that of the iterations.
func otherNumber(iters, losses int) *layertest.Problem {
	if losses == iters {
		return nil
	}
	return found("iterations", "It returned %d losses, and iters was %d: one for each iteration.",
		"손실을 %d개 반환했다(iters = %d). 반복마다 하나씩이다.", losses, iters)
}

func train() *layertest.Exam {
	e := &layertest.Exam{Whole: true, Plain: true, Result: "Train", Inputs: []string{"xTrain", "tTrain"},
		Names: append(slices.Clone(keys), "losses"), Right: loopNode(loopParts{}.train), Within: 1e-7,
		Mistakes: loopMistakes()}
	rng := random.New(8)
	for i, c := range []struct {
		rows int
		setting
	}{{13, setting{1, 4, 0.3, 9}}, {11, setting{3, 5, 0.2, 11}}, {12, setting{1, 7, 0.05, 4}},
		{14, setting{2, 3, 0.4, 6}}, {13, setting{7, 4, 0.3, 2}}, {12, setting{3, 13, 0.25, 5}}} {
		D, H, C := 6, 5, 4
		if i%2 == 1 {
			D, H, C = 5, 7, 3
		}
		next := netCall(rng, nil, c.rows, D, H, C)
		if i > 0 {
			next.When = say("With iters = %d and batchSize = %d: ", "iters = %d, batchSize = %d일 때 ",
				c.iters, c.batch)
		}
		next.In = append(next.In, tensor.Vector(float64(c.iters), float64(c.batch), c.rate, float64(c.seed)))
		e.Calls = append(e.Calls, next)
	}
	return e
}
