package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"backprop/cmd/internal/cli"
)

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

// A file that cannot be written is reported before the training.
func TestOutputsThatCannotBeWritten(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the system's messages differ there")
	}
	dir, data := t.TempDir(), write(t, 60)
	nowhere := func(name string) string { return filepath.Join(dir, "nowhere", name) }
	diary := filepath.Join(dir, "diary.csv")
	if err := os.WriteFile(diary, []byte("dear diary\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ flag, path, want string }{
		{"-save", dir, "a folder, want a file"},
		{"-save", nowhere("m.npz"), "no such file or directory"},
		{"-curve", nowhere("c.svg"), "no such file or directory"},
		{"-log", nowhere("l.csv"), "no such file or directory"},
		{"-log", os.DevNull, "a device, want a regular file"},
		{"-log", diary, `a text that begins with "dear diary", want a log of cmd/train or a new name`},
		{"-save", diary, `a text that begins with "dear diary", want an .npz file or a new name`},
	} {
		t.Run(test.flag+" "+filepath.Base(test.path), func(t *testing.T) {
			printed, err := run(small(data, test.flag, test.path, "-iters", "20")...)
			want := test.flag + " " + test.path + ": " + test.want
			if printed != "" || errorText(err) != want || cli.Status(err) != 1 {
				t.Errorf("prints %q, error %v, want %s", printed, err, want)
			}
		})
	}
	if got := string(readFile(t, diary)); got != "dear diary\n" {
		t.Errorf("the diary is now %q", got)
	}
}

// A message about the file of -resume names -resume, because there is no -save.
func TestResumedFileThatCannotBeWritten(t *testing.T) {
	data, path := write(t, 60), filepath.Join(t.TempDir(), "m.npz")
	if _, err := run(small(data, "-iters", "3", "-save", path)...); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o444); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(path, 0o644) // Windows removes no read-only file
	for _, test := range []struct {
		name string
		args []string
		want string
	}{
		{"-resume alone", []string{"-resume", path}, "-resume " + path},
		{"-resume and -save", []string{"-resume", path, "-save", path}, "-save " + path},
	} {
		t.Run(test.name, func(t *testing.T) {
			printed, err := run(append(test.args, "-data", data, "-iters", "5")...)
			if want := test.want + ": the file is read-only (-r--r--r--)"; printed != "" || errorText(err) != want {
				t.Errorf("prints %q, error %v, want %s", printed, err, want)
			}
		})
	}
}

// No output destroys a file that another flag names, under whatever name: it is a file
// of another kind.
func TestOneFileForTwoFlags(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links need a privilege there")
	}
	data := write(t, 60)
	chdir(t, t.TempDir())
	if _, err := run(small(data, "-iters", "3", "-save", "m.npz")...); err != nil {
		t.Fatal(err)
	}
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{
		os.Symlink("m.npz", "symbolic.csv"), os.Link("m.npz", "hard.csv"), os.Symlink("m.npz", "m.svg"), os.Symlink("new.svg", "dangling.csv"),
		os.Symlink(".", "folder"), os.WriteFile("empty", nil, 0o644),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	model := readFile(t, "m.npz")
	for _, test := range []struct{ name, args, want string }{
		{"absolute and relative", "-load m.npz -log " + here + "/m.npz", "-log " + here + "/m.npz: a zip archive, want a log of cmd/train or a new name"},
		{"a symbolic link", "-load m.npz -log symbolic.csv", "-log symbolic.csv: a zip archive, want a log of cmd/train or a new name"},
		{"a hard link", "-load m.npz -log hard.csv", "-log hard.csv: a zip archive, want a log of cmd/train or a new name"},
		{"the curve and the model", "-load m.npz -curve m.svg", "-curve m.svg: a zip archive, want an SVG image or a new name"},
		{"a new file", "-save new.svg -curve new.svg", "-curve new.svg: a zip archive, want an SVG image or a new name"},
		{"a new file, absolute and relative", "-save new.svg -curve " + here + "/new.svg", "-curve " + here + "/new.svg: a zip archive, want an SVG image or a new name"},
		{"a new file in a linked folder", "-save folder/new -log ./new", "-log ./new: a zip archive, want a log of cmd/train or a new name"},
		{"a link to a new file", "-curve new.svg -log dangling.csv", "-log dangling.csv: an SVG image, want a log of cmd/train or a new name"},
		{"an empty file", "-save empty -log ./empty", "-log ./empty: a zip archive, want a log of cmd/train or a new name"},
		{"a mistake in one flag costs the file of no other", "-save m.npz -log " + data + "/nowhere/l.csv", "-log " + data + "/nowhere/l.csv: no such file or directory"},
		{"a name of two folders", "-save " + data + "/new.svg -curve new.svg", ""},
		{"a file of the data", "-save " + data + "/train-images-idx3-ubyte", "-save " + data + `/train-images-idx3-ubyte: a file that begins with "\x00\x00\b\x03\x00\x00\x00<", want an .npz file or a new name`},
		{"-save may replace the file of -load", "-load m.npz -save ./m.npz", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			os.Remove("new.svg")
			os.Remove("new")
			printed, err := run(small(data, append(strings.Fields(test.args), "-iters", "20")...)...)
			if errorText(err) != test.want || test.want != "" && printed != "" {
				t.Errorf("train %s = %v and prints %q, want %s before the training", test.args, err, printed, test.want)
			}
			if got := readFile(t, "m.npz"); test.want != "" && !bytes.Equal(got, model) {
				t.Error("the model has changed")
			}
		})
	}
}

// chdir makes a folder the current one until the test ends.
func chdir(t *testing.T, folder string) {
	t.Helper()
	old, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chdir(folder); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chdir(old) })
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
	err := runUntil(context.Background(), &full{lines: 2}, small(data, "-iters", "50", "-save", path)...)
	if err == nil || err.Error() != "stdout: no space left" {
		t.Errorf("error %v", err)
	}
	if c, err := resumeFile(path); err != nil || c.iteration != 31 {
		t.Errorf("saved after iteration %d, error %v, want 31", c.iteration, err)
	}
}

// Two trainings that write the same files leave each whole at every moment: it is
// one's or the other's.
func TestTwoTrainingsOfTheSameFiles(t *testing.T) {
	dir, data := t.TempDir(), write(t, 60)
	path, log := filepath.Join(dir, "model.npz"), filepath.Join(dir, "log.csv")
	errs := make(chan error)
	for _, seed := range []string{"1", "2"} {
		go func() {
			errs <- runUntil(context.Background(), io.Discard, small(data, "-iters", "100", "-seed", seed, "-save", path, "-log", log)...)
		}()
	}
	check := func(iteration int) {
		if c, err := resumeFile(path); err != nil || c.seed != 1 && c.seed != 2 || c.iteration < iteration {
			t.Fatalf("the file is not whole or not of iteration %d: %+v, %v", iteration, c, err)
		}
		lines := strings.Split(strings.TrimSpace(string(readFile(t, log))), "\n")
		if lines[0] != logHeader || iteration == 100 && (len(lines) != 8 || !strings.HasPrefix(lines[7], "90,6,")) {
			t.Errorf("the log has %d lines, want the header and 7 rows:\n%s", len(lines), strings.Join(lines, "\n"))
		}
		for _, line := range lines {
			if strings.Count(line, ",") != 4 {
				t.Errorf("the row %s is not whole", line)
			}
		}
	}
	for running := 2; running > 0; {
		select {
		case err := <-errs:
			if err != nil {
				t.Error(err)
			}
			running--
		default:
			if _, err := os.Stat(log); err == nil && runtime.GOOS != "windows" { // there, reading stops the renaming
				check(1)
			}
		}
	}
	check(100)
	if names(t, dir) != "log.csv model.npz" {
		t.Errorf("the folder has %s", names(t, dir))
	}
}

func TestLog(t *testing.T) {
	want := "iteration,epoch,loss,train_acc,test_acc\n0,0,1,0,0\n10,1,0.09090909090909091,0.5,0.45\n"
	if got := string(history(11).csv()); got != want {
		t.Errorf("the log is\n%s, want\n%s", got, want)
	}
}
