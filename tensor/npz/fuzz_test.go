package npz

import (
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
	f.Add([]byte(archive(zipMember{name: "a.npy", body: npy(of(">i2", "(2, 1)"), "abcd")})))
	f.Fuzz(func(t *testing.T, data []byte) {
		from, err := NewFile(data)
		if err != nil {
			return
		}
		for name := range from.members {
			if x, err := from.Read(name); err == nil {
				roundTrip(t, "x", x)
			}
		}
	})
}
