package kernel

import (
	"math/rand"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

const much = 1 << 30 // work that is always shared

// withCores runs f with 1, 2 and 8 goroutines at once, whatever the machine.
func withCores(f func(cores int)) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, cores := range []int{1, 2, 8} {
		runtime.GOMAXPROCS(cores)
		f(cores)
	}
}

func TestShareDoesEachPartOnce(t *testing.T) {
	withCores(func(cores int) {
		for _, parts := range []int{0, 1, 2, 7, 1000} {
			done := make([]atomic.Int64, parts)
			Share(parts, much, func(part int) { done[part].Add(1) })
			for part := range done {
				if n := done[part].Load(); n != 1 {
					t.Fatalf("%d cores: part %d of %d was done %d times", cores, part, parts, n)
				}
			}
		}
	})
}

func TestShareUsesOtherCores(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
	met := make(chan bool)
	Share(2, much, func(part int) { // neither part ends without the other
		select {
		case met <- true:
		case <-met:
		case <-time.After(10 * time.Second):
			t.Errorf("part %d was alone for ten seconds", part)
		}
	})
}

func TestShareOfLittleWorkStaysHere(t *testing.T) {
	sum := 0 // the race detector would see another goroutine
	Share(100, worthSharing-1, func(part int) { sum += part })
	if sum != 4950 {
		t.Errorf("the parts' sum is %d, want 4950", sum)
	}
}

// What is shared within a part, and by goroutines side by side, is done too.
func TestShareWithinShare(t *testing.T) {
	withCores(func(cores int) {
		var n atomic.Int64
		var wg sync.WaitGroup
		for range 4 {
			wg.Add(1)
			go func() {
				defer wg.Done()
				Share(10, much, func(int) { Share(10, much, func(int) { n.Add(1) }) })
			}()
		}
		wg.Wait()
		if n.Load() != 400 {
			t.Errorf("%d cores: %d parts done, want 400", cores, n.Load())
		}
	})
}

func TestSharePassesOnAPanic(t *testing.T) {
	withCores(func(cores int) {
		for _, bad := range []int{0, 7} { // at the front, and at the back
			func() {
				defer func() {
					if got := recover(); got != "part failed" {
						t.Errorf("%d cores: part %d panics, Share with %v", cores, bad, got)
					}
				}()
				Share(8, much, func(part int) {
					if part == bad {
						panic("part failed")
					}
				})
			}()
			Share(8, much, func(int) {}) // and goes on working
		}
	})
}

// A product is the same for any number of cores.
func TestProductsDoNotDependOnCores(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	a, b := drawMatrix(r, 300, 200, 0, false), drawMatrix(r, 200, 90, 0, false)
	want := make([]float64, 300*90)
	DotReference(want, a, b)
	withCores(func(cores int) {
		got := make([]float64, len(want))
		if Dot(got, a, b); !sameBits(got, want) {
			t.Errorf("%d cores: Dot differs from the definition", cores)
		}
	})
}
