package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"time"
)

var logHeader = []string{"iteration", "epoch", "loss", "train_acc", "test_acc", "seconds"}

// A csvLog has a row for each epoch.
type csvLog struct {
	path    string
	rows    [][]string
	started time.Time
}

// openLog begins a log. After -resume the rows up to the iteration that is
// done stay.
func openLog(path string, done int) (*csvLog, error) {
	l := &csvLog{path: path, rows: [][]string{logHeader}, started: time.Now()}
	if done > 0 {
		old, err := os.ReadFile(path)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("-log: %w", err)
		}
		if err := l.keep(old, done); err != nil {
			return nil, fmt.Errorf("-log: %s: %w", path, err)
		}
	}
	return l, l.write()
}

// keep takes over the rows of an old log.
func (l *csvLog) keep(old []byte, done int) error {
	rows, err := csv.NewReader(bytes.NewReader(old)).ReadAll()
	if err != nil {
		return err
	}
	for i, row := range rows {
		if i == 0 {
			if len(row) != len(logHeader) || row[0] != logHeader[0] {
				return fmt.Errorf("its header is %q, want %q", row, logHeader)
			}
			continue
		}
		if at, err := strconv.Atoi(row[0]); err == nil && at < done {
			l.rows = append(l.rows, row)
		}
	}
	return nil
}

// add writes a row.
func (l *csvLog) add(iteration int, loss, trainAcc, testAcc float64) error {
	number := func(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
	l.rows = append(l.rows, []string{strconv.Itoa(iteration), strconv.Itoa(len(l.rows) - 1), number(loss),
		number(trainAcc), number(testAcc), strconv.FormatFloat(time.Since(l.started).Seconds(), 'f', 2, 64)})
	return l.write()
}

func (l *csvLog) write() error {
	f, err := os.Create(l.path)
	if err != nil {
		return fmt.Errorf("-log: %w", err)
	}
	if err := errors.Join(csv.NewWriter(f).WriteAll(l.rows), f.Close()); err != nil {
		return fmt.Errorf("-log: %w", err)
	}
	return nil
}
