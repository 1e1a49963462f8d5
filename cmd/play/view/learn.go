package view

import (
	"math"
	"time"

	"backprop/chapter5"
	"backprop/chapter5/fast"
	"backprop/chapter5/watch"
	"backprop/mnist"
	"backprop/tensor"
	"backprop/tensor/random"
)

// A Training is the loop of section 7.4, a few iterations at a time.
type Training struct {
	settings    Settings
	train, test mnist.Set
	trainer     *fast.Trainer
	network     *chapter5.TwoLayerNet
	rng         *random.RandomState
	watch       watch.Watch
	iteration   int     // that comes next
	scale       float64 // of the gradient, where the mistake changes it

	loss     float64
	curve    curve
	train17  []float64 // the accuracies, an entry an epoch
	test17   []float64
	warnings []watch.Warning
	grads    map[string]*tensor.Tensor // of the last iteration that Gradient took
	dead     int
	shown    time.Time // when grads were
}

// NewTraining returns a training that has done nothing yet. The data set must
// be there.
func NewTraining(s Settings) (*Training, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	t := &Training{settings: s, curve: curve{bin: 1}, scale: 1}
	switch s.Mistake {
	case "sum": // undoes the division by N
		t.scale = float64(s.Batch)
	case "sign": // turns y − t into t − y
		t.scale = -1
	}
	var err error
	if t.train, t.test, err = mnist.Load(mnist.Options{OneHot: true, Raw: s.Mistake == "raw"}); err != nil {
		return nil, err
	}
	t.rng = random.New(uint32(s.Seed))
	t.network = chapter5.NewTwoLayerNet(pixels, s.Hidden, mnist.Classes, s.Std, t.rng)
	t.trainer = fast.New(t.network, t.train)
	return t, nil
}

// Run does 1 to most iterations and stops early when the time is over. It keeps
// the gradients of iteration number most, or of one iteration a second.
func (t *Training) Run(most int, during time.Duration) {
	until := time.Now().Add(during)
	for n := 1; n <= most && (n == 1 || time.Now().Before(until)); n++ {
		show := n == most || time.Since(t.shown) > time.Second
		if show {
			t.shown = time.Now()
		}
		t.step(show)
	}
}

// step does one iteration. A fast.Trainer runs most iterations; the network itself
// runs those that the watch or the page looks at, to the same bits.
func (t *Training) step(shown bool) {
	i, N := t.iteration, t.settings.Batch
	batchMask := t.rng.Choice(t.train.X.Shape()[0], N)
	rate := t.scale * t.settings.Rate
	if shown || watch.NeedsStep(i) {
		t.plainStep(i, batchMask, rate)
	} else {
		t.loss = t.trainer.Step(batchMask, rate)
		t.warnings = append(t.warnings, t.watch.Loss(i, t.network, t.loss)...)
	}
	t.iteration++
	t.curve.add(t.loss)

	iterPerEpoch := max(float64(t.train.X.Shape()[0])/float64(N), 1)
	if math.Mod(float64(i), iterPerEpoch) == 0 {
		trainAcc, testAcc := t.trainer.Accuracy(t.train), t.trainer.Accuracy(t.test)
		t.train17, t.test17 = append(t.train17, trainAcc), append(t.test17, testAcc)
		t.warnings = append(t.warnings, t.watch.Epoch(testAcc, t.test.T)...)
	}
}

// plainStep is an iteration by the chapter's own layers.
func (t *Training) plainStep(i int, batchMask []int, rate float64) {
	network := t.trainer.Network()
	xBatch, tBatch := t.train.X.Rows(batchMask), t.train.T.Rows(batchMask)
	t.grads = network.Gradient(xBatch, tBatch)
	lossBefore := network.LastLayer.Loss
	t.dead = dead(network, xBatch)
	for _, key := range chapter5.ParamNames {
		network.Params[key].SubInPlace(t.grads[key].MulScalar(rate))
	}
	t.warnings = append(t.warnings, t.watch.Step(i, network, xBatch, t.grads, rate, lossBefore)...)
	t.loss = network.Loss(xBatch, tBatch)
	t.trainer.Reload()
}

// dead returns how many ReLUs are 0 for the whole batch.
func dead(network *chapter5.TwoLayerNet, x *tensor.Tensor) int {
	h := network.Relu1.Forward(network.Affine1.Forward(x))
	return int(h.Sum(0).Equal(tensor.Scalar(0)).Sum().Item())
}

// Network returns the network as it is now.
func (t *Training) Network() *chapter5.TwoLayerNet { return t.trainer.Network() }
