package main

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// code finds declarations in the module's packages.
type code struct {
	root    string
	folders map[string]folder // those that have been read
}

// A folder has the text of its declarations, by name. A name declared in
// several files, for several systems, has several texts.
type folder map[string][]string

func newCode(root string) *code { return &code{root, map[string]folder{}} }

// excerpt returns the lines that a directive asks for: a folder and names.
func (c *code) excerpt(words string) ([]string, error) {
	fields := strings.Fields(words)
	if len(fields) < 2 {
		return nil, fmt.Errorf("this directive needs a folder and at least one name, and has %q", words)
	}
	dir, names := fields[0], fields[1:]
	found, err := c.read(dir)
	if err != nil {
		return nil, err
	}
	var texts []string
	for _, name := range names {
		switch of := found[name]; len(of) {
		case 0:
			return nil, fmt.Errorf("there is no %s in %s; %s", name, dir, nearest(name, slices.Collect(maps.Keys(found))))
		case 1:
			texts = append(texts, of[0])
		default:
			return nil, fmt.Errorf("%d files of %[3]s declare %[2]s, and which is meant is not clear", len(of), name, dir)
		}
	}
	return strings.Split(strings.Join(texts, "\n\n"), "\n"), nil
}

// read returns the declarations of a folder. What a test file declares counts
// only if no other file declares it.
func (c *code) read(dir string) (folder, error) {
	if f, ok := c.folders[dir]; ok {
		return f, nil
	}
	paths, err := filepath.Glob(filepath.Join(c.root, filepath.FromSlash(dir), "*.go"))
	if err != nil || len(paths) == 0 {
		return nil, fmt.Errorf("there is no folder %s with Go files; %s", dir, nearest(dir, c.dirs()))
	}
	f, tests := folder{}, folder{}
	for _, path := range paths {
		into := f
		if strings.HasSuffix(path, "_test.go") {
			into = tests
		}
		if err := into.add(path); err != nil {
			return nil, fmt.Errorf("the code in %s cannot be read: %w", dir, err)
		}
	}
	for name, texts := range tests {
		if f[name] == nil {
			f[name] = texts
		}
	}
	c.folders[dir] = f
	return f, nil
}

// dirs returns the module's folders that have Go files.
func (c *code) dirs() []string {
	var dirs []string
	filepath.WalkDir(c.root, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && strings.HasSuffix(path, ".go") {
			if dir, err := filepath.Rel(c.root, filepath.Dir(path)); err == nil {
				dirs = append(dirs, filepath.ToSlash(dir))
			}
		}
		return nil // a folder that cannot be read is not among the nearest
	})
	return slices.Compact(dirs)
}

// add reads the declarations in a file.
func (f folder) add(path string) error {
	src, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, filepath.Base(path), src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	source := func(from, to token.Pos) string {
		text := string(src[set.Position(from).Offset:set.Position(to).Offset])
		return strings.ReplaceAll(text, "\r\n", "\n")
	}
	put := func(name, text string) {
		f[name] = append(f[name], strings.ReplaceAll(text, "\t", "    "))
	}
	for _, decl := range file.Decls {
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			name := decl.Name.Name
			if decl.Recv != nil {
				name = typeName(decl.Recv.List[0].Type) + "." + name
			}
			put(name, source(decl.Pos(), decl.End()))
		case *ast.GenDecl:
			for _, spec := range decl.Specs {
				names, end := declared(spec)
				text := source(decl.Pos(), end)
				if decl.Lparen.IsValid() { // in a group, a tab further in
					text = decl.Tok.String() + " " + strings.ReplaceAll(source(spec.Pos(), end), "\n\t", "\n")
				}
				for _, name := range names {
					put(name, text)
				}
			}
		}
	}
	return nil
}

// declared returns what a spec declares and where it ends, with the comment on
// its last line.
func declared(spec ast.Spec) (names []string, end token.Pos) {
	end = spec.End()
	var comment *ast.CommentGroup
	switch spec := spec.(type) {
	case *ast.TypeSpec:
		names, comment = []string{spec.Name.Name}, spec.Comment
	case *ast.ValueSpec:
		comment = spec.Comment
		for _, name := range spec.Names {
			names = append(names, name.Name)
		}
	}
	if comment != nil {
		end = comment.End()
	}
	return names, end
}

// typeName returns the name of a receiver's type: T for T, *T and *T[E].
func typeName(t ast.Expr) string {
	switch t := t.(type) {
	case *ast.Ident:
		return t.Name
	case *ast.StarExpr:
		return typeName(t.X)
	case *ast.IndexExpr:
		return typeName(t.X)
	case *ast.IndexListExpr:
		return typeName(t.X)
	}
	return ""
}

// nearest says which three of the names there are come closest to name.
func nearest(name string, names []string) string {
	if len(names) == 0 {
		return "there are no others"
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(edits(name, a), edits(name, b)), cmp.Compare(a, b))
	})
	return "the nearest are " + strings.Join(names[:min(3, len(names))], ", ")
}

// edits counts the letters to change, insert or remove to make b of a.
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
