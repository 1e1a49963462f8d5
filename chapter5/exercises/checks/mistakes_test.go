package checks

import (
	"strings"
	"testing"
)

// Every mistake is caught, and one that has a sentence is called by it (in a short test,
// one of five).
func TestEveryMistakeIsNamed(t *testing.T) {
	for exercise, exam := range exams {
		t.Run(exercise, func(t *testing.T) {
			for i, m := range exam().Mistakes {
				if testing.Short() && i%5 != 0 {
					continue
				}
				t.Run(m.Name, func(t *testing.T) {
					r := exam().Run(m.Make)
					if len(r.Problems) == 0 || !strings.Contains(r.Problems[0].English, m.English) {
						t.Errorf("%v, want %q in it", r.Err(), m.English)
					}
					for _, p := range r.Problems {
						if p.English == "" || p.Korean == "" || p.English == p.Korean || strings.Contains(p.English+p.Korean,
							"%!") {
							t.Errorf("badly told: %q, %q", p.English, p.Korean)
						}
					}
				})
			}
		})
	}
}

// The right code of every exercise passes its exam.
func TestRightCodePasses(t *testing.T) {
	for exercise, exam := range exams {
		t.Run(exercise, func(t *testing.T) {
			e := exam()
			if r := e.Run(e.Right); r.Err() != nil || len(r.Remarks) > 0 {
				t.Errorf("%v, %+v", r.Err(), r.Remarks)
			}
		})
	}
}

// The gradients of the rows are independent, so that a step that is a sum of them is
// known as one: the first step of every call, and the second, after a right first.
func TestStepsAreSumsOfRows(t *testing.T) {
	for i, c := range train().Calls {
		for step := range 2 {
			after := after(loopNode(loopParts{}.train)(c.Params), c, 1)[:len(keys)]
			if shares(flat(c.Params).Sub(flat(after)), c) == nil {
				t.Errorf("call %d, step %d: the right step is no sum of the rows' gradients", i, step)
			}
			c.Params = after
		}
	}
}
