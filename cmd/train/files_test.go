package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

func text(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	}
}

// names returns what is in a folder.
func names(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return strings.Join(all, " ")
}

func TestReplace(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "file")
	for _, s := range []string{"first", "second"} {
		if err := replace(path, text(s)); err != nil || string(readFile(t, path)) != s {
			t.Errorf("replaced with %q, error %v, want %q", readFile(t, path), err, s)
		}
	}
	// What fails half way leaves the old file, and nothing else.
	err := replace(path, func(w io.Writer) error {
		io.WriteString(w, strings.Repeat("half", 1<<16))
		return errors.New("no more")
	})
	if err == nil || err.Error() != path+": no more" || string(readFile(t, path)) != "second" || names(t, dir) != "file" {
		t.Errorf("error %v, the file is %q in a folder of %s", err, readFile(t, path), names(t, dir))
	}
	if err := replace(filepath.Join(path, "file"), text("")); err == nil || strings.Contains(err.Error(), ".train-") {
		t.Errorf("a file in a file: error %v", err)
	}
}

// What a program that was killed has left is removed by the next save to the
// same path, and nothing else is.
func TestReplaceRemovesStaleFiles(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "m.npz")
	stale := besidePrefix(path) + "0123abcd.tmp"
	for _, test := range []struct {
		name, file  string
		age         time.Duration
		wantRemoved bool
	}{
		{"a file of a program that was killed", stale, time.Hour, true},
		{"a file that may be being written", stale, 10 * time.Second, false},
		{"a file beside another target", besidePrefix(filepath.Join(dir, "n.npz")) + "0123abcd.tmp", time.Hour, false},
		{"a name that is longer", stale + ".bak", time.Hour, false},
		{"a name with other letters", besidePrefix(path) + "mine.tmp", time.Hour, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			beside := filepath.Join(dir, test.file)
			then := time.Now().Add(-test.age)
			if err := first(os.WriteFile(beside, []byte("half"), 0o644), os.Chtimes(beside, then, then)); err != nil {
				t.Fatal(err)
			}
			defer os.Remove(beside)
			if err := replace(path, text("new")); err != nil {
				t.Fatal(err)
			}
			if _, err := os.Lstat(beside); errors.Is(err, os.ErrNotExist) != test.wantRemoved {
				t.Errorf("removed %s: %v, want %v", test.file, err, test.wantRemoved)
			}
		})
	}
	t.Run("a folder of that name", func(t *testing.T) {
		beside, then := filepath.Join(dir, stale), time.Now().Add(-time.Hour)
		if err := first(os.Mkdir(beside, 0o755), os.Chtimes(beside, then, then), replace(path, text("new"))); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Lstat(beside); err != nil {
			t.Error(err)
		}
	})
}

func TestReplaceRespects(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links and permissions are others there")
	}
	dir := t.TempDir()
	file, link, dangling, ahead := filepath.Join(dir, "file"), filepath.Join(dir, "link"), filepath.Join(dir, "dangling"), filepath.Join(dir, "ahead")
	for _, err := range []error{
		os.WriteFile(file, []byte("old"), 0o640), os.Chmod(file, 0o640),
		os.Symlink("file", link), os.Symlink("ahead", dangling),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, path := range []string{link, dangling} {
		if err := replace(path, text("new")); err != nil {
			t.Error(err)
		}
		if info, err := os.Lstat(path); err != nil || info.Mode()&os.ModeSymlink == 0 {
			t.Errorf("%s is no link any more: %v, error %v", path, info.Mode(), err)
		}
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o640 || string(readFile(t, file)) != "new" {
		t.Errorf("the file is %v of %q, error %v, want -rw-r----- of \"new\"", info.Mode(), readFile(t, file), err)
	}
	if string(readFile(t, ahead)) != "new" {
		t.Errorf("the file that the link is ahead of is %q", readFile(t, ahead))
	}
}

// What cannot be written is said before the training.
func TestUnwritable(t *testing.T) {
	dir, data := t.TempDir(), write(t, 60)
	file := func(name string) string { return filepath.Join(dir, name) }
	if err := os.WriteFile(file("read-only.npz"), []byte("old"), 0o444); err != nil {
		t.Fatal(err)
	}
	links := os.Symlink("round.npz", file("round.npz"))
	for _, c := range []struct {
		args []string
		want string // what FILE is in it
		here bool
	}{
		{[]string{"-save", dir}, "-save FILE: found a folder, want a file", true},
		{[]string{"-save", file("read-only.npz")}, "-save FILE: the file there is read-only (-r--r--r--)", true},
		{[]string{"-save", file("nowhere/m.npz")}, "-save FILE: no such file or directory", true},
		{[]string{"-save", file("read-only.npz/m.npz")}, "-save FILE: not a directory", true},
		{[]string{"-save", file("round.npz")}, "-save FILE: too many levels of symbolic links", links == nil},
		{[]string{"-curve", file("nowhere/c.svg")}, "-curve FILE: no such file or directory", true},
		{[]string{"-log", file("nowhere/l.csv")}, "-log FILE: no such file or directory", true},
		{[]string{"-log", "/dev/full"}, "-log FILE: no space left on device", runtime.GOOS == "linux"},
		{[]string{"-save", "/dev/full"}, "-save FILE: found a special file (Dcrw-rw-rw-), want a regular one", runtime.GOOS == "linux"},
	} {
		if !c.here || runtime.GOOS == "windows" {
			continue
		}
		printed, err := run(t, small(data, append(c.args, "-iters", "20")...)...)
		if want := strings.Replace(c.want, "FILE", c.args[1], 1); printed != "" || err == nil || err.Error() != want || status(err) != 1 {
			t.Errorf("%q: prints %q, error %v, want %s", c.args, printed, err, want)
		}
	}
	if string(readFile(t, file("read-only.npz"))) != "old" {
		t.Error("the read-only file has changed")
	}
}

// full has room for some lines.
type full struct {
	bytes.Buffer
	lines int
}

func (f *full) Write(b []byte) (int, error) {
	if f.lines--; f.lines < 0 {
		return 0, errors.New("no space left")
	}
	return f.Buffer.Write(b)
}

// When an epoch's line cannot be printed, the epoch is saved all the same.
func TestFullStdout(t *testing.T) {
	path, data := filepath.Join(t.TempDir(), "m.npz"), write(t, 60)
	o, err := parse(small(data, "-iters", "50", "-save", path), os.Stderr)
	if err != nil {
		t.Fatal(err)
	}
	err = train(o, &full{lines: 2}, io.Discard, &progress{}, nil)
	if err == nil || err.Error() != "no space left" {
		t.Errorf("error %v", err)
	}
	if c, err := resume(path); err != nil || c.iteration != 31 {
		t.Errorf("saved after iteration %d, error %v, want 31", c.iteration, err)
	}
}

// Two trainings that write one file leave it whole at every moment: it is
// one's or the other's.
func TestTwoTrainingsOfOneFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "model.npz")
	data := write(t, 60)
	errs := make(chan error)
	for _, seed := range []string{"1", "2"} {
		o, err := parse(small(data, "-iters", "300", "-seed", seed, "-save", path), os.Stderr)
		if err != nil {
			t.Fatal(err)
		}
		go func() { errs <- train(o, io.Discard, io.Discard, &progress{}, nil) }()
	}
	whole := func() (c *checkpoint) {
		c, err := resume(path)
		if err != nil || c.seed != 1 && c.seed != 2 {
			t.Fatalf("the file is not whole: %v", err)
		}
		return c
	}
	for running := 2; running > 0; {
		select {
		case err := <-errs:
			if err != nil {
				t.Error(err)
			}
			running--
		default:
			if _, err := os.Stat(path); err == nil && runtime.GOOS != "windows" { // there, reading stops the renaming
				whole()
			}
		}
	}
	if c := whole(); c.iteration != 300 || names(t, dir) != "model.npz" {
		t.Errorf("the file is of iteration %d, in a folder of %s", c.iteration, names(t, dir))
	}
}

func TestLogKeeps(t *testing.T) {
	const header = "iteration,epoch,loss,train_acc,test_acc,seconds\n"
	for _, c := range []struct{ name, old, want, err string }{
		{"there is none", "", header, ""},
		{"header alone", header, header, ""},
		{"header cut short", header[:9], header, ""},
		{"rows of iterations that are done", header + "0,0,2.3,0.1,0.1,1.00\n", header + "0,0,2.3,0.1,0.1,1.00\n", ""},
		{"rows that come again", header + "0,0,2.3,0.1,0.1,1.00\n10,1,2,0.5,0.5,2.00\n", header + "0,0,2.3,0.1,0.1,1.00\n", ""},
		{"many rows that come again", header + "0,0,2.3,0.1,0.1,1.00\n" + strings.Repeat("10,1,2,0.5,0.5,2.00\n", 9), header + "0,0,2.3,0.1,0.1,1.00\n", ""},
		{"a row cut short", header + "0,0,2.3,0.1,0.1,1.00\n5,1,2.2,0.", header + "0,0,2.3,0.1,0.1,1.00\n", ""},
		{"a loss that is none", header + "0,0,NaN,0.1,0.1,1.00\n", header + "0,0,NaN,0.1,0.1,1.00\n", ""},
		{"something else", "dear diary\n", "dear diary\n", `begins with "dear diary", want "iteration,epoch,loss,train_acc,test_acc,seconds"`},
		{"no row", header + "dear diary\n", header + "dear diary\n", `has the row "dear diary", want 6 numbers`},
		{"a row too short", header + "1,2\n", header + "1,2\n", `has the row "1,2", want 6 numbers`},
	} {
		path := filepath.Join(t.TempDir(), "l.csv")
		if err := os.WriteFile(path, []byte(c.old), 0o644); err != nil {
			t.Fatal(err)
		}
		l, err := openLog(path, 10)
		if c.err == "" && err == nil {
			err = l.add(10, 1, 2, 0.5, 0.25)
			l.file.Close()
			got := string(readFile(t, path))
			if !strings.HasPrefix(got, c.want+"10,1,2,0.5,0.25,") || strings.Count(got, "\n") != strings.Count(c.want, "\n")+1 {
				t.Errorf("%s: the log is\n%s, want\n%s and a row", c.name, got, c.want)
			}
		}
		switch {
		case c.err == "" && err != nil:
			t.Errorf("%s: %v", c.name, err)
		case c.err != "" && (err == nil || err.Error() != path+": "+c.err || string(readFile(t, path)) != c.want):
			t.Errorf("%s: error %v, want %s; the log is\n%s", c.name, err, c.err, readFile(t, path))
		}
	}
}

// The seconds go on where the log has stopped.
func TestLogClock(t *testing.T) {
	path := filepath.Join(t.TempDir(), "l.csv")
	old := strings.Join(logHeader, ",") + "\n0,0,2.3,0.1,0.1,1000.00\n"
	if err := os.WriteFile(path, []byte(old), 0o644); err != nil {
		t.Fatal(err)
	}
	l, err := openLog(path, 1)
	if err != nil {
		t.Fatal(err)
	}
	defer l.file.Close()
	if err := l.add(1, 1, 2, 0.5, 0.5); err != nil || !strings.Contains(string(readFile(t, path)), "0.5,0.5,100") {
		t.Errorf("the log is\n%s, error %v", readFile(t, path), err)
	}
}
