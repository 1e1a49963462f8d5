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

// A setting is how a loop is run, the third input of a call.
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

// params returns the parameters that the layers use.
func (r run) params() []T {
	return []T{r.net.Affine1.W, r.net.Affine1.B, r.net.Affine2.W, r.net.Affine2.B}
}

func runLoop(f Loop, params, in []T) run {
	s := settingOf(in)
	r := run{net: netOf(params), rng: random.New(s.seed)}
	r.losses = f(r.net, in[0], in[1], s.iters, s.batch, s.rate, r.rng)
	return r
}

// loopNode makes nodes of a loop. Forward trains, and Backward returns the
// parameters that the layers use and the losses.
func loopNode(f Loop) maker {
	return func(params []T) node {
		var r run
		return node{
			Forward:  func(in []T) T { r = runLoop(f, params, in); return nil },
			Backward: func(T) []T { return append(r.params(), tensor.Vector(r.losses...)) },
		}
	}
}

// Train checks a training loop, section 7.4.
func Train(student Loop) layertest.Report {
	e := train()
	e.Explain = func(f *layertest.Finding) *layertest.Problem {
		if f.Panic() != "" || f.Value > len(keys) {
			return nil
		}
		return explainSteps(f.Exam.Calls[f.Call], student)
	}
	// One iteration is enough to see what is said here. It may be that the loop
	// does not stop at the number that it was given.
	if r, ok := iterations(1, e.Calls[0], student); ok {
		for i, used := range r.params() {
			if key := keys[i]; r.net.Params[key] != used {
				return only(found("rebound",
					"net.Params[%q] is a new tensor, and the layers still use the old one: update in place, with SubInPlace.",
					"net.Params[%q] 자리에 새 텐서가 있고 계층은 여전히 이전 텐서를 쓴다. SubInPlace로 제자리에서 갱신해야 한다.", key))
			}
		}
		if two, ok := iterations(2, e.Calls[0], student); ok && len(r.losses) == 2 && len(two.losses) == 4 &&
			r.losses[0] == 0 && two.losses[0] == 0 && two.losses[1] == 0 {
			return only(found("iterations",
				"It returned 2 losses for iters = 1 and 4 for iters = 2, and the first half is 0: append adds behind the zeros of make([]float64, iters). Begin with make([]float64, 0, iters).",
				"iters = 1이면 손실을 2개, iters = 2이면 4개 반환했고 앞의 절반은 0이다. append는 make([]float64, iters)가 만든 0 뒤에 추가한다. make([]float64, 0, iters)로 시작한다."))
		}
		if len(r.losses) != 1 {
			return only(found("iterations", "It returned %d losses, and iters was 1: one for each iteration.",
				"iters = 1일 때 손실을 %d개 반환했다. 반복마다 하나씩이다.", len(r.losses)))
		}
	}
	return e.Run(loopNode(student))
}

// iterations runs a loop for some iterations. It is not ok if the loop panics.
func iterations(iters int, c call, student Loop) (r run, ok bool) {
	in := []T{c.In[0].Copy(), c.In[1].Copy(), c.In[2].Copy()}
	in[2].Set(float64(iters), 0)
	message := layertest.Attempt(func() { r = runLoop(student, c.Params, in) })
	return r, message == ""
}

func train() *layertest.Exam {
	e := &layertest.Exam{Whole: true, Plain: true, Result: "Train", Inputs: []string{"xTrain", "tTrain"},
		Names: append(slices.Clone(keys), "losses"), Right: loopNode(loopParts{}.train), Within: 1e-7,
		Mistakes: slices.Concat(updateMistakes(), batchMistakes(), lossMistakes())}
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

// A loopParts is the training loop of section 7.4. Each of its steps can be
// replaced.
type loopParts struct {
	draw     func(l *loopParts) []int // the rows of a mini-batch
	gradient func(l *loopParts) grads
	update   func(l *loopParts, key string)
	loss     func(l *loopParts) float64

	net            network
	xTrain, tTrain T
	batchSize      int
	rate           float64
	rng            *random.RandomState

	i      int   // the iteration
	mask   []int // its rows,
	x, t   T     // its batch
	grad   grads // and its gradient
	losses []float64
}

func (l loopParts) train(net *chapter5.TwoLayerNet, xTrain, tTrain *tensor.Tensor,
	iters, batchSize int, learningRate float64, rng *random.RandomState) []float64 {
	l.net, l.xTrain, l.tTrain, l.batchSize, l.rate, l.rng = net, xTrain, tTrain, batchSize, learningRate, rng
	l.draw, l.gradient, l.loss = or(l.draw, drawBatch), or(l.gradient, batchGradient), or(l.loss, batchLoss)
	if l.update == nil {
		l.update = (*loopParts).step
	}
	for l.i = range iters {
		l.mask = l.draw(&l)
		l.x, l.t = xTrain.Rows(l.mask), tTrain.Rows(l.mask)
		l.grad = l.gradient(&l)
		for _, key := range keys {
			l.update(&l, key)
		}
		l.losses = append(l.losses, l.loss(&l))
	}
	return l.losses
}

// The right steps.
func drawBatch(l *loopParts) []int       { return l.rng.Choice(l.xTrain.Shape()[0], l.batchSize) }
func batchGradient(l *loopParts) grads   { return l.net.Gradient(l.x, l.t) }
func (l *loopParts) step(key string)     { l.net.Params[key].SubInPlace(l.stepOf(key)) }
func (l *loopParts) stepOf(key string) T { return l.grad[key].MulScalar(l.rate) }
func batchLoss(l *loopParts) float64     { return l.net.Loss(l.x, l.t) }

// loops lists mistakes that are whole loops.
var loops = kind(loopNode)

func updateMistakes() []mistake {
	times := func(factor func(l *loopParts) float64) Loop {
		return loopParts{update: func(l *loopParts, key string) {
			l.net.Params[key].SubInPlace(l.stepOf(key).MulScalar(factor(l)))
		}}.train
	}
	return slices.Concat(
		loops("learning rate sign",
			"The parameters follow the gradient, to where the loss grows: subtract it.",
			"매개변수가 손실이 커지는 방향으로 변한다. 기울기를 빼야 한다.",
			times(func(*loopParts) float64 { return -1 })),
		loops("learning rate missing", "The gradient is not multiplied by learningRate.",
			"기울기에 learningRate를 곱하지 않았다.",
			times(func(l *loopParts) float64 { return 1 / l.rate })),
		loops("divided twice", "The gradient is divided by batchSize once more: the loss has done it.",
			"기울기를 batchSize로 또 나누었다. 손실에서 이미 나누었다.",
			times(func(l *loopParts) float64 { return 1 / float64(l.batchSize) })),
		loops("times N", "The gradient is multiplied by batchSize: it is a mean already.",
			"기울기에 batchSize를 곱했다. 이미 평균이다.",
			times(func(l *loopParts) float64 { return float64(l.batchSize) })),
		loops("gradient of each",
			"The gradient is computed anew for each parameter, after the others have moved: compute it once, and update all four.",
			"다른 매개변수를 갱신한 뒤에 매개변수마다 기울기를 다시 구했다. 한 번 구해서 넷을 모두 갱신한다.",
			loopParts{update: func(l *loopParts, key string) { l.grad = batchGradient(l); l.step(key) }}.train),
		loops("parameters left out", "", "", loopParts{update: func(l *loopParts, key string) {
			if key == "W1" || key == "W2" {
				l.step(key)
			}
		}}.train),
		loops("rebound", "", "", loopParts{update: func(l *loopParts, key string) {
			l.net.Params[key] = l.net.Params[key].Sub(l.stepOf(key))
		}}.train),
	)
}

// batchMistakes returns the mistakes in the batch, and in which batch the
// gradient is of.
func batchMistakes() []mistake {
	drawn := func(draw func(l *loopParts) []int) Loop { return loopParts{draw: draw}.train }
	var before grads // the gradient of the batch before
	return slices.Concat(
		loops("one batch", "The mini-batch was drawn once: draw a new one in each iteration.",
			"미니배치를 한 번만 뽑았다. 반복마다 새로 뽑아야 한다.",
			drawn(func(l *loopParts) []int {
				if l.i > 0 {
					return l.mask
				}
				return drawBatch(l)
			})),
		loops("arguments exchanged",
			"The arguments of rng.Choice are exchanged: the number of all rows is the first, and batchSize the second.",
			"rng.Choice의 두 인수가 바뀌었다. 모든 행의 수가 먼저고 batchSize가 다음이다.",
			drawn(func(l *loopParts) []int { return l.rng.Choice(l.batchSize, l.xTrain.Shape()[0]) })),
		loops("rows once",
			"Rows that rng.Choice drew twice are taken once: a row may be in a batch more than once, so it has fewer rows than batchSize.",
			"rng.Choice가 두 번 뽑은 행을 한 번만 썼다. 한 배치에 같은 행이 여러 번 들어갈 수 있다. 행이 batchSize보다 적어졌다.",
			drawn(func(l *loopParts) []int {
				mask := drawBatch(l)
				slices.Sort(mask)
				return slices.Compact(mask)
			})),
		loops("labels of other rows", "Two masks are drawn: images and labels have to be of the same rows.",
			"마스크를 두 번 뽑았다. 이미지와 레이블은 같은 행의 것이어야 한다.",
			loopParts{gradient: func(l *loopParts) grads {
				l.t = l.tTrain.Rows(drawBatch(l))
				return batchGradient(l)
			}}.train),
		loops("drawn twice", "Two batches are drawn in each iteration: draw one, and use it for everything.",
			"반복마다 배치를 두 번 뽑았다. 하나만 뽑아서 모두에 쓴다.",
			loopParts{gradient: func(l *loopParts) grads { drawBatch(l); return batchGradient(l) }}.train),
		loops("gradient once",
			"The gradient was computed once: compute it anew in each iteration, for that iteration's batch.",
			"기울기를 한 번만 구했다. 반복마다 그때의 배치로 새로 구해야 한다.",
			loopParts{gradient: func(l *loopParts) grads {
				if l.i > 0 {
					return l.grad
				}
				return batchGradient(l)
			}}.train),
		loops("gradient of the batch before",
			"The gradient is that of the batch before: compute it for this iteration's batch, after the batch is drawn.",
			"지난 배치의 기울기를 썼다. 배치를 뽑은 다음 이번 배치로 구해야 한다.",
			loopParts{
				gradient: func(l *loopParts) grads {
					if l.i > 0 {
						return before
					}
					return batchGradient(l)
				},
				loss: func(l *loopParts) float64 { before = batchGradient(l); return batchLoss(l) },
			}.train),
	)
}

func lossMistakes() []mistake {
	losses := func(loss func(l *loopParts) float64) Loop { return loopParts{loss: loss}.train }
	return slices.Concat(
		loops("loss before update",
			"The losses are those before the update: compute the loss of the batch after it.",
			"갱신하기 전의 손실이다. 갱신한 다음에 그 배치의 손실을 구한다.",
			losses(func(l *loopParts) float64 { return l.net.LastLayer.Loss })),
		loops("loss of all", "The losses are those of all the data: compute that of the batch.",
			"데이터 전체의 손실이다. 배치의 손실을 구한다.",
			losses(func(l *loopParts) float64 { return l.net.Loss(l.xTrain, l.tTrain) })),
		loops("accuracy for loss", "The losses are accuracies: compute the loss of the batch.",
			"손실이 아니라 정확도다. 배치의 손실을 구한다.",
			losses(func(l *loopParts) float64 { return l.net.Accuracy(l.x, l.t) }),
			losses(func(l *loopParts) float64 { return l.net.Accuracy(l.xTrain, l.tTrain) })),
		loops("losses summed", "Each loss has the earlier ones added.", "손실마다 앞의 손실이 더해져 있다.",
			losses(func(l *loopParts) float64 {
				if l.i > 0 {
					return l.losses[l.i-1] + batchLoss(l)
				}
				return batchLoss(l)
			})),
		loops("losses averaged",
			"Each loss is the mean of all up to there: return the loss of each batch.",
			"각 손실이 그때까지의 평균이다. 배치마다의 손실을 반환한다.",
			losses(func(l *loopParts) float64 {
				sum := batchLoss(l)
				if l.i > 0 {
					sum += l.losses[l.i-1] * float64(l.i)
				}
				return sum / float64(l.i+1)
			})),
	)
}
