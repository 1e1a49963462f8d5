package main

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// One file for two things is found by the file, not by its name.
func TestOneFileForTwoThings(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links need a privilege there")
	}
	data := write(t, 12)
	chdir(t, t.TempDir())
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{
		os.WriteFile("m.npz", []byte("a model"), 0o644),
		os.Symlink("m.npz", "symbolic.csv"), os.Link("m.npz", "hard.csv"),
		os.Mkdir("folder", 0o755), os.Symlink("folder", "other"), os.Symlink("new.svg", "ahead.csv"),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct {
		name, args, want string
	}{
		{"absolute and relative", "-load m.npz -log " + here + "/m.npz", "-log and -load: both are m.npz, want two files"},
		{"a symbolic link", "-load m.npz -log symbolic.csv", "-log and -load: both are m.npz, want two files"},
		{"a hard link", "-resume m.npz -log hard.csv", "-log and -resume: both are m.npz, want two files"},
		{"a way round", "-save m.npz -log folder/../m.npz", "-save and -log: both are folder/../m.npz, want two files"},
		{"new files, absolute and relative", "-save new.svg -curve " + here + "/new.svg", "-save and -curve: both are " + here + "/new.svg, want two files"},
		{"new files in a linked folder", "-curve folder/new.svg -log other/new.svg", "-curve and -log: both are other/new.svg, want two files"},
		{"a link to a new file", "-curve new.svg -log ahead.csv", "-curve and -log: both are ahead.csv, want two files"},
		{"new files in a folder that is not there", "-save no/./m -log no/m", "-save and -log: both are no/m, want two files"},
		{"a file of the data", "-data " + data + " -save " + data + "/train-images-idx3-ubyte",
			"-save " + data + "/train-images-idx3-ubyte: the file belongs to -data, want another"},
		{"-save may replace what -load reads", "-load m.npz -save hard.csv", ""},
		{"-save may replace what -resume reads", "-resume m.npz -save " + here + "/m.npz", ""},
		{"two new files", "-save folder/a -log folder/b", ""},
		{"the same name in two folders", "-save a -log folder/a", ""},
		{"a file and a new one", "-save m.npz -log new.csv", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			var stderr bytes.Buffer
			_, err := parse(strings.Fields(test.args), &stderr)
			if got := errorText(err); got != test.want {
				t.Errorf("parse(%s) = %q, want %q", test.args, got, test.want)
			}
		})
	}
}

// A file system that takes two names for one is asked, and not the names.
func TestOneFileInUpperAndLowerCase(t *testing.T) {
	chdir(t, t.TempDir())
	if err := os.WriteFile("m.npz", nil, 0o644); err != nil {
		t.Fatal(err)
	}
	_, err := os.Stat("M.NPZ")
	if got, want := sameFile("m.npz", "M.NPZ"), err == nil; got != want {
		t.Errorf("sameFile(m.npz, M.NPZ) = %v, want %v", got, want)
	}
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// A file flag with nothing in it is a variable that is not set.
func TestEmptyFileFlags(t *testing.T) {
	for _, name := range []string{"save", "curve", "log", "resume", "load", "data"} {
		t.Run(name, func(t *testing.T) {
			for _, args := range [][]string{{"-" + name, ""}, {"-" + name + "="}} {
				var stderr bytes.Buffer
				_, err := parse(args, &stderr)
				if want := "-" + name + ` "": want a name`; errorText(err) != want {
					t.Errorf("parse(%q) = %v, want %s", args, err, want)
				}
			}
		})
	}
	cmd, stderr := program("-save", "", "-iters", "1")
	cmd.Run() // its error is the status
	if got := cmd.ProcessState.ExitCode(); got != 2 || !strings.HasPrefix(stderr.String(), `train: -save "": want a name`+"\n") {
		t.Errorf(`-save "": status %d, says %q, want 2`, got, stderr)
	}
}

// A file that is no log is not written over.
func TestLogLeavesOtherFiles(t *testing.T) {
	data, path := write(t, 12), filepath.Join(t.TempDir(), "l.csv")
	header := strings.Join(logHeader, ",") + "\n"
	for _, test := range []struct{ name, old, want string }{
		{"a diary", "dear diary\n", `-log FILE: begins with "dear diary", want "` + strings.TrimSpace(header) + `"`},
		{"a large file", strings.Repeat("x", 1<<20), `-log FILE: begins with "` + strings.Repeat("x", 80) + `", want "` + strings.TrimSpace(header) + `"`},
		{"a log with other rows", header + "dear diary\n", `-log FILE: has the row "dear diary", want 6 numbers`},
		{"an empty file", "", ""},
		{"a log", header + "0,0,2.3,0.1,0.1,1.00\n", ""},
		{"a header cut short", header[:20], ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			if err := os.WriteFile(path, []byte(test.old), 0o644); err != nil {
				t.Fatal(err)
			}
			printed, err := run(t, "-data", data, "-batch", "12", "-hidden", "2", "-iters", "1", "-log", path)
			if want := strings.Replace(test.want, "FILE", path, 1); errorText(err) != want {
				t.Errorf("error %v, want %s", err, want)
			}
			got := string(readFile(t, path))
			if test.want != "" && (got != test.old || printed != "") {
				t.Errorf("it prints %q, and the file is now %.80q", printed, got)
			}
			if test.want == "" && (!strings.HasPrefix(got, header+"0,0,") || strings.Count(got, "\n") != 2) {
				t.Errorf("the log is\n%s", got)
			}
		})
	}
}

// Two programs that write one log leave each row whole.
func TestTwoWritersOfOneLog(t *testing.T) {
	path := filepath.Join(t.TempDir(), "l.csv")
	const rows = 200
	var logs [2]*csvLog
	for k := range logs {
		var err error
		if logs[k], err = openLog(path, 0); err != nil {
			t.Fatal(err)
		}
		defer logs[k].file.Close()
	}
	errs := make(chan error)
	for k, l := range logs {
		go func() {
			var failed error
			for i := range rows {
				failed = first(failed, l.add(i, i, 1/float64(i+3), float64(k), 0.5))
			}
			errs <- failed
		}()
	}
	if err := first(<-errs, <-errs); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(readFile(t, path))), "\n")
	if len(lines) != 1+2*rows || lines[0] != strings.Join(logHeader, ",") {
		t.Errorf("the log has %d lines and begins with %s, want the header and %d rows", len(lines), lines[0], 2*rows)
	}
	for _, line := range lines[1:] {
		if strings.Count(line, ",") != len(logHeader)-1 {
			t.Fatalf("the row %s is not whole", line)
		}
	}
}

// chdir makes a folder the current one until the test ends.
func chdir(t *testing.T, folder string) {
	t.Helper()
	old, err := os.Getwd()
	if err := first(err, os.Chdir(folder)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chdir(old) })
}
