package mnist

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"backprop/tensor/datafile"
)

// A rawSet holds the bytes of an image file and of its label file: len(labels)
// images of rows×cols pixels.
type rawSet struct {
	rows, cols int
	images     []byte
	labels     []byte
}

// A source is one of the four files of a data set.
type source struct {
	name string // in errors
	rank int    // 3 of images, 1 of labels
	open func() (fs.File, error)
}

// ranks holds the ranks of the four files that fileNames names.
var ranks = [4]int{3, 1, 3, 1}

// fileNames returns the names of the images and labels to train on, and of those
// to test with.
func fileNames(train, test string) [4]string {
	return [4]string{train + "-images-idx3-ubyte", train + "-labels-idx1-ubyte", test + "-images-idx3-ubyte", test + "-labels-idx1-ubyte"}
}

// readDir reads the data set in a folder. EMNIST's files are known by their
// names, emnist-digits-train-images-idx3-ubyte and the like. Their images are
// transposed: readDir turns them upright.
func readDir(dir string) (train, test rawSet, err error) {
	entries, err := os.ReadDir(dir)
	if info, statErr := os.Stat(dir); statErr == nil && !info.IsDir() {
		err = errors.New("a file, want a folder with the four IDX files")
	} else if errors.Is(err, fs.ErrNotExist) {
		err = errors.New("no such folder")
	}
	if err != nil {
		return rawSet{}, rawSet{}, fmt.Errorf("mnist: %s: %w", dir, datafile.Cause(err))
	}
	names := fileNames("train", "t10k")
	emnist := findEMNIST(entries)
	if emnist != "" && findFile(entries, names[0]) == "" {
		names = fileNames(emnist+"-train", emnist+"-test")
	}
	var sources [4]source
	for i, name := range names {
		found := findFile(entries, name)
		if found == "" {
			return rawSet{}, rawSet{}, fmt.Errorf("mnist: %s: no %s, plain or .gz", dir, name)
		}
		path := filepath.Join(dir, found)
		sources[i] = source{path, ranks[i], func() (fs.File, error) { return datafile.Open(path) }}
	}
	train, test, err = readSources(sources)
	if err == nil && strings.HasPrefix(names[0], "emnist") {
		train.transpose()
		test.transpose()
	}
	return train, test, err
}

// findFile returns the name that a file has in a folder, or "". On some mirrors the
// first dash of idx3-ubyte is a dot. A folder of that name, which some programs
// make when they unpack, is taken only if there is no file.
func findFile(entries []fs.DirEntry, name string) string {
	dotted := strings.Replace(name, "-idx", ".idx", 1)
	folder := ""
	for _, spelling := range []string{name, name + ".gz", dotted, dotted + ".gz"} {
		i := slices.IndexFunc(entries, func(e fs.DirEntry) bool { return e.Name() == spelling })
		switch {
		case i >= 0 && !entries[i].IsDir():
			return spelling
		case i >= 0 && folder == "":
			folder = spelling
		}
	}
	return folder
}

// readSources reads four files at the same time and checks that they agree.
func readSources(sources [4]source) (train, test rawSet, err error) {
	var shapes [4][]int
	var data [4][]byte
	var errs [4]error
	var wg sync.WaitGroup
	for i, s := range sources {
		wg.Add(1)
		go func() {
			defer wg.Done()
			shapes[i], data[i], errs[i] = s.read()
		}()
	}
	wg.Wait()
	for i, err := range errs {
		if err != nil {
			return rawSet{}, rawSet{}, fmt.Errorf("mnist: %s: %w", sources[i].name, datafile.Cause(err))
		}
	}
	for i := 0; i < 4; i += 2 {
		if images, labels := shapes[i][0], shapes[i+1][0]; labels != images {
			return rawSet{}, rawSet{}, fmt.Errorf("mnist: %s: %d labels, want %d, one for each image of %s",
				sources[i+1].name, labels, images, sources[i].name)
		}
		for row, label := range data[i+1] {
			if label >= Classes {
				return rawSet{}, rawSet{}, fmt.Errorf("mnist: %s: label %d is %d, want 0 to %d",
					sources[i+1].name, row, label, Classes-1)
			}
		}
	}
	train = rawSet{shapes[0][1], shapes[0][2], data[0], data[1]}
	test = rawSet{shapes[2][1], shapes[2][2], data[2], data[3]}
	if train.rows != test.rows || train.cols != test.cols {
		return rawSet{}, rawSet{}, fmt.Errorf("mnist: %s: images of %d×%d, want %d×%d as in %s",
			sources[2].name, test.rows, test.cols, train.rows, train.cols, sources[0].name)
	}
	return train, test, nil
}

func (s source) read() (shape []int, data []byte, err error) {
	f, err := s.open()
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, nil, err
	}
	return readIDX(f, info.Size(), s.rank)
}
