package npz

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"backprop/tensor"
)

// ReadFile reads the arrays of the .npz file at path.
func ReadFile(path string) (map[string]*tensor.Tensor, error) {
	arrays, err := readFile(path)
	if err != nil {
		return nil, fmt.Errorf("npz: %s: %w", path, cause(err))
	}
	return arrays, nil
}

func readFile(path string) (map[string]*tensor.Tensor, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("not a regular file")
	}
	return read(f, info.Size())
}

// WriteFile writes the arrays as an .npz file at path, in place of what is
// there. It writes beside it first, so that the old file is whole until the
// new one is. It panics as Write does.
func WriteFile(path string, arrays map[string]*tensor.Tensor) error {
	if err := writeFile(path, arrays); err != nil {
		return fmt.Errorf("npz: %s: %w", path, cause(err))
	}
	return nil
}

func writeFile(path string, arrays map[string]*tensor.Tensor) (err error) {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	mode := fs.FileMode(0o644)
	if info, err := os.Stat(path); err == nil {
		if !info.Mode().IsRegular() {
			return errors.New("not a regular file")
		}
		mode = info.Mode().Perm()
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*.tmp")
	if err != nil {
		return err
	}
	renamed := false
	defer func() { // after a panic too
		if !renamed {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	for _, step := range []func() error{
		func() error { return write(f, "WriteFile", arrays) },
		func() error { return f.Chmod(mode) },
		f.Sync,
		f.Close,
		func() error { return os.Rename(f.Name(), path) },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	renamed = true
	return nil
}

// cause drops the path that package os puts into its errors: the message
// has it already.
func cause(err error) error {
	switch e := err.(type) {
	case *fs.PathError:
		return e.Err
	case *os.LinkError:
		return e.Err
	}
	return err
}
