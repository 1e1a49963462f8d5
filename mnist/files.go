package mnist

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"backprop/tensor/datafile"
)

// A rawSet holds the bytes of an image file and of its label file: len(labels)
// images of rows×cols pixels.
type rawSet struct {
	rows, cols int
	images     []byte
	labels     []byte
}

// fileNames returns the names of the images and labels to train on, and of those
// to test with.
func fileNames(train, test string) [4]string {
	return [4]string{train + "-images-idx3-ubyte", train + "-labels-idx1-ubyte", test + "-images-idx3-ubyte", test + "-labels-idx1-ubyte"}
}

// readDir reads the data set in a folder: four files with MNIST's names, or with
// those of an EMNIST set. EMNIST's images are transposed: readDir turns them
// upright.
func readDir(dir string) (train, test rawSet, err error) {
	if info, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		return train, test, fmt.Errorf("mnist: %s: no such folder", dir)
	} else if err == nil && !info.IsDir() {
		return train, test, fmt.Errorf("mnist: %s: a file, want a folder with the four IDX files", dir)
	}
	names, isEMNIST := fileNames("train", "t10k"), false
	if emnist, found := emnistNames(dir); found && findFile(dir, names[0]) == "" {
		names, isEMNIST = emnist, true
	}
	for i, name := range names {
		if names[i] = findFile(dir, name); names[i] == "" {
			return train, test, fmt.Errorf("mnist: %s: no %s, plain or .gz", dir, name)
		}
	}
	train, test, err = readFiles(names, datafile.Read)
	if err == nil && isEMNIST {
		train.transpose()
		test.transpose()
	}
	return train, test, err
}

// findFile returns the path of a file in a folder, or "". On some mirrors the
// first dash of idx3-ubyte is a dot. Some programs make a folder of that name when
// they unpack.
func findFile(dir, name string) string {
	if !os.IsPathSeparator(dir[len(dir)-1]) {
		dir += string(filepath.Separator) // filepath.Join would shorten link/.., which leads elsewhere
	}
	dotted := strings.Replace(name, "-idx", ".idx", 1)
	for _, spelling := range []string{name, name + ".gz", dotted, dotted + ".gz"} {
		path := dir + spelling
		info, err := os.Stat(path)
		if errors.Is(err, fs.ErrNotExist) || err == nil && info.IsDir() {
			continue
		}
		return path
	}
	return ""
}

// readFiles reads the four files that names lists and checks that they agree.
func readFiles(names [4]string, read func(name string) ([]byte, error)) (train, test rawSet, err error) {
	var shapes [4][]int
	var data [4][]byte
	for i, rank := range []int{3, 1, 3, 1} {
		file, err := read(names[i])
		if err == nil {
			shapes[i], data[i], err = readIDX(file, rank)
		}
		if err != nil {
			return train, test, fmt.Errorf("mnist: %s: %w", names[i], err)
		}
	}
	for i := 0; i < 4; i += 2 {
		if images, labels := shapes[i][0], shapes[i+1][0]; labels != images {
			return train, test, fmt.Errorf("mnist: %s: %d labels, want %d, one for each image of %s", names[i+1], labels, images, names[i])
		}
		for row, label := range data[i+1] {
			if label >= Classes {
				return train, test, fmt.Errorf("mnist: %s: label %d is %d, want 0 to %d", names[i+1], row, label, Classes-1)
			}
		}
	}
	if got, want := shapes[2], shapes[0]; !slices.Equal(got[1:], want[1:]) {
		return train, test, fmt.Errorf("mnist: %s: images of %d×%d, want %d×%d as in %s", names[2], got[1], got[2], want[1], want[2], names[0])
	}
	train = rawSet{shapes[0][1], shapes[0][2], data[0], data[1]}
	test = rawSet{shapes[2][1], shapes[2][2], data[2], data[3]}
	return train, test, nil
}
