package mnist

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"runtime"
	"slices"
	"testing"
)

func TestEmbeddedFilesAreTheOfficialOnes(t *testing.T) {
	for name, want := range map[string]string{ // as published; see data/README.md
		"train-images-idx3-ubyte.gz": "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
		"train-labels-idx1-ubyte.gz": "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
		"t10k-images-idx3-ubyte.gz":  "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
		"t10k-labels-idx1-ubyte.gz":  "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
	} {
		data, err := embedded.ReadFile("data/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprintf("%x", sha256.Sum256(data)); got != want {
			t.Errorf("SHA-256 of %s = %s, want %s", name, got, want)
		}
	}
	if entries, _ := embedded.ReadDir("data"); len(entries) != 4 {
		t.Errorf("%d files are embedded, want %d", len(entries), 4)
	}
}

// The embedded files and the folder hold the same data.
func TestEmbeddedIsWhatTheFolderHolds(t *testing.T) {
	train, test := readEmbedded()
	dirTrain, dirTest, err := readDir("data")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range [][2]rawSet{{train, dirTrain}, {test, dirTest}} {
		if p[0].rows != p[1].rows || p[0].cols != p[1].cols ||
			!bytes.Equal(p[0].images, p[1].images) || !bytes.Equal(p[0].labels, p[1].labels) {
			t.Errorf("embedded and read from data, %d and %d images differ",
				len(p[0].labels), len(p[1].labels))
		}
	}
}

func TestLabels(t *testing.T) {
	train, test := load(t, Options{})
	tests := []struct {
		name   string
		labels *Array
		first  []float64 // as in the files
		counts []int     // of each class, as published
	}{
		{"train", train.T, []float64{5, 0, 4, 1, 9},
			[]int{5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949}},
		{"test", test.T, []float64{7, 2, 1, 0, 4},
			[]int{980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.labels.Slice(0, 5).Data(); !slices.Equal(got, tt.first) {
				t.Errorf("the first labels are %v, want %v", got, tt.first)
			}
			counts := make([]int, Classes)
			for _, v := range tt.labels.Slice(0, tt.labels.Shape()[0]).Data() {
				counts[int(v)]++
			}
			if !slices.Equal(counts, tt.counts) {
				t.Errorf("the counts of the classes are %v, want %v", counts, tt.counts)
			}
		})
	}
}

func TestPixels(t *testing.T) {
	train, _ := load(t, Options{Raw: true})
	n := train.X.Shape()[0]
	var sum, zeros, size int
	for from := 0; from < n; from += 1000 {
		for _, v := range train.X.Slice(from, from+1000).Data() {
			sum += int(v)
			size++
			if v == 0 {
				zeros++
			}
		}
	}
	// The published mean is 0.1307 of 255; four fifths of the pixels are paper.
	if got := fmt.Sprintf("%.6f", float64(sum)/float64(size)); got != "33.318421" {
		t.Errorf("mean of the training pixels = %s, want 33.318421", got)
	}
	if got := fmt.Sprintf("%.1f%%", 100*float64(zeros)/float64(size)); got != "80.9%" {
		t.Errorf("pixels that are 0 = %s, want 80.9%%", got)
	}
}

func TestOptions(t *testing.T) {
	tests := []struct {
		name   string
		o      Options
		x, t   []int // shapes, without N
		xMax   float64
		tFirst []float64 // the first training label
	}{
		{"default", Options{}, []int{784}, nil, 1, []float64{5}},
		{"raw", Options{Raw: true}, []int{784}, nil, 255, []float64{5}},
		{"one-hot", Options{OneHot: true}, []int{784}, []int{10}, 1, []float64{0, 0, 0, 0, 0, 1, 0, 0, 0, 0}},
		{"all", Options{Raw: true, OneHot: true}, []int{784}, []int{10}, 255, []float64{0, 0, 0, 0, 0, 1, 0, 0, 0, 0}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			train, test := load(t, tt.o)
			for _, c := range []struct {
				name string
				a    *Array
				want []int
			}{
				{"train.X", train.X, append([]int{60000}, tt.x...)},
				{"train.T", train.T, append([]int{60000}, tt.t...)},
				{"test.X", test.X, append([]int{10000}, tt.x...)},
				{"test.T", test.T, append([]int{10000}, tt.t...)},
			} {
				if got := c.a.Shape(); !slices.Equal(got, c.want) {
					t.Errorf("%s.Shape() = %v, want %v", c.name, got, c.want)
				}
				rows := append([]int{2}, c.want[1:]...)
				if got := c.a.Rows([]int{0, 1}).Shape(); !slices.Equal(got, rows) {
					t.Errorf("%s.Rows([0 1]).Shape() = %v, want %v", c.name, got, rows)
				}
			}
			if got := slices.Max(train.X.Slice(0, 3).Data()); got != tt.xMax {
				t.Errorf("largest pixel = %v, want %v", got, tt.xMax)
			}
			if got := train.T.Rows([]int{0}).Data(); !slices.Equal(got, tt.tFirst) {
				t.Errorf("first label = %v, want %v", got, tt.tFirst)
			}
		})
	}
}

// As float64 the pixels would be 439 MB, as bytes 55.
func TestKeptInLittleRoom(t *testing.T) {
	train, test := load(t, Options{})
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	runtime.KeepAlive([]Set{train, test})
	if m.HeapAlloc > 56e6 {
		t.Errorf("the heap holds %d bytes after Load, want at most 56 MB", m.HeapAlloc)
	}
}

func load(t testing.TB, o Options) (train, test Set) {
	t.Helper()
	train, test, err := Load(o)
	if err != nil {
		t.Fatal(err)
	}
	return train, test
}
