package main

import (
	"errors"
	"maps"
	"os"
	"slices"

	"backprop/docs/draw"
)

// updateFigures writes every figure, and removes other files.
func (d *docs) updateFigures() {
	if d.figures == nil {
		var err error
		d.figures, err = draw.Figures(func(command string) string { return d.results["$ "+command].text })
		if err != nil {
			d.report(recordedFile, 0, "%v", err)
			return
		}
	}
	for _, name := range slices.Sorted(maps.Keys(d.figures)) {
		file, figure := figuresDir+"/"+name, string(d.figures[name])
		if !d.check {
			d.writeIfChanged(file, figure)
		} else if old, err := d.read(file); err != nil {
			d.report(file, 0, "this figure is missing: %v", err)
		} else if old != figure {
			d.report(file, 0, "this figure is stale: the code draws another")
		}
	}
	entries, err := os.ReadDir(d.path(figuresDir))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		d.report(figuresDir, 0, "it cannot be read: %v", err)
	}
	for _, entry := range entries {
		file := figuresDir + "/" + entry.Name()
		if d.figures[entry.Name()] != nil {
			continue
		}
		if d.check {
			d.report(file, 0, "the code draws no figure of this name")
		} else if err := os.Remove(d.path(file)); err != nil {
			d.report(file, 0, "the code draws no figure of this name, and it cannot be removed: %v", err)
		} else {
			d.changed = append(d.changed, file)
		}
	}
}
