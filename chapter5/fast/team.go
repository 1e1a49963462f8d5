package fast

import (
	"sync"
	"sync/atomic"
)

// A team is goroutines that work side by side, one on each core.
//
// A step takes some hundred microseconds and the cores wait for each other
// three times in it, so a wait must not take longer than the work. To sleep and
// to be woken takes long. So whoever waits looks out for a while first. But not
// for ever: the other core may be busy with another program, and this one's
// time is what it needs.
type team struct {
	cores   int
	do      func(core int)
	helpers []helper
	done    barrier // at the end of do
	barrier         // within it
}

// part returns the part of n things that a core does.
func (t *team) part(core, n int) (from, to int) {
	return n * core / t.cores, n * (core + 1) / t.cores
}

// together calls do for every core at once and returns when all are done.
// Within do, wait returns when all cores have called it.
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

// A helper is the goroutine of one core beside the first. One that has had
// nothing to do for a while ends, and the next call of together starts another:
// so a Trainer need not be closed.
type helper struct {
	state atomic.Int32
	_     [60]byte // the rest of a cache line, which others would take away
}

const (
	gone = iota
	waiting
	working
)

func (t *team) help(h *helper, core int) {
	for {
		t.do(core)
		h.state.Store(waiting)
		t.done.wait()
		if !lookOut(func() bool { return h.state.Load() == working }) &&
			h.state.CompareAndSwap(waiting, gone) {
			return
		}
	}
}

// lookOut calls ready until it returns true, and gives up after about a
// quarter of a millisecond.
func lookOut(ready func() bool) bool {
	for range 1 << 17 {
		if ready() {
			return true
		}
	}
	return false
}

// A barrier lets goroutines wait for each other, as often as they want.
type barrier struct {
	missing, size int32
	_             [56]byte
	round         atomic.Uint32
	lock          sync.Mutex
	changed       sync.Cond
}

func (b *barrier) init(size int) {
	b.size, b.missing = int32(size), int32(size)
	b.changed.L = &b.lock
}

// wait returns when as many goroutines have called it as the barrier's size.
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
	if lookOut(func() bool { return b.round.Load() != round }) {
		return
	}
	b.lock.Lock()
	for b.round.Load() == round {
		b.changed.Wait()
	}
	b.lock.Unlock()
}
