package view

import (
	"math"

	"backprop/layers/layertest/bilingual"
)

// Settings are those of a training. A Mistake is "" or one of the chapter's:
// "sum" does not divide the gradient by N, "sign" computes t − y instead of
// y − t, and "raw" leaves the pixels from 0 to 255.
type Settings struct {
	Seed    int64
	Rate    float64
	Batch   int
	Hidden  int
	Std     float64 // of the initial weights
	Mistake string
}

const (
	maxHidden = 500
	maxBatch  = 10000
)

// check returns an error that describes the first wrong setting.
func (s Settings) check() error {
	switch {
	case s.Seed < 0 || s.Seed > math.MaxUint32:
		return bilingual.Errorf("The seed must be a number from 0 to 4294967295.", "시드는 0에서 4294967295까지의 수여야 한다.")
	case !(s.Rate >= 0 && s.Rate <= 1e6):
		return bilingual.Errorf("The learning rate must be a number from 0 to 1000000.", "학습률은 0에서 1000000까지의 수여야 한다.")
	case s.Batch < 1 || s.Batch > maxBatch:
		return bilingual.Errorf("The batch must have 1 to 10000 images.", "배치 크기는 1에서 10000까지여야 한다.")
	case s.Hidden < 1 || s.Hidden > maxHidden:
		return bilingual.Errorf("The hidden layer must have 1 to 500 neurons.", "은닉층의 뉴런은 1개에서 500개까지여야 한다.")
	case !(s.Std >= 0 && s.Std <= 1e6):
		return bilingual.Errorf("The standard deviation of the weights must be a number from 0 to 1000000.",
			"가중치의 표준편차는 0에서 1000000까지의 수여야 한다.")
	}
	return nil
}
