package view

import (
	"fmt"
	"math"
	"time"

	"backprop/chapter5"
	"backprop/chapter5/fast"
	"backprop/chapter5/watch"
	"backprop/mnist"
	"backprop/tensor"
	"backprop/tensor/random"
)

// Settings are those of a training. A Mistake is "" or one of the chapter's:
// "sum" does not divide the gradient by N, "sign" takes t − y for y − t, and
// "raw" leaves the pixels from 0 to 255.
type Settings struct {
	Seed    uint32
	Rate    float64
	Batch   int
	Hidden  int
	Std     float64 // of the initial weights
	Mistake string
	Korean  bool // the language of errors
}

const (
	pixels     = 28 * 28
	maxHidden  = 500
	maxBatch   = 10000
	curveWidth = 300 // points of the loss curve, at most twice as many
)

// check says what is wrong with the settings.
func (s Settings) check() error {
	korean := s.Korean
	problem := ""
	switch {
	case !(s.Rate >= 0 && s.Rate <= 1e6):
		problem = say(korean, "The learning rate must be a number from 0 to 1000000.", "학습률은 0에서 1000000까지의 수여야 한다.")
	case s.Batch < 1 || s.Batch > maxBatch:
		problem = say(korean, "The batch must have 1 to 10000 images.", "배치 크기는 1에서 10000까지여야 한다.")
	case s.Hidden < 1 || s.Hidden > maxHidden:
		problem = say(korean, "The hidden layer must have 1 to 500 neurons.", "은닉층의 뉴런은 1개에서 500개까지여야 한다.")
	case !(s.Std >= 0 && s.Std <= 1e6):
		problem = say(korean, "The standard deviation of the weights must be a number from 0 to 1000000.",
			"가중치의 표준편차는 0에서 1000000까지의 수여야 한다.")
	}
	if problem != "" {
		return fmt.Errorf("%s", problem)
	}
	return nil
}

// A Training is the loop of section 7.4, a few iterations at a time.
type Training struct {
	settings    Settings
	train, test mnist.Set
	trainer     *fast.Trainer
	network     *chapter5.TwoLayerNet
	rng         *random.RandomState
	watch       watch.Watch
	iteration   int // that comes next

	loss     float64
	curve    []float64 // the mean loss of each bin iterations
	bin      int
	sum      float64 // of the losses of the present bin
	inBin    int
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
	t := &Training{settings: s, bin: 1}
	var err error
	if t.train, t.test, err = mnist.Load(mnist.Options{OneHot: true, Raw: s.Mistake == "raw"}); err != nil {
		return nil, err
	}
	t.rng = random.New(s.Seed)
	t.network = chapter5.NewTwoLayerNet(pixels, s.Hidden, mnist.Classes, s.Std, t.rng)
	t.trainer = fast.New(t.network, t.train)
	return t, nil
}

// Run does iterations until there were as many as it may do, or the time is
// over. The gradients are those of the last one that it may do, or of one a
// second.
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

// step does one iteration. A fast.Trainer takes most; the network itself takes
// those that the watch or the page looks at, to the same bits.
func (t *Training) step(shown bool) {
	i, N := t.iteration, t.settings.Batch
	batchMask := t.rng.Choice(t.train.X.Shape()[0], N)
	dout := map[string]float64{"sum": float64(N), "sign": -1}[t.settings.Mistake]
	if shown || dout != 0 || watch.Looks(i) {
		t.plainStep(i, batchMask, dout)
	} else {
		t.loss = t.trainer.Step(batchMask, t.settings.Rate)
		t.warnings = append(t.warnings, t.watch.Loss(i, t.network, t.loss)...)
	}
	t.iteration++
	t.remember()

	iterPerEpoch := max(float64(t.train.X.Shape()[0])/float64(N), 1)
	if math.Mod(float64(i), iterPerEpoch) == 0 {
		trainAcc, testAcc := t.trainer.Accuracy(t.train), t.trainer.Accuracy(t.test)
		t.train17, t.test17 = append(t.train17, trainAcc), append(t.test17, testAcc)
		t.warnings = append(t.warnings, t.watch.Epoch(testAcc, t.test.T)...)
	}
}

// plainStep is an iteration by the chapter's own layers. The gradient is as if
// the backward pass began with dout, or with 1 for 0: N takes back the division
// by N, and -1 makes t − y of y − t.
func (t *Training) plainStep(i int, batchMask []int, dout float64) {
	network := t.trainer.Network()
	xBatch, tBatch := t.train.X.Rows(batchMask), t.train.T.Rows(batchMask)
	grad := network.Gradient(xBatch, tBatch)
	if dout != 0 {
		for key := range grad {
			grad[key] = grad[key].MulScalar(dout)
		}
	}
	lossBefore := network.LastLayer.Loss
	t.dead = dead(network, xBatch)
	for _, key := range parameters {
		network.Params[key].SubInPlace(grad[key].MulScalar(t.settings.Rate))
	}
	if watch.Looks(i) {
		t.warnings = append(t.warnings, t.watch.Step(i, network, xBatch, grad, t.settings.Rate, lossBefore)...)
	}
	t.loss = network.Loss(xBatch, tBatch)
	if !watch.Looks(i) {
		t.warnings = append(t.warnings, t.watch.Loss(i, network, t.loss)...)
	}
	t.grads = grad
	t.trainer.Reload()
}

// dead returns how many ReLUs are 0 for the whole batch.
func dead(network *chapter5.TwoLayerNet, x *tensor.Tensor) int {
	h := network.Relu1.Forward(network.Affine1.Forward(x))
	return int(h.Sum(0).Equal(tensor.Scalar(0)).Sum().Item())
}

// remember adds the loss to the curve, whose points stand for twice as many
// iterations when there are too many.
func (t *Training) remember() {
	t.sum += t.loss
	if t.inBin++; t.inBin < t.bin {
		return
	}
	t.curve = append(t.curve, t.sum/float64(t.bin))
	t.sum, t.inBin = 0, 0
	if len(t.curve) == 2*curveWidth {
		for i := range curveWidth {
			t.curve[i] = (t.curve[2*i] + t.curve[2*i+1]) / 2
		}
		t.curve = t.curve[:curveWidth]
		t.bin *= 2
	}
}

// A Progress is what the page shows of a training.
type Progress struct {
	Iteration int
	Epoch     float64 // iterations in one
	Loss      string
	Curve     []float64
	Bin       int       // iterations of a point of the curve
	Train     []float64 // accuracies
	Test      []float64
	Lines     []string // as go run ./cmd/train prints them
	Warnings  []string
	Gradients []Number // the length of each gradient
	Dead      int
	Hidden    int
	Columns   []byte // of W1, 784 bytes each: 128 is 0
}

// maxColumns is how many columns of W1 the page shows.
const maxColumns = 50

// Progress returns what the page shows.
func (t *Training) Progress(korean bool) Progress {
	p := Progress{
		Iteration: t.iteration,
		Epoch:     max(float64(t.train.X.Shape()[0])/float64(t.settings.Batch), 1),
		Curve:     t.curve, Bin: t.bin, Train: t.train17, Test: t.test17,
		Dead: t.dead, Hidden: t.settings.Hidden,
		Columns: columns(t.trainer.Network().Params["W1"]),
	}
	if t.iteration > 0 {
		p.Loss = fmt.Sprintf("%.4f", t.loss)
	}
	for i := range t.train17 {
		p.Lines = append(p.Lines, fmt.Sprint(t.train17[i], " ", t.test17[i]))
	}
	for _, w := range t.warnings {
		p.Warnings = append(p.Warnings, say(korean, w.English, w.Korean))
	}
	for _, key := range parameters {
		if t.grads != nil {
			p.Gradients = append(p.Gradients, Number{key, fmt.Sprintf("%.3g", length(t.grads[key]))})
		}
	}
	return p
}

// length returns the square root of the sum of the squares.
func length(x *tensor.Tensor) float64 { return math.Sqrt(x.Mul(x).Sum().Item()) }

// columns returns the columns of W1 as pictures, each scaled to its largest
// weight.
func columns(W1 *tensor.Tensor) []byte {
	D, H := W1.Shape()[0], W1.Shape()[1]
	data, shown := W1.Data(), min(H, maxColumns)
	out := make([]byte, shown*D)
	for j := range shown {
		most := 0.0
		for i := range D {
			most = max(most, math.Abs(data[i*H+j]))
		}
		for i := range D {
			out[j*D+i] = 128
			if v := data[i*H+j] / most; finite(v) {
				out[j*D+i] = byte(128 + math.Round(127*v))
			}
		}
	}
	return out
}

// Network returns the network as it is now.
func (t *Training) Network() *chapter5.TwoLayerNet { return t.trainer.Network() }
