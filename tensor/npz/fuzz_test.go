package npz

import (
	"bytes"
	"os"
	"testing"
)

// Whatever is read is written and read again as it was.
func FuzzRead(f *testing.F) {
	for _, name := range []string{"stored.npz", "deflated.npz", "go.npz"} {
		data, err := os.ReadFile("testdata/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte(archive(member{name: "a.npy", body: npy(of(">i2", "(2, 1)"), "abcd")})))
	f.Fuzz(func(t *testing.T, data []byte) {
		arrays, err := Read(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			return
		}
		for _, x := range arrays {
			roundTrip(t, "x", x)
		}
	})
}

func FuzzReadNPY(f *testing.F) {
	f.Add([]byte(npy(of("<f8", "(2,)"), zeros)))
	f.Add([]byte(npy(`{"shape":(1L,2,),"fortran_order":True,"descr":">u4"}`, "abcdefgh")))
	f.Fuzz(func(t *testing.T, data []byte) {
		if x, err := ReadNPY(bytes.NewReader(data)); err == nil {
			roundTrip(t, "x", x)
		}
	})
}
