package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strconv"
	"strings"
	"time"

	"backprop/tensor/datafile"
)

const logHeader = "iteration,epoch,loss,train_acc,test_acc,seconds\n"

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

// write writes the whole log. It is called at the end of each epoch: a row of
// this run that has no seconds yet gets those of now.
func (l *csvLog) write(w io.Writer) error {
	if _, err := io.WriteString(w, logHeader); err != nil {
		return err
	}
	c := l.checkpoint
	for epoch, i := range c.epochs() {
		if l.seconds[i] == "" && i >= l.from {
			l.seconds[i] = fmt.Sprintf("%.2f", time.Since(l.started).Seconds())
		}
		if _, err := fmt.Fprintf(w, "%d,%d,%g,%g,%g,%s\n", i, epoch, c.loss[i],
			c.trainAcc[epoch], c.testAcc[epoch], l.seconds[i]); err != nil {
			return err
		}
	}
	return nil
}

// readSeconds reads the seconds of earlier runs from the log at path, if there
// is one. It returns an error if the log has something else than rows, which
// write would destroy.
func (l *csvLog) readSeconds(path string) error {
	file, err := datafile.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Scan() // the header
	for lines.Scan() {
		fields := strings.Split(strings.TrimSpace(lines.Text()), ",")
		last := fields[len(fields)-1]
		iteration, err := strconv.Atoi(fields[0])
		seconds, secondsErr := strconv.ParseFloat(last, 64)
		if err != nil || secondsErr != nil && last != "" || len(fields) != strings.Count(logHeader, ",")+1 {
			return fmt.Errorf("has the row %.80q, want 6 numbers", lines.Text())
		}
		if iteration < l.from && last != "" {
			l.seconds[iteration] = last
			l.started = time.Now().Add(-time.Duration(seconds * float64(time.Second)))
		}
	}
	return datafile.Cause(lines.Err())
}
