//go:build fetched

package mnist

import (
	"bytes"
	"io/fs"
	"time"
)

// With the build tag fetched the program has no data inside.
var fetchedTrain, fetchedTest *rawSet

// Fetched makes Load without a folder return what four files hold, which are
// given by their names in data/.
func Fetched(named map[string][]byte) error {
	var sources [4]source
	for i, name := range fileNames("train", "t10k") {
		file := fetchedFile{bytes.NewReader(named[name+".gz"])}
		sources[i] = source{name + ".gz", ranks[i], func() (fs.File, error) { return file, nil }}
	}
	train, test, err := readSources(sources)
	if err != nil {
		return err
	}
	fetchedTrain, fetchedTest = &train, &test
	return nil
}

func readEmbedded() (train, test rawSet) {
	if fetchedTrain == nil {
		panic("mnist: Load: the program has no data inside; call Fetched first")
	}
	return *fetchedTrain, *fetchedTest
}

// A fetchedFile is bytes as a file, which knows its size and nothing else.
type fetchedFile struct{ *bytes.Reader }

func (f fetchedFile) Stat() (fs.FileInfo, error) { return f, nil }
func (f fetchedFile) Close() error               { return nil }
func (f fetchedFile) Name() string               { return "" }
func (f fetchedFile) Mode() fs.FileMode          { return 0 }
func (f fetchedFile) ModTime() time.Time         { return time.Time{} }
func (f fetchedFile) IsDir() bool                { return false }
func (f fetchedFile) Sys() any                   { return nil }
