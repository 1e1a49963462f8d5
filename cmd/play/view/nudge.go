package view

import (
	"fmt"
	"slices"
	"strconv"

	"backprop/chapter5/graph"
)

// A NudgeRequest moves an input.
type NudgeRequest struct {
	GraphRequest
	Key string
	By  float64
}

// A NudgeAnswer holds the input's new value, and a sentence about the change.
type NudgeAnswer struct {
	Value float64
	Text  string
}

// Nudge moves an input, and compares the change of the result that the derivative
// predicts with the real change. Both are multiplied by dout.
func Nudge(q NudgeRequest) (NudgeAnswer, error) {
	e, g, problem := q.read()
	if problem != nil {
		return NudgeAnswer{}, fmt.Errorf("%s", problem.Text)
	}
	i := slices.IndexFunc(e.variables, func(v variable) bool { return v.key == q.Key })
	if i < 0 {
		return NudgeAnswer{}, fmt.Errorf("there is no input %q", q.Key)
	}
	input := e.variables[i].node
	before := e.result.Forward()
	e.result.Backward(g.dout)
	from, derivative := input.Value(), input.Derivative()
	to := tidy(from + q.By)
	input.Set(to)
	after := e.result.Forward()
	times := ""
	if g.dout != 1 {
		times = graph.Format(g.dout) + " × "
	}
	text := say("%s goes from %s to %s. Predicted: %s × %s = %s. Real: %s(%s − %s) = %s.",
		"%s: %s → %s. 예측: %s × %s = %s. 실제: %s(%s − %s) = %s.",
		input, graph.Format(from), graph.Format(to),
		graph.Format(derivative), graph.Format(q.By), graph.Format(derivative*q.By),
		times, graph.Format(after), graph.Format(before), graph.Format(g.dout*(after-before)))
	return NudgeAnswer{to, text.In(language(q.Korean))}, nil
}

// tidy takes away the last bits that sums of decimal fractions leave: 0.1 + 0.2
// is 0.3.
func tidy(v float64) float64 {
	w, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 12, 64), 64)
	if err != nil {
		return v // too large to be tidied
	}
	return w
}
