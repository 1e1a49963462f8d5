package main

import (
	"bufio"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"time"
)

// replace puts what write writes in the place of the file at path. It is
// written beside it, brought to the disk and renamed: whenever the power goes,
// either the old file is there or the new one, and whole. A link stays a link,
// and the permissions stay what they were. Of two that replace one file at the
// same time, the last one wins.
func replace(path string, write func(io.Writer) error) error {
	if err := replaceTarget(path, write); err != nil {
		return fmt.Errorf("%s: %w", path, cause(err))
	}
	return nil
}

func replaceTarget(path string, write func(io.Writer) error) (err error) {
	path, old, err := target(path)
	if err != nil {
		return err
	}
	removeStale(path)
	f, err := createBeside(path)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close() // a second time does no harm
			os.Remove(f.Name())
		}
	}()
	buffer := bufio.NewWriterSize(f, 1<<16)
	for _, step := range []func() error{
		func() error { return write(buffer) },
		buffer.Flush,
		func() error {
			if old == nil {
				return nil
			}
			return f.Chmod(old.Mode().Perm())
		},
		f.Sync,
		f.Close,
		func() error { return os.Rename(f.Name(), path) },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	if folder, err := os.Open(filepath.Dir(path)); err == nil {
		folder.Sync() // the new name too, where the system can do that
		folder.Close()
	}
	return nil
}

// target follows links to the file that path names, and returns that file's
// path and what there is about it: nil if it is not there yet.
func target(path string) (string, fs.FileInfo, error) {
	info, err := os.Stat(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return path, nil, err
	}
	for { // it ends: Stat has refused links that go round
		to, err := os.Readlink(path)
		if err != nil {
			break
		}
		if !filepath.IsAbs(to) {
			to = filepath.Dir(path) + string(filepath.Separator) + to
		}
		path = to
	}
	switch {
	case info == nil:
		return path, nil, nil
	case info.IsDir():
		return path, nil, errors.New("found a folder, want a file")
	case !info.Mode().IsRegular():
		return path, nil, fmt.Errorf("found a special file (%v), want a regular one", info.Mode())
	case info.Mode().Perm()&0o200 == 0:
		return path, nil, fmt.Errorf("the file there is read-only (%v)", info.Mode())
	}
	return path, info, nil
}

// besidePrefix returns how the names of the files begin that are written beside
// a file and not yet renamed to it. The file's own name may be as long as names
// can be: its checksum stands for it.
func besidePrefix(path string) string {
	return fmt.Sprintf(".train-%08x-", crc32.ChecksumIEEE([]byte(filepath.Base(path))))
}

// removeStale removes what earlier programs that were killed have left beside a
// file: a program that is still writing has changed its file within the minute.
func removeStale(path string) {
	folder := filepath.Dir(path)
	entries, err := os.ReadDir(folder)
	if err != nil {
		return // a folder that can be written to need not be readable
	}
	stale := regexp.MustCompile("^" + regexp.QuoteMeta(besidePrefix(path)) + `[0-9a-f]{8}\.tmp$`)
	for _, e := range entries {
		if !stale.MatchString(e.Name()) {
			continue
		}
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() && time.Since(info.ModTime()) > time.Minute {
			os.Remove(filepath.Join(folder, e.Name())) // if it fails, the next save tries again
		}
	}
}

// createBeside is os.CreateTemp with the permissions of a file that is to
// stay.
func createBeside(path string) (f *os.File, err error) {
	for range 1000 {
		name := fmt.Sprintf("%s%08x.tmp", besidePrefix(path), rand.Uint32())
		f, err = os.OpenFile(filepath.Join(filepath.Dir(path), name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if !errors.Is(err, fs.ErrExist) {
			break
		}
	}
	return f, err
}

// writable reports why replace cannot work, before there is something to lose.
func writable(path string) error {
	to, _, err := target(path)
	if err == nil {
		var f *os.File
		if f, err = createBeside(to); err == nil {
			err = first(f.Close(), os.Remove(f.Name()))
		}
	}
	if err != nil {
		return fmt.Errorf("%s: %w", path, cause(err))
	}
	return nil
}

// cause drops the path that package os puts into its errors, and what was in
// the writing when it came: it is that of the file beside, which says nothing
// to anybody.
func cause(err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return path.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}
