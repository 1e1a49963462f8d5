package main

import (
	"fmt"
	"strings"

	"backprop/cmd/internal/replace"
	"backprop/layers/layertest/bilingual"
)

// An output is a file that is written again each epoch.
type output struct {
	flag, path string
	kind       replace.Kind
	content    func() []byte
}

var (
	svgFile = replace.Kind{Name: bilingual.Text{English: "an SVG image", Korean: "SVG 이미지"}, Begins: "<svg"}
	logFile = replace.Kind{Name: bilingual.Text{English: "a log of cmd/train", Korean: "cmd/train의 로그"}, Begins: logHeader}
)

// setOutputs lists the files that the flags name. It returns an error, before the
// training, if a file cannot be written, if two flags name one file, or if the log is
// that of another training.
func (t *training) setOutputs() error {
	c, saving := t.checkpoint, "save"
	if !t.has("save") {
		saving = "resume"
	}
	for _, f := range []output{
		{saving, t.save, replace.NPZ, func() []byte { return c.npz(t.trainer.Network().Params) }},
		{"curve", t.curve, svgFile, func() []byte { return figure(c).SVG() }},
		{"log", t.log, logFile, c.csv},
	} {
		if f.path == "" {
			continue
		}
		if err := replace.Check(f.path, f.kind); err != nil {
			return fmt.Errorf("-%s %w", f.flag, err)
		}
		for _, other := range t.outputs {
			if replace.Same(f.path, other.path) {
				return misusef("-%s %s: the file of -%s, want another name", "-%s %s: -%s의 파일과 같다. 다른 이름이어야 한다",
					f.flag, f.path, other.flag)
			}
		}
		t.outputs = append(t.outputs, f)
	}
	if t.log != "" && t.resume != "" {
		return c.checkLog(t.log)
	}
	return nil
}

// write writes all the files. If one cannot be written, write still writes the
// others and returns the first error.
func (t *training) write() (firstErr error) {
	for _, f := range t.outputs {
		if err := replace.File(f.path, f.kind, f.content()); err != nil && firstErr == nil {
			firstErr = fmt.Errorf("-%s %w", f.flag, err)
		}
	}
	return firstErr
}

// written returns the names of the files.
func (t *training) written() string {
	var paths []string
	for _, f := range t.outputs {
		paths = append(paths, f.path)
	}
	return strings.Join(paths, ", ")
}
