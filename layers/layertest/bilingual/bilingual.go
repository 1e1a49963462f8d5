// Package bilingual holds sentences in English and in Korean, and chooses the
// language that a student reads.
package bilingual

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// A Language is one of the two in which the project speaks. It is a flag.Value:
//
//	language := bilingual.LanguageOf(os.Getenv)
//	flags.Var(&language, "lang", "")
type Language int

const (
	English Language = iota
	Korean
)

// LanguageOf returns the language that LC_ALL, LC_MESSAGES or LANG asks for:
// Korean for ko_KR.UTF-8 and for ko, else English. A terminal in another
// encoding, such as ko_KR.EUC-KR, cannot show the Korean sentences, which are
// UTF-8.
func LanguageOf(getenv func(string) string) Language {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		locale := getenv(name)
		if locale == "" {
			continue
		}
		name, encoding, hasEncoding := strings.Cut(strings.ToLower(locale), ".")
		isUTF8 := !hasEncoding || strings.ReplaceAll(encoding, "-", "") == "utf8"
		if language, _, _ := strings.Cut(name, "_"); language == "ko" && isUTF8 {
			return Korean
		}
		return English
	}
	return English
}

// String returns en or ko.
func (l Language) String() string {
	if l == Korean {
		return "ko"
	}
	return "en"
}

// Set sets the language to en or ko.
func (l *Language) Set(name string) error {
	switch name {
	case "en":
		*l = English
	case "ko":
		*l = Korean
	default:
		return Errorf("want en or ko", "en이나 ko여야 한다")
	}
	return nil
}

// A Text is the same text in both languages.
type Text struct{ English, Korean string }

// In returns the text in a language.
func (t Text) In(l Language) string {
	if l == Korean {
		return t.Korean
	}
	return t.English
}

// Then returns the text followed by another.
func (t Text) Then(next Text) Text { return Text{t.English + next.English, t.Korean + next.Korean} }

// Sprintf formats the same values in both languages. A value that is itself a
// Text is written in the language of the sentence.
func Sprintf(english, korean string, values ...any) Text {
	if len(values) == 0 {
		return Text{english, korean}
	}
	inEnglish, inKorean := slices.Clone(values), slices.Clone(values)
	for i, value := range values {
		if text, ok := value.(Text); ok {
			inEnglish[i], inKorean[i] = text.English, text.Korean
		}
	}
	return Text{fmt.Sprintf(english, inEnglish...), fmt.Sprintf(korean, inKorean...)}
}

// An Error is an error whose message is in both languages.
type Error struct{ Text }

// Error returns the message in English.
func (e Error) Error() string { return e.English }

// Errorf returns an Error with the same values in both languages.
func Errorf(english, korean string, values ...any) error {
	return Error{Sprintf(english, korean, values...)}
}

// Message returns the message of err in a language: that of an Error which err
// is or wraps, else that of err itself, which is English.
func Message(err error, l Language) string {
	var bilingual Error
	if errors.As(err, &bilingual) {
		return bilingual.In(l)
	}
	return err.Error()
}
