package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"backprop/cmd/internal/cli"
	"backprop/layers/layertest/bilingual"
)

func TestProgressLine(t *testing.T) {
	for _, test := range []struct {
		name              string
		from, done, total int
		elapsed           time.Duration
		columns           int
		want, wantKorean  string
	}{
		{"a quarter", 1, 2501, 10000, time.Second, 80, "[==        ] 2501/10000  3s left", "[==        ] 2501/10000  3초 남음"},
		{"all", 1, 10000, 10000, 2 * time.Minute, 80, "[==========] 10000/10000  0s left", "[==========] 10000/10000  0초 남음"},
		{"too early for an estimate", 1, 10, 10000, time.Second - 1, 80, "[          ] 10/10000", "[          ] 10/10000"},
		{"slow", 1, 11, 10000, time.Second, 80, "[          ] 11/10000  16m39s left", "[          ] 11/10000  16분 39초 남음"},
		{"hours", 1, 1001, 10000000, time.Second, 80, "[          ] 1001/10000000  2h46m39s left", "[          ] 1001/10000000  2시간 46분 39초 남음"},
		{"resumed", 9000, 9500, 10000, time.Second, 80, "[========= ] 9500/10000  1s left", "[========= ] 9500/10000  1초 남음"},
		{"nothing is measured yet", 1, 1, 10000, time.Minute, 80, "[          ] 1/10000", "[          ] 1/10000"},
		{"40 columns", 1, 11, 10000, time.Second, 40, "[          ] 11/10000  16m39s left", "[          ] 11/10000  16분 39초 남음"},
		{"40 columns and many iterations", 1, 1000000, 1000000000, time.Second, 40, "1000000/1000000000  16m39s left", "1000000/1000000000  16분 39초 남음"},
		{"30 columns", 1, 11, 10000, time.Second, 30, "11/10000  16m39s left", "11/10000  16분 39초 남음"},
		{"20 columns", 1, 11, 10000, time.Second, 20, "11/10000", "11/10000"},
		{"8 columns", 1, 11, 10000, time.Second, 8, "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			for language, want := range map[bilingual.Language]string{bilingual.English: test.want, bilingual.Korean: test.wantKorean} {
				got := progressLine(test.from, test.done, test.total, test.elapsed, test.columns, language)
				if got != want || cli.Width(got) >= test.columns {
					t.Errorf("progressLine = %q, want %q in fewer than %d columns", got, want, test.columns)
				}
			}
		})
	}
}

// The line is cleared without touching the next one.
func TestClear(t *testing.T) {
	var out bytes.Buffer
	c := &console{out: &out, columns: 24, language: bilingual.Korean, measuredFrom: 1, measuredAt: time.Now().Add(-time.Hour)}
	c.show(2, 3)
	c.clear()
	line := "2/3  1시간 0분 0초 남음"
	if want := line + "\r" + strings.Repeat(" ", cli.Width(line)) + "\r"; out.String() != want {
		t.Errorf("prints %q, want %q", &out, want)
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
