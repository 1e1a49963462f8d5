package view

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"backprop/chapter5/graph"
)

// Every graph of the chapter is drawn in both languages, with the names of its
// language, and each input has its mark.
func TestGraphs(t *testing.T) {
	for _, korean := range []bool{false, true} {
		for _, choice := range append(Graphs(korean), Choice{Key: Own}) {
			a := new(Drafter).Graph(GraphRequest{Graph: choice.Key, Korean: korean, Width: 700})
			if a.Problem != nil {
				t.Errorf("%s: %+v", choice.Key, *a.Problem)
				continue
			}
			for _, i := range a.Inputs {
				if !strings.Contains(a.SVG, `data-input="`+i.Name+`"`) {
					t.Errorf("%s: no mark for the input %s", choice.Key, i.Name)
				}
			}
			if a.Steps < 4 || a.Step != a.Steps || a.Says == "" {
				t.Errorf("%s: step %d of %d says %q", choice.Key, a.Step, a.Steps, a.Says)
			}
		}
	}
}

func TestGraphAnswers(t *testing.T) {
	dout := 2.0
	for _, test := range []struct {
		name       string
		q          GraphRequest
		result     string
		derivative string // of the first input
	}{
		{"apples", GraphRequest{Graph: "apple"}, "220.00000000000003", "2.2"},
		{"an apple of 101", GraphRequest{Graph: "apple", Values: map[string]float64{"apple": 101}}, "222.20000000000002", "2.2"},
		{"a graph that there is not", GraphRequest{Graph: "?"}, "220.00000000000003", "2.2"},
		{"an infinite input is ignored", GraphRequest{Graph: "apple", Values: map[string]float64{"apple": math.Inf(1)}}, "220.00000000000003", "2.2"},
		{"dout as in section 3.2", GraphRequest{Graph: "mul"}, "50", "6.5"},
		{"another dout", GraphRequest{Graph: "mul", Dout: &dout}, "50", "10"},
		{"a broken addition", GraphRequest{Graph: "add", Mistakes: []graph.Mistake{graph.AddDoubles}}, "15", "2.6"},
		{"a broken multiplication", GraphRequest{Graph: "mul", Mistakes: []graph.Mistake{graph.MulKeepsOrder}}, "50", "13"},
		{"a broken branch", GraphRequest{Graph: "branch", Mistakes: []graph.Mistake{graph.SharesReplace}}, "15", "3"},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := new(Drafter).Graph(test.q)
			if a.Result.Value != test.result || a.Inputs[0].Derivative != test.derivative {
				t.Errorf("the result is %s with the derivative %s, want %s with %s", a.Result.Value, a.Inputs[0].Derivative, test.result, test.derivative)
			}
		})
	}
}

func TestNudge(t *testing.T) {
	for _, test := range []struct {
		name string
		q    NudgeRequest
		want string
	}{
		{"by 1", NudgeRequest{GraphRequest{Graph: "apple"}, "apple", 1},
			"apple goes from 100 to 101. Predicted: 2.2 × 1 = 2.2. Real: (222.2 − 220) = 2.2."},
		{"a product of itself", NudgeRequest{GraphRequest{Graph: "branch"}, "x", 1},
			"x goes from 3 to 4. Predicted: 8 × 1 = 8. Real: (24 − 15) = 9."},
		{"a little", NudgeRequest{GraphRequest{Graph: "branch"}, "x", 0.01},
			"x goes from 3 to 3.01. Predicted: 8 × 0.01 = 0.08. Real: (15.0801 − 15) = 0.0801."},
		{"with dout", NudgeRequest{GraphRequest{Graph: "mul"}, "x", 1},
			"x goes from 10 to 11. Predicted: 6.5 × 1 = 6.5. Real: 1.3 × (55 − 50) = 6.5."},
	} {
		t.Run(test.name, func(t *testing.T) {
			if a, err := Nudge(test.q); err != nil || a.Text != test.want {
				t.Errorf("Nudge = %q, %v, want %q", a.Text, err, test.want)
			}
		})
	}
	if _, err := Nudge(NudgeRequest{Key: "?"}); err == nil {
		t.Error("an input that there is not is nudged")
	}
}

// Each card accepts its answer, in each round and language, names its mistakes
// and calls no mistake right.
func TestCards(t *testing.T) {
	for _, c := range cards {
		for round := range 3 {
			q := c.ask(round)
			for _, korean := range []bool{false, true} {
				answer := func(v float64) Verdict {
					verdict, err := Answer(CardsRequest{Round: round, Key: c.key, Answer: graph.Format(v), Korean: korean})
					if err != nil {
						t.Fatal(err)
					}
					return verdict
				}
				if !answer(q.want).Right {
					t.Errorf("%s, round %d: %v is not right", c.key, round, q.want)
				}
				for _, m := range q.mistakes {
					if verdict := answer(m.answer); !near(m.answer, q.want) &&
						(verdict.Right || !strings.Contains(verdict.Text, m.name.In(language(korean))) && !others(q, m)) {
						t.Errorf("%s, round %d: for %v it says %q", c.key, round, m.answer, verdict.Text)
					}
				}
			}
		}
	}
	if v, _ := Answer(CardsRequest{Key: "mul", Answer: "two"}); v.Text != "Type a number." {
		t.Errorf("for a word a card says %q", v.Text)
	}
}

// others reports whether another mistake of the question has the same answer.
func others(q question, m mistaken) bool {
	return slices.ContainsFunc(q.mistakes, func(o mistaken) bool { return o.name != m.name && near(o.answer, m.answer) })
}

// A training of this package has the bits of the loop of section 7.4.
func TestTraining(t *testing.T) {
	training, err := NewTraining(Settings{Seed: 42, Rate: 0.1, Batch: 100, Hidden: 50, Std: 0.01})
	if err != nil {
		t.Fatal(err)
	}
	training.Run(1, 0)
	p := training.Progress(false)
	if got, want := strings.Join(p.Lines, "\n"), "0.10226666666666667 0.1009"; got != want {
		t.Errorf("the lines are %q, want %q", got, want)
	}
	if p.Iteration != 1 || len(p.Columns) != 50*pixels || len(p.Gradients) != 4 || len(p.Curve) != 1 {
		t.Errorf("progress: %d iterations, %d bytes of columns, gradients %v", p.Iteration, len(p.Columns), p.Gradients)
	}
}

// Each mistake does what its name says to the first update.
func TestMistakesOfTraining(t *testing.T) {
	update := func(mistake string) float64 {
		training, err := NewTraining(Settings{Seed: 1, Rate: 0.1, Batch: 10, Hidden: 5, Std: 0.01, Mistake: mistake})
		if err != nil {
			t.Fatal(err)
		}
		training.step(true)
		return training.Network().Params["b2"].Data()[0]
	}
	right := update("")
	if got := update("sum"); math.Abs(got-10*right) > 1e-15 {
		t.Errorf("without the division by N b2 changes by %v, want %v", got, 10*right)
	}
	if got := update("sign"); got != -right {
		t.Errorf("with t − y b2 changes by %v, want %v", got, -right)
	}
}

// At the rate 2 the ReLUs die at once. As the page says, the watch first looks for dead
// ReLUs in iterations 100 and 300, and then warns.
func TestDeadReLUs(t *testing.T) {
	training, err := NewTraining(Settings{Seed: 42, Rate: 2, Batch: 100, Hidden: 50, Std: 0.01})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []struct {
		iterations int
		warned     bool
	}{{300, false}, {1, true}} {
		training.Run(want.iterations, time.Hour)
		p := training.Progress(false)
		warned := slices.ContainsFunc(p.Warnings, func(w string) bool { return strings.Contains(w, "ReLUs are 0") })
		if p.Dead < 45 || warned != want.warned {
			t.Errorf("after %d iterations %d of 50 ReLUs are dead, and the watch says %q", p.Iteration, p.Dead, p.Warnings)
		}
	}
}

func TestSettings(t *testing.T) {
	good := Settings{Rate: 0.1, Batch: 100, Hidden: 50, Std: 0.01}
	if err := good.check(); err != nil {
		t.Errorf("%+v: %v", good, err)
	}
	for _, change := range []func(s *Settings){
		func(s *Settings) { s.Seed = -1 }, func(s *Settings) { s.Seed = math.MaxUint32 + 1 },
		func(s *Settings) { s.Rate = math.NaN() }, func(s *Settings) { s.Rate = -1 },
		func(s *Settings) { s.Batch = 0 }, func(s *Settings) { s.Batch = 10001 },
		func(s *Settings) { s.Hidden = 501 }, func(s *Settings) { s.Std = math.Inf(1) },
	} {
		s := good
		change(&s)
		if s.check() == nil {
			t.Errorf("%+v has no error", s)
		}
	}
}

// A curve keeps its mean when its points are merged.
func TestCurve(t *testing.T) {
	c := curve{bin: 1}
	for i := range 2000 {
		c.add(float64(i))
	}
	if n := len(c.points); c.bin != 4 || n != 500 || c.points[0] != 1.5 || c.points[n-1] != 1997.5 {
		t.Errorf("%d points of %d values, from %v to %v", n, c.bin, c.points[0], c.points[n-1])
	}
}
