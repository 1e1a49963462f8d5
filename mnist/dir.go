package mnist

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"backprop/tensor/datafile"
)

// A file is one of the four that a data set is made of.
type file struct {
	base string
	rank int
}

// files are in the order in which their faults are reported.
var files = [...]file{{"train-images", 3}, {"train-labels", 1}, {"t10k-images", 3}, {"t10k-labels", 1}}

// name returns the file's name. The official dash is a dot on some mirrors.
func (f file) name(dash, ext string) string {
	return fmt.Sprintf("%s%sidx%d-ubyte%s", f.base, dash, f.rank, ext)
}

// contents is what a file of a folder holds.
type contents struct {
	path  string
	shape []int
	data  []byte
}

// readDir reads the data set in a folder.
func readDir(dir string) (train, test part, err error) {
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return part{}, part{}, fmt.Errorf("mnist: %s: no such folder", dir)
	case err != nil:
		return part{}, part{}, fmt.Errorf("mnist: %s: %w", dir, datafile.Cause(err))
	case !info.IsDir():
		return part{}, part{}, fmt.Errorf("mnist: %s: a file, want a folder with the four IDX files", dir)
	}
	var all [len(files)]contents
	for i, f := range files {
		if all[i].path, err = find(dir, f); err != nil {
			return part{}, part{}, err
		}
	}
	var errs [len(files)]error
	var wg sync.WaitGroup
	for i, f := range files {
		wg.Add(1)
		go func() {
			defer wg.Done()
			errs[i] = all[i].read(f.rank)
		}()
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return part{}, part{}, err
		}
	}
	return join(all)
}

// find returns the path of f in dir: the first of its spellings that is there.
func find(dir string, f file) (string, error) {
	var other error
	for _, dash := range []string{"-", "."} {
		for _, ext := range []string{"", ".gz"} {
			path := filepath.Join(dir, f.name(dash, ext))
			info, err := os.Stat(path)
			switch {
			case errors.Is(err, fs.ErrNotExist):
				continue
			case err != nil:
				return "", fmt.Errorf("mnist: %s: %w", path, datafile.Cause(err))
			}
			notFile := datafile.Regular(info.Mode())
			if notFile == nil {
				return path, nil
			}
			if other == nil {
				other = fmt.Errorf("mnist: %s: %w", path, notFile)
			}
		}
	}
	if other != nil {
		return "", other
	}
	return "", fmt.Errorf("mnist: %s: no %s: neither %s nor %s, plain or .gz",
		dir, f.base, f.name("-", ""), f.name(".", ""))
}

func (c *contents) read(rank int) error {
	r, err := datafile.Open(c.path)
	if err != nil {
		return fmt.Errorf("mnist: %s: %w", c.path, err)
	}
	defer r.Close()
	c.shape, c.data, err = ReadIDX(c.path, r, rank)
	return err
}

// join makes the two halves of four files that agree.
func join(all [len(files)]contents) (train, test part, err error) {
	if train, err = pair(all[0], all[1]); err != nil {
		return part{}, part{}, err
	}
	if test, err = pair(all[2], all[3]); err != nil {
		return part{}, part{}, err
	}
	if train.rows != test.rows || train.cols != test.cols {
		return part{}, part{}, fmt.Errorf("mnist: %s: images of %d×%d, want %d×%d as in %s",
			all[2].path, test.rows, test.cols, train.rows, train.cols, all[0].path)
	}
	return train, test, nil
}

// pair makes a part of an image file and its label file.
func pair(images, labels contents) (part, error) {
	if images.shape[0] != labels.shape[0] {
		return part{}, fmt.Errorf("mnist: %s: %d labels, want %d, one for each image of %s",
			labels.path, labels.shape[0], images.shape[0], images.path)
	}
	for i, t := range labels.data {
		if t >= Classes {
			return part{}, fmt.Errorf("mnist: %s: label %d is %d, want 0 to %d",
				labels.path, i, t, Classes-1)
		}
	}
	return part{images.shape[1], images.shape[2], images.data, labels.data}, nil
}
