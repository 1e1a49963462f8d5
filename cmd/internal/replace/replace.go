// Package replace writes files whole. The new file is written beside the old
// one and then renamed: when the power goes or the program is killed, either
// the old file is there or the new one.
package replace

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"

	"backprop/tensor/datafile"
)

// A Kind is a kind of file, by the bytes with which each such file begins.
type Kind struct {
	Name   string // "an .npz file"
	Begins string
}

// NPZ is the kind of a file that npz.Write writes.
var NPZ = Kind{"an .npz file", "PK\x03\x04"}

// File replaces the file at path, or creates it, with what write writes. Only an
// empty file and a file of the same kind are replaced, so that a mistyped path
// destroys nothing. A link stays a link, and the permissions stay. If two
// programs replace one file at the same time, the last one wins.
func File(path string, kind Kind, write func(io.Writer) error) error {
	if err := replace(path, kind, write); err != nil {
		return fmt.Errorf("%s: %w", path, datafile.Cause(err))
	}
	return nil
}

// Check reports why File would fail, before there is anything to lose.
func Check(path string, kind Kind) error {
	target, _, err := resolve(path, kind)
	if err == nil {
		var f *os.File
		if f, err = createBeside(target); err == nil {
			f.Close()
			err = os.Remove(f.Name())
		}
	}
	if err != nil {
		return fmt.Errorf("%s: %w", path, datafile.Cause(err))
	}
	return nil
}

func replace(path string, kind Kind, write func(io.Writer) error) (err error) {
	path, old, err := resolve(path, kind)
	if err != nil {
		return err
	}
	folder := filepath.Dir(path)
	removeAbandoned(folder)
	f, err := createBeside(path)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close() // to close it twice does no harm
			os.Remove(f.Name())
		}
	}()
	buffer := bufio.NewWriterSize(f, 1<<16)
	keepPermissions := func() error {
		if old == nil {
			return nil
		}
		return f.Chmod(old.Mode().Perm())
	}
	for _, step := range []func() error{
		func() error { return write(buffer) }, buffer.Flush, keepPermissions, f.Sync, f.Close,
		func() error { return os.Rename(f.Name(), path) },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	if f, err := os.Open(folder); err == nil {
		f.Sync() // brings the new name to the disk, where the system can do that
		f.Close()
	}
	return nil
}

// resolve follows links to the file that path names. It returns that file's path
// and what there is about it, which is nil for a new file.
func resolve(path string, kind Kind) (string, fs.FileInfo, error) {
	info, err := os.Stat(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return path, nil, err
	}
	for { // ends, because Stat refuses links that lead back to themselves
		to, err := os.Readlink(path)
		if err != nil {
			break
		}
		if !filepath.IsAbs(to) {
			to = filepath.Dir(path) + string(filepath.Separator) + to
		}
		path = to
	}
	if info == nil {
		return path, nil, nil
	}
	if err := datafile.Regular(info.Mode()); err != nil {
		return path, nil, err
	}
	if info.Mode().Perm()&0o200 == 0 {
		return path, nil, fmt.Errorf("the file is read-only (%v)", info.Mode())
	}
	f, err := os.Open(path)
	if err != nil {
		return path, nil, err
	}
	defer f.Close()
	head := make([]byte, datafile.HeadSize)
	n, _ := io.ReadFull(f, head) // a file that cannot be read has no kind either
	if head = head[:n]; n > 0 && !strings.HasPrefix(string(head), kind.Begins) {
		found := datafile.Kind(head)
		if found == "" {
			found = fmt.Sprintf("a file that begins with %.8q", head)
		}
		return path, nil, fmt.Errorf("%s, want %s or a new name", found, kind.Name)
	}
	return path, info, nil
}

const besideBegins, besideEnds = ".backprop-", ".tmp"

// createBeside creates the file that is to be renamed to path. Unlike
// os.CreateTemp, it gives the file the permissions of a file that stays.
func createBeside(path string) (*os.File, error) {
	name := fmt.Sprintf("%s%016x%s", besideBegins, rand.Uint64(), besideEnds)
	return os.OpenFile(filepath.Join(filepath.Dir(path), name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
}

// removeAbandoned removes the files that programs were writing in a folder when
// they were killed: those that have not changed for ten minutes.
func removeAbandoned(folder string) {
	entries, _ := os.ReadDir(folder) // you can write to a folder that you cannot list
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), besideBegins) || !strings.HasSuffix(e.Name(), besideEnds) {
			continue
		}
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() && time.Since(info.ModTime()) > 10*time.Minute {
			os.Remove(filepath.Join(folder, e.Name())) // if this fails, the next File tries again
		}
	}
}
