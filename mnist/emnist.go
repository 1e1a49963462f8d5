package mnist

import "slices"

// emnistSets lists the data sets of EMNIST, those of digits first: the others
// have letters as well.
var emnistSets = []string{"digits", "mnist", "letters", "balanced", "byclass", "bymerge"}

// emnistNames returns the names of the files of the EMNIST set in a folder, and
// whether there is one.
func emnistNames(dir string) (names [4]string, found bool) {
	for _, set := range emnistSets {
		names = fileNames("emnist-"+set+"-train", "emnist-"+set+"-test")
		if findFile(dir, names[0]) != "" {
			return names, true
		}
	}
	return names, false
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
