package main

import (
	"fmt"
	"slices"
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

// outputs lists the files that the flags name.
func (t *training) outputs() []output {
	c, saving := t.checkpoint, "save"
	if !t.has("save") {
		saving = "resume"
	}
	return slices.DeleteFunc([]output{
		{saving, t.save, replace.NPZ, func() []byte { return c.npz(t.trainer.Network().Params) }},
		{"curve", t.curve, svgFile, func() []byte { return figure(c).SVG() }},
		{"log", t.log, logFile, c.csv},
	}, func(f output) bool { return f.path == "" })
}

// checkOutputs returns an error, before there is anything to lose, if a file cannot be
// written or if the log is that of another training.
func (t *training) checkOutputs() error {
	for _, f := range t.outputs() {
		if err := replace.Check(f.path, f.kind); err != nil {
			return fmt.Errorf("-%s %w", f.flag, err)
		}
	}
	if t.log != "" && t.resume != "" {
		return t.checkpoint.checkLog(t.log)
	}
	return nil
}

// writeAll writes the files. If one cannot be written, it still writes the others
// and returns the first error. It writes no file for two flags: the second one finds a
// file of another kind.
func (t *training) writeAll() (firstErr error) {
	for _, f := range t.outputs() {
		if err := replace.File(f.path, f.kind, f.content()); err != nil && firstErr == nil {
			firstErr = fmt.Errorf("-%s %w", f.flag, err)
		}
	}
	return firstErr
}

// written returns the names of the files.
func (t *training) written() string {
	var paths []string
	for _, f := range t.outputs() {
		paths = append(paths, f.path)
	}
	return strings.Join(paths, ", ")
}
