package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"backprop/layers/layertest/bilingual"
	"backprop/mnist"
	"backprop/tensor/datafile"
	"backprop/tensor/npz"
)

func TestMessage(t *testing.T) {
	dir := t.TempDir()
	missing, file := filepath.Join(dir, "missing"), filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	_, noFile := npz.Open(missing)
	_, empty := npz.Open(file)
	_, _, noFolder := mnist.Load(mnist.Options{Dir: missing})
	_, _, noData := mnist.Load(mnist.Options{Dir: dir})
	_, _, aFile := mnist.Load(mnist.Options{Dir: file})
	for _, test := range []struct {
		name string
		err  error
		want string // in Korean
	}{
		{"no file", noFile, "npz: " + missing + ": 파일이나 폴더가 없다"},
		{"no permission", fmt.Errorf("-save a: %w", fs.ErrPermission), "-save a: 권한이 없다"},
		{"a folder", fmt.Errorf("a: %w", syscall.EISDIR), "a: 폴더다"},
		{"a file in a file", fmt.Errorf("a/b: %w", syscall.ENOTDIR), "a/b: 경로 중간에 폴더가 아닌 것이 있다"},
		{"a full disk", fmt.Errorf("stdout: %w", syscall.ENOSPC), "stdout: 디스크에 남은 공간이 없다"},
		{"a disk to read only", fmt.Errorf("a: %w", syscall.EROFS), "a: 읽기 전용 파일 시스템이다"},
		{"a folder, want a file", fmt.Errorf("a: %w", datafile.Regular(fs.ModeDir)), "a: 폴더다. 파일이어야 한다"},
		{"a pipe", fmt.Errorf("a: %w", datafile.Regular(fs.ModeNamedPipe)), "a: 이름 있는 파이프다. 일반 파일이어야 한다"},
		{"a device", fmt.Errorf("a: %w", datafile.Regular(fs.ModeDevice)), "a: 장치다. 일반 파일이어야 한다"},
		{"no folder of data", noFolder, "mnist: " + missing + ": 폴더가 없다"},
		{"a file for a folder", aFile, "mnist: " + file + ": 파일이다. IDX 파일 네 개가 있는 폴더여야 한다"},
		{"in both languages", fmt.Errorf("a.png: %w", bilingual.Errorf("no digit", "숫자가 없다")), "a.png: 숫자가 없다"},
		{"a damaged file", empty, "파일에 문제가 있다: npz: " + file + ": empty, want a zip archive"},
		{"a folder without data", noData, "파일에 문제가 있다: mnist: " + dir + ": no train-images-idx3-ubyte, plain or .gz"},
		{"another reason", errors.New("a: too hot"), "파일에 문제가 있다: a: too hot"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := Message(test.err, bilingual.Korean); got != test.want {
				t.Errorf("Message(%v, Korean) = %s, want %s", test.err, got, test.want)
			}
			if got := Message(test.err, bilingual.English); got != test.err.Error() {
				t.Errorf("Message(%v, English) = %s", test.err, got)
			}
		})
	}
}

func TestCheckFinite(t *testing.T) {
	for _, test := range []struct {
		name   string
		values []float64
		want   string
	}{
		{"no value", nil, "<nil>"},
		{"the largest value", []float64{0, math.MaxFloat64}, "<nil>"},
		{"NaN", []float64{0, math.NaN()}, "m.npz: W1 has NaN at 1, want finite numbers"},
		{"an infinity before NaN", []float64{math.Inf(1), math.NaN()}, "m.npz: W1 has +Inf at 0, want finite numbers"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if err := CheckFinite("m.npz", "W1", test.values); fmt.Sprint(err) != test.want {
				t.Errorf("CheckFinite(%v) = %v, want %s", test.values, err, test.want)
			}
		})
	}
}
