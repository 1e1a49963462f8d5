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

// A run holds the results of a training loop.
type run struct {
	net    network
	losses []float64
}

// iterations runs some iterations of a call.
func iterations(iters int, c call, f Loop) run {
	s := settingOf(c.In)
	net := netOf(c.Params)
	return run{net, f(net, c.In[0].Copy(), c.In[1].Copy(), iters, s.batch, s.rate, random.New(s.seed))}
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
			Forward: func(in []T) T {
				r = iterations(settingOf(in).iters, call{In: in, Params: params}, f)
				return nil
			},
			Backward: func(T) []T { return append(r.params(), tensor.Vector(r.losses...)) },
		}
	}
}

// Train checks a training loop, section 7.4.
func Train(student Loop) layertest.Report {
	e := train()
	e.Explain = func(f *layertest.Finding) *layertest.Problem {
		if f.Panic() != "" {
			return nil
		}
		return explainLoop(f.Exam.Calls[f.Call], student, f.Value < len(keys))
	}
	return e.Run(loopNode(student))
}

// explainLoop explains wrong parameters, or else wrong losses.
func explainLoop(c call, student Loop, params bool) *layertest.Problem {
	iters := settingOf(c.In).iters
	r := iterations(iters, c, student)
	for i, used := range r.params() {
		if key := keys[i]; r.net.Params[key] != used {
			return found("rebound",
				"net.Params[%q] is a new tensor, and the layers still use the old one: update in place, with SubInPlace.",
				"net.Params[%q] 자리에 새 텐서가 있고 계층은 여전히 이전 텐서를 쓴다. SubInPlace로 제자리에서 갱신해야 한다.", key)
		}
	}
	switch n := len(r.losses); {
	case n == 2*iters && r.losses[0] == 0:
		return found("iterations",
			"It returned %d losses, and iters was %d. They begin with 0: append adds behind the zeros of make([]float64, iters). Begin with make([]float64, 0, iters).",
			"iters = %[2]d일 때 손실을 %[1]d개 반환했고 0으로 시작한다. append는 make([]float64, iters)가 만든 0 뒤에 추가한다. make([]float64, 0, iters)로 시작한다.", n, iters)
	case n != iters:
		return found("iterations", "It returned %d losses, and iters was %d: one for each iteration.",
			"손실을 %d개 반환했다(iters = %d). 반복마다 하나씩이다.", n, iters)
	case params:
		return explainSteps(c, student)
	}
	return nil
}

// explainSteps explains wrong parameters by the first two iterations of a loop.
func explainSteps(c call, student Loop) *layertest.Problem {
	first, second := iterations(1, c, student).params(), iterations(2, c, student).params()
	var unmoved []string
	for i, p := range first {
		if near(p, c.Params[i], 0) {
			unmoved = append(unmoved, keys[i])
		}
	}
	switch {
	case len(unmoved) == len(keys):
		return found("not updated",
			"The parameters have not changed. Update them in place: an assignment to a variable, p = p.Sub(…), does not reach the network.",
			"매개변수가 변하지 않았다. 제자리에서 갱신해야 한다. 변수에 대입하는 p = p.Sub(…)는 신경망을 바꾸지 않는다.")
	case len(unmoved) > 0:
		return found("parameters left out", "Not updated: %s. All four parameters belong to the update.",
			"갱신하지 않은 것: %s. 네 매개변수를 모두 갱신한다.", strings.Join(unmoved, ", "))
	}
	rng := random.New(settingOf(c.In).seed)
	if p := explainStep(c, first, rng); p != nil {
		return p
	}
	c.Params = first
	p := explainStep(c, second, rng)
	if p != nil {
		p.Text = say("The first iteration is right, and the second is not. ",
			"첫 번째 반복은 맞고 두 번째 반복은 틀렸다. ").Then(p.Text)
	}
	return p
}

// explainStep solves for what one iteration subtracted: the share w of each row's
// gradient. rng draws the rows that the iteration had to use.
func explainStep(c call, after []T, rng *random.RandomState) *layertest.Problem {
	s := settingOf(c.In)
	drawn := rng.Choice(c.In[0].Shape()[0], s.batch)
	w := shares(flat(c.Params).Sub(flat(after)).DivScalar(s.rate), c)
	if w == nil {
		return found("other step",
			"The step is not learningRate·gradient for any rows of the data: momentum, weight decay, an old gradient or labels of other rows have this effect.",
			"갱신량이 데이터의 어떤 행으로 구한 learningRate·기울기와도 같지 않다. 모멘텀, 가중치 감소, 이전 기울기, 다른 행의 레이블을 쓰면 이렇게 된다.")
	}
	total := tensor.Vector(w...).Sum().Item()
	for i := range w {
		w[i] /= total
	}
	slices.Sort(drawn)
	rows := rowsOf(w, s.batch)
	switch right := slices.Equal(rows, drawn); {
	case right && math.Abs(total-1) < 1e-5:
		return nil
	case right:
		return found("rate", "The step is %.4g times learningRate·gradient (learningRate is %v, and batchSize is %d): subtract learningRate·gradient itself.",
			"갱신량이 learningRate·기울기의 %.4g배다(learningRate = %v, batchSize = %d). learningRate·기울기를 그대로 빼야 한다.", total, s.rate, s.batch)
	case rows != nil:
		return found("other rows",
			"You update with the rows %s, but rng.Choice(%d, %d) draws %s with this seed: take the batch from rng.Choice(number of rows, batchSize).",
			"갱신에 쓴 행: %s. 이 시드에서 rng.Choice(%d, %d)가 뽑는 행: %s. 배치를 rng.Choice(행의 수, batchSize)로 뽑아야 한다.",
			list(rows), len(w), s.batch, list(drawn))
	}
	for size := range 200 {
		if rowsOf(w, size) != nil {
			return found("batch size", "You update with a batch of %d rows, but batchSize is %d: the first argument of rng.Choice is the number of all rows, the second is batchSize, and a row can be drawn twice.",
				"행이 %d개인 배치로 갱신했다(batchSize = %d). rng.Choice의 첫 번째 인수는 모든 행의 수, 두 번째 인수는 batchSize이고, 같은 행이 두 번 뽑힐 수 있다.", size, s.batch)
		}
	}
	return nil
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
	e := &layertest.Exam{Whole: true, Plain: true, Result: "Train", Inputs: []string{"xTrain", "tTrain"},
		Names: append(slices.Clone(keys), "losses"), Right: loopNode(loopParts{}.train), Within: 1e-7,
		Calls: netCalls(random.New(8), 6, 8, 4, 13, 11, 12, 14, 13, 12), Mistakes: loopMistakes()}
	for i, s := range []setting{{1, 4, 0.3, 9}, {3, 5, 0.2, 11}, {1, 7, 0.05, 4}, {2, 3, 0.4, 6}, {7, 4, 0.3, 2}, {3, 13, 0.25, 5}} {
		c := &e.Calls[i]
		c.In = append(c.In, tensor.Vector(float64(s.iters), float64(s.batch), s.rate, float64(s.seed)))
		if i > 0 {
			c.When = say("With iters = %d and batchSize = %d: ", "iters = %d, batchSize = %d일 때 ", s.iters, s.batch)
		}
	}
	return e
}
