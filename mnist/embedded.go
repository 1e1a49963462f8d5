//go:build !fetched

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

// readEmbedded returns MNIST, unpacked at the first call.
var readEmbedded = sync.OnceValues(func() (train, test part) {
	all := [len(files)]contents{
		{data: make([]byte, 60000*28*28)}, {data: make([]byte, 60000)},
		{data: make([]byte, 10000*28*28)}, {data: make([]byte, 10000)},
	}
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
	train, _ = pair(all[0], all[1]) // a test holds that they agree
	test, _ = pair(all[2], all[3])
	return train, test
})

// unpack reads an embedded file into c.data, trusting the file: a test holds its
// SHA-256.
func (c *contents) unpack(f file) error {
	r, err := embedded.Open("data/" + f.name("-", ".gz"))
	if err != nil {
		return err
	}
	defer r.Close()
	body, err := open(r.(io.ReadSeeker)) // embed.FS documents that it seeks
	if err == nil {
		c.shape, _, err = readHeader(body, f.rank)
	}
	if err == nil {
		_, err = io.ReadFull(body, c.data)
	}
	return err
}
