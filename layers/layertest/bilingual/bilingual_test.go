package bilingual

import (
	"errors"
	"fmt"
	"testing"
)

func TestLanguageOf(t *testing.T) {
	for _, test := range []struct {
		name string
		env  map[string]string
		want Language
	}{
		{"nothing is set, as on Windows", nil, English},
		{"ko_KR.UTF-8", map[string]string{"LANG": "ko_KR.UTF-8"}, Korean},
		{"ko_KR.utf8", map[string]string{"LANG": "ko_KR.utf8"}, Korean},
		{"ko", map[string]string{"LANG": "ko"}, Korean},
		{"Korean that is not UTF-8", map[string]string{"LANG": "ko_KR.EUC-KR"}, English},
		{"Konkani begins with the same letters", map[string]string{"LANG": "kok_IN.UTF-8"}, English},
		{"LC_ALL decides before LANG", map[string]string{"LC_ALL": "C", "LANG": "ko_KR.UTF-8"}, English},
		{"LC_MESSAGES decides before LANG", map[string]string{"LC_MESSAGES": "ko_KR.UTF-8", "LANG": "C"}, Korean},
		{"an empty LC_ALL does not decide", map[string]string{"LC_ALL": "", "LANG": "ko_KR.UTF-8"}, Korean},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := LanguageOf(func(name string) string { return test.env[name] }); got != test.want {
				t.Errorf("LanguageOf(%v) = %v, want %v", test.env, got, test.want)
			}
		})
	}
}

func TestSet(t *testing.T) {
	for _, test := range []struct {
		value   string
		want    Language
		wantErr string
	}{
		{"ko", Korean, ""},
		{"en", English, ""},
		{"fr", Korean, "want en or ko"},
	} {
		t.Run(test.value, func(t *testing.T) {
			l := Korean
			err := l.Set(test.value)
			if l != test.want || fmt.Sprint(err) != test.wantErr && (err != nil || test.wantErr != "") {
				t.Errorf("Set(%s) = %v and the language is %v, want %q and %v", test.value, err, l, test.wantErr, test.want)
			}
		})
	}
}

func TestSprintf(t *testing.T) {
	for _, test := range []struct {
		name      string
		got, want Text
	}{
		{"the same values", Sprintf("%d of %d", "%[2]d개 중 %[1]d개", 2, 3), Text{"2 of 3", "3개 중 2개"}},
		{"a Text within", Sprintf("%s is wrong", "%s: 틀렸다", Text{"the loss", "손실"}), Text{"the loss is wrong", "손실: 틀렸다"}},
		{"no values", Sprintf("100%", "100%"), Text{"100%", "100%"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if test.got != test.want {
				t.Errorf("Sprintf = %q, want %q", test.got, test.want)
			}
		})
	}
}

func TestMessage(t *testing.T) {
	refused := Errorf("-batch %d is too large", "-batch %d: 너무 크다", 9)
	for _, test := range []struct {
		name string
		err  error
		want string
	}{
		{"an Error", refused, "-batch 9: 너무 크다"},
		{"an Error that is wrapped", fmt.Errorf("status 2: %w", refused), "-batch 9: 너무 크다"},
		{"another error", errors.New("no space left"), "no space left"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := Message(test.err, Korean); got != test.want {
				t.Errorf("Message(%v, Korean) = %q, want %q", test.err, got, test.want)
			}
		})
	}
}
