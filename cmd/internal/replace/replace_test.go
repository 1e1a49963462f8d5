package replace

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"backprop/layers/layertest/bilingual"
)

var letter = Kind{bilingual.Text{English: "a letter", Korean: "편지"}, "Dear", "J"}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// names returns the names of the files in a folder.
func names(t *testing.T, folder string) string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return strings.Join(all, " ")
}

// Documents are zip archives as well, whose members are not arrays.
func TestNPZ(t *testing.T) {
	for member, wantErr := range map[string]string{
		"W1.npy":              "<nil>",
		"[Content_Types].xml": "a zip archive, want an .npz file or a new name",
	} {
		t.Run(member, func(t *testing.T) {
			var archive bytes.Buffer
			w := zip.NewWriter(&archive)
			w.Create(member) // a buffer returns no error
			w.Close()
			path := filepath.Join(t.TempDir(), "file")
			write(t, path, archive.String())
			if err := File(path, NPZ, nil); strings.TrimPrefix(fmt.Sprint(err), path+": ") != wantErr {
				t.Errorf("File = %v, want %s", err, wantErr)
			}
		})
	}
}

func TestFile(t *testing.T) {
	for _, test := range []struct {
		name, old string // "-" for no file
		data      string
		want      string
		wantErr   string
	}{
		{"a new file", "-", "Dear John", "Dear John", ""},
		{"an empty file", "", "Dear John", "Dear John", ""},
		{"a file of the same kind", "Dear Jane", "Dear John", "Dear John", ""},
		{"a file that cannot be the kind", "PK\x03\x04", "Dear John", "PK\x03\x04", "a zip archive, want a letter or a new name"},
		{"a file that begins as the kind does", "Dear Sir", "Dear John", "Dear Sir", `a text that begins with "Dear Sir", want a letter or a new name`},
		{"a text", "notes of mine\n", "Dear John", "notes of mine\n", `a text that begins with "notes of mine", want a letter or a new name`},
		{"other bytes", "\x00\x01", "Dear John", "\x00\x01", `a file that begins with "\x00\x01", want a letter or a new name`},
		{"a file that is too short to be the kind", "De", "Dear John", "De", `a text that begins with "De", want a letter or a new name`},
	} {
		t.Run(test.name, func(t *testing.T) {
			folder := t.TempDir()
			path := filepath.Join(folder, "file")
			if test.old != "-" {
				write(t, path, test.old)
			}
			wantErr := "<nil>"
			if test.wantErr != "" {
				wantErr = path + ": " + test.wantErr
			}
			if err := File(path, letter, []byte(test.data)); fmt.Sprint(err) != wantErr {
				t.Errorf("File = %v, want %s", err, wantErr)
			}
			if got := read(t, path); got != test.want || names(t, folder) != "file" {
				t.Errorf("the file is %q in a folder of %s, want %q alone", got, names(t, folder), test.want)
			}
		})
	}
}

// A program that is killed leaves its unfinished file. The next File removes it
// and nothing else.
func TestAbandonedFilesAreRemoved(t *testing.T) {
	unfinished := besideBegins + "0123456789abcdef" + besideEnds
	for _, test := range []struct {
		name, file  string
		age         time.Duration
		wantRemoved bool
	}{
		{"the file of a program that was killed", unfinished, time.Hour, true},
		{"a file that may still be written", unfinished, time.Minute, false},
		{"a name that is longer", unfinished + ".bak", time.Hour, false},
		{"another hidden file", ".train-01234567.tmp", time.Hour, false},
		{"a folder of that name", unfinished + "/", time.Hour, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			folder := t.TempDir()
			beside, then := filepath.Join(folder, test.file), time.Now().Add(-test.age)
			if strings.HasSuffix(test.file, "/") {
				if err := os.Mkdir(beside, 0o755); err != nil {
					t.Fatal(err)
				}
			} else {
				write(t, beside, "half")
			}
			if err := os.Chtimes(beside, then, then); err != nil {
				t.Fatal(err)
			}
			if err := File(filepath.Join(folder, "letter"), letter, []byte("Dear")); err != nil {
				t.Fatal(err)
			}
			if _, err := os.Lstat(beside); errors.Is(err, os.ErrNotExist) != test.wantRemoved {
				t.Errorf("after File, Lstat(%s) = %v, want it removed: %v", test.file, err, test.wantRemoved)
			}
		})
	}
}

func TestLinksAndPermissionsStay(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links need a privilege there, and permissions differ")
	}
	folder := t.TempDir()
	at := func(name string) string { return filepath.Join(folder, name) }
	write(t, at("file"), "Dear Jane")
	for _, err := range []error{
		os.Chmod(at("file"), 0o640), os.Symlink("file", at("link")), os.Symlink("new", at("dangling")),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for link, file := range map[string]string{"link": "file", "dangling": "new"} {
		if err := File(at(link), letter, []byte("Dear John")); err != nil {
			t.Error(err)
		}
		if info, err := os.Lstat(at(link)); err != nil || info.Mode()&os.ModeSymlink == 0 {
			t.Errorf("%s is no link any more: %v, %v", link, info.Mode(), err)
		}
		if got := read(t, at(file)); got != "Dear John" {
			t.Errorf("the file behind %s is %q, want the new text", link, got)
		}
	}
	if info, err := os.Stat(at("file")); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("the permissions are %v, %v, want -rw-r-----", info.Mode(), err)
	}
}

// In the folder above a linked one, File works as in any other: it writes beside the
// file, and removes what was abandoned there. Elsewhere it might be on another disk.
func TestFolderAboveALinkedOne(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links need a privilege there")
	}
	for _, path := range []string{"linked/../letter", "linked/link"} {
		t.Run(path, func(t *testing.T) {
			folder := t.TempDir()
			beside, then := besideBegins+"0123456789abcdef"+besideEnds, time.Now().Add(-time.Hour)
			for _, err := range []error{
				os.MkdirAll(filepath.Join(folder, "disk", "sub"), 0o755), os.Symlink("disk/sub", filepath.Join(folder, "linked")),
				os.Symlink("../letter", filepath.Join(folder, "disk", "sub", "link")),
			} {
				if err != nil {
					t.Fatal(err)
				}
			}
			for _, at := range []string{filepath.Join(folder, beside), filepath.Join(folder, "disk", beside)} {
				write(t, at, "half")
				if err := os.Chtimes(at, then, then); err != nil {
					t.Fatal(err)
				}
			}
			if err := File(folder+"/"+path, letter, []byte("Dear John")); err != nil {
				t.Fatal(err)
			}
			if here, there := names(t, folder), names(t, filepath.Join(folder, "disk")); here != beside+" disk linked" || there != "letter sub" {
				t.Errorf("the folders have %s and %s, want %s disk linked and letter sub", here, there, beside)
			}
		})
	}
}

// Check and File refuse the same paths for the same reasons.
func TestPathsThatCannotBeWritten(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the system's messages differ there")
	}
	folder := t.TempDir()
	at := func(name string) string { return filepath.Join(folder, name) }
	write(t, at("read-only"), "Dear Jane")
	write(t, at("notes"), "notes of mine")
	for _, err := range []error{os.Chmod(at("read-only"), 0o444), os.Symlink("round", at("round"))} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct{ name, path, want string }{
		{"a folder", folder, "a folder, want a file"},
		{"a read-only file", at("read-only"), "the file is read-only (-r--r--r--)"},
		{"a folder that is not there", at("nowhere/file"), "no such file or directory"},
		{"a file in a file", at("notes/file"), "not a directory"},
		{"a link to itself", at("round"), "too many levels of symbolic links"},
		{"a device", os.DevNull, "a device, want a regular file"},
		{"a file of another kind", at("notes"), `a text that begins with "notes of mine", want a letter or a new name`},
	} {
		t.Run(test.name, func(t *testing.T) {
			want := test.path + ": " + test.want
			if err := Check(test.path, letter); fmt.Sprint(err) != want {
				t.Errorf("Check = %v, want %s", err, want)
			}
			if err := File(test.path, letter, []byte("Dear John")); fmt.Sprint(err) != want {
				t.Errorf("File = %v, want %s", err, want)
			}
		})
	}
	if got := names(t, folder); got != "notes read-only round" {
		t.Errorf("the folder has %s, want what it had", got)
	}
}
