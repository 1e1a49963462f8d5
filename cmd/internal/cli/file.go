package cli

import (
	"errors"
	"io/fs"

	"backprop/layers/layertest/bilingual"
)

// FileError returns err, the reason why a file cannot be read, with a Korean
// sentence before it. The packages that read files name the file, in English. A
// nil error and an error in both languages stay what they are.
func FileError(err error) error {
	if err == nil || errors.As(err, new(bilingual.Error)) {
		return err
	}
	korean := "파일을 읽을 수 없다"
	if errors.Is(err, fs.ErrNotExist) {
		korean = "파일이 없다"
	}
	return bilingual.Error{Text: bilingual.Text{English: err.Error(), Korean: korean + ": " + err.Error()}}
}
