//go:build !fetched

package mnist

import (
	"embed"
	"sync"
)

// embedded holds the four official files; data/README.md tells their origin.
//
//go:embed data/*.gz
var embedded embed.FS

// readEmbedded returns MNIST, unpacked at the first call.
var readEmbedded = sync.OnceValues(func() (train, test rawSet) {
	train, test, err := readFiles(fileNames("train", "t10k"), func(name string) ([]byte, error) {
		return embedded.ReadFile("data/" + name + ".gz")
	})
	if err != nil {
		panic(err) // a test holds the SHA-256 of each file
	}
	return train, test
})
