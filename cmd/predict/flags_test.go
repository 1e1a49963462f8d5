package main

import (
	"bytes"
	"reflect"
	"slices"
	"strings"
	"testing"

	"backprop/cmd/internal/cli"
	"backprop/layers/layertest/bilingual"
)

func TestUsageFitsAScreen(t *testing.T) {
	for _, test := range []struct{ lang, want string }{{"en", usage.English}, {"ko", usage.Korean}} {
		t.Run(test.lang, func(t *testing.T) {
			lines := strings.Split(strings.TrimSuffix(test.want, "\n"), "\n")
			if len(lines) > 24 {
				t.Errorf("-h has %d lines, want at most 24", len(lines))
			}
			for _, line := range lines {
				if cli.Width(line) > 80 {
					t.Errorf("%d columns: %s", cli.Width(line), line)
				}
			}
			var stdout, stderr bytes.Buffer
			status := run([]string{"-lang", test.lang, "-h"}, &stdout, &stderr)
			if status != 0 || stdout.String() != test.want || stderr.Len() > 0 {
				t.Errorf("-h: status %d, prints\n%s%s", status, &stdout, &stderr)
			}
		})
	}
}

func TestWrongFlags(t *testing.T) {
	for _, test := range []struct{ args, want, korean string }{
		{"", "no image given", "이미지가 없다"},
		{"-model= a.png", `-model "": want a name`, `-model "": 이름이 비어 있다`},
		{"a.png ''", `image "": want a name`, `이미지 "": 이름이 비어 있다`},
		{"-test -data=", `-data "": want a name`, `-data "": 이름이 비어 있다`},
		{"-test a.png", `unexpected argument "a.png": -test has its own images`, `"a.png": -test는 이미지를 받지 않는다`},
		{"-test -json", "-json: cannot be used with -test", "-json: -test와 함께 쓸 수 없다"},
		{"a.png -test", `unexpected argument "a.png": -test has its own images`, `"a.png": -test는 이미지를 받지 않는다`},
		{"-data x a.png", "-data: can only be used with -test", "-data: -test와 함께 쓸 때만 유효하다"},
		{"-colour", "flag provided but not defined: -colour", "-colour: 없는 플래그다"},
		{"-json=maybe a.png", `invalid value "maybe" for flag -json: want true or false`, `-json "maybe": true나 false여야 한다`},
	} {
		t.Run(test.args, func(t *testing.T) {
			args := strings.Fields(test.args)
			if i := slices.Index(args, "''"); i >= 0 {
				args[i] = "" // as a shell reads it
			}
			for lang, want := range map[string]string{
				"en": "predict: " + test.want + "\nRun with -h to see the usage.\n",
				"ko": "predict: " + test.korean + "\n사용법은 -h로 볼 수 있다.\n",
			} {
				var stdout, stderr bytes.Buffer
				status := run(append([]string{"-lang", lang}, args...), &stdout, &stderr)
				if status != 2 || stdout.Len() > 0 || stderr.String() != want {
					t.Errorf("-lang %s: status %d, printed %q, want %q", lang, status, &stderr, want)
				}
			}
		})
	}
}

func TestLanguageOfTheEnvironment(t *testing.T) {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES"} {
		t.Setenv(name, "")
	}
	for locale, want := range map[string]bilingual.Language{
		"ko_KR.UTF-8": bilingual.Korean, "ko_KR.EUC-KR": bilingual.English, "en_US.UTF-8": bilingual.English,
	} {
		t.Run(locale, func(t *testing.T) {
			t.Setenv("LANG", locale)
			if o, err := parse([]string{"a.png"}); err != nil || o.language != want {
				t.Errorf("language %v, error %v, want %v", o.language, err, want)
			}
		})
	}
}

func TestFlagsAndImagesInAnyOrder(t *testing.T) {
	for _, test := range []struct {
		args string
		want options
	}{
		{"-json -lang ko a.png", options{json: true, language: bilingual.Korean, images: []string{"a.png"}}},
		{"a.png -json -lang ko", options{json: true, language: bilingual.Korean, images: []string{"a.png"}}},
		{"a.png -lang ko b.png", options{language: bilingual.Korean, images: []string{"a.png", "b.png"}}},
		{"-lang en -- -x.png -json", options{images: []string{"-x.png", "-json"}}},
		{"-lang en a.png -- -x.png", options{images: []string{"a.png", "-x.png"}}},
	} {
		t.Run(test.args, func(t *testing.T) {
			if o, err := parse(append([]string{"-lang", "en"}, strings.Fields(test.args)...)); err != nil || !reflect.DeepEqual(o, test.want) {
				t.Errorf("parse = %+v, %v, want %+v", o, err, test.want)
			}
		})
	}
}
