//go:build !fetched

package mnist

import (
	"embed"
	"io/fs"
	"sync"
)

// embedded holds the four official files; data/README.md tells their origin.
//
//go:embed data/*.gz
var embedded embed.FS

// readEmbedded returns MNIST, unpacked at the first call.
var readEmbedded = sync.OnceValues(func() (train, test rawSet) {
	var sources [4]source
	for i, name := range fileNames("train", "t10k") {
		sources[i] = source{name, ranks[i], func() (fs.File, error) { return embedded.Open("data/" + name + ".gz") }}
	}
	train, test, err := readSources(sources)
	if err != nil {
		panic(err) // a test holds the SHA-256 of each file
	}
	return train, test
})
