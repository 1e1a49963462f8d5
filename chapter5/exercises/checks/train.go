package checks

import (
	"math"
	"slices"
	"strings"

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

// loopNode makes nodes of a loop. Forward trains, and Backward returns the
// parameters that the layers use and the losses.
func loopNode(f Loop) maker {
	return func(params []T) node {
		var out []T
		return node{
			Forward: func(in []T) T {
				s, net := settingOf(in), netOf(params)
				a, b := net.Affine1, net.Affine2
				losses := f(net, in[0], in[1], s.iters, s.batch, s.rate, random.New(s.seed))
				out = []T{a.W, a.B, b.W, b.B, tensor.Vector(losses...)}
				return nil
			},
			Backward: func(T) []T { return out },
		}
	}
}

// after returns what Backward of a new node returns after some iterations of a call.
func after(n node, c call, iters int) []T {
	setting := c.In[2].Copy()
	setting.Set(float64(iters), 0)
	n.Forward([]T{c.In[0].Copy(), c.In[1].Copy(), setting})
	return n.Backward(nil)
}

// Train checks a training loop, section 7.4.
func Train(student Loop) layertest.Report { return train().Run(loopNode(student)) }

// explainLoop explains the number of losses, or else the first two iterations.
func explainLoop(f *layertest.Finding) text {
	c := f.Exam.Calls[f.Call]
	if f.Panic() != "" {
		return text{}
	}
	s := settingOf(c.In)
	switch losses := after(f.Node(c), c, s.iters)[len(keys)]; {
	case losses.Size() != s.iters:
		t := say("The number of losses is %d, and iters was %d: return one for each iteration.",
			"손실을 %d개 반환했다(iters = %d). 반복마다 하나씩 반환해야 한다.", losses.Size(), s.iters)
		if losses.Size() == 2*s.iters && losses.At(0) == 0 {
			t = t.Then(say(" They begin with 0: append adds behind the zeros of make([]float64, iters). Begin with make([]float64, 0, iters).",
				" 손실이 0으로 시작한다. append는 make([]float64, iters)가 만든 0 뒤에 추가한다. make([]float64, 0, iters)로 시작한다."))
		}
		return t
	case f.Value > len(keys): // the parameters are right
		return text{}
	}
	rng, before := random.New(s.seed), c
	for i, situation := range []text{{}, say("The first iteration is right, and the second is not. ",
		"첫 번째 반복은 맞고 두 번째 반복은 틀렸다. ")} {
		params := after(f.Node(c), c, i+1)[:len(keys)]
		if t := explainStep(before, params, rng); t != (text{}) {
			return situation.Then(t)
		}
		before.Params = params
	}
	return text{}
}

// explainStep explains the parameters after an iteration that began with those of the
// call. It solves for what was subtracted: the share w of each row's gradient. rng draws
// the rows that the iteration had to use.
func explainStep(c call, after []T, rng *random.RandomState) text {
	var unmoved []string
	for i, p := range after {
		if layertest.Same(p, c.Params[i], 0) {
			unmoved = append(unmoved, keys[i])
		}
	}
	if len(unmoved) > 0 {
		return say("Not updated: %s. Update all four parameters in place, with SubInPlace: an assignment to a variable or to the map, p = p.Sub(…), does not reach the layers.",
			"갱신하지 않은 것: %s. 네 매개변수를 모두 SubInPlace로 제자리에서 갱신한다. 변수나 맵에 대입하는 p = p.Sub(…)는 계층의 텐서를 바꾸지 않는다.", strings.Join(unmoved, ", "))
	}
	if sum := flat(after).Sum().Item(); math.IsNaN(sum) || math.IsInf(sum, 0) {
		return text{}
	}
	s := settingOf(c.In)
	drawn := rng.Choice(c.In[0].Shape()[0], s.batch)
	w := shares(flat(c.Params).Sub(flat(after)).DivScalar(s.rate), c)
	if w == nil {
		return say("The step is not learningRate·gradient for any rows of the data: momentum, weight decay, an old gradient or labels of other rows have this effect.",
			"갱신량이 데이터의 어떤 행으로 구한 learningRate·기울기와도 같지 않다. 모멘텀, 가중치 감소, 이전 기울기, 다른 행의 레이블을 쓰면 이렇게 된다.")
	}
	total := tensor.Vector(w...).Sum().Item()
	for i := range w {
		w[i] /= total
	}
	slices.Sort(drawn)
	switch right := slices.Equal(rowsOf(w, s.batch), drawn); {
	case right && math.Abs(total-1) < 1e-5:
		return text{}
	case right:
		return say("The step is %.4g times learningRate·gradient (learningRate is %v, and batchSize is %d): subtract learningRate·gradient itself.",
			"갱신량이 learningRate·기울기의 %.4g배다(learningRate = %v, batchSize = %d). learningRate·기울기를 그대로 빼야 한다.", total, s.rate, s.batch)
	}
	for size := 1; size < 200; size++ { // of a batch; the same rows twice are a batch too
		switch rows := rowsOf(w, size); {
		case rows == nil:
		case size == s.batch:
			return say("You update with the rows %s, but rng.Choice(%d, %d) draws %s with this seed: take the batch from rng.Choice(number of rows, batchSize).",
				"갱신에 쓴 행: %s. 이 시드에서 rng.Choice(%d, %d)가 뽑는 행: %s. 배치를 rng.Choice(행의 수, batchSize)로 뽑아야 한다.",
				layertest.List(rows), len(w), s.batch, layertest.List(drawn))
		case s.batch%size == 0:
			return say("Only the rows %s count in the update, but rng.Choice(%d, %d) draws %s with this seed, and all of these have to count.",
				"갱신에 들어간 행: %s. 이 시드에서 rng.Choice(%d, %d)가 뽑는 행: %s. 뽑은 행이 모두 들어가야 한다.",
				layertest.List(rows), len(w), s.batch, layertest.List(drawn))
		default:
			return say("You update with a batch of %d rows, but batchSize is %d: the first argument of rng.Choice is the number of all rows, the second is batchSize, and a row can be drawn twice.",
				"행이 %d개인 배치로 갱신했다(batchSize = %d). rng.Choice의 첫 번째 인수는 모든 행의 수, 두 번째 인수는 batchSize이고, 같은 행이 두 번 뽑힐 수 있다.", size, s.batch)
		}
	}
	return text{}
}

// shares solves for the share of each row's gradient in a sum. It returns nil if
// these do not add up to the sum.
func shares(sum T, c call) []float64 {
	x, t := c.In[0], c.In[1]
	var parts []T
	for i := range x.Shape()[0] {
		parts = append(parts, flat(layertest.InOrder(netOf(c.Params).Gradient(x.Slice(i, i+1), t.Slice(i, i+1)), keys)))
	}
	return layertest.Solve(sum, parts, 1e-6)
}

// rowsOf returns the rows of a batch of that size in which each row has the share
// w, or nil if there is no such batch. The shares add up to 1.
func rowsOf(w []float64, size int) (rows []int) {
	for row, share := range w {
		times := math.Round(share * float64(size))
		if times < 0 || math.Abs(share*float64(size)-times) > 1e-5*max(1, times) {
			return nil
		}
		rows = append(rows, slices.Repeat([]int{row}, int(times))...)
	}
	return rows
}

func train() *layertest.Exam {
	e := &layertest.Exam{Inputs: []string{"xTrain", "tTrain", "settings"}, Params: keys,
		Results: slices.Concat([]string{"Train"}, keys, []string{"losses"}), Right: loopNode(loopParts{}.train), Within: 1e-7,
		Calls: netCalls(random.New(8), 6, 8, 4, 13, 11, 12, 14, 13, 12), Mistakes: loopMistakes(), Explain: explainLoop}
	for i, s := range []setting{{1, 4, 0.3, 9}, {3, 5, 0.2, 11}, {1, 7, 0.05, 4}, {2, 3, 0.4, 6}, {7, 4, 0.3, 2}, {3, 13, 0.25, 5}} {
		c := &e.Calls[i]
		c.In = append(c.In, tensor.Vector(float64(s.iters), float64(s.batch), s.rate, float64(s.seed)))
		if i > 0 {
			c.When = say("With iters = %d and batchSize = %d: ", "iters = %d, batchSize = %d일 때 ", s.iters, s.batch)
		}
	}
	return e
}
