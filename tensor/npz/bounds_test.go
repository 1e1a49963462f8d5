package npz

import (
	"bytes"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"backprop/tensor"
)

// packed returns a deflated member.
func packed(name, body string) zipMember {
	return zipMember{name: name, body: deflated(body), method: 8,
		claim: uint64(len(body)), crc: crc32.ChecksumIEEE([]byte(body))}
}

// bomb returns a member of n zero bytes, which deflate to n/1000 and take 8n
// bytes as float64.
func bomb(name string, n int) zipMember {
	return packed(name, npy(of("|u1", fmt.Sprintf("(%d,)", n)), strings.Repeat("\x00", n)))
}

func newTestFile(t *testing.T, members ...zipMember) *File {
	t.Helper()
	f, err := NewFile([]byte(archive(members...)))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// What is not asked for may be of any kind, and takes no memory.
func TestFileReadsOnlyWhatIsAskedFor(t *testing.T) {
	f := newTestFile(t,
		bomb("bomb.npy", 16<<20),
		zipMember{name: "README", body: "not an array"},
		zipMember{name: "classes.npy", body: npy(of("<U4", "(1,)"), zeros)},
		zipMember{name: "damaged.npy", body: npy(of("<f8", "(2,)"), zeros), crc: 7},
		packed("W1.npy", npy(of("<f8", "(2, 1)"), zeros)),
	)
	if f.Has("README") || !f.Has("W1") {
		t.Errorf("Has(README), Has(W1) = %v, %v, want false, true", f.Has("README"), f.Has("W1"))
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	shape, err := f.Shape("bomb")
	if err != nil || !slices.Equal(shape, tensor.Shape{16 << 20}) {
		t.Errorf("Shape(bomb) = %v, %v, want (16777216)", shape, err)
	}
	x, err := f.Read("W1")
	if err != nil || !same(x, tensor.Zeros(2, 1)) {
		t.Errorf("Read(W1) = %v, %v, want two zeros", x, err)
	}
	runtime.ReadMemStats(&after)
	if took := after.TotalAlloc - before.TotalAlloc; took > 1<<20 {
		t.Errorf("Shape(bomb) and Read(W1) took %d bytes of memory", took)
	}
	for name, want := range map[string]string{
		"classes": `npz: classes: dtype '<U4', want ` + wantDtype,
		"missing": "npz: missing: no such array",
		"bomb":    fmt.Sprintf("npz: bomb: too large: (16777216) of |u1 takes 134217728 bytes of memory, want at most %d with a file of %d", 64<<20-16, f.size),
	} {
		if _, err := f.Read(name); err == nil || err.Error() != want {
			t.Errorf("Read(%s) = %v\nwant %s", name, err, want)
		}
	}
}

// Each array may be within the limit and all of them beyond it.
func TestReadBoundsTheSum(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bombs.npz")
	data := archive(bomb("a.npy", 4<<20), bomb("b.npy", 3<<20), bomb("c.npy", 2<<20))
	if err := os.WriteFile(path, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := ReadFile(path)
	runtime.ReadMemStats(&after)
	want := fmt.Sprintf("npz: %s: c: too large: (2097152) of |u1 takes 16777216 bytes of memory, want at most %d with a file of %d", path, 8<<20, len(data))
	if err == nil || err.Error() != want {
		t.Errorf("ReadFile = %v\nwant %s", err, want)
	}
	if took := after.TotalAlloc - before.TotalAlloc; took > 70<<20 {
		t.Errorf("ReadFile took %d bytes of memory, want at most the limit, 64 MiB", took)
	}
}

// A file that is larger than the least limit may yield more.
func TestReadOfALargeFile(t *testing.T) {
	n := 9 << 20
	f := newTestFile(t, zipMember{name: "a.npy", body: npy(of("|u1", fmt.Sprintf("(%d,)", n)), strings.Repeat("\x01", n))})
	if x, err := f.Read("a"); err != nil || x.Size() != n {
		t.Errorf("Read of %d stored bytes: %v", n, err)
	}
}

// Whichever bit of a deflated member is flipped, the file is damaged, and is
// not said to be cut short or too long.
func TestEveryFlippedBitIsDamage(t *testing.T) {
	body := new(bytes.Buffer)
	if err := writeArray(body, tensor.New([]float64{1, 2, 3, -0.5, 1e300, 0, 7, 0.1}, 2, 4)); err != nil {
		t.Fatal(err)
	}
	for _, m := range []zipMember{packed("W1.npy", body.String()), {name: "W1.npy", body: body.String(), crc: crc32.ChecksumIEEE(body.Bytes())}} {
		for bit := range 8 * len(m.body) {
			flipped := []byte(m.body)
			flipped[bit/8] ^= 1 << (bit % 8)
			broken := m
			broken.body = string(flipped)
			broken.claim = uint64(body.Len())
			x, err := newTestFile(t, broken).Read("W1")
			switch {
			case err == nil && m.method == 8 && x.At(1, 3) == 0.1: // a bit that fills up the last byte
			case err == nil || !strings.HasPrefix(err.Error(), "npz: W1: damaged"):
				t.Fatalf("method %d, bit %d flipped: %v, want damaged", m.method, bit, err)
			}
		}
	}
}

func TestOpenRefusesWhatIsNoFile(t *testing.T) {
	dir := t.TempDir()
	for path, want := range map[string]string{
		dir:                           "npz: " + dir + ": a folder, want a file",
		filepath.Join(dir, "missing"): "npz: " + filepath.Join(dir, "missing") + ": ",
	} {
		if _, err := Open(path); err == nil || !strings.HasPrefix(err.Error(), want) || strings.Count(err.Error(), dir) != 1 {
			t.Errorf("Open(%s) = %v, want %s, the path once", path, err, want)
		}
	}
}
