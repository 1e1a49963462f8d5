//go:build linux || darwin

package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"backprop/cmd/internal/cli"
	"backprop/layers/layertest/bilingual"
	"backprop/tensor"
	"backprop/tensor/npz"
)

// The Korean message of each fault of a file names the flag, the file, what train
// found and what it wants.
func TestFilesInKorean(t *testing.T) {
	data, dir := write(t, 60), t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	if _, err := run(small(data, "-iters", "3", "-save", at("m.npz"))...); err != nil {
		t.Fatal(err)
	}
	whole := readFile(t, at("m.npz"))
	arrays, err := npz.ReadFile(at("m.npz"))
	if err != nil {
		t.Fatal(err)
	}
	arrays["lr"] = tensor.Scalar(-1)
	writeArrays(t, at("lr.npz"), arrays)
	arrays["hidden"] = tensor.Scalar(1.5)
	writeArrays(t, at("hidden.npz"), arrays)
	delete(arrays, "iteration")
	writeArrays(t, at("model.npz"), arrays)
	for _, err := range []error{
		os.WriteFile(at("diary.csv"), []byte("dear diary\n"), 0o644), os.WriteFile(at("read-only.csv"), nil, 0o444),
		os.WriteFile(at("cut.npz"), whole[:len(whole)/2], 0o644),
		syscall.Mkfifo(at("pipe.npz"), 0o644), os.Mkdir(at("folder.npz"), 0o755), os.Mkdir(at("locked"), 0o555),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct{ flag, name, want string }{
		{"-save", "nowhere/m.npz", "-save PATH: 파일이나 폴더가 없다"},
		{"-log", "nowhere/l.csv", "-log PATH: 파일이나 폴더가 없다"},
		{"-save", "folder.npz", "-save PATH: 폴더다. 파일이어야 한다"},
		{"-save", "pipe.npz", "-save PATH: 이름 있는 파이프다. 일반 파일이어야 한다"},
		{"-save", "locked/m.npz", "-save PATH: 권한이 없다"},
		{"-log", "read-only.csv", "-log PATH: 읽기 전용 파일이다(-r--r--r--)"},
		{"-log", "diary.csv", `-log PATH: 이미 다른 파일이 있다(a text that begins with "dear diary"). cmd/train의 로그 또는 새 이름이어야 한다`},
		{"-load", "pipe.npz", "npz: PATH: 이름 있는 파이프다. 일반 파일이어야 한다"}, // opening it would wait for ever
		{"-resume", "pipe.npz", "npz: PATH: 이름 있는 파이프다. 일반 파일이어야 한다"},
		{"-resume", "missing.npz", "npz: PATH: 파일이나 폴더가 없다"},
		{"-resume", "folder.npz", "npz: PATH: 폴더다. 파일이어야 한다"},
		{"-resume", "cut.npz", "파일에 문제가 있다: npz: PATH: damaged zip archive: "},
		{"-resume", "model.npz", "PATH: iteration 배열이 없다. -save로 저장한 파일이어야 한다"},
		{"-resume", "lr.npz", "PATH: lr의 값이 -1이다. 0보다 큰 유한한 수여야 한다"},
		{"-resume", "hidden.npz", "PATH: hidden의 값이 1.5이다. 1부터 10000까지의 정수여야 한다"},
		{"-data", "missing", "mnist: PATH: 폴더가 없다"},
		{"-data", "diary.csv", "mnist: PATH: 파일이다. IDX 파일 네 개가 있는 폴더여야 한다"},
	} {
		t.Run(test.flag+" "+test.name, func(t *testing.T) {
			if test.name == "locked/m.npz" && os.Getuid() == 0 {
				t.Skip("root may write to every folder")
			}
			_, err := run(small(data, "-iters", "3", test.flag, at(test.name))...)
			if err == nil {
				t.Fatal("no error")
			}
			want := strings.ReplaceAll(test.want, "PATH", at(test.name))
			if got := cli.Message(err, bilingual.Korean); got != want && !(strings.HasSuffix(want, ": ") && strings.HasPrefix(got, want)) {
				t.Errorf("says %s, want %s", got, want)
			}
		})
	}
}

func TestFullDiskInKorean(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip(err)
	}
	defer full.Close()
	c, stderr := program(small(write(t, 60), "-iters", "3", "-lang", "ko")...)
	c.Stdout = full
	c.Run() // its error is the status
	if want := "train: stdout: 디스크에 남은 공간이 없다\n"; stderr.String() != want || c.ProcessState.ExitCode() != 1 {
		t.Errorf("status %d, says %s, want 1, %s", c.ProcessState.ExitCode(), stderr, want)
	}
}
