package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"embed"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"backprop/chapter5"
	"backprop/cmd/play/view"
	"backprop/layers/layertest/bilingual"
	"backprop/tensor/datafile"
	"backprop/tensor/npz"
)

//go:embed page
var page embed.FS

// The programs: of the page, and of the clinic.
const programFile, clinicFile = "play.wasm", "clinic.wasm"

// A site is the files that the page consists of, by their paths.
type site map[string][]byte

// newSite builds the program, and collects the files.
func newSite(ctx context.Context) (site, error) {
	root, goroot, err := folders(ctx)
	if err != nil {
		return nil, err
	}
	s := site{"figure.en.svg": view.Figure(false), "figure.ko.svg": view.Figure(true)}
	for name, folder := range map[string]string{programFile: "./cmd/play/wasm", clinicFile: "./cmd/play/wasm/clinic"} {
		if s[name], err = build(ctx, root, folder); err != nil {
			return nil, err
		}
	}
	err = fs.WalkDir(page, "page", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			s[strings.TrimPrefix(name, "page/")], err = page.ReadFile(name)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	support := filepath.Join(goroot, "lib", "wasm", "wasm_exec.js")
	if _, err := os.Stat(support); err != nil {
		support = filepath.Join(goroot, "misc", "wasm", "wasm_exec.js") // Go 1.23
	}
	for name, file := range map[string]string{
		"wasm_exec.js": support,
		"seven.png":    filepath.Join(root, "docs", "figures", "seven.png"),
	} {
		if s[name], err = os.ReadFile(file); err != nil {
			return nil, err
		}
	}
	for _, name := range []string{"train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"} {
		s["data/"+name], err = os.ReadFile(filepath.Join(root, "mnist", "data", name))
		if err != nil {
			return nil, err
		}
		if s["data/first-"+name], err = firstImages(s["data/"+name]); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	s["model.bin"], err = model(filepath.Join(root, "cmd", "predict", "model.npz"))
	return s, err
}

// model returns the network of cmd/predict in the form that the page reads.
func model(file string) ([]byte, error) {
	params, err := npz.ReadFile(file)
	if err != nil {
		return nil, err
	}
	return view.WriteNetwork(&chapter5.TwoLayerNet{Params: params}), nil
}

// folders returns the module's root and Go's.
func folders(ctx context.Context) (root, goroot string, err error) {
	out, err := exec.CommandContext(ctx, "go", "env", "GOMOD", "GOROOT").Output()
	if err != nil {
		return "", "", bilingual.Errorf("the Go tool is needed to build the page's program: %v",
			"페이지의 프로그램을 빌드하려면 Go 도구가 필요하다: %v", err)
	}
	mod, goroot, _ := strings.Cut(strings.TrimSpace(strings.ReplaceAll(string(out), "\r\n", "\n")), "\n")
	if filepath.Base(mod) != "go.mod" {
		return "", "", bilingual.Errorf("run this inside the module: there is no go.mod here or above",
			"이 폴더와 상위 폴더에 go.mod가 없다. 프로젝트 안에서 실행해야 한다")
	}
	return filepath.Dir(mod), goroot, nil
}

// firstImages returns an IDX file of the first images or labels of another:
// as many as the clinic needs.
func firstImages(packed []byte) ([]byte, error) {
	const count = 200
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	all, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	header, size := 8, 1 // of a file of labels, which has one axis
	if all[3] == 3 {
		header, size = 16, 28*28
	}
	binary.BigEndian.PutUint32(all[4:], count)
	var first bytes.Buffer
	w := gzip.NewWriter(&first)
	w.Write(all[:header+count*size]) // a Buffer's Write does not fail
	err = w.Close()
	return first.Bytes(), err
}

// build returns a program for the browser.
func build(ctx context.Context, root, folder string) ([]byte, error) {
	dir, err := os.MkdirTemp(os.Getenv("GOTMPDIR"), "play-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, programFile)
	command := exec.CommandContext(ctx, "go", "build", "-buildvcs=false", "-trimpath", "-ldflags=-s -w", "-tags=fetched", "-o", file, folder)
	command.Dir = root
	// A signal ends the Go tool before it removes its temporary folder, which is in dir.
	command.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "GOTMPDIR="+dir)
	if out, err := command.CombinedOutput(); err != nil {
		return nil, bilingual.Errorf("the page's program does not build: %v\n%s", "페이지의 프로그램을 빌드하지 못했다: %v\n%s", err, out)
	}
	return os.ReadFile(file)
}

// packedSize returns how large b is with gzip.
func packedSize(b []byte) int {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	w.Write(b) // a Buffer's Write does not fail
	w.Close()
	return packed.Len()
}

// checkFolder returns an error if the folder holds files of something else than
// an earlier site. The folder need not exist.
func checkFolder(folder string) error {
	entries, err := os.ReadDir(folder)
	_, notSite := os.Stat(filepath.Join(folder, programFile))
	switch {
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return bilingual.Errorf("-o %s: not a folder that can be read", "-o %s: 읽을 수 있는 폴더가 아니다", folder)
	case len(entries) > 0 && notSite != nil:
		return bilingual.Errorf("-o %s: the folder holds other files, want a new folder, an empty one, or that of an earlier site",
			"-o %s: 폴더에 다른 파일이 있다. 새 폴더나 빈 폴더, 또는 전에 사이트를 저장한 폴더여야 한다", folder)
	}
	return nil
}

// write writes the site to a folder. programFile comes first, so that checkFolder
// recognises the folder even if the other files do not fit on the disk.
func (s site) write(folder string) error {
	names := slices.Sorted(maps.Keys(s))
	first := slices.Index(names, programFile)
	names[0], names[first] = names[first], names[0]
	for _, name := range names {
		file := filepath.Join(folder, filepath.FromSlash(name))
		err := os.MkdirAll(filepath.Dir(file), 0o755)
		if err == nil {
			err = os.WriteFile(file, s[name], 0o644)
		}
		if err != nil {
			return fmt.Errorf("-o %s: %w", file, datafile.Cause(err))
		}
	}
	return nil
}
