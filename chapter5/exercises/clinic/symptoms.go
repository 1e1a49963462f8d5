package clinic

import (
	"fmt"
	"math"
	"strings"

	"backprop/layers/layertest"
	"backprop/tensor"
)

// A symptom holds the lines that a patient shows.
type symptom []layertest.Text

func (s *symptom) add(english, korean string, values ...any) {
	*s = append(*s, say(english, korean, values...))
}

// show adds a tensor and its name.
func (s *symptom) show(name string, x *tensor.Tensor) { s.add("%-4s %s", "%-4s %s", name, row(x)) }

// attempt runs f and returns what it panics with, in a line.
func attempt(f func()) (panicked symptom) {
	defer func() {
		if p := recover(); p != nil {
			panicked.add("it panics: %v", "패닉: %v", p)
		}
	}()
	f()
	return nil
}

// curve shows ten losses, those of steps 0, every, 2·every and so on.
func curve(losses []float64, every int) symptom {
	var steps, values string
	for i := 0; i < 10 && i*every < len(losses); i++ {
		steps += fmt.Sprintf(" %6d", i*every)
		values += fmt.Sprintf(" %6s", number(losses[i*every], 3))
	}
	if steps == "" {
		return nil
	}
	return symptom{say("step%s", "반복%s", steps), say("loss%s", "손실%s", values)}
}

// number formats v with some digits after the point, where there is room for them.
func number(v float64, digits int) string {
	if math.Abs(v) >= 100 {
		return fmt.Sprintf("%.3g", v)
	}
	return fmt.Sprintf("%.*f", digits, v)
}

// row formats a tensor in one line: [[1 2] [3 4]].
func row(x *tensor.Tensor) string {
	if x == nil {
		return "nil"
	}
	rounded := x.Data()
	for i, v := range rounded {
		rounded[i] = math.Round(v*1e4)/1e4 + 0 // -0 becomes 0
	}
	words := strings.Fields(fmt.Sprintf("%g", tensor.New(rounded, x.Shape()...)))
	return strings.ReplaceAll(strings.Join(words, " "), "[ ", "[")
}
