package fast

import (
	"sync"
	"sync/atomic"
)

// A team is a group of goroutines that work in parallel, one for each core.
//
// A step takes a few hundred microseconds, and the cores wait for each other
// three times in it. Waking a goroutine that sleeps takes too long for that, so
// a goroutine that waits spins first. After a while it sleeps nevertheless,
// because others may need the core on which it spins.
type team struct {
	cores   int
	do      func(core int)
	helpers []helper
	done    barrier // at the end of do
	barrier         // within do
}

// share returns a core's share of n items: the items i with from <= i < to.
func (t *team) share(core, n int) (from, to int) {
	return n * core / t.cores, n * (core + 1) / t.cores
}

// together calls do for all cores in parallel and returns when all calls have
// returned. Within do, wait returns when all cores have called it.
func (t *team) together(do func(core int)) {
	if t.helpers == nil {
		t.helpers = make([]helper, t.cores-1)
		t.done.init(t.cores)
		t.barrier.init(t.cores)
	}
	t.do = do
	for i := range t.helpers {
		if h := &t.helpers[i]; !h.state.CompareAndSwap(waiting, working) {
			h.state.Store(working)
			go t.help(h, i+1)
		}
	}
	do(0)
	t.done.wait()
}

// A helper is the goroutine of one core. The first core has no helper: its work
// is done by the caller of together. It would take longer to start a goroutine in
// each step than to keep the helpers. A helper that has had no work for a while
// ends, and the next call of together starts a new one. So a Trainer need not be
// closed.
type helper struct {
	state atomic.Int32
	_     [60]byte // fills the cache line, so that no two states share one
}

const (
	ended = iota
	waiting
	working
)

// help does the work of a helper until it ends.
func (t *team) help(h *helper, core int) {
	for {
		t.do(core)
		h.state.Store(waiting)
		t.done.wait()
		if !spin(func() bool { return h.state.Load() == working }) &&
			h.state.CompareAndSwap(waiting, ended) {
			return
		}
	}
}

// spin calls ready until it returns true, for about a quarter of a millisecond
// at most. It reports whether ready returned true.
func spin(ready func() bool) bool {
	for range 1 << 17 {
		if ready() {
			return true
		}
	}
	return false
}

// A barrier lets size goroutines wait for each other, any number of times.
type barrier struct {
	missing, size int32
	_             [56]byte
	round         atomic.Uint32
	lock          sync.Mutex
	changed       sync.Cond // when round changes
}

func (b *barrier) init(size int) {
	b.size, b.missing = int32(size), int32(size)
	b.changed.L = &b.lock
}

// wait returns when size goroutines have called it.
func (b *barrier) wait() {
	round := b.round.Load()
	if atomic.AddInt32(&b.missing, -1) == 0 {
		atomic.StoreInt32(&b.missing, b.size)
		b.lock.Lock()
		b.round.Store(round + 1)
		b.lock.Unlock()
		b.changed.Broadcast()
		return
	}
	if spin(func() bool { return b.round.Load() != round }) {
		return
	}
	b.lock.Lock()
	for b.round.Load() == round {
		b.changed.Wait()
	}
	b.lock.Unlock()
}
