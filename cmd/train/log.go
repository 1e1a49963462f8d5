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

// checkLog returns an error if the file at path is the log of another training than
// the one that continues: then its rows would be lost. A log of the same training may
// have more rows than the checkpoint, or fewer.
func (c *checkpoint) checkLog(path string) error {
	old, err := datafile.Read(path)
	switch rows := c.csv(); {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("-log %s: %w", path, err)
	case !bytes.HasPrefix(old, rows) && !bytes.HasPrefix(rows, old):
		return bilingual.Errorf("-log %s: the log of another training, want its own log or a new name",
			"-log %s: 다른 학습의 로그다. 이 학습의 로그 또는 새 이름이어야 한다", path)
	}
	return nil
}
