package cli

import (
	"os"
	"testing"
)

func TestColumnsOfAFileThatIsNoTerminal(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	defer w.Close()
	if got := Columns(w); got != 0 {
		t.Errorf("Columns(pipe) = %d, want 0", got)
	}
}

func TestWidth(t *testing.T) {
	for text, want := range map[string]int{"": 0, "6m52s": 5, "6분 52초": 8, "█▓ ": 3} {
		if got := Width(text); got != want {
			t.Errorf("Width(%q) = %d, want %d", text, got, want)
		}
	}
}
