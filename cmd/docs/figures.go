package main

import (
	"errors"
	"os"
)

// updateFigures draws every figure, and removes the files that it did not draw.
func (d *docs) updateFigures() {
	drawn := map[string]bool{}
	for _, f := range d.figures {
		file := figuresDir + "/" + f.Name
		drawn[file] = true
		data, err := f.Draw()
		if err != nil {
			d.wrong(file, 0, "it cannot be drawn: %v", err)
		} else if !d.check {
			d.writeIfChanged(file, string(data))
		} else if old, err := d.read(file); err != nil {
			d.wrong(file, 0, "this figure is missing: %v", err)
		} else if old != string(data) {
			d.wrong(file, 0, "this figure is stale: the code draws another")
		}
	}
	entries, err := os.ReadDir(d.path(figuresDir))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		d.wrong(figuresDir, 0, "it cannot be read: %v", err)
	}
	for _, entry := range entries {
		file := figuresDir + "/" + entry.Name()
		if drawn[file] {
			continue
		}
		if d.check {
			d.wrong(file, 0, "the code draws no figure of this name")
		} else if err := os.Remove(d.path(file)); err != nil {
			d.wrong(file, 0, "the code draws no figure of this name, and it cannot be removed: %v", err)
		} else {
			d.changed = append(d.changed, file)
		}
	}
}
