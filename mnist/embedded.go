package mnist

import (
	"embed"
	"io"
	"sync"
)

// embedded has the four official files; data/README.md tells their origin.
//
//go:embed data/*.gz
var embedded embed.FS

// What the embedded files hold, once unpacked. On the heap these 55 MB would
// let the garbage grow to as much again before each collection; here the
// collector does not count them.
var (
	trainPixels [60000 * 28 * 28]byte
	trainLabels [60000]byte
	testPixels  [10000 * 28 * 28]byte
	testLabels  [10000]byte
)

// readEmbedded returns MNIST, unpacked when it is first asked for.
func readEmbedded() (train, test part) {
	unpack()
	return part{28, 28, trainPixels[:], trainLabels[:]},
		part{28, 28, testPixels[:], testLabels[:]}
}

var unpack = sync.OnceFunc(func() {
	into := [...][]byte{trainPixels[:], trainLabels[:], testPixels[:], testLabels[:]}
	var wg sync.WaitGroup
	for i, f := range files {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if err := unpackFile(into[i], f); err != nil {
				panic("mnist: the embedded " + f.name("-", ".gz") + ": " + err.Error())
			}
		}()
	}
	wg.Wait()
})

// unpackFile reads an embedded file, trusting its header: a test holds its
// SHA-256.
func unpackFile(data []byte, f file) error {
	r, err := embedded.Open("data/" + f.name("-", ".gz"))
	if err != nil {
		return err
	}
	defer r.Close()
	return fill(data, r.(io.ReadSeeker), f.rank) // embed.FS documents that it seeks
}
