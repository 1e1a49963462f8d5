package random

import "testing"

// Once in 2¹⁰⁶ draws the polar method meets the middle of the disk, where it
// must draw again. This state goes there.
func TestTheMiddleOfTheDiskIsDrawnAgain(t *testing.T) {
	const half = 0x80102204 // the word that is tempered to 0x80000000
	middle := New(42).state
	copy(middle.Key[:], []uint32{half, 0, half, 0})
	middle.Pos = 0
	after := middle
	after.Pos = 4 // words: two numbers take four

	r := &Generator{state: middle}
	if x := r.Rand(2); x.At(0) != 0.5 || x.At(1) != 0.5 {
		t.Fatalf("the state goes to %v, want [0.5 0.5]", x)
	}
	r.state = after
	want := r.Randn().Item()
	r.state = middle
	if got := r.Randn().Item(); got != want {
		t.Errorf("Randn() = %v, want %v", got, want)
	}
}
