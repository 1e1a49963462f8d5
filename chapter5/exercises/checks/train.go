package checks

import (
	"fmt"
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

// A setting is how a loop is run, the third input of a call.
type setting struct {
	iters, batch int
	rate         float64
	seed         uint32
}

func settingOf(in T) setting {
	return setting{int(in.At(0)), int(in.At(1)), in.At(2), uint32(in.At(3))}
}

// A run holds the results of a training loop.
type run struct {
	net    *chapter5.TwoLayerNet
	losses []float64
	rng    *random.RandomState
}

// rebound names a parameter that is no longer the layers', or "".
func (r run) rebound() string {
	for i, used := range []T{r.net.Affine1.W, r.net.Affine1.B, r.net.Affine2.W, r.net.Affine2.B} {
		if r.net.Params[keys[i]] != used {
			return keys[i]
		}
	}
	return ""
}

func trainOnce(f Loop, params, in []T) run {
	s := settingOf(in[2])
	r := run{net: netOf(params), rng: random.New(s.seed)}
	r.losses = f(r.net, in[0], in[1], s.iters, s.batch, s.rate, r.rng)
	return r
}

// loopNode makes nodes of a loop. Forward trains, and Backward returns the
// parameters that the layers use and the losses.
func loopNode(f Loop) maker {
	return func(params []T) node {
		var out []T
		return node{
			Forward: func(in []T) T {
				r := trainOnce(f, params, in)
				a, b := r.net.Affine1, r.net.Affine2
				out = []T{a.W, a.B, b.W, b.B, tensor.Vector(r.losses...)}
				return nil
			},
			Backward: func(T) []T { return out },
		}
	}
}

// Train checks a training loop, section 7.4.
func Train(student Loop) layertest.Report {
	e := train()
	var first *run
	e.Explain = func(f *layertest.Finding) *layertest.Problem {
		if f.Panic() != "" || f.Value > len(keys) {
			return nil
		}
		return stepped(f.Exam.Calls[f.Call], student)
	}
	// One iteration is enough to see what is said here, and it may be that the
	// loop does not stop at the number that it was given.
	c := e.Calls[0]
	message := layertest.Attempt(func() {
		r := trainOnce(student, c.Params, copied(c.In))
		first = &r
	})
	if message == "" {
		if key := first.rebound(); key != "" {
			return problem("rebound",
				"net.Params[%q] is a new tensor, and the layers still use the old one: update in place, with SubInPlace.",
				"net.Params[%q]가 새 텐서이고 계층은 여전히 이전 텐서를 쓴다. SubInPlace로 제자리에서 갱신해야 한다.", key)
		}
		if iters := settingOf(c.In[2]).iters; len(first.losses) != iters {
			return problem("iterations",
				"It returned %d losses, and iters was %d: one for each iteration.",
				"iters = %[2]d일 때 손실을 %[1]d개 반환했다. 반복마다 하나씩이다.",
				len(first.losses),
				iters)
		}
	}
	return e.Run(loopNode(student))
}

func copied(in []T) []T {
	out := make([]T, len(in))
	for i, t := range in {
		out[i] = t.Copy()
	}
	return out
}

// stepped explains wrong parameters by the first iterations of a loop: it
// solves for what was subtracted.
func stepped(c call, student Loop) *layertest.Problem {
	s := settingOf(c.In[2])
	x, t := c.In[0], c.In[1]
	after := func(iters int) (params []T, r run) {
		in := copied(c.In)
		in[2].Set(float64(iters), 0)
		if layertest.Attempt(func() { r = trainOnce(student, c.Params, in) }) != "" {
			return nil, r
		}
		a, b := r.net.Affine1, r.net.Affine2
		return copied([]T{a.W, a.B, b.W, b.B}), r
	}
	params, r := after(1)
	if params == nil {
		return nil
	}
	var unmoved []string
	for i, key := range keys {
		if near(params[i], c.Params[i], 0) {
			unmoved = append(unmoved, key)
		}
	}
	switch {
	case len(unmoved) == len(keys):
		return found("not updated",
			"The parameters have not changed. Update them in place: an assignment to a variable, p = p.Sub(…), does not reach the network.",
			"매개변수가 변하지 않았다. 제자리에서 갱신해야 한다. 변수에 대입하는 p = p.Sub(…)는 신경망에 닿지 않는다.")
	case len(unmoved) > 0:
		return found("parameters left out",
			"Not updated: %s. All four parameters belong to the update.",
			"갱신하지 않은 것: %s. 네 매개변수를 모두 갱신한다.",
			strings.Join(unmoved, ", "))
	case r.rng.State() == random.New(s.seed).State():
		return found("not drawn",
			"No batch was drawn: rng was never used. rng.Choice(number of rows, batchSize) draws the rows of a batch.",
			"배치를 뽑지 않았다. rng를 한 번도 쓰지 않았다. rng.Choice(행의 수, batchSize)가 배치의 행을 뽑는다.")
	}
	rng := random.New(s.seed)
	drawn := rng.Choice(x.Shape()[0], s.batch)
	weights := stepWeights(c.Params, params, x, t, s.rate, nil)
	if weights == nil {
		// The four parameters may have moved by different rates.
		g := netOf(c.Params).Gradient(x.Rows(drawn), t.Rows(drawn))
		var each []string
		for i, key := range keys {
			step := c.Params[i].Sub(params[i])
			k := step.Mul(g[key]).Sum().Item() / (g[key].Mul(g[key]).Sum().Item() * s.rate)
			if !near(step, g[key].MulScalar(k*s.rate), 1e-6) {
				return nil
			}
			each = append(each, fmt.Sprintf("%s %.4g", key, k))
		}
		return found("rates",
			"The parameters move by different rates: %s times learningRate·gradient.",
			"매개변수가 움직인 정도가 다르다. learningRate·기울기의 몇 배인가: %s.",
			strings.Join(each, ", "))
	}
	counts := make([]float64, x.Shape()[0])
	for _, row := range drawn {
		counts[row] += 1 / float64(s.batch)
	}
	if p := compareRows(weights, counts, float64(s.batch), s.rate); p != nil {
		return p
	}
	// The first iteration is right. The second starts where the first ended.
	second, _ := after(2)
	if second == nil {
		return nil
	}
	drawn = rng.Choice(x.Shape()[0], s.batch)
	clear(counts)
	for _, row := range drawn {
		counts[row] += 1 / float64(s.batch)
	}
	if weights := stepWeights(params, second, x, t, s.rate, nil); weights != nil {
		if p := compareRows(weights, counts, float64(s.batch), s.rate); p != nil {
			p.Text = say("The first iteration is right, and the second is not. ",
				"첫 반복은 맞고 두 번째가 틀리다. ").Then(p.Text)
			return p
		}
	}
	if weights := stepWeights(params, second, x, t, s.rate, c.Params); weights != nil {
		return found("momentum",
			"In the second iteration %.4g of the first step is added, as momentum does: the update is learningRate·gradient alone.",
			"두 번째 반복에 첫 갱신의 %.4g배가 더해져 있다(모멘텀). 갱신은 learningRate·기울기뿐이다.", weights[len(weights)-1])
	}
	return nil
}

// stepWeights solves for the share that each row's gradient has in the step
// from the parameters before to those after, or returns nil if it is no such
// step. If the parameters of an earlier time are given, the step from there is
// one more part.
func stepWeights(before, after []T, x, t T, rate float64, earlier []T) []float64 {
	flat := func(params []T) T {
		var all []float64
		for _, p := range params {
			all = append(all, p.Data()...)
		}
		return tensor.Vector(all...)
	}
	step := flat(before).Sub(flat(after))
	var parts []T
	for i := range x.Shape()[0] {
		g := netOf(before).Gradient(x.Slice(i, i+1), t.Slice(i, i+1))
		parts = append(parts, flat([]T{g["W1"], g["b1"], g["W2"], g["b2"]}).MulScalar(rate))
	}
	if earlier != nil {
		parts = append(parts, flat(earlier).Sub(flat(before)))
	}
	w := layertest.Solve(step, parts)
	if w == nil {
		return nil
	}
	sum := tensor.Zeros(step.Size())
	for i, part := range parts {
		sum = sum.Add(part.MulScalar(w[i]))
	}
	if !near(sum, step, 1e-6) {
		return nil
	}
	return w
}

// compareRows says how the rows of a step differ from those that rng drew.
func compareRows(got, want []float64, batch, rate float64) *layertest.Problem {
	equal := func(a, b float64) bool { return math.Abs(a-b) < 1e-5*max(1, math.Abs(a)) }
	all := func(f func(i int) bool) bool {
		for i := range got {
			if !f(i) {
				return false
			}
		}
		return true
	}
	total := 0.0
	for _, w := range got {
		total += w
	}
	if all(func(i int) bool { return equal(got[i], want[i]) }) {
		return nil
	}
	if k := total; all(func(i int) bool { return equal(got[i], k*want[i]) }) {
		return found("rate",
			"The step is %.4g times learningRate·gradient (%.4g with learningRate = %v): subtract learningRate·gradient itself.",
			"갱신이 learningRate·기울기의 %.4g배다(learningRate = %[3]v일 때 %.4[2]g배). learningRate·기울기를 그대로 빼야 한다.", k, k*rate, rate)
	}
	rows := func(w []float64, by float64) string {
		var list []string
		for i, v := range w {
			for range int(math.Round(v * by)) {
				list = append(list, fmt.Sprint(i))
			}
		}
		return strings.Join(list, ", ")
	}
	for size := 1.0; size <= 200; size++ {
		if all(func(i int) bool {
			return equal(got[i]*size, math.Round(got[i]*size)) && got[i] > -1e-6
		}) && equal(total, 1) {
			return found("other rows",
				"The batch is not that of rng.Choice(number of rows, batchSize): the step is that of the rows [%s], and the rows drawn were [%s].",
				"배치가 rng.Choice(행의 수, batchSize)로 뽑은 것이 아니다. 갱신은 행 [%s]의 것인데 뽑은 행은 [%s]이다.", rows(got,
					size), rows(want, batch))
		}
	}
	return nil
}

// A variant is the loop of section 7.4, or the loop with one thing changed.
type variant struct {
	factor    func(s setting) float64 // of the step
	draw      func(rng *random.RandomState, rows int, s setting, i int) []int
	drawT     bool // the labels are drawn anew
	only      []string
	gradOnce  bool // the gradient is taken before the loop
	gradLate  bool // the gradient is that of the batch before
	gradEach  bool // the gradient is taken anew for each parameter
	decay     float64
	lossOf    func(net *chapter5.TwoLayerNet, x, t, xTrain, tTrain T, before float64) float64
	onReturn  func(losses []float64) []float64
	replaced  bool // net.Params gets new tensors
	extraDraw bool
}

func (v variant) train(net *chapter5.TwoLayerNet, xTrain, tTrain *tensor.Tensor,
	iters, batchSize int, learningRate float64, rng *random.RandomState) []float64 {
	s := setting{iters: iters, batch: batchSize, rate: learningRate}
	losses := []float64{}
	rows := xTrain.Shape()[0]
	factor, only := 1.0, v.only
	if v.factor != nil {
		factor = v.factor(s)
	}
	if only == nil {
		only = keys
	}
	draw := v.draw
	if draw == nil {
		draw = func(rng *random.RandomState, rows int, s setting, _ int) []int {
			return rng.Choice(rows, s.batch)
		}
	}
	var grad, late map[string]T
	for i := range iters {
		mask := draw(rng, rows, s, i)
		x, t := xTrain.Rows(mask), tTrain.Rows(mask)
		if v.drawT {
			t = tTrain.Rows(draw(rng, rows, s, i))
		}
		if v.extraDraw {
			draw(rng, rows, s, i)
		}
		before := net.Loss(x, t)
		if i == 0 || !v.gradOnce {
			grad = net.Gradient(x, t)
		}
		if v.gradLate && late != nil {
			grad = late
		}
		for _, key := range only {
			if v.gradEach {
				grad = net.Gradient(x, t)
			}
			step := grad[key].Add(net.Params[key].MulScalar(v.decay)).MulScalar(factor * learningRate)
			if v.replaced {
				net.Params[key] = net.Params[key].Sub(step)
			} else {
				net.Params[key].SubInPlace(step)
			}
		}
		if v.lossOf != nil {
			losses = append(losses, v.lossOf(net, x, t, xTrain, tTrain, before))
		} else {
			losses = append(losses, net.Loss(x, t))
		}
		if v.gradLate {
			late = net.Gradient(x, t)
		}
	}
	if v.onReturn != nil {
		losses = v.onReturn(losses)
	}
	return losses
}

// GoodLoop is section 7.4's training loop.
var GoodLoop Loop = variant{}.train

func train() *layertest.Exam {
	e := &layertest.Exam{Whole: true,
		Plain:  true,
		Result: "Train",
		Inputs: []string{"xTrain", "tTrain"},
		Names:  append(slices.Clone(keys), "losses"),
		Right:  loopNode(GoodLoop), Within: 1e-7}
	rng := random.New(8)
	for i, s := range []setting{{1, 4, 0.3, 9},
		{3, 5, 0.2, 11},
		{1, 7, 0.05, 4},
		{2, 3, 0.4, 6},
		{7, 4, 0.3, 2},
		{3, 13, 0.25, 5}} {
		M := []int{13, 11, 12, 14, 13, 12}[i]
		D, H, C := 6, 5, 4
		if i%2 == 1 {
			D, H, C = 5, 7, 3
		}
		params := []T{rng.Randn(D, H).MulScalar(0.5),
			rng.Randn(H).MulScalar(0.1),
			rng.Randn(H, C).MulScalar(0.5),
			rng.Randn(C).MulScalar(0.1)}
		x, t := batchOf(rng, M, D, C)
		when := layertest.Text{}
		if i > 0 {
			when = say("With iters = %d and batchSize = %d: ",
				"iters = %d, batchSize = %d일 때 ",
				s.iters,
				s.batch)
		}
		e.Calls = append(e.Calls,
			call{When: when,
				In:     []T{x, t, tensor.Vector(float64(s.iters), float64(s.batch), s.rate, float64(s.seed))},
				Params: params,
				Dout:   one})
	}
	add := func(cause layertest.Cause, english, korean string, v variant) {
		if english != "" {
			english = strings.ToUpper(english[:1]) + english[1:]
		}
		e.Mistakes = append(e.Mistakes,
			function(broken(cause, say(english, korean), loopNode(v.train)), Loop(v.train)))
	}
	times := func(f func(s setting) float64) variant { return variant{factor: f} }
	const rateEn, rateKo = "the parameters follow the gradient, to where the loss grows: subtract it.", "매개변수가 기울기 쪽, 손실이 커지는 쪽으로 간다. 빼야 한다."
	add("learning rate sign", rateEn, rateKo, times(func(setting) float64 { return -1 }))
	add("learning rate missing",
		"the gradient is not multiplied by learningRate.",
		"기울기에 learningRate를 곱하지 않았다.",
		times(func(s setting) float64 { return 1 / s.rate }))
	add("learning rate missing",
		"the gradient is added, and not multiplied by learningRate.",
		"기울기를 빼지 않고 더했고, learningRate도 곱하지 않았다.",
		times(func(s setting) float64 { return -1 / s.rate }))
	for _, rate := range []float64{0.1, 0.01, 0.001} {
		e.Mistakes = append(e.Mistakes,
			broken("learning rate written",
				say("The rate is always %v: use learningRate.",
					"learningRate가 아니라 항상 같은 학습률을 쓴다: %v.",
					rate),
				loopNode(times(func(s setting) float64 { return rate / s.rate }).train)))
	}
	add("learning rate divides",
		"the gradient is divided by learningRate: multiply it.",
		"기울기를 learningRate로 나누었다. 곱해야 한다.",
		times(func(s setting) float64 { return 1 / s.rate / s.rate }))
	add("learning rate twice",
		"the gradient is multiplied by learningRate twice.",
		"기울기에 learningRate를 두 번 곱했다.",
		times(func(s setting) float64 { return s.rate }))
	add("divided twice",
		"the gradient is divided by batchSize once more: the loss has done it.",
		"기울기를 batchSize로 또 나누었다. 손실에서 이미 나누었다.",
		times(func(s setting) float64 { return 1 / float64(s.batch) }))
	add("times N",
		"the gradient is multiplied by batchSize: it is a mean already.",
		"기울기에 batchSize를 곱했다. 이미 평균이다.",
		times(func(s setting) float64 { return float64(s.batch) }))
	add("updated twice",
		"each update is made twice.",
		"갱신을 두 번씩 했다.",
		times(func(setting) float64 { return 2 }))
	drawn := func(cause layertest.Cause, english, korean string, f func(rng *random.RandomState, rows int, s setting, i int) []int) {
		add(cause, english, korean, variant{draw: f})
	}
	var once []int
	drawn("one batch",
		"the mini-batch was drawn once: draw a new one in each iteration.",
		"미니배치를 한 번만 뽑았다. 반복마다 새로 뽑아야 한다.",
		func(rng *random.RandomState, rows int, s setting, i int) []int {
			if i == 0 {
				once = rng.Choice(rows, s.batch)
			}
			return once
		})
	drawn("arguments exchanged",
		"the arguments of rng.Choice are exchanged: the number of all rows is the first, and batchSize the second.",
		"rng.Choice의 두 인수가 바뀌었다. 모든 행의 수가 먼저고 batchSize가 다음이다.",
		func(rng *random.RandomState, rows int, s setting, _ int) []int {
			return rng.Choice(s.batch, rows)
		})
	drawn("first rows only",
		"the batch is drawn from the first batchSize rows only: the first argument of rng.Choice is the number of all rows.",
		"배치를 앞쪽 batchSize개 행에서만 뽑았다. rng.Choice의 첫 인수는 모든 행의 수다.",
		func(rng *random.RandomState, rows int, s setting, _ int) []int {
			return rng.Choice(s.batch, s.batch)
		})
	drawn("last row never",
		"the last row is never drawn: the first argument of rng.Choice is the number of all rows.",
		"마지막 행이 뽑히지 않는다. rng.Choice의 첫 인수는 모든 행의 수다.",
		func(rng *random.RandomState, rows int, s setting, _ int) []int {
			return rng.Choice(rows-1, s.batch)
		})
	drawn("all rows",
		"as many rows are drawn as there are: the second argument of rng.Choice is batchSize.",
		"전체 행의 수만큼 뽑았다. rng.Choice의 두 번째 인수는 batchSize다.",
		func(rng *random.RandomState, rows int, s setting, _ int) []int {
			return rng.Choice(rows, rows)
		})
	for _, size := range []int{100, 10, 50, 32} {
		e.Mistakes = append(e.Mistakes,
			broken("batch written",
				say("Every batch has %d rows: it has batchSize rows.",
					"배치의 행이 항상 %d개다. batchSize개여야 한다.",
					size),
				loopNode(variant{draw: func(rng *random.RandomState, rows int, _ setting, _ int) []int {
					return rng.Choice(rows, size)
				}}.train)))
	}
	drawn("rows once",
		"rows that rng.Choice drew twice are taken once: a row may be in a batch more than once, so it has fewer rows than batchSize.",
		"rng.Choice가 두 번 뽑은 행을 한 번만 썼다. 한 배치에 같은 행이 여러 번 들어갈 수 있다. 행이 batchSize보다 적어졌다.",
		func(rng *random.RandomState, rows int, s setting, _ int) []int {
			mask := rng.Choice(rows, s.batch)
			slices.Sort(mask)
			return slices.Compact(mask)
		})
	drawn("row left out",
		"the last row of the mask is left out: the batch has one row fewer than batchSize.",
		"마스크의 마지막 행이 빠졌다. 배치의 행이 batchSize보다 하나 적다.",
		func(rng *random.RandomState, rows int, s setting, _ int) []int {
			return rng.Choice(rows, s.batch)[:s.batch-1]
		})
	const orderEn, orderKo = "the rows are taken in order and not drawn: rng.Choice(number of rows, batchSize) draws them.", "행을 뽑지 않고 차례로 썼다. rng.Choice(행의 수, batchSize)로 뽑는다."
	drawn("not drawn", orderEn, orderKo, func(_ *random.RandomState, rows int, s setting, i int) []int {
		mask := make([]int, s.batch)
		for k := range mask {
			mask[k] = (i*s.batch + k) % rows
		}
		return mask
	})
	drawn("not drawn",
		"every batch is the first batchSize rows: rng.Choice(number of rows, batchSize) draws it.",
		"배치가 항상 앞쪽 batchSize개 행이다. rng.Choice(행의 수, batchSize)로 뽑는다.",
		func(_ *random.RandomState, rows int, s setting, i int) []int {
			mask := make([]int, s.batch)
			for k := range mask {
				mask[k] = k % rows
			}
			return mask
		})
	drawn("not drawn",
		"every batch is all the data: rng.Choice(number of rows, batchSize) draws a mini-batch.",
		"배치가 항상 데이터 전체다. rng.Choice(행의 수, batchSize)로 미니배치를 뽑는다.",
		func(_ *random.RandomState, rows int, s setting, i int) []int {
			mask := make([]int, rows)
			for k := range mask {
				mask[k] = k
			}
			return mask
		})
	add("labels of other rows",
		"two masks are drawn: images and labels have to be of the same rows.",
		"마스크를 두 번 뽑았다. 이미지와 레이블은 같은 행의 것이어야 한다.",
		variant{drawT: true})
	add("drawn twice",
		"two batches are drawn in each iteration: draw one, and use it for everything.",
		"반복마다 배치를 두 번 뽑았다. 하나만 뽑아서 모두에 쓴다.",
		variant{extraDraw: true})
	add("gradient once",
		"the gradient was taken once: take it anew in each iteration, of that iteration's batch.",
		"기울기를 한 번만 구했다. 반복마다 그때의 배치로 새로 구해야 한다.",
		variant{gradOnce: true})
	add("gradient of the batch before",
		"the gradient is that of the batch before: take it of this iteration's batch, after the batch is drawn.",
		"지난 배치의 기울기를 썼다. 배치를 뽑은 다음 이번 배치로 구해야 한다.",
		variant{gradLate: true})
	add("gradient of each",
		"the gradient is taken anew for each parameter, after the others have moved: take it once, and update all four.",
		"다른 매개변수가 움직인 뒤에 매개변수마다 기울기를 다시 구했다. 한 번 구해서 넷을 모두 갱신한다.",
		variant{gradEach: true})
	for _, k := range []float64{0.1, 0.01, 0.001, 0.0001} {
		add("weight decay",
			"the parameters shrink as well, a weight decay: the update is learningRate·gradient alone.",
			"매개변수를 줄이는 가중치 감소가 들어 있다. 갱신은 learningRate·기울기뿐이다.",
			variant{decay: k})
	}
	add("biases left out",
		"the biases, b1 and b2, are not updated: all four parameters belong to the update.",
		"편향 b1과 b2를 갱신하지 않았다. 네 매개변수를 모두 갱신한다.",
		variant{only: []string{"W1", "W2"}})
	add("rebound", "", "", variant{replaced: true})
	lossIs := func(cause layertest.Cause, english, korean string, f func(net *chapter5.TwoLayerNet, x, t, xTrain, tTrain T, before float64) float64) {
		add(cause, english, korean, variant{lossOf: f})
	}
	lossIs("loss before update",
		"the losses are those before the update: compute the loss of the batch after it.",
		"손실이 갱신 전의 것이다. 갱신한 다음에 그 배치의 손실을 구한다.",
		func(_ *chapter5.TwoLayerNet, _, _, _, _ T, before float64) float64 { return before })
	lossIs("loss of all",
		"the losses are those of all the data: compute that of the batch.",
		"손실이 데이터 전체의 것이다. 배치의 손실을 구한다.",
		func(net *chapter5.TwoLayerNet, _, _, x, t T, _ float64) float64 { return net.Loss(x, t) })
	lossIs("accuracy for loss",
		"the losses are accuracies: compute the loss of the batch.",
		"손실이 아니라 정확도다. 배치의 손실을 구한다.",
		func(net *chapter5.TwoLayerNet, x, t, _, _ T, _ float64) float64 { return net.Accuracy(x, t) })
	lossIs("accuracy for loss",
		"the losses are accuracies on all the data: compute the loss of the batch.",
		"손실이 아니라 데이터 전체의 정확도다. 배치의 손실을 구한다.",
		func(net *chapter5.TwoLayerNet, _, _, x, t T, _ float64) float64 { return net.Accuracy(x, t) })
	lossIs("loss zero",
		"every loss is 0: compute net.Loss of the batch after the update.",
		"손실이 모두 0이다. 갱신한 다음 배치의 net.Loss를 구한다.",
		func(*chapter5.TwoLayerNet, T, T, T, T, float64) float64 { return 0 })
	add("losses summed",
		"each loss has the earlier ones added.",
		"손실마다 앞의 손실이 더해져 있다.",
		variant{onReturn: func(l []float64) []float64 {
			for i := 1; i < len(l); i++ {
				l[i] += l[i-1]
			}
			return l
		}})
	add("losses averaged",
		"each loss is the mean of all up to there: return the loss of each batch.",
		"손실마다 거기까지의 평균이다. 배치마다의 손실을 반환한다.",
		variant{onReturn: func(l []float64) []float64 {
			sum := 0.0
			for i, v := range l {
				sum += v
				l[i] = sum / float64(i+1)
			}
			return l
		}})
	return e
}
