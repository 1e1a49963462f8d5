package random_test

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"backprop/tensor/random"
)

// A recording is what NumPy drew for a seed, step after step; of a long one
// the hash.
type recording struct {
	Seed   uint32
	Script string
	Draws  []float64
	Count  int
	SHA256 string
}

// recordings reads a file of testdata; the script that made it lies beside it.
func recordings(t *testing.T, name string) (all []recording) {
	t.Helper()
	text, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return all
}

// replay runs a script as draws.py and edges.py do. It reports ok = false if
// a number of the script is too large for this machine's int.
func replay(t *testing.T, seed uint32, script string) (draws []float64, ok bool) {
	t.Helper()
	r := random.New(seed)
	addInts := func(v []int) {
		for _, v := range v {
			draws = append(draws, float64(v))
		}
	}
	for _, step := range strings.Split(script, ", ") {
		op, rest, _ := strings.Cut(step, " ")
		var n []int
		for _, word := range strings.Fields(strings.Trim(rest, "()")) {
			v, err := strconv.Atoi(word)
			if err != nil {
				return nil, false
			}
			n = append(n, v)
		}
		switch op {
		case "rand":
			draws = append(draws, r.Rand(n...).Data()...)
		case "randn":
			draws = append(draws, r.Randn(n...).Data()...)
		case "choice":
			addInts(r.Choice(n[0], n[1]))
		case "permutation":
			addInts(r.Permutation(n[0]))
		case "shuffle":
			a := make([]int, n[0])
			for i := range a {
				a[i] = i
			}
			r.Shuffle(len(a), func(i, j int) { a[i], a[j] = a[j], a[i] })
			addInts(a)
		case "state":
			s := r.State()
			has := 0.0
			if s.HasGauss {
				has = 1
			}
			draws = append(draws, float64(s.Key[0]), float64(s.Key[623]), float64(s.Pos), has, s.Gauss)
		default:
			t.Fatalf("unknown step %q", step)
		}
	}
	return draws, true
}

// hash returns the SHA-256 of the numbers as little-endian float64.
func hash(draws []float64) string {
	var bytes []byte
	for _, v := range draws {
		bytes = binary.LittleEndian.AppendUint64(bytes, math.Float64bits(v))
	}
	sum := sha256.Sum256(bytes)
	return hex.EncodeToString(sum[:])
}

func TestDrawsAreNumPys(t *testing.T) {
	for _, file := range []string{"draws.json", "edges.json"} {
		for _, want := range recordings(t, file) {
			t.Run(fmt.Sprintf("%s/%d/%s", file, want.Seed, want.Script), func(t *testing.T) {
				got, ok := replay(t, want.Seed, want.Script)
				if !ok {
					t.Skip("needs 64 bits in an int")
				}
				if want.SHA256 != "" {
					if len(got) != want.Count || hash(got) != want.SHA256 {
						t.Errorf("%d draws with hash %s, want %d with %s",
							len(got), hash(got), want.Count, want.SHA256)
					}
					return
				}
				if len(got) != len(want.Draws) {
					t.Fatalf("%d draws, want %d", len(got), len(want.Draws))
				}
				for i := range got {
					if got[i] != want.Draws[i] {
						t.Errorf("draw %d = %v, want %v", i, got[i], want.Draws[i])
					}
				}
			})
		}
	}
}

// normals.py computes NumPy's normals with another correctly rounded log.
func TestNormalsAreExactWithACorrectlyRoundedLog(t *testing.T) {
	for _, want := range recordings(t, "normals.json") {
		if got := hash(random.New(want.Seed).Randn(want.Count).Data()); got != want.SHA256 {
			t.Errorf("seed %d: %d normals have hash %s, want %s", want.Seed, want.Count, got, want.SHA256)
		}
	}
}

// A State is a copy: drawing on does not change it.
func TestStateIsACopy(t *testing.T) {
	r := random.New(42)
	before := r.State()
	r.Rand(1000)
	if before != random.New(42).State() {
		t.Error("State changed by drawing")
	}
}

func TestShapesAreFilledRowByRow(t *testing.T) {
	flat, x := random.New(42).Randn(6).Data(), random.New(42).Randn(2, 3)
	for i := range 2 {
		for j := range 3 {
			if got, want := x.At(i, j), flat[3*i+j]; got != want {
				t.Errorf("Randn(2, 3).At(%d, %d) = %v, want %v", i, j, got, want)
			}
		}
	}
	for _, x := range []interface {
		NDim() int
		Item() float64
	}{random.New(42).Rand(), random.New(42).Randn()} {
		if x.NDim() != 0 {
			t.Errorf("no shape gives %d axes, want 0", x.NDim())
		}
	}
}

func TestCallersBugsPanic(t *testing.T) {
	tests := []struct {
		name      string
		call      func(r *random.Generator)
		wantPanic string
	}{
		{"Rand with a negative length", func(r *random.Generator) { r.Rand(2, -3) },
			"random: Rand: negative length in shape (2, -3)"},
		{"Randn with a negative length", func(r *random.Generator) { r.Randn(-1) },
			"random: Randn: negative length in shape (-1)"},
		{"a negative length beside an empty one", func(r *random.Generator) { r.Randn(0, -1) },
			"random: Randn: negative length in shape (0, -1)"},
		{"Rand with more elements than an int counts", func(r *random.Generator) { r.Rand(1<<30, 1<<30, 16) },
			"random: Rand: shape (1073741824, 1073741824, 16) is too large"},
		{"Randn with more bytes than an int counts", func(r *random.Generator) { r.Randn(1<<30, 1<<30, 2) },
			"random: Randn: shape (1073741824, 1073741824, 2) is too large"},
		{"a choice from nothing", func(r *random.Generator) { r.Choice(0, 1) },
			"random: Choice: cannot choose from 0 numbers"},
		{"a choice from less than nothing", func(r *random.Generator) { r.Choice(-5, 0) },
			"random: Choice: cannot choose from -5 numbers"},
		{"a choice of a negative size", func(r *random.Generator) { r.Choice(3, -1) },
			"random: Choice: negative size -1"},
		{"a permutation of a negative length", func(r *random.Generator) { r.Permutation(-1) },
			"random: Permutation: negative length -1"},
		{"a shuffle of a negative length", func(r *random.Generator) { r.Shuffle(-2, nil) },
			"random: Shuffle: negative length -2"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := random.New(1)
			defer func() {
				if got := recover(); got != test.wantPanic {
					t.Errorf("panic %v, want %s", got, test.wantPanic)
				}
				if r.State() != random.New(1).State() {
					t.Error("numbers were drawn before the panic")
				}
			}()
			test.call(r)
		})
	}
}

func BenchmarkRandn(b *testing.B) {
	r := random.New(1)
	for range b.N {
		r.Randn(1000)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1000, "ns/draw")
}

func BenchmarkChoice(b *testing.B) {
	r := random.New(1)
	for range b.N {
		r.Choice(60000, 100)
	}
}
