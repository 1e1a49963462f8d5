package checks

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"backprop/layers/layertest"
	"backprop/tensor"
	"backprop/tensor/random"
)

// explainSteps explains wrong parameters by the first two iterations of a loop.
func explainSteps(c call, student Loop) *layertest.Problem {
	first := iterations(1, c, student)
	var unmoved []string
	for i, p := range first.params() {
		if near(p, c.Params[i], 0) {
			unmoved = append(unmoved, keys[i])
		}
	}
	rng := random.New(settingOf(c.In).seed)
	switch {
	case len(unmoved) == len(keys):
		return found("not updated",
			"The parameters have not changed. Update them in place: an assignment to a variable, p = p.Sub(…), does not reach the network.",
			"매개변수가 변하지 않았다. 제자리에서 갱신해야 한다. 변수에 대입하는 p = p.Sub(…)는 신경망을 바꾸지 않는다.")
	case len(unmoved) > 0:
		return found("parameters left out", "Not updated: %s. All four parameters belong to the update.",
			"갱신하지 않은 것: %s. 네 매개변수를 모두 갱신한다.", strings.Join(unmoved, ", "))
	case first.rng.State() == rng.State():
		return found("not drawn",
			"No batch was drawn: rng was never used. rng.Choice(number of rows, batchSize) draws the rows of a batch.",
			"배치를 뽑지 않았다. rng를 한 번도 쓰지 않았다. rng.Choice(행의 수, batchSize)가 배치의 행을 뽑는다.")
	}
	if p := explainStep(c, first.params(), nil, rng); p != nil {
		return p
	}
	second := iterations(2, c, student)
	start := c.Params
	c.Params = first.params()
	p := explainStep(c, second.params(), start, rng)
	if p != nil {
		p.Text = say("The first iteration is right, and the second is not. ",
			"첫 번째 반복은 맞고 두 번째 반복은 틀렸다. ").Then(p.Text)
	}
	return p
}

// explainStep solves for what one iteration subtracted: the share w of each row's
// gradient. rng draws the rows that the iteration had to use. The parameters were those
// of before one iteration earlier; nil if there is none.
func explainStep(c call, after, before []T, rng *random.RandomState) *layertest.Problem {
	s := settingOf(c.In)
	drawn := rng.Choice(c.In[0].Shape()[0], s.batch)
	step := flat(c.Params).Sub(flat(after)).DivScalar(s.rate) // the mean gradient, if all is right
	w := shares(step, c)
	if decay := shares(step, c, flat(c.Params)); w == nil && decay != nil {
		return found("weight decay",
			"The parameters shrink as well, a weight decay of %.4g: the update is learningRate·gradient alone.",
			"매개변수를 줄이는 가중치 감소(%.4g)가 들어 있다. 갱신할 때 빼는 것은 learningRate·기울기뿐이다.", decay[len(decay)-1])
	} else if w == nil && before != nil {
		last := flat(before).Sub(flat(c.Params)).DivScalar(s.rate)
		if w = shares(step, c, last); w != nil {
			return found("momentum",
				"The step contains %.4g times the step before, as with momentum: the update is learningRate·gradient alone.",
				"앞의 갱신이 %.4g배로 들어 있다(모멘텀). 갱신할 때 빼는 것은 learningRate·기울기뿐이다.", w[len(w)-1])
		}
	}
	if w == nil {
		return nil
	}
	got, want := tensor.Vector(w...), tensor.Zeros(len(w))
	for _, row := range drawn {
		want.Set(want.At(row)+1/float64(s.batch), row)
	}
	total := got.Sum().Item()
	switch rows := rowsOf(w, s.batch); {
	case near(got, want, 1e-5):
		return nil
	case near(got, want.MulScalar(total), 1e-5):
		times := fmt.Sprintf("%.4g", total)
		for i, factor := range []float64{float64(s.batch), 1 / float64(s.batch), 1 / s.rate} {
			if math.Abs(total-factor) < 1e-5*factor {
				times = []string{"batchSize", "1/batchSize", "1/learningRate"}[i]
			}
		}
		return found("rate", "The step is %s times learningRate·gradient: subtract learningRate·gradient itself.",
			"갱신량이 learningRate·기울기의 %s배다. learningRate·기울기를 그대로 빼야 한다.", times)
	case rows != nil:
		slices.Sort(drawn)
		return found("other rows",
			"You update with the rows %s, but rng.Choice(%d, %d) draws %s with this seed: take the batch from rng.Choice(number of rows, batchSize).",
			"갱신에 쓴 행: %s. 이 시드에서 rng.Choice(%d, %d)가 뽑는 행: %s. 배치를 rng.Choice(행의 수, batchSize)로 뽑아야 한다.",
			list(rows), len(w), s.batch, list(drawn))
	}
	for size := range 200 {
		if rowsOf(w, size) != nil {
			return found("batch size", "You update with a batch of %d rows, but batchSize is %d.",
				"행이 %d개인 배치로 갱신했다(batchSize = %d).", size, s.batch)
		}
	}
	return nil
}

// rowsOf returns the rows of a batch of that size in which each row has the share
// w, or nil if there is no such batch.
func rowsOf(w []float64, size int) (rows []int) {
	for row, share := range w {
		times := math.Round(share * float64(size))
		if times < 0 || math.Abs(share*float64(size)-times) > 1e-5*max(1, times) {
			return nil
		}
		rows = append(rows, slices.Repeat([]int{row}, int(times))...)
	}
	if len(rows) != size {
		return nil
	}
	return rows
}
