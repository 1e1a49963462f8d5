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

// readEmbedded returns MNIST, unpacked when it is first asked for.
var readEmbedded = sync.OnceValues(func() (train, test part) {
	var all [len(files)]contents
	var wg sync.WaitGroup
	for i, f := range files {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if err := all[i].unpack(f); err != nil {
				panic("mnist: the embedded " + f.name("-", ".gz") + ": " + err.Error())
			}
		}()
	}
	wg.Wait()
	train, _ = pair(all[0], all[1]) // that they agree is tested
	test, _ = pair(all[2], all[3])
	return train, test
})

// unpack reads an embedded file, trusting it: a test holds its SHA-256.
func (c *contents) unpack(f file) error {
	r, err := embedded.Open("data/" + f.name("-", ".gz"))
	if err != nil {
		return err
	}
	defer r.Close()
	body, err := open(r.(io.ReadSeeker)) // embed.FS documents that it seeks
	if err != nil {
		return err
	}
	shape, size, err := readHeader(body, f.rank)
	if err != nil {
		return err
	}
	c.shape, c.data = shape, make([]byte, size)
	_, err = io.ReadFull(body, c.data)
	return err
}
