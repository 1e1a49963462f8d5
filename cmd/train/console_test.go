package main

import (
	"testing"
	"time"

	"backprop/layers/layertest/bilingual"
)

func TestProgressLine(t *testing.T) {
	for _, test := range []struct {
		name              string
		from, done, total int
		elapsed           time.Duration
		want              bilingual.Text
	}{
		{"a quarter", 1, 2501, 10000, time.Second,
			bilingual.Text{English: "[==        ] 2501/10000  3s left", Korean: "[==        ] 2501/10000  3s 남음"}},
		{"all", 1, 10000, 10000, 2 * time.Minute,
			bilingual.Text{English: "[==========] 10000/10000  0s left", Korean: "[==========] 10000/10000  0s 남음"}},
		{"too early for an estimate", 1, 10, 10000, time.Second - 1,
			bilingual.Text{English: "[          ] 10/10000", Korean: "[          ] 10/10000"}},
		{"slow", 1, 11, 10000, time.Second,
			bilingual.Text{English: "[          ] 11/10000  16m39s left", Korean: "[          ] 11/10000  16m39s 남음"}},
		{"resumed", 9000, 9500, 10000, time.Second,
			bilingual.Text{English: "[========= ] 9500/10000  1s left", Korean: "[========= ] 9500/10000  1s 남음"}},
		{"nothing is measured yet", 1, 1, 10000, time.Minute,
			bilingual.Text{English: "[          ] 1/10000", Korean: "[          ] 1/10000"}},
		{"many iterations", 1, 1000000, 1000000000, time.Second,
			bilingual.Text{English: "[          ] 1000000/1000000000  16m39s left", Korean: "[          ] 1000000/1000000000  16m39s 남음"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := progressLine(test.from, test.done, test.total, test.elapsed)
			if got != test.want {
				t.Errorf("progressLine = %q, want %q", got, test.want)
			}
			if test.total <= 100000 && columns(got.Korean) > 40 {
				t.Errorf("%q takes %d columns, want at most 40", got.Korean, columns(got.Korean))
			}
		})
	}
}

// The first iteration computes the accuracies and takes a thousand times as long
// as others. It does not count for the speed.
func TestSpeedIsMeasuredAfterTheFirstIteration(t *testing.T) {
	p := &console{}
	time.Sleep(20 * time.Millisecond)
	before := time.Now()
	p.show(1, 10000)
	if p.measuredFrom != 1 || p.measuredAt.Before(before) {
		t.Errorf("measured from iteration %d, %v before it was done, want from 1 on", p.measuredFrom, before.Sub(p.measuredAt))
	}
}
