// Package replace writes files whole. The new file is written beside the old
// one and then renamed: when the power fails or the program is killed, either
// the old file is there or the new one.
package replace

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"

	"backprop/layers/layertest/bilingual"
	"backprop/tensor/datafile"
)

// A Kind describes a kind of file by the bytes with which every such file begins.
type Kind struct {
	Name   bilingual.Text // "an .npz file"
	Begins string
	Holds  string // stands in the first bytes as well, anywhere
}

// NPZ is the kind of a file that npz.Write writes: a zip archive whose first member
// is an array. Many documents are zip archives too.
var NPZ = Kind{bilingual.Text{English: "an .npz file", Korean: ".npz 파일"}, "PK\x03\x04", ".npy"}

// File replaces the file at path, or creates it, with data. Only an empty file and
// a file of the same kind are replaced, so that a mistyped path destroys nothing.
// A link stays a link, and the permissions stay. If two programs replace one file
// at the same time, the last one wins.
func File(path string, kind Kind, data []byte) error {
	f, err := createBeside(path, kind)
	if err != nil {
		return named(path, err)
	}
	defer os.Remove(f.Name()) // once it is renamed, there is nothing to remove
	removeAbandoned(f.Name())
	_, err = f.Write(data)
	if err = cmp.Or(err, f.Sync(), f.Close()); err == nil {
		err = os.Rename(f.Name(), followLinks(path))
	}
	return named(path, err)
}

// Check reports why File would fail, before there is anything to lose.
func Check(path string, kind Kind) error {
	f, err := createBeside(path, kind)
	if err == nil {
		err = cmp.Or(f.Close(), os.Remove(f.Name()))
	}
	return named(path, err)
}

// named returns err with the path at its beginning.
func named(path string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", path, datafile.Cause(err))
}

const besideBegins, besideEnds = ".backprop-", ".tmp"

// createBeside creates the file that is to be renamed. It has the permissions of the
// old file, or those of a new file, which os.CreateTemp does not give.
func createBeside(path string, kind Kind) (*os.File, error) {
	old, err := os.Stat(path)
	isNew, permissions := errors.Is(err, fs.ErrNotExist), fs.FileMode(0o666)
	if err == nil {
		permissions = old.Mode().Perm()
		err = check(path, old, kind)
	}
	if err != nil && !isNew {
		return nil, err
	}
	// Unlike filepath.Dir, Split keeps "link/..": if link leads to a folder, that is
	// the folder above it, and not the one in which link stands.
	folder, _ := filepath.Split(followLinks(path))
	name := fmt.Sprintf("%s%016x%s", besideBegins, rand.Uint64(), besideEnds)
	f, err := os.OpenFile(folder+name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, permissions)
	if err == nil && !isNew {
		f.Chmod(permissions) // OpenFile leaves out those of the umask; a file system may have none
	}
	return f, err
}

// check returns why the file at path, which is there, may not be replaced.
func check(path string, info fs.FileInfo, kind Kind) error {
	if err := datafile.Regular(info.Mode()); err != nil {
		return err
	}
	if info.Mode().Perm()&0o200 == 0 {
		return bilingual.Errorf("the file is read-only (%v)", "읽기 전용 파일이다(%v)", info.Mode())
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	head := make([]byte, datafile.HeadSize)
	n, _ := io.ReadFull(f, head) // a file that cannot be read has no kind either
	head = head[:n]
	if n == 0 || strings.HasPrefix(string(head), kind.Begins) && strings.Contains(string(head), kind.Holds) {
		return nil
	}
	found := cmp.Or(datafile.Kind(head), fmt.Sprintf("a file that begins with %.8q", head))
	return bilingual.Errorf("%s, want %s or a new name", "이미 다른 파일이 있다(%s). %s 또는 새 이름이어야 한다", found, kind.Name)
}

// followLinks returns the path to which links lead from path, where there may be
// no file yet. It ends, because os.Stat refuses links that lead back to themselves.
func followLinks(path string) string {
	for {
		to, err := os.Readlink(path)
		if err != nil {
			return path
		}
		if folder, _ := filepath.Split(path); !filepath.IsAbs(to) {
			to = folder + to
		}
		path = to
	}
}

// removeAbandoned removes the files that programs were writing beside a file when
// they were killed: those that have not changed for ten minutes.
func removeAbandoned(path string) {
	folder, _ := filepath.Split(path)
	names, _ := fs.Glob(os.DirFS(cmp.Or(folder, ".")), besideBegins+"*"+besideEnds) // none in a folder that you cannot list
	for _, name := range names {
		path := folder + name
		if info, err := os.Lstat(path); err == nil && info.Mode().IsRegular() && time.Since(info.ModTime()) > 10*time.Minute {
			os.Remove(path) // if this fails, the next File tries again
		}
	}
}
