package fast

import (
	"sync"
	"sync/atomic"
)

// part returns the part of n things that a core does.
func part(core, cores, n int) (from, to int) {
	return n * core / cores, n * (core + 1) / cores
}

// together calls do for every core, in goroutines that run side by side. Each
// may call wait, which returns when all have called it.
func (t *Trainer) together(do func(core int, wait func())) {
	b := barrier{cores: int32(t.cores)}
	b.changed.L = &b.lock
	var others sync.WaitGroup
	for core := 1; core < t.cores; core++ {
		others.Add(1)
		go func() {
			defer others.Done()
			do(core, b.wait)
		}()
	}
	do(0, b.wait)
	others.Wait()
}

// A barrier lets goroutines wait for each other, as often as they want.
//
// Mostly the others arrive within microseconds, and to sleep and be woken takes
// longer than that. So wait looks out for a while before it sleeps. But it does
// sleep: another core may be busy with another program, and needs this one's
// time to finish.
type barrier struct {
	cores   int32
	arrived atomic.Int32
	round   atomic.Uint32
	lock    sync.Mutex
	changed sync.Cond
}

func (b *barrier) wait() {
	round := b.round.Load()
	if b.arrived.Add(1) == b.cores {
		b.arrived.Store(0)
		b.lock.Lock()
		b.round.Add(1)
		b.lock.Unlock()
		b.changed.Broadcast()
		return
	}
	for range 1 << 14 { // some twenty microseconds
		if b.round.Load() != round {
			return
		}
	}
	b.lock.Lock()
	for b.round.Load() == round {
		b.changed.Wait()
	}
	b.lock.Unlock()
}
