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
// off: it comes again. A file that is no log stays as it is.
func openLog(path string, done int) (*csvLog, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o666)
	l := &csvLog{path: path, file: file, started: time.Now()}
	if err != nil {
		return nil, l.wrap(err)
	}
	info, err := file.Stat()
	if err == nil && !info.Mode().IsRegular() { // a terminal, a pipe
		err = l.write(logHeader)
	} else if err == nil {
		err = l.prepare(done)
	}
	if err != nil {
		l.file.Close()
		return nil, l.wrap(err)
	}
	return l, nil
}

// prepare leaves the header in a regular file and the rows that stay, and
// opens it again to append to it. Of several programs that write one log, each
// finds a header or writes the same one over it, and their rows stay whole.
func (l *csvLog) prepare(done int) error {
	header := strings.Join(logHeader, ",") + "\n"
	old := make([]byte, 1024)
	n, err := l.file.ReadAt(old, 0)
	old = old[:n]
	if err == nil && strings.HasPrefix(string(old), header) { // there is more
		old, err = io.ReadAll(l.file)
	}
	if err != nil && err != io.EOF {
		return err
	}
	end, err := l.keep(string(old), done)
	if err != nil {
		return err
	}
	if end == 0 {
		_, err = l.file.WriteAt([]byte(header), 0)
	} else if end < len(old) {
		err = l.file.Truncate(int64(end))
	}
	appended, openErr := os.OpenFile(l.path, os.O_WRONLY|os.O_APPEND, 0)
	if err := first(err, openErr); err != nil {
		return err
	}
	l.file.Close() // all that was written through it is in the file
	l.file = appended
	return nil
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
