package main

import (
	"fmt"
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
		t.Run(fmt.Sprintf("-ascii=%v", test.ascii), func(t *testing.T) {
			if got := drawPixels(image, 7, test.ascii); !slices.Equal(got, test.want) {
				t.Errorf("drawPixels = %q, want %q", got, test.want)
			}
		})
	}
}

func TestIsUTF8(t *testing.T) {
	for _, test := range []struct {
		name string
		env  map[string]string
		want bool
	}{
		{"English in UTF-8", map[string]string{"LANG": "en_GB.UTF-8"}, true},
		{"Korean in UTF-8", map[string]string{"LANG": "ko_KR.UTF-8"}, true},
		{"utf8 in small letters", map[string]string{"LC_CTYPE": "C.utf8"}, true},
		{"Korean in EUC", map[string]string{"LANG": "ko_KR.eucKR"}, false},
		{"LC_ALL decides first", map[string]string{"LC_ALL": "C", "LANG": "en_GB.UTF-8"}, false},
		{"then LC_CTYPE", map[string]string{"LC_CTYPE": "en_GB.UTF-8", "LANG": "C"}, true},
		{"nothing is set, as on Windows", nil, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := isUTF8(func(name string) string { return test.env[name] }); got != test.want {
				t.Errorf("isUTF8(%v) = %v, want %v", test.env, got, test.want)
			}
		})
	}
}

func TestHangulIsTwoColumnsWide(t *testing.T) {
	if got, want := left("확률 p", 8)+right("답", 4)+"|", "확률 p    답|"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
