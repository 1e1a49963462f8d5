package main

import "fmt"

const logHeader = "iteration,epoch,loss,train_acc,test_acc"

// csv returns a log of the checkpoint's history, a row for each epoch.
func (c *checkpoint) csv() []byte {
	log := []byte(logHeader + "\n")
	for epoch, i := range c.epochs() {
		log = fmt.Appendf(log, "%d,%d,%g,%g,%g\n", i, epoch, c.loss[i], c.trainAcc[epoch], c.testAcc[epoch])
	}
	return log
}
