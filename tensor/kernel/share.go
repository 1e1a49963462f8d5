package kernel

import (
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// Share calls do(0), do(1), …, do(parts-1), on several cores where the work,
// counted in products, is worth it. Each part writes to a place of its own,
// so the result is the same whoever does it. If a part panics, so does Share.
//
// The caller takes one part after another from the front, its helpers from
// the back: nobody waits for who comes late, and each core mostly meets again
// what is in its cache from the time before. One piece of work is shared at a
// time: what is shared within a part, or by a goroutine beside it, is done
// where it is.
func Share(parts, work int, do func(part int)) {
	helpers := min(parts, Cores(work)) - 1
	if helpers < 1 || !sharing.CompareAndSwap(false, true) {
		for part := range parts {
			do(part)
		}
		return
	}
	defer sharing.Store(false)
	s := &shared{do: do}
	s.left.Store(int64(parts))
	s.doing.Store(int64(parts))
	current.Store(s)
	for range helpers - int(awake.Load()) {
		select {
		case wake <- struct{}{}:
		default:
			startHelper()
		}
	}
	s.take(true)
	for spins := 1; s.doing.Load() > 0; spins++ {
		if spins%(1<<16) == 0 {
			runtime.Gosched()
		}
	}
	current.Store(nil)
	if p := s.panicked.Load(); p != nil {
		panic(*p)
	}
}

// Cores returns how many cores would share a piece of work now.
func Cores(work int) int {
	if work < worthSharing || work < worthWaking && awake.Load() == 0 || sharing.Load() {
		return 1
	}
	return runtime.GOMAXPROCS(0)
}

const (
	worthSharing = 1 << 15 // two microseconds' work, some times the hand-over
	worthWaking  = 1 << 19 // twenty, where a helper has to be woken first
)

// shared is a piece of work that several goroutines take parts of.
type shared struct {
	do       func(part int)
	left     atomic.Int64 // the parts nobody has taken: first<<32 + end
	doing    atomic.Int64 // how many parts are not done
	panicked atomic.Pointer[any]
}

// take does parts until there are none left, from the front or from the back.
// It reports whether it did any.
func (s *shared) take(front bool) (any bool) {
	for {
		left := s.left.Load()
		first, end := left>>32, left&(1<<32-1)
		if first == end {
			return any
		}
		part, rest := first, left+1<<32
		if !front {
			part, rest = end-1, left-1
		}
		if s.left.CompareAndSwap(left, rest) {
			s.try(int(part))
			any = true
		}
	}
}

func (s *shared) try(part int) {
	defer s.doing.Add(-1)
	defer func() {
		if r := recover(); r != nil {
			s.panicked.Store(&r)
		}
	}()
	s.do(part)
}

// A helper that finds nothing to do looks out for work for a while before it
// goes to sleep: to wake it takes longer than most products.
const lookout = 300 * time.Microsecond

var (
	sharing atomic.Bool // whether a piece of work is being shared
	current atomic.Pointer[shared]
	awake   atomic.Int64 // helpers that are not asleep
	wake    = make(chan struct{})
	helpers sync.Mutex
	started int
)

// startHelper starts a helper, unless there is one for every other core.
func startHelper() {
	helpers.Lock()
	defer helpers.Unlock()
	if started >= runtime.GOMAXPROCS(0)-1 {
		return
	}
	started++
	go func() {
		for {
			awake.Add(1)
			help()
			awake.Add(-1)
			<-wake
		}
	}()
}

// help takes part in what is shared until there has been nothing for a while.
func help() {
	for until := time.Now().Add(lookout); time.Now().Before(until); runtime.Gosched() {
		for range 10000 {
			if s := current.Load(); s != nil && s.take(false) {
				until = time.Now().Add(lookout)
			}
		}
	}
}
