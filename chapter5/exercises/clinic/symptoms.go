package clinic

import (
	"fmt"
	"math"
	"strings"

	"backprop/layers/layertest"
	"backprop/tensor"
)

// words chooses between the languages in which a symptom is written.
type words struct{ language layertest.Language }

func (w words) say(english, korean string) string {
	return layertest.Text{English: english, Korean: korean}.In(w.language)
}

// attempt runs f and returns what it panics with, in a line.
func (w words) attempt(f func()) string {
	message := ""
	func() {
		defer func() {
			if p := recover(); p != nil {
				message = w.say("it panics: ", "패닉: ") + fmt.Sprint(p) + "\n"
			}
		}()
		f()
	}()
	return message
}

// points is how many losses a curve shows.
const points = 10

// curve writes ten losses, those of steps 0, every, 2·every and so on.
func (w words) curve(losses []float64, every int) string {
	var steps, values strings.Builder
	for step := 0; step < len(losses) && step < points*every; step += every {
		fmt.Fprintf(&steps, " %6d", step)
		fmt.Fprintf(&values, " %6s", number(losses[step], 3))
	}
	if steps.Len() == 0 {
		return ""
	}
	return fmt.Sprintf("%s%s\n%s%s\n",
		w.say("step", "단계"),
		steps.String(),
		w.say("loss", "손실"),
		values.String())
}

// number has some digits after the point, where there is room for them.
func number(v float64, digits int) string {
	switch {
	case math.IsNaN(v) || math.IsInf(v, 0):
		return fmt.Sprint(v)
	case math.Abs(v) >= 100:
		return fmt.Sprintf("%.3g", v)
	}
	return fmt.Sprintf("%.*f", digits, v)
}

// row writes a tensor in one line: [[1 2] [3 4]].
func row(x *tensor.Tensor) string {
	if x == nil {
		return "nil"
	}
	x = x.AddScalar(0) // -0 becomes 0
	short := func(v float64) string { return fmt.Sprint(math.Round(v*1e4) / 1e4) }
	if x.NDim() == 0 {
		return short(x.Item())
	}
	var parts []string
	for i := range x.Shape()[0] {
		part := x.Slice(i, i+1).Reshape(x.Shape()[1:]...)
		parts = append(parts, row(part))
	}
	return "[" + strings.Join(parts, " ") + "]"
}

// A table has a name and a value in each line.
type table struct{ names, values []string }

func (t *table) add(name string, value any) {
	if x, ok := value.(*tensor.Tensor); ok {
		value = row(x)
	}
	t.names, t.values = append(t.names, name), append(t.values, fmt.Sprint(value))
}

func (t *table) String() string {
	width := 0
	for _, name := range t.names {
		width = max(width, columns(name))
	}
	var b strings.Builder
	for i, name := range t.names {
		fmt.Fprintf(&b, "%s%s  %s\n", name, strings.Repeat(" ", width-columns(name)), t.values[i])
	}
	return b.String()
}

// columns is the width of s on a terminal, where Hangul takes two.
func columns(s string) int {
	n := 0
	for _, r := range s {
		if n++; r >= 0x1100 {
			n++
		}
	}
	return n
}
