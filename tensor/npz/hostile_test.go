package npz

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
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

func TestReadNPYErrors(t *testing.T) {
	const keys = "want the keys descr, fortran_order and shape, once each"
	tests := []struct{ name, file, wantErr string }{
		{"empty", "", `cut short: 0 bytes, want a header of at least 8`},
		{"not NumPy's", "<!DOCTYPE html>", `begins with "<!DOCT", want "\x93NUMPY"`},
		{"zip archive", "PK\x03\x04....", `begins with "PK\x03\x04..", want "\x93NUMPY"`},
		{"ends in the magic", "\x93NUM", `cut short: 4 bytes, want a header of at least 8`},
		{"format 0.1", magic + "\x00\x01", `format 0.1, want 1.0, 2.0 or 3.0`},
		{"format 1.1", magic + "\x01\x01", `format 1.1, want 1.0, 2.0 or 3.0`},
		{"format 4.0", magic + "\x04\x00", `format 4.0, want 1.0, 2.0 or 3.0`},
		{"ends in the length", magic + "\x02\x00\x10", `cut short: 9 bytes, want a header of at least 12`},
		{"ends in the text", magic + "\x01\x00\x40\x00{'", `cut short: 12 bytes, want a header of at least 74`},
		{"ends before the text", magic + "\x01\x00\x40\x00", `cut short: 10 bytes, want a header of at least 74`},
		{"huge header", magic + "\x02\x00\xff\xff\xff\xff", `header claims 4294967295 bytes, want at most 65535`},

		{"no text", npy("", ""), `malformed header: its end at byte 0 of its text, want {`},
		{"not a dict", npy("[1]", ""), `malformed header: "[" at byte 0 of its text, want {`},
		{"empty dict", npy("{}", ""), `malformed header: no descr, no fortran_order, no shape`},
		{"no shape", npy("{'descr': '<f8', 'fortran_order': False}", ""), `malformed header: no shape`},
		{"another key", npy("{'x': 1}", ""), `malformed header: "'x'" at byte 1 of its text, ` + keys},
		{"a key twice", npy("{'shape': (), 'shape': ()}", ""), `malformed header: "'shape'" at byte 14 of its text, ` + keys},
		{"key without quotes", npy("{descr: '<f8'}", ""), `malformed header: "descr" at byte 1 of its text, ` + keys},
		{"key with quotes inside", npy(`{'"descr"': '<f8'}`, ""), `malformed header: "'\"descr\"'" at byte 1 of its text, ` + keys},
		{"no colon", npy("{'descr' '<f8'}", ""), `malformed header: "'<f8'" at byte 9 of its text, want :`},
		{"no comma", npy("{'shape': () 'descr'", ""), `malformed header: "'descr'" at byte 13 of its text, want , or }`},
		{"never closed", npy("{'shape': (),", ""), `malformed header: its end at byte 13 of its text, ` + keys},
		{"more after it", npy(strings.TrimSpace(of("<f8", "()"))+" x", ""), `malformed header: "x" at byte 56 of its text, want its end`},
		{"order is a number", npy("{'fortran_order': 1}", ""), `malformed header: "1" at byte 18 of its text, want True or False`},
		{"dtype is a number", npy("{'descr': 8}", ""), `malformed header: "8" at byte 10 of its text, want a dtype in quotes`},
		{"dtype never closed", npy("{'descr': '<f8}", ""), `malformed header: "'" at byte 10 of its text, want a dtype in quotes`},
		{"code", npy("{'shape': exit()}", ""), `malformed header: "exit" at byte 10 of its text, want a tuple`},
		{"shape is a number", npy(of("<f8", "3"), ""), `malformed header: "3" at byte 50 of its text, want a tuple`},
		{"shape in parentheses", npy(of("<f8", "(3)"), ""), `malformed header: ")" at byte 52 of its text, want , after a length`},
		{"negative side", npy(of("<f8", "(-1,)"), ""), `malformed header: "-" at byte 51 of its text, want a length`},
		{"side with a point", npy(of("<f8", "(1.5,)"), ""), `malformed header: "." at byte 52 of its text, want , after a length`},
		{"side with a leading zero", npy(of("<f8", "(03,)"), ""), `malformed header: "03" at byte 51 of its text, want a length`},
		{"two commas", npy(of("<f8", "(3,,)"), ""), `malformed header: "," at byte 53 of its text, want a length`},
		{"comma alone", npy(of("<f8", "(,)"), ""), `malformed header: "," at byte 51 of its text, want a length`},

		{"pickled objects", npy(of("|O", "(1,)"), zeros), `dtype "|O" is pickled objects, want ` + wantDtype},
		{"complex", npy(of("<c16", "(1,)"), zeros), `dtype "<c16" is complex numbers, want ` + wantDtype},
		{"byte strings", npy(of("|S4", "(1,)"), zeros), `dtype "|S4" is byte strings, want ` + wantDtype},
		{"strings", npy(of("<U4", "(1,)"), zeros), `dtype "<U4" is strings, want ` + wantDtype},
		{"raw data", npy(of("|V8", "(1,)"), zeros), `dtype "|V8" is raw or structured data, want ` + wantDtype},
		{"dates", npy(of("<M8[ns]", "(1,)"), zeros), `dtype "<M8[ns]" is dates, want ` + wantDtype},
		{"time spans", npy(of("<m8[s]", "(1,)"), zeros), `dtype "<m8[s]" is time spans, want ` + wantDtype},
		{"half floats", npy(of("<f2", "(1,)"), zeros), `dtype "<f2" is floats of another size, want ` + wantDtype},
		{"no such dtype", npy(of("<i3", "(1,)"), zeros), `dtype "<i3" is unknown, want ` + wantDtype},
		{"order alone", npy(of("<", "(1,)"), zeros), `dtype "<" is unknown, want ` + wantDtype},
		{"structured", npy("{'descr': [('x', '<f8')], 'fortran_order': False, 'shape': (1,)}", zeros), `structured dtype, want ` + wantDtype},

		{"too many elements", npy(of("<f8", "(65536, 65536)"), ""), `too large: 65536×65536 of <f8, want at most 268435455 elements`},
		{"product beyond 64 bits", npy(of("|i1", "(2147483647, 2147483647, 2147483647)"), ""), `too large: 2147483647×2147483647×2147483647 of |i1, want at most 268435455 elements`},
		{"huge side", npy(of("<f8", "(0, 2147483648)"), ""), `too large: 0×2147483648 of <f8, want sides of at most 2147483647`},
		{"side beyond 64 bits", npy(of("<f8", "(18446744073709551616,)"), ""), `too large: a side of 18446744073709551616, want at most 2147483647`},
		{"too many axes", npy(of("<f8", "("+strings.Repeat("1,", 65)+")"), ""), `too large: more than 64 axes`},

		{"no data", npy(of("<f8", "(784, 50)"), ""), `cut short: 0 bytes of data, want 313600 (784×50 of <f8)`},
		{"the largest claim, no data", npy(of("<f8", "(268435455,)"), zeros), `cut short: 16 bytes of data, want 2147483640 (268435455 of <f8)`},
		{"a byte missing", npy(of("<f8", "(2,)"), zeros[1:]), `cut short: 15 bytes of data, want 16 (2 of <f8)`},
		{"scalar cut short", npy(of(">f4", "()"), "\x00"), `cut short: 1 bytes of data, want 4 (one >f4)`},
		{"a byte too many", npy(of("<f8", "(1,)"), zeros[:9]), `trailing bytes: more than 8 of data (1 of <f8)`},
		{"empty with data", npy(of("<f8", "(0,)"), zeros), `trailing bytes: more than 0 of data (0 of <f8)`},

		{"int64 2^53+1", npy(of("<i8", "(2,)"), zeros[:8]+"\x01\x00\x00\x00\x00\x00\x20\x00"), `element 1 is 9007199254740993, which no float64 equals`},
		{"int64 -2^53-1", npy(of(">i8", "()"), "\xff\xdf\xff\xff\xff\xff\xff\xff"), `element 0 is -9007199254740993, which no float64 equals`},
		{"uint64 2^64-1", npy(of("<u8", "()"), "\xff\xff\xff\xff\xff\xff\xff\xff"), `element 0 is 18446744073709551615, which no float64 equals`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := ReadNPY(strings.NewReader(tt.file))
			if want := "npz: " + tt.wantErr; err == nil || err.Error() != want {
				t.Errorf("ReadNPY(%q) = %v, want %v", tt.file, err, want)
			}
		})
	}
}

// What NumPy reads and does not write.
func TestReadNPYAccepts(t *testing.T) {
	const one = "\x00\x00\x00\x00\x00\x00\xf0\x3f"
	tests := []struct {
		name, file string
		want       float64
	}{
		{"keys in another order, other quotes, no spaces", npy(`{"shape":(),"fortran_order":True,"descr":"<f8"}`, one), 1},
		{"spaces everywhere", npy(" { 'descr' : '<f8' ,\n'fortran_order': False , 'shape' : ( ) , } ", one), 1},
		{"Python 2's long lengths", npy(of("<f8", "(1L, 1L)"), one), 1},
		{"trailing comma in the shape", npy(of("<f8", "(1, 1,)"), one), 1},
		{"the machine's order is little endian", npy(of("=f8", "(1,)"), one), 1},
		{"no order", npy(of("f8", "(1,)"), one), 1},
		{"the least int64", npy(of(">i8", "()"), "\x80\x00\x00\x00\x00\x00\x00\x00"), -1 << 63},
		{"uint64 2^63", npy(of(">u8", "()"), "\x80\x00\x00\x00\x00\x00\x00\x00"), 1 << 63},
		{"int64 2^53+2", npy(of(">i8", "()"), "\x00\x20\x00\x00\x00\x00\x00\x02"), 1<<53 + 2},
		{"a bool of 2", npy(of("|b1", "()"), "\x02"), 1},
	}
	for _, tt := range tests {
		x, err := ReadNPY(strings.NewReader(tt.file))
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
		} else if x.Item() != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, x, tt.want)
		}
	}
}

// A member of an archive; fields that are zero are made to fit body.
type member struct {
	name, body string
	method     uint16
	flags      uint16
	claim      uint64 // bytes when unpacked
	crc        uint32
}

func archive(members ...member) string {
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
	shared := archive(member{name: "a.npy", body: good}, member{name: "b.npy", body: good})
	// In the directory, b is given a body that reaches beyond the file's half.
	i := strings.LastIndex(shared, "PK\x01\x02")
	shared = shared[:i+20] + "\x70\x01\x00\x00\x70\x01\x00\x00" + shared[i+28:]

	tests := []struct{ name, file, wantErr string }{
		{"empty", "", `empty, want a zip archive`},
		{"a .npy file", good, `a NumPy array (.npy), want a zip archive of arrays (.npz)`},
		{"a web page", "<!DOCTYPE html>\n", `a web page, want a zip archive of arrays (.npz)`},
		{"a Git LFS pointer", "version https://git-lfs.github.com/spec/v1\n", `a Git LFS pointer and not the file that it points to, want a zip archive of arrays (.npz)`},
		{"other bytes", "\x00\x00\x08\x03\x00\x00\xea\x60", `begins with "\x00\x00\b\x03\x00\x00", want a zip archive ("PK")`},
		{"half an archive", archive(member{name: "a.npy", body: good})[:99], `damaged zip archive: zip: not a valid zip file`},
		{"a member that is no array", archive(member{name: "README", body: "x"}), `README: want a name that ends in .npy`},
		{"a folder", archive(member{name: "a/"}), `a/: want a name that ends in .npy`},
		{"a name to confuse terminals", archive(member{name: "\x1b[2J", body: "x"}), `"\x1b[2J": want a name that ends in .npy`},
		{"a member twice", archive(member{name: "W1.npy", body: good}, member{name: "W1.npy", body: good}), `W1: there twice`},
		{"encrypted", archive(member{name: "W1.npy", body: good, flags: 1}), `W1: encrypted`},
		{"LZMA", archive(member{name: "W1.npy", body: good, method: 14}), `W1: compression method 14, want 0 (stored) or 8 (deflated)`},
		{"stored, another size", archive(member{name: "W1.npy", body: good, claim: 999}), `W1: claims 999 bytes, stored in 84`},
		{"checksum", archive(member{name: "W1.npy", body: good, crc: 7}), fmt.Sprintf(`W1: damaged: checksum 0x%08x, want 0x00000007`, sum)},
		{"bytes counted twice", shared, `b: claims 368 bytes of the file, which has 278 left`},
		{"impossible ratio", archive(member{name: "W1.npy", body: deflated(good), method: 8, claim: 1 << 40}), `W1: claims 1099511627776 bytes, deflated to ` + strconv.Itoa(len(deflated(good))) + `, want at most 1032 for each`},
		{"header and size differ, too few", archive(member{name: "W1.npy", body: npy(of("<f8", "(784, 50)"), zeros)}), `W1: cut short: 16 bytes of data, want 313600 (784×50 of <f8)`},
		{"header and size differ, too many", archive(member{name: "W1.npy", body: npy(of("<f8", "(1,)"), zeros)}), `W1: trailing bytes: 16 bytes of data, want 8 (1 of <f8)`},
		{"bomb", archive(member{name: "W1.npy", body: deflated(bomb), method: 8, claim: uint64(len(good)), crc: sum}), fmt.Sprintf(`W1: damaged: yields more than the %d bytes that it claims`, len(good))},
		{"yields less than it claims", archive(member{name: "W1.npy", body: deflated(good[:len(good)-1]), method: 8, claim: uint64(len(good)), crc: sum}), fmt.Sprintf(`W1: damaged: checksum 0x%08x, want 0x%08x`, crc32.ChecksumIEEE([]byte(good[:len(good)-1])), sum)},
		{"not deflate", archive(member{name: "W1.npy", body: "\xff\xff\xff", method: 8, claim: 85}), `W1: damaged in the header: flate: corrupt input before offset 1`},
		{"objects", archive(member{name: "W1.npy", body: npy(of("|O", "()"), "cos\nsystem\n")}), `W1: dtype "|O" is pickled objects, want ` + wantDtype},
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
