package cli

import (
	"errors"
	"io/fs"
	"math"
	"strings"
	"syscall"

	"backprop/layers/layertest/bilingual"
)

// reasons lists the Korean of reasons that are only in English.
var reasons = []struct {
	is      error  // an operating system's reason, whose English is the system's
	english string // or the reason of a package of the project
	korean  string
}{
	{is: fs.ErrNotExist, korean: "파일이나 폴더가 없다"},
	{is: fs.ErrPermission, korean: "권한이 없다"},
	{is: syscall.EISDIR, korean: "폴더다"},
	{is: syscall.ENOTDIR, korean: "경로 중간에 폴더가 아닌 것이 있다"},
	{is: syscall.ENOSPC, korean: "디스크에 남은 공간이 없다"},
	{is: syscall.EADDRINUSE, korean: "이미 사용 중인 주소다"},
	{is: syscall.Errno(10048), korean: "이미 사용 중인 주소다"}, // EADDRINUSE on Windows
	{is: syscall.EROFS, korean: "읽기 전용 파일 시스템이다"},
	{english: "a folder, want a file", korean: "폴더다. 파일이어야 한다"},
	{english: "a named pipe, want a regular file", korean: "이름 있는 파이프다. 일반 파일이어야 한다"},
	{english: "a device, want a regular file", korean: "장치다. 일반 파일이어야 한다"},
	{english: "no such folder", korean: "폴더가 없다"},
	{english: "a file, want a folder with the four IDX files", korean: "파일이다. IDX 파일 네 개가 있는 폴더여야 한다"},
	{english: "no such array", korean: "배열이 없다"},
}

// Message returns the message of an error about a file or an address in a language. The text
// before the reason names the flag and the file and is the same in both. A rare
// reason stays English, after a Korean sentence.
func Message(err error, language bilingual.Language) string {
	message := err.Error()
	if language == bilingual.English {
		return message
	}
	innermost := err
	for errors.Unwrap(innermost) != nil {
		innermost = errors.Unwrap(innermost)
	}
	if own, ok := innermost.(bilingual.Error); ok {
		return strings.TrimSuffix(message, own.English) + own.Korean
	}
	for _, reason := range reasons {
		english := reason.english
		if errors.Is(innermost, reason.is) {
			english = innermost.Error()
		}
		if before, ok := strings.CutSuffix(message, english); ok && english != "" {
			return before + reason.korean
		}
	}
	return "파일에 문제가 있다: " + message
}

// CheckFinite returns an error if an array of the file at path has NaN or an
// infinity.
func CheckFinite(path, array string, values []float64) error {
	for i, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return bilingual.Errorf("%s: %s has %v at %d, want finite numbers",
				"%s: %s[%[4]d]의 값이 %[3]v이다. 유한한 수여야 한다", path, array, v, i)
		}
	}
	return nil
}
