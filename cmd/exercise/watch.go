package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"backprop/layers/layertest/bilingual"
)

// watch checks the exercises now and after each save of one of their files,
// until ctx ends. A save ends the check that is running.
func (t *tool) watch(ctx context.Context, name string) error {
	for {
		now, err := fingerprint(t.folder)
		if err != nil {
			return err
		}
		fmt.Fprintf(t.out, "--- %s\n", time.Now().Format("15:04:05"))
		check, end := context.WithCancel(ctx)
		ended := make(chan bool)
		go func() {
			if _, err := t.show(check, name); err != nil && check.Err() == nil {
				fmt.Fprintln(t.out, bilingual.Message(err, t.language))
			}
			close(ended)
		}()
		for next := now; next == now && err == nil && ctx.Err() == nil; {
			time.Sleep(100 * time.Millisecond)
			next, err = fingerprint(t.folder)
		}
		end()
		<-ended
		if err != nil || ctx.Err() != nil {
			return err
		}
	}
}

// fingerprint changes when a file in the folder is written.
func fingerprint(dir string) (string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for _, entry := range entries {
		if info, err := entry.Info(); err == nil && strings.HasSuffix(entry.Name(), ".go") {
			fmt.Fprintln(&b, entry.Name(), info.Size(), info.ModTime().UnixNano())
		}
	}
	return b.String(), nil
}
