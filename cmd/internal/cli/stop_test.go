package cli

import (
	"errors"
	"fmt"
	"testing"
)

func TestStatus(t *testing.T) {
	wrong := errors.New("wrong")
	for _, test := range []struct {
		name string
		err  error
		want int
	}{
		{"an error", wrong, 1},
		{"an error with a status", StatusError{2, wrong}, 2},
		{"an error that wraps one", fmt.Errorf("a: %w", StatusError{2, wrong}), 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := Status(test.err); got != test.want || !errors.Is(test.err, wrong) {
				t.Errorf("Status(%v) = %d, want %d", test.err, got, test.want)
			}
		})
	}
}
