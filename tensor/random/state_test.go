package random_test

import (
	"math"
	"testing"

	"backprop/tensor/random"
)

func TestStateIsEnoughToContinue(t *testing.T) {
	tests := []struct {
		name string
		draw func(r *random.Generator)
	}{
		{"nothing drawn", func(r *random.Generator) {}},
		{"a normal number kept", func(r *random.Generator) { r.Randn(3) }},
		{"none kept", func(r *random.Generator) { r.Randn(4) }},
		{"in the middle of the key", func(r *random.Generator) { r.Rand(100) }},
		{"at the end of the key", func(r *random.Generator) { r.Rand(312) }},
		{"in the second key", func(r *random.Generator) { r.Choice(10, 1000) }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r, restored := random.New(42), random.New(7)
			test.draw(r)
			if err := restored.SetState(r.State()); err != nil {
				t.Fatal(err)
			}
			want := append(r.Randn(3).Data(), r.Rand(700).Data()...)
			got := append(restored.Randn(3).Data(), restored.Rand(700).Data()...)
			for i := range want {
				if got[i] != want[i] {
					t.Fatalf("draw %d = %v, want %v", i, got[i], want[i])
				}
			}
		})
	}
}

func TestImpossibleStatesAreRefused(t *testing.T) {
	tests := []struct {
		name   string
		change func(s *random.State)
		want   string // the error, empty for none
	}{
		{"as it was", func(s *random.State) {}, ""},
		{"position 0", func(s *random.State) { s.Pos = 0 }, ""},
		{"position -1", func(s *random.State) { s.Pos = -1 }, "random: SetState: position -1, want 0 to 624"},
		{"position 625", func(s *random.State) { s.Pos = 625 }, "random: SetState: position 625, want 0 to 624"},
		{"a key of zeros", func(s *random.State) { s.Key = [624]uint32{} }, "random: SetState: the key is all zeros"},
		{"a normal number that is none", func(s *random.State) { s.HasGauss, s.Gauss = true, math.NaN() },
			"random: SetState: kept normal number NaN, want a finite one"},
		{"an infinite one", func(s *random.State) { s.HasGauss, s.Gauss = true, math.Inf(-1) },
			"random: SetState: kept normal number -Inf, want a finite one"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			state := random.New(42).State()
			test.change(&state)
			r := random.New(1)
			got := ""
			if err := r.SetState(state); err != nil {
				got = err.Error()
				if r.State() != random.New(1).State() {
					t.Error("the state was changed all the same")
				}
			}
			if got != test.want {
				t.Errorf("SetState: %q, want %q", got, test.want)
			}
		})
	}
}

// A State is a copy: drawing on does not change it.
func TestStateIsACopy(t *testing.T) {
	r := random.New(42)
	before := r.State()
	r.Rand(1000)
	if before != random.New(42).State() {
		t.Error("State changed by drawing")
	}
}
