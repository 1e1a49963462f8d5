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
	cores int
	barrier
}

func newTeam(cores int) *team {
	t := &team{cores: cores}
	t.missing, t.size = int32(cores), int32(cores)
	t.changed.L = &t.lock
	return t
}

// share returns a core's share of n items: the items i with from <= i < to.
func (t *team) share(core, n int) (from, to int) {
	return n * core / t.cores, n * (core + 1) / t.cores
}

// together calls do for all cores in parallel and returns when all calls have
// returned. Within do, wait returns when all cores have called it.
func (t *team) together(do func(core int)) {
	for core := 1; core < t.cores; core++ {
		go func() {
			do(core)
			t.wait()
		}()
	}
	do(0)
	t.wait()
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
