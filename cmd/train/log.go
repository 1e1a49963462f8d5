package main

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"
)

var logHeader = []string{"iteration", "epoch", "loss", "train_acc", "test_acc", "seconds"}

// A csvLog has a row for each epoch, written at once.
type csvLog struct {
	path    string
	file    *os.File
	started time.Time
}

// openLog begins a log. When a training goes on that has done some iterations,
// the rows of those stay, and what was written after the checkpoint is cut
// off: it comes again.
func openLog(path string, done int) (*csvLog, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o666)
	l := &csvLog{path: path, file: file, started: time.Now()}
	if err != nil {
		return nil, l.wrap(err)
	}
	var old []byte
	info, err := file.Stat()
	regular := err == nil && info.Mode().IsRegular() // and no terminal
	if regular && done > 0 {
		old, err = io.ReadAll(file)
	}
	end := 0
	if err == nil {
		end, err = l.keep(string(old), done)
	}
	if err == nil && regular {
		_, seek := file.Seek(int64(end), io.SeekStart)
		err = first(file.Truncate(int64(end)), seek)
	}
	if err == nil && end == 0 {
		err = l.write(logHeader)
	}
	if err != nil {
		file.Close()
		return nil, l.wrap(err)
	}
	return l, nil
}

// keep returns how much of an old log stays.
func (l *csvLog) keep(old string, done int) (end int, err error) {
	header := strings.Join(logHeader, ",") + "\n"
	if strings.HasPrefix(header, old) && old != header { // empty, or cut short
		return 0, nil
	}
	line, rest, _ := strings.Cut(old, "\n")
	if line+"\n" != header {
		return 0, fmt.Errorf("begins with %.80q, want %q", line, strings.TrimSpace(header))
	}
	for {
		end = len(old) - len(rest)
		var whole bool
		line, rest, whole = strings.Cut(rest, "\n")
		if !whole {
			return end, nil // the last row is cut short, or there is none
		}
		fields := strings.Split(line, ",")
		iteration, err := strconv.Atoi(fields[0])
		seconds, err2 := strconv.ParseFloat(fields[len(fields)-1], 64)
		if err := first(err, err2); err != nil || len(fields) != len(logHeader) {
			return 0, fmt.Errorf("has the row %.80q, want %d numbers", line, len(logHeader))
		}
		if iteration >= done {
			return end, nil
		}
		l.started = time.Now().Add(-time.Duration(seconds * float64(time.Second))) // the clock goes on, too
	}
}

// add writes a row.
func (l *csvLog) add(iteration, epoch int, loss, trainAcc, testAcc float64) error {
	number := func(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
	return l.wrap(l.write([]string{strconv.Itoa(iteration), strconv.Itoa(epoch), number(loss),
		number(trainAcc), number(testAcc), strconv.FormatFloat(time.Since(l.started).Seconds(), 'f', 2, 64)}))
}

func (l *csvLog) write(row []string) error {
	_, err := l.file.WriteString(strings.Join(row, ",") + "\n")
	return err
}

func (l *csvLog) wrap(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", l.path, cause(err))
}
