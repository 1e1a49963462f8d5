package npz

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"backprop/tensor"
)

// npy returns a file of format 1.0 with this header and data.
func npy(text, data string) string {
	return magic + "\x01\x00" + string(binary.LittleEndian.AppendUint16(nil, uint16(len(text)))) +
		text + data
}

// of returns a header's text.
func of(descr, shape string) string {
	return "{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + shape + ", }\n"
}

var zeros = strings.Repeat("\x00", 16)

// readArray reads a .npy file as the array x of an archive.
func readArray(t *testing.T, file string) (*tensor.Tensor, error) {
	t.Helper()
	return newTestFile(t, zipMember{name: "x.npy", body: file}).Read("x")
}

func TestHeadersAndDataThatAreRefused(t *testing.T) {
	const wantShape = ", want at most 64 axes and 268435455 elements"
	tests := []struct{ name, file, wantErr string }{
		{"empty", "", `begins with "", want "\x93NUMPY"`},
		{"not NumPy's", "<!DOCTYPE html>", `begins with "<!DOCT", want "\x93NUMPY"`},
		{"zip archive", "PK\x03\x04....", `begins with "PK\x03\x04..", want "\x93NUMPY"`},
		{"ends in the magic", "\x93NUM", `begins with "\x93NUM", want "\x93NUMPY"`},
		{"format 0.1", magic + "\x00\x01    ", `format 0.1, want 1.0, 2.0 or 3.0`},
		{"format 1.1", magic + "\x01\x01    ", `format 1.1, want 1.0, 2.0 or 3.0`},
		{"format 4.0", magic + "\x04\x00    ", `format 4.0, want 1.0, 2.0 or 3.0`},
		{"ends in the length", magic + "\x02\x00\x10", `cut short: 9 bytes`},
		{"ends in the text", magic + "\x01\x00\x40\x00{'", `cut short: 12 bytes, want a header of 74`},
		{"ends before the text", magic + "\x01\x00\x40\x00", `cut short: 10 bytes`},
		{"huge header", magic + "\x02\x00\xff\xff\xff\xff", `the header claims 4294967295 bytes, want at most 65535`},

		{"no text", npy("", ""), "cut short: 10 bytes"},
		{"not a dict", npy("[1]", ""), "malformed"},
		{"empty dict", npy("{}", ""), "malformed"},
		{"no shape", npy("{'descr': '<f8', 'fortran_order': False}", ""), "malformed"},
		{"another key", npy("{'x': 1}", ""), "malformed"},
		{"a key twice", npy("{'shape': (), 'shape': ()}", ""), "malformed"},
		{"key without quotes", npy("{descr: '<f8'}", ""), "malformed"},
		{"key with quotes inside", npy(`{'"descr"': '<f8'}`, ""), "malformed"},
		{"no colon", npy("{'descr' '<f8'}", ""), "malformed"},
		{"no comma", npy("{'shape': () 'descr'", ""), "malformed"},
		{"never closed", npy("{'shape': (),", ""), "malformed"},
		{"more after it", npy(strings.TrimSpace(of("<f8", "()"))+" x", ""), "malformed"},
		{"order is a number", npy("{'fortran_order': 1}", ""), "malformed"},
		{"dtype is a number", npy("{'descr': 8}", ""), "malformed"},
		{"dtype never closed", npy("{'descr': '<f8}", ""), "malformed"},
		{"code", npy("{'shape': exit()}", ""), "malformed"},
		{"shape is a number", npy(of("<f8", "3"), ""), "malformed"},
		{"shape in parentheses", npy(of("<f8", "(3)"), ""), "malformed"},
		{"negative length", npy(of("<f8", "(-1,)"), ""), "malformed"},
		{"side with a point", npy(of("<f8", "(1.5,)"), ""), "malformed"},
		{"side with a leading zero", npy(of("<f8", "(03,)"), ""), "malformed"},
		{"two commas", npy(of("<f8", "(3,,)"), ""), "malformed"},
		{"comma alone", npy(of("<f8", "(,)"), ""), "malformed"},

		{"pickled objects", npy(of("|O", "(1,)"), zeros), "dtype '|O', want " + wantDtype},
		{"complex", npy(of("<c16", "(1,)"), zeros), "dtype '<c16', want " + wantDtype},
		{"byte strings", npy(of("|S4", "(1,)"), zeros), "dtype '|S4', want " + wantDtype},
		{"strings", npy(of("<U4", "(1,)"), zeros), "dtype '<U4', want " + wantDtype},
		{"raw data", npy(of("|V8", "(1,)"), zeros), "dtype '|V8', want " + wantDtype},
		{"dates", npy(of("<M8[ns]", "(1,)"), zeros), "dtype '<M8[ns]', want " + wantDtype},
		{"time spans", npy(of("<m8[s]", "(1,)"), zeros), "dtype '<m8[s]', want " + wantDtype},
		{"half floats", npy(of("<f2", "(1,)"), zeros), "dtype '<f2', want " + wantDtype},
		{"no such dtype", npy(of("<i3", "(1,)"), zeros), "dtype '<i3', want " + wantDtype},
		{"order alone", npy(of("<", "(1,)"), zeros), "dtype '<', want " + wantDtype},
		{"structured", npy("{'descr': [('x', '<f8')], 'fortran_order': False, 'shape': (1,)}", zeros), "dtype [('x', '<f8')], want " + wantDtype},

		{"too many elements", npy(of("<f8", "(65536, 65536)"), ""), "too large: shape (65536, 65536)" + wantShape},
		{"product beyond 64 bits", npy(of("|i1", "(2147483647, 2147483647, 2147483647)"), ""), "too large: shape (2147483647, 2147483647, 2147483647)" + wantShape},
		{"huge side", npy(of("<f8", "(0, 2147483648)"), ""), "too large: shape (0, 2147483648)" + wantShape},
		{"side beyond 64 bits", npy(of("<f8", "(18446744073709551616,)"), ""), "too large: shape (18446744073709551616,)" + wantShape},
		{"too many axes", npy(of("<f8", "("+strings.Repeat("1,", 65)+")"), ""), "too large: shape (" + strings.Repeat("1,", 39) + "1" + wantShape},

		{"no data", npy(of("<f8", "(784, 50)"), ""), `0 bytes of data, want 313600 for (784, 50) of <f8`},
		{"the largest claim, no data", npy(of("<f8", "(268435455,)"), zeros), `16 bytes of data, want 2147483640 for (268435455) of <f8`},
		{"a byte missing", npy(of("<f8", "(2,)"), zeros[1:]), `15 bytes of data, want 16 for (2) of <f8`},
		{"scalar cut short", npy(of(">f4", "()"), "\x00"), `1 bytes of data, want 4 for () of >f4`},
		{"a byte too many", npy(of("<f8", "(1,)"), zeros[:9]), `9 bytes of data, want 8 for (1) of <f8`},
		{"empty with data", npy(of("<f8", "(0,)"), zeros), `16 bytes of data, want 0 for (0) of <f8`},

		{"int64 2^53+1", npy(of("<i8", "(2,)"), zeros[:8]+"\x01\x00\x00\x00\x00\x00\x20\x00"), `element 1 is 9007199254740993, which no float64 equals`},
		{"int64 -2^53-1", npy(of(">i8", "()"), "\xff\xdf\xff\xff\xff\xff\xff\xff"), `element 0 is -9007199254740993, which no float64 equals`},
		{"uint64 2^64-1", npy(of("<u8", "()"), "\xff\xff\xff\xff\xff\xff\xff\xff"), `element 0 is 18446744073709551615, which no float64 equals`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			want := "npz: x: " + tt.wantErr
			if tt.wantErr == "malformed" {
				text := tt.file[10:]
				want = fmt.Sprintf("npz: x: malformed header %.200q, want the keys descr, fortran_order and shape, once each",
					text[:binary.LittleEndian.Uint16([]byte(tt.file[8:]))])
			}
			if _, err := readArray(t, tt.file); err == nil || err.Error() != want {
				t.Errorf("Read of %q = %v\nwant %v", tt.file, err, want)
			}
		})
	}
}

// What NumPy reads and does not write.
func TestHeadersThatAreAccepted(t *testing.T) {
	const one = "\x00\x00\x00\x00\x00\x00\xf0\x3f"
	tests := []struct {
		name, file string
		want       float64
	}{
		{"keys in another order, other quotes, no spaces", npy(`{"shape":(),"fortran_order":True,"descr":"<f8"}`, one), 1},
		{"spaces everywhere", npy(" { 'descr' : '<f8' ,\n'fortran_order': False , 'shape' : ( ) , } ", one), 1},
		{"Python 2's long lengths", npy(of("<f8", "(1L, 1L)"), one), 1},
		{"trailing comma in the shape", npy(of("<f8", "(1, 1,)"), one), 1},
		{"a space after the shape's last comma", npy(of("<f8", "(1, )"), one), 1},
		{"the machine's order is little endian", npy(of("=f8", "(1,)"), one), 1},
		{"no order", npy(of("f8", "(1,)"), one), 1},
		{"the least int64", npy(of(">i8", "()"), "\x80\x00\x00\x00\x00\x00\x00\x00"), -1 << 63},
		{"uint64 2^63", npy(of(">u8", "()"), "\x80\x00\x00\x00\x00\x00\x00\x00"), 1 << 63},
		{"int64 2^53+2", npy(of(">i8", "()"), "\x00\x20\x00\x00\x00\x00\x00\x02"), 1<<53 + 2},
		{"a bool of 2", npy(of("|b1", "()"), "\x02"), 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			x, err := readArray(t, tt.file)
			if err != nil {
				t.Fatal(err)
			}
			if x.Item() != tt.want {
				t.Errorf("Read = %v, want %v", x, tt.want)
			}
		})
	}
}

// A zipMember is a member of an archive. Fields that are zero are made to fit body.
type zipMember struct {
	name, body string
	method     uint16
	flags      uint16
	claim      uint64 // bytes when unpacked
	crc        uint32
}

func archive(members ...zipMember) string {
	var file bytes.Buffer
	w := zip.NewWriter(&file)
	for _, m := range members {
		h := &zip.FileHeader{Name: m.name, Method: m.method, Flags: m.flags, CRC32: m.crc,
			CompressedSize64: uint64(len(m.body)), UncompressedSize64: m.claim}
		if h.CRC32 == 0 {
			h.CRC32 = crc32.ChecksumIEEE([]byte(m.body))
		}
		if m.claim == 0 {
			h.UncompressedSize64 = uint64(len(m.body))
		}
		body, err := w.CreateRaw(h)
		if err == nil {
			_, err = body.Write([]byte(m.body))
		}
		if err != nil {
			panic(err)
		}
	}
	w.Close()
	return file.String()
}

// deflated returns s as a deflated member's body.
func deflated(s string) string {
	var file bytes.Buffer
	w := zip.NewWriter(&file)
	body, _ := w.Create("x")
	body.Write([]byte(s))
	w.Close()
	r, _ := zip.NewReader(bytes.NewReader(file.Bytes()), int64(file.Len()))
	at, _ := r.File[0].DataOffset()
	return file.String()[at:][:r.File[0].CompressedSize64]
}

func TestReadFileErrors(t *testing.T) {
	good := npy(of("<f8", "(2,)"), zeros)
	sum := crc32.ChecksumIEEE([]byte(good))
	bomb := npy(of("<f8", "(2,)"), zeros+strings.Repeat("\x00", 1<<20))
	tests := []struct{ name, file, wantErr string }{
		{"empty", "", `empty, want a zip archive`},
		{"a .npy file", good, `a NumPy array (.npy), want a zip archive of arrays (.npz)`},
		{"a web page", "<!DOCTYPE html>\n", `a web page, want a zip archive of arrays (.npz)`},
		{"a Git LFS pointer", "version https://git-lfs.github.com/spec/v1\n", `a Git LFS pointer and not the file that it points to, want a zip archive of arrays (.npz)`},
		{"other bytes", "\x00\x00\x08\x03\x00\x00\xea\x60", `begins with "\x00\x00\b\x03\x00\x00", want a zip archive ("PK")`},
		{"half an archive", archive(zipMember{name: "a.npy", body: good})[:99], `damaged zip archive: zip: not a valid zip file`},
		{"a member twice", archive(zipMember{name: "W1.npy", body: good}, zipMember{name: "W1.npy", body: good}), `W1: twice in the archive`},
		{"encrypted", archive(zipMember{name: "W1.npy", body: good, flags: 1}), `W1: encrypted`},
		{"LZMA", archive(zipMember{name: "W1.npy", body: good, method: 14}), `W1: zip: unsupported compression algorithm`},
		{"stored, another size", archive(zipMember{name: "W1.npy", body: good, claim: 999}), `W1: damaged: unexpected EOF`},
		{"checksum", archive(zipMember{name: "W1.npy", body: good, crc: 7}), `W1: damaged: zip: checksum error`},
		{"impossible ratio", archive(zipMember{name: "W1.npy", body: deflated(good), method: 8, claim: 1 << 40}), `W1: damaged: unexpected EOF`},
		{"header and size differ, too few", archive(zipMember{name: "W1.npy", body: npy(of("<f8", "(784, 50)"), zeros)}), `W1: 16 bytes of data, want 313600 for (784, 50) of <f8`},
		{"header and size differ, too many", archive(zipMember{name: "W1.npy", body: npy(of("<f8", "(1,)"), zeros)}), `W1: 16 bytes of data, want 8 for (1) of <f8`},
		{"bomb", archive(zipMember{name: "W1.npy", body: deflated(bomb), method: 8, claim: uint64(len(good)), crc: sum}), `W1: damaged: zip: not a valid zip file`},
		{"yields less than it claims", archive(zipMember{name: "W1.npy", body: deflated(good[:len(good)-1]), method: 8, claim: uint64(len(good)), crc: sum}), `W1: damaged: unexpected EOF`},
		{"not deflate", archive(zipMember{name: "W1.npy", body: "\xff\xff\xff", method: 8, claim: 85}), `W1: damaged: flate: corrupt input before offset 1`},
		{"objects", archive(zipMember{name: "W1.npy", body: npy(of("|O", "()"), "cos\nsystem\n")}), "W1: dtype '|O', want " + wantDtype},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "model.npz")
			if err := os.WriteFile(path, []byte(tt.file), 0o644); err != nil {
				t.Fatal(err)
			}
			_, err := ReadFile(path)
			if want := "npz: " + path + ": " + tt.wantErr; err == nil || err.Error() != want {
				t.Errorf("ReadFile = %v\nwant %v", err, want)
			}
		})
	}
}
