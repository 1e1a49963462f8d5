package mnist

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// A set of three and two images of 2×3 pixels.
var (
	trainX = idx(0x803, []uint32{3, 2, 3}, 0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15, 250, 251, 252, 253, 254, 255)
	trainT = idx(0x801, []uint32{3}, 9, 0, 5)
	testX  = idx(0x803, []uint32{2, 2, 3}, 20, 21, 22, 23, 24, 25, 30, 31, 32, 33, 34, 35)
	testT  = idx(0x801, []uint32{2}, 1, 2)
)

// write puts files, named in turn with their contents, into a folder.
func write(t *testing.T, dir string, files map[string][]byte) {
	t.Helper()
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestLoadDir(t *testing.T) {
	tests := []struct {
		name  string
		files map[string][]byte
	}{
		{"plain", map[string][]byte{
			"train-images-idx3-ubyte": trainX, "train-labels-idx1-ubyte": trainT,
			"t10k-images-idx3-ubyte": testX, "t10k-labels-idx1-ubyte": testT}},
		{"gzipped", map[string][]byte{
			"train-images-idx3-ubyte.gz": gz(trainX), "train-labels-idx1-ubyte.gz": gz(trainT),
			"t10k-images-idx3-ubyte.gz": gz(testX), "t10k-labels-idx1-ubyte.gz": gz(testT)}},
		{"mixed, and dotted names", map[string][]byte{
			"train-images.idx3-ubyte": trainX, "train-labels-idx1-ubyte.gz": gz(trainT),
			"t10k-images.idx3-ubyte.gz": gz(testX), "t10k-labels-idx1-ubyte": testT}},
		{"the bytes decide, not the name", map[string][]byte{
			"train-images-idx3-ubyte.gz": trainX, "train-labels-idx1-ubyte": gz(trainT),
			"t10k-images-idx3-ubyte": gz(testX), "t10k-labels-idx1-ubyte.gz": testT}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			write(t, dir, tt.files)
			checkSmallSet(t, dir)
		})
	}
}

func TestLoadDirPassesOverAFolderOfTheSameName(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string][]byte{
		"train-images.idx3-ubyte": trainX, "train-labels-idx1-ubyte": trainT,
		"t10k-images-idx3-ubyte": testX, "t10k-labels-idx1-ubyte": testT})
	mkdir(t, filepath.Join(dir, "train-images-idx3-ubyte"))
	checkSmallSet(t, dir)
}

func TestLoadDirAboveALinkedOne(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links need a privilege there, and link/.. is the folder of the link")
	}
	dir := t.TempDir()
	mkdir(t, filepath.Join(dir, "set"))
	mkdir(t, filepath.Join(dir, "set", "deep"))
	if err := os.Symlink("set/deep", filepath.Join(dir, "linked")); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "set"), map[string][]byte{
		"train-images-idx3-ubyte": trainX, "train-labels-idx1-ubyte": trainT,
		"t10k-images-idx3-ubyte": testX, "t10k-labels-idx1-ubyte": testT})
	checkSmallSet(t, dir+"/linked/..")
	checkSmallSet(t, dir+"/linked/../")
}

// EMNIST's images are transposed, and its files have names of their own.
func TestLoadEMNIST(t *testing.T) {
	// The images of trainX and testX, a column after the other.
	turnedTrain := idx(0x803, []uint32{3, 3, 2}, 0, 3, 1, 4, 2, 5, 10, 13, 11, 14, 12, 15, 250, 253, 251, 254, 252, 255)
	turnedTest := idx(0x803, []uint32{2, 3, 2}, 20, 23, 21, 24, 22, 25, 30, 33, 31, 34, 32, 35)
	emnist := func(set string, trainLabels []byte) map[string][]byte {
		return map[string][]byte{
			"emnist-" + set + "-train-images-idx3-ubyte.gz": gz(turnedTrain), "emnist-" + set + "-train-labels-idx1-ubyte.gz": gz(trainLabels),
			"emnist-" + set + "-test-images-idx3-ubyte": turnedTest, "emnist-" + set + "-test-labels-idx1-ubyte": testT}
	}
	letters := emnist("letters", idx(0x801, []uint32{3}, 23, 7, 16))
	tests := []struct {
		name    string
		files   []map[string][]byte
		wantErr string // has DIR for the folder
	}{
		{"digits", []map[string][]byte{emnist("digits", trainT)}, ""},
		{"mnist", []map[string][]byte{emnist("mnist", trainT)}, ""},
		{"digits among the others", []map[string][]byte{letters, emnist("digits", trainT), emnist("balanced", nil)}, ""},
		{"MNIST's own files come first", []map[string][]byte{letters, {
			"train-images-idx3-ubyte": trainX, "train-labels-idx1-ubyte": trainT,
			"t10k-images-idx3-ubyte": testX, "t10k-labels-idx1-ubyte": testT}}, ""},
		{"letters", []map[string][]byte{letters}, "mnist: DIR/emnist-letters-train-labels-idx1-ubyte.gz: label 0 is 23, want 0 to 9"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			for _, files := range tt.files {
				write(t, dir, files)
			}
			if tt.wantErr == "" {
				checkSmallSet(t, dir)
				return
			}
			want := strings.Replace(tt.wantErr, "DIR/", dir+string(filepath.Separator), 1)
			if _, _, err := Load(Options{Dir: dir}); err == nil || err.Error() != want {
				t.Errorf("Load = %v, want %s", err, want)
			}
		})
	}
}

func checkSmallSet(t *testing.T, dir string) {
	t.Helper()
	train, test, err := Load(Options{Dir: dir, Raw: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		a     *Array
		shape []int
		file  []byte
	}{
		{"train.X", train.X, []int{3, 6}, trainX[16:]},
		{"train.T", train.T, []int{3}, trainT[8:]},
		{"test.X", test.X, []int{2, 6}, testX[16:]},
		{"test.T", test.T, []int{2}, testT[8:]},
	} {
		got := c.a.Slice(0, c.a.Shape()[0])
		want := make([]float64, len(c.file))
		for i, b := range c.file {
			want[i] = float64(b)
		}
		if !slices.Equal(got.Shape(), c.shape) || !slices.Equal(got.Data(), want) {
			t.Errorf("%s = %v %v, want %v %v", c.name, got.Shape(), got.Data(), c.shape, want)
		}
	}
}

func TestLoadDirRefuses(t *testing.T) {
	const images, labels = "train-images-idx3-ubyte", "train-labels-idx1-ubyte"
	put := func(name string, data []byte) func(t *testing.T, dir string) {
		return func(t *testing.T, dir string) { write(t, dir, map[string][]byte{name: data}) }
	}
	// Each case damages a good folder; want has DIR for its path.
	tests := []struct {
		name   string
		damage func(t *testing.T, dir string)
		want   string
	}{
		{"no folder", func(t *testing.T, dir string) { remove(t, dir) },
			"mnist: DIR: no such folder"},
		{"file for folder", func(t *testing.T, dir string) {
			remove(t, dir)
			put("", trainX)(t, dir)
		}, "mnist: DIR: a file, want a folder with the four IDX files"},
		{"empty folder", func(t *testing.T, dir string) { remove(t, dir); mkdir(t, dir) },
			"mnist: DIR: no train-images-idx3-ubyte, plain or .gz"},
		{"labels missing", func(t *testing.T, dir string) { remove(t, filepath.Join(dir, "t10k-labels-idx1-ubyte.gz")) },
			"mnist: DIR: no t10k-labels-idx1-ubyte, plain or .gz"},
		{"folder for file", func(t *testing.T, dir string) {
			remove(t, filepath.Join(dir, labels))
			mkdir(t, filepath.Join(dir, labels))
		}, "mnist: DIR: no train-labels-idx1-ubyte, plain or .gz"},
		{"images and labels swapped", func(t *testing.T, dir string) {
			put(images, trainT)(t, dir)
			put(labels, trainX)(t, dir)
		}, "mnist: DIR/train-images-idx3-ubyte: bad magic 0x00000801 (labels), want 0x00000803 (images)"},
		{"web page for gzip", put("t10k-labels-idx1-ubyte.gz", []byte("<html>404</html>")),
			`mnist: DIR/t10k-labels-idx1-ubyte.gz: a web page, want an IDX file (labels)`},
		{"cut short", put("t10k-images-idx3-ubyte.gz", gz(testX[:20])),
			"mnist: DIR/t10k-images-idx3-ubyte.gz: cut short: 4 bytes after the header, want 12 (2×2×3)"},
		{"first of two faults", func(t *testing.T, dir string) {
			put("t10k-images-idx3-ubyte.gz", nil)(t, dir)
			put(labels, nil)(t, dir)
		}, "mnist: DIR/train-labels-idx1-ubyte: cut short: 0 bytes, want a header of 8"},
		{"a label too few", put(labels, idx(0x801, []uint32{2}, 9, 0)),
			"mnist: DIR/train-labels-idx1-ubyte: 2 labels, want 3, one for each image of DIR/train-images-idx3-ubyte"},
		{"a label too many", put("t10k-labels-idx1-ubyte.gz", gz(idx(0x801, []uint32{3}, 1, 2, 3))),
			"mnist: DIR/t10k-labels-idx1-ubyte.gz: 3 labels, want 2, one for each image of DIR/t10k-images-idx3-ubyte.gz"},
		{"label 10", put(labels, idx(0x801, []uint32{3}, 9, 0, 10)),
			"mnist: DIR/train-labels-idx1-ubyte: label 2 is 10, want 0 to 9"},
		{"label 255", put("t10k-labels-idx1-ubyte.gz", gz(idx(0x801, []uint32{2}, 255, 11))),
			"mnist: DIR/t10k-labels-idx1-ubyte.gz: label 0 is 255, want 0 to 9"},
		{"as many pixels in another shape", put("t10k-images-idx3-ubyte.gz", gz(idx(0x803, []uint32{2, 3, 2}, testX[16:]...))),
			"mnist: DIR/t10k-images-idx3-ubyte.gz: images of 3×2, want 2×3 as in DIR/train-images-idx3-ubyte"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "set")
			mkdir(t, dir)
			write(t, dir, map[string][]byte{
				"train-images-idx3-ubyte": trainX, "train-labels-idx1-ubyte": trainT,
				"t10k-images-idx3-ubyte.gz": gz(testX), "t10k-labels-idx1-ubyte.gz": gz(testT)})
			tt.damage(t, dir)
			train, test, err := Load(Options{Dir: dir})
			if err == nil {
				t.Fatalf("Load succeeds, want %s", tt.want)
			}
			got := strings.ReplaceAll(strings.ReplaceAll(err.Error(), dir, "DIR"), `\`, "/")
			if want := strings.ReplaceAll(tt.want, `\`, "/"); got != want {
				t.Errorf("Load:\n got %s\nwant %s", got, want)
			}
			if train != (Set{}) || test != (Set{}) {
				t.Errorf("Load returns sets beside its error: %v %v", train, test)
			}
		})
	}
}

func TestLoadDirUnreadable(t *testing.T) {
	if runtime.GOOS == "windows" || os.Getuid() == 0 {
		t.Skip("file modes do not keep this user out")
	}
	dir := t.TempDir()
	write(t, dir, map[string][]byte{
		"train-images-idx3-ubyte": trainX, "train-labels-idx1-ubyte": trainT,
		"t10k-images-idx3-ubyte": testX, "t10k-labels-idx1-ubyte": testT})
	path := filepath.Join(dir, "train-labels-idx1-ubyte")
	if err := os.Chmod(path, 0); err != nil {
		t.Fatal(err)
	}
	_, _, err := Load(Options{Dir: dir})
	if want := "mnist: " + path + ": permission denied"; err == nil || err.Error() != want {
		t.Errorf("Load:\n got %v\nwant %s", err, want)
	}
}

func remove(t *testing.T, path string) {
	t.Helper()
	if err := os.RemoveAll(path); err != nil {
		t.Fatal(err)
	}
}

func mkdir(t *testing.T, path string) {
	t.Helper()
	if err := os.Mkdir(path, 0o755); err != nil {
		t.Fatal(err)
	}
}
