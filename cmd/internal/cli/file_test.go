package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"testing"

	"backprop/layers/layertest/bilingual"
)

func TestFileError(t *testing.T) {
	for _, test := range []struct {
		name            string
		err             error
		english, korean string
	}{
		{"no file", fmt.Errorf("npz: m.npz: %w", fs.ErrNotExist), "npz: m.npz: file does not exist", "파일이 없다: npz: m.npz: file does not exist"},
		{"another fault", errors.New("npz: m.npz: a PNG image"), "npz: m.npz: a PNG image", "파일을 읽을 수 없다: npz: m.npz: a PNG image"},
		{"in both languages", bilingual.Errorf("no digit", "숫자가 없다"), "no digit", "숫자가 없다"},
	} {
		t.Run(test.name, func(t *testing.T) {
			err := FileError(test.err)
			if err.Error() != test.english || bilingual.Message(err, bilingual.Korean) != test.korean {
				t.Errorf("%v, in Korean %s, want %s and %s", err, bilingual.Message(err, bilingual.Korean), test.english, test.korean)
			}
		})
	}
	if FileError(nil) != nil {
		t.Error("a nil error is an error")
	}
}
