package mnist

import (
	"io/fs"
	"slices"
	"strings"
)

// findEMNIST returns how the names of EMNIST's files in a folder begin, or "".
// Of several sets it takes one of digits: the others have letters as well.
func findEMNIST(entries []fs.DirEntry) string {
	found := ""
	for _, e := range entries {
		set, _, isImages := strings.Cut(e.Name(), "-train-images")
		if isImages && strings.HasPrefix(set, "emnist-") && (found == "" || set == "emnist-digits") {
			found = set
		}
	}
	return found
}

// transpose exchanges the rows and the columns of each image.
func (s *rawSet) transpose() {
	size := s.rows * s.cols
	turned := make([]byte, size)
	for image := range slices.Chunk(s.images, size) {
		for i, pixel := range image {
			turned[i%s.cols*s.rows+i/s.cols] = pixel
		}
		copy(image, turned)
	}
	s.rows, s.cols = s.cols, s.rows
}
