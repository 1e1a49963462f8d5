package main

import (
	"slices"
	"testing"
)

func TestDraw(t *testing.T) {
	image := []float64{
		0, 1, 0, 1, 0.5, 0.2, 0.6,
		0, 1, 1, 0, 0.5, 0.3, 0.9,
		0.1, 0, 0, 0, 0, 0, 1,
		0.2, 0, 0, 0, 0, 0, 0.6,
	}
	for _, test := range []struct {
		ascii bool
		want  []string
	}{
		{false, []string{" █▄▀▒░▓", "░     ▓"}},
		{true, []string{" @+++:#", ".     #"}},
	} {
		got := artist{test.ascii}.draw(image, 7)
		if !slices.Equal(got, test.want) {
			t.Errorf("ascii %v: %q, want %q", test.ascii, got, test.want)
		}
	}
}

func TestBlocksAreSafe(t *testing.T) {
	for _, test := range []struct {
		name string
		env  map[string]string
		want bool
	}{
		{"English in UTF-8", map[string]string{"LANG": "en_GB.UTF-8"}, true},
		{"written otherwise", map[string]string{"LC_CTYPE": "C.utf8"}, true},
		{"Korean in UTF-8: widths are ambiguous", map[string]string{"LANG": "ko_KR.UTF-8"}, false},
		{"Japanese", map[string]string{"LANG": "ja_JP.UTF-8"}, false},
		{"Korean in EUC", map[string]string{"LANG": "ko_KR.eucKR"}, false},
		{"LC_ALL comes first", map[string]string{"LC_ALL": "C", "LANG": "en_GB.UTF-8"}, false},
		{"then LC_CTYPE", map[string]string{"LC_CTYPE": "en_GB.UTF-8", "LANG": "ko_KR.UTF-8"}, true},
		{"nothing, as on Windows", nil, false},
	} {
		if got := blocksAreSafe(func(name string) string { return test.env[name] }); got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}
