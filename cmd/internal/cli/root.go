package cli

import (
	"fmt"
	"os"
	"path/filepath"
)

// ModuleRoot returns folder, or the nearest folder above it that has a go.mod.
func ModuleRoot(folder string) (string, error) {
	for root := folder; ; root = filepath.Dir(root) {
		if _, err := os.Stat(filepath.Join(root, "go.mod")); err == nil {
			return root, nil
		}
		if root == filepath.Dir(root) {
			return "", fmt.Errorf("there is no go.mod in %s or above it: run this inside the module", folder)
		}
	}
}
