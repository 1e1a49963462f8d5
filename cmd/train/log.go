package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"

	"backprop/layers/layertest/bilingual"
	"backprop/tensor/datafile"
)

const logHeader = "iteration,epoch,loss,train_acc,test_acc"

// csv returns a log of the checkpoint's history, a row for each epoch.
func (c *checkpoint) csv() []byte {
	log := []byte(logHeader + "\n")
	for epoch, i := range c.epochs() {
		log = fmt.Appendf(log, "%d,%d,%g,%g,%g\n", i, epoch, c.loss[i], c.trainAcc[epoch], c.testAcc[epoch])
	}
	return log
}

// grownLog returns what the log at path is to hold, so that it loses no row: rows,
// or the file as it is, if this training wrote it and it has more of them. A log of
// another training is an error.
func grownLog(path string, rows []byte) ([]byte, error) {
	old, err := datafile.Read(path)
	switch {
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("-log %s: %w", path, err)
	case bytes.HasPrefix(old, rows):
		return old, nil
	case bytes.HasPrefix(rows, old):
		return rows, nil
	}
	return nil, bilingual.Errorf("-log %s: the log of another training, want a new name", "-log %s: 다른 학습의 로그다. 새 이름이어야 한다", path)
}
