package cli

import (
	"os"
	"path/filepath"

	"backprop/layers/layertest/bilingual"
)

// ModuleRoot returns folder, or the nearest folder above it that has a go.mod.
func ModuleRoot(folder string) (string, error) {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return "", err
	}
	for root := folder; ; root = filepath.Dir(root) {
		if _, err := os.Stat(filepath.Join(root, "go.mod")); err == nil {
			return root, nil
		}
		if root == filepath.Dir(root) {
			return "", bilingual.Errorf("there is no go.mod in %s or above it: run this inside the project",
				"%s 폴더와 상위 폴더에 go.mod가 없다. 프로젝트 안에서 실행해야 한다", folder)
		}
	}
}
