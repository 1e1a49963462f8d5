package random

import (
	"math"
	"math/bits"
)

// The generator is MT19937, the Mersenne Twister of Matsumoto and Nishimura
// (1998): words 0 to 623 of a sequence are given, and
//
//	x[k+624] = x[k+397] ^ y>>1 ^ y&1 * 0x9908b0df
//	y        = the top bit of x[k], the other 31 of x[k+1]
const (
	words  = 624
	middle = 397
)

// A State determines what a Generator draws next. Its fields are those of NumPy's
// get_state(): ("MT19937", Key, Pos, HasGauss, Gauss).
type State struct {
	Key      [words]uint32
	Pos      int     // how many words of Key have been drawn
	HasGauss bool    // whether Randn holds a number for its next call
	Gauss    float64 // that number
}

// State returns a copy of r's state: np.random.get_state().
func (r *Generator) State() State { return r.state }

// seed fills the key from one number, as NumPy's seed(int) does: this is the
// authors' init_genrand, not their init_by_array, which NumPy keeps for lists.
func (s *State) seed(seed uint32) {
	s.Key[0] = seed
	for i := 1; i < words; i++ {
		prev := s.Key[i-1]
		s.Key[i] = 1812433253*(prev^prev>>30) + uint32(i)
	}
	s.Pos = words
}

// refill replaces the key by the next 624 words of the sequence.
func (s *State) refill() {
	key := &s.Key
	for k := range key {
		next, mid := k+1, k+middle
		if next == words {
			next = 0
		}
		if mid >= words {
			mid -= words
		}
		y := key[k]&0x80000000 | key[next]&0x7fffffff
		key[k] = key[mid] ^ y>>1 ^ y&1*0x9908b0df
	}
	s.Pos = 0
}

// uint32 returns the next word, tempered.
func (s *State) uint32() uint32 {
	if s.Pos == words {
		s.refill()
	}
	y := s.Key[s.Pos]
	s.Pos++
	y ^= y >> 11
	y ^= y << 7 & 0x9d2c5680
	y ^= y << 15 & 0xefc60000
	return y ^ y>>18
}

// uint64 returns the next two words, the first one above.
func (s *State) uint64() uint64 {
	high := uint64(s.uint32())
	return high<<32 | uint64(s.uint32())
}

// float64 returns a multiple of 2^-53 in [0, 1): 27 bits, then 26.
func (s *State) float64() float64 {
	a, b := s.uint32()>>5, s.uint32()>>6
	return float64(uint64(a)<<26|uint64(b)) / (1 << 53)
}

// upTo returns an integer from 0 to max. It masks a draw to max's bits and draws
// again if the result is too large. For max = 0 it draws nothing.
func (s *State) upTo(max uint64) uint64 {
	if max == 0 {
		return 0
	}
	mask := uint64(1)<<bits.Len64(max) - 1
	for {
		var v uint64
		if max <= math.MaxUint32 {
			v = uint64(s.uint32()) & mask
		} else {
			v = s.uint64() & mask
		}
		if v <= max {
			return v
		}
	}
}
