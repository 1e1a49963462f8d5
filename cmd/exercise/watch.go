package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"backprop/cmd/internal/cli"
)

// watch checks the exercises now and after each save of one of their files,
// until ctx ends. A save ends the check that is running.
func (t *tool) watch(ctx context.Context, name string) {
	for ctx.Err() == nil {
		fmt.Fprintf(t.out, "--- %s\n", time.Now().Format("15:04:05"))
		untilSave, saved := context.WithCancel(ctx)
		checked := fingerprint(t.folder)
		go func() {
			for fingerprint(t.folder) == checked && ctx.Err() == nil {
				time.Sleep(100 * time.Millisecond)
			}
			saved()
		}()
		if _, err := t.show(untilSave, name); err != nil && untilSave.Err() == nil {
			fmt.Fprintln(t.out, cli.Message(err, t.language))
		}
		<-untilSave.Done()
	}
}

// fingerprint returns a text that changes when a file in the folder is written.
func fingerprint(folder string) string {
	var b strings.Builder
	entries, _ := os.ReadDir(folder) // the go command reports a folder that it cannot read
	for _, entry := range entries {
		if info, err := entry.Info(); err == nil && strings.HasSuffix(entry.Name(), ".go") {
			fmt.Fprintln(&b, entry.Name(), info.Size(), info.ModTime().UnixNano())
		}
	}
	return b.String()
}
