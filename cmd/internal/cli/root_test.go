package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

func TestModuleRoot(t *testing.T) {
	inside, outside := t.TempDir(), t.TempDir()
	deep := filepath.Join(inside, "폴더 하나", "b")
	if err := os.MkdirAll(deep, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(inside, "go.mod"), []byte("module m\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ name, folder, want, wantErr string }{
		{"the root itself", inside, inside, "<nil>"},
		{"a folder below it", deep, inside, "<nil>"},
		{"a folder outside", outside, "", "there is no go.mod in " + outside + " or above it: run this inside the module"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got, err := ModuleRoot(test.folder); got != test.want || fmt.Sprint(err) != test.wantErr {
				t.Errorf("ModuleRoot(%s) = %s, %v, want %s, %s", test.folder, got, err, test.want, test.wantErr)
			}
		})
	}
}
