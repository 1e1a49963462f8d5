package cli

import (
	"errors"
	"io/fs"
	"strings"
	"syscall"

	"backprop/layers/layertest/bilingual"
)

// systemReasons lists the operating system's most common reasons, in Korean.
var systemReasons = []struct {
	err    error
	korean string
}{
	{fs.ErrNotExist, "파일이나 폴더가 없다"},
	{fs.ErrPermission, "권한이 없다"},
	{syscall.EISDIR, "폴더다"},
	{syscall.ENOTDIR, "경로 중간에 폴더가 아닌 것이 있다"},
	{syscall.ENOSPC, "디스크에 남은 공간이 없다"},
	{syscall.EROFS, "읽기 전용 파일 시스템이다"},
}

// ourReasons lists the reasons of those packages that speak English only.
var ourReasons = []bilingual.Text{
	{English: "a folder, want a file", Korean: "폴더다. 파일이어야 한다"},
	{English: "a named pipe, want a regular file", Korean: "이름 있는 파이프다. 일반 파일이어야 한다"},
	{English: "a device, want a regular file", Korean: "장치다. 일반 파일이어야 한다"},
	{English: "no such folder", Korean: "폴더가 없다"},
	{English: "a file, want a folder with the four IDX files", Korean: "파일이다. IDX 파일 네 개가 있는 폴더여야 한다"},
	{English: "no such array", Korean: "배열이 없다"},
}

// Message returns the message of an error about a file in a language. The text
// before the reason names the flag and the file and is the same in both. A rare
// reason stays English, after a Korean sentence.
func Message(err error, language bilingual.Language) string {
	message := err.Error()
	if language == bilingual.English {
		return message
	}
	for _, reason := range append(ourReasons, reasonOf(err)) {
		if before, ok := strings.CutSuffix(message, reason.English); ok && reason.English != "" {
			return before + reason.Korean
		}
	}
	return "파일에 문제가 있다: " + message
}

// reasonOf returns the reason inside err: a bilingual.Error or one of systemReasons.
func reasonOf(err error) bilingual.Text {
	var own bilingual.Error
	if errors.As(err, &own) {
		return own.Text
	}
	for _, reason := range systemReasons {
		if errors.Is(err, reason.err) {
			for errors.Unwrap(err) != nil {
				err = errors.Unwrap(err)
			}
			return bilingual.Text{English: err.Error(), Korean: reason.korean}
		}
	}
	return bilingual.Text{}
}
