package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// differentFiles returns an error if a file that is written is also another
// flag's file. Only -save may replace the file that -resume or -load reads.
func differentFiles(o options) error {
	files := o.files()
	for i, written := range files[:3] {
		if written.path == "" {
			continue
		}
		for _, f := range files[i+1:] {
			switch {
			case f.path == "" || written.flag == "save" && (f.flag == "resume" || f.flag == "load"):
			case f.flag == "data":
				for _, path := range dataFiles(f.path) {
					if sameFile(written.path, path) {
						return fmt.Errorf("-%s %s: the file belongs to -data, want another", written.flag, written.path)
					}
				}
			case sameFile(written.path, f.path):
				return fmt.Errorf("-%s and -%s: both are %s, want two files", written.flag, f.flag, f.path)
			}
		}
	}
	return nil
}

// dataFiles returns the paths of the IDX files in a folder.
func dataFiles(folder string) []string {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil // reading the data says so
	}
	var paths []string
	for _, e := range entries {
		if strings.Contains(e.Name(), "ubyte") {
			paths = append(paths, filepath.Join(folder, e.Name()))
		}
	}
	return paths
}

// sameFile reports whether two paths lead to one file, which need not exist
// yet.
func sameFile(a, b string) bool {
	infoA, errA := os.Stat(a)
	infoB, errB := os.Stat(b)
	if errA == nil || errB == nil {
		return errA == nil && errB == nil && os.SameFile(infoA, infoB)
	}
	a, b = toBeCreated(a), toBeCreated(b)
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return strings.EqualFold(a, b)
	}
	return a == b
}

// toBeCreated returns the absolute path of the file that writing to path would
// create: links at its end and in its folder are followed.
func toBeCreated(path string) string {
	path, _, _ = target(path) // a path that cannot be written stays as it is
	if absolute, err := filepath.Abs(path); err == nil {
		path = absolute
	}
	if folder, err := filepath.EvalSymlinks(filepath.Dir(path)); err == nil {
		path = filepath.Join(folder, filepath.Base(path))
	}
	return path
}
