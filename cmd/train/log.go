package main

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strconv"
	"strings"
	"time"

	"backprop/tensor/datafile"
)

const logHeader = "iteration,epoch,loss,train_acc,test_acc,seconds\n"

// logRow matches a row of a log: its first field is the iteration, its last one
// the seconds, if they are known.
var logRow = regexp.MustCompile(`^(\d+),\d+,[^,]+,[^,]+,[^,]+,([\d.]*)$`)

// A csvLog writes a checkpoint's history, a row for each epoch. Only the seconds
// are not in the checkpoint, whose bytes do not depend on the clock.
type csvLog struct {
	checkpoint *checkpoint
	from       int            // the iterations that were done before this run
	started    time.Time      // when iteration 0 began, less the pauses between runs
	seconds    map[int]string // from then to an iteration that ended an epoch
}

func newLog(c *checkpoint) *csvLog {
	return &csvLog{checkpoint: c, from: c.iteration, started: time.Now(), seconds: map[int]string{}}
}

// readSeconds reads the seconds of earlier runs from the log at path, if there
// is one. It returns an error if the log has something else than rows, which
// the new log would destroy.
func (l *csvLog) readSeconds(path string) error {
	text, err := datafile.Read(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for n, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		if n == 0 { // the header
			continue
		}
		row := logRow.FindStringSubmatch(strings.TrimSpace(line))
		if row == nil {
			return fmt.Errorf("has the row %.80q, want 6 numbers", line)
		}
		iteration, _ := strconv.Atoi(row[1])
		seconds, err := strconv.ParseFloat(row[2], 64)
		if err == nil && iteration < l.from {
			l.seconds[iteration] = row[2]
			l.started = time.Now().Add(-time.Duration(seconds * float64(time.Second)))
		}
	}
	return nil
}

// csv returns the whole log. It is called at the end of each epoch: a row of this
// run that has no seconds yet gets those of now.
func (l *csvLog) csv() []byte {
	c, text := l.checkpoint, []byte(logHeader)
	for epoch, i := range c.epochs() {
		if l.seconds[i] == "" && i >= l.from {
			l.seconds[i] = fmt.Sprintf("%.2f", time.Since(l.started).Seconds())
		}
		text = fmt.Appendf(text, "%d,%d,%g,%g,%g,%s\n", i, epoch, c.loss[i],
			c.trainAcc[epoch], c.testAcc[epoch], l.seconds[i])
	}
	return text
}
