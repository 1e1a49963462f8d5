package random

import (
	"fmt"
	"math"
)

// A State determines what a Generator draws next. Its fields are those of NumPy's
// get_state() and set_state: ("MT19937", Key, Pos, HasGauss, Gauss).
type State struct {
	Key      [624]uint32 // words of MT19937
	Pos      int         // how many of them have been drawn, 0 to 624
	HasGauss bool        // whether Randn holds a number for its next call
	Gauss    float64     // that number
}

// State returns a copy of r's state: np.random.get_state().
func (r *Generator) State() State { return r.state }

// SetState sets r to a state: r then draws what the Generator drew whose State
// returned s. It returns an error and does not change r if s is a state that no
// Generator reaches: np.random.set_state.
func (r *Generator) SetState(s State) error {
	switch {
	case s.Pos < 0 || s.Pos > words:
		return fmt.Errorf("random: SetState: position %d, want 0 to %d", s.Pos, words)
	case s.Key == [words]uint32{}:
		return fmt.Errorf("random: SetState: the key is all zeros")
	case s.HasGauss && (math.IsNaN(s.Gauss) || math.IsInf(s.Gauss, 0)):
		return fmt.Errorf("random: SetState: kept normal number %v, want a finite one", s.Gauss)
	}
	r.state = s
	return nil
}
