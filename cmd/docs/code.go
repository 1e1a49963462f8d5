package main

import (
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"strings"
)

// excerpt returns the lines that a code directive asks for: declarations of a
// folder, by name. A method's name is Type.Method.
func (d *docs) excerpt(words string) ([]string, error) {
	folder, names, _ := strings.Cut(words, " ")
	if names == "" {
		return nil, fmt.Errorf("this directive needs a folder and at least one name, and has %q", words)
	}
	files, err := fs.Glob(os.DirFS(d.root), folder+"/*.go")
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("there is no folder %s with Go files", folder)
	}
	var source []string
	for _, file := range files {
		text, err := d.read(file)
		if err != nil {
			return nil, err
		}
		source = append(source, text)
	}
	var texts []string
	for _, name := range strings.Fields(names) {
		text := declaration(name).FindString(strings.Join(source, "\n"))
		if text == "" {
			return nil, fmt.Errorf("there is no %s in %s", name, folder)
		}
		texts = append(texts, strings.ReplaceAll(text, "\t", "    "))
	}
	return strings.Split(strings.Join(texts, "\n\n"), "\n"), nil
}

// declaration matches the declaration of a name in source that gofmt has written: one
// line, or all lines up to one that is a closing bracket.
func declaration(name string) *regexp.Regexp {
	name = regexp.QuoteMeta(name)
	first := `(?:func|type|var|const) ` + name
	if receiver, method, ok := strings.Cut(name, `\.`); ok {
		first = `func \((?:\w+ )?\*?` + receiver + `\) ` + method
	}
	return regexp.MustCompile(`(?m)^` + first + `\b(?:.*[^{(,\n]$|(?:.*\n)*?[})]$)`)
}
