package layertest

import "testing"

// A panic of the broken code happens at another place than the student's.
func TestBare(t *testing.T) {
	for message, want := range map[string]string{
		"tensor: Dot: inner dimensions differ: (3, 5)·(7, 5) (affine.go:23)": "tensor: Dot: inner dimensions differ: (3, 5)·(7, 5)",
		"tensor: Dot: inner dimensions differ: (3, 5)·(7, 5)":                "tensor: Dot: inner dimensions differ: (3, 5)·(7, 5)",
	} {
		if got := bare(message); got != want {
			t.Errorf("bare(%q) = %q, want %q", message, got, want)
		}
	}
}
