package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
)

// excerpt returns the lines that a code directive asks for: declarations of a
// folder, by name.
func (d *docs) excerpt(words string) ([]string, error) {
	fields := strings.Fields(words)
	if len(fields) < 2 {
		return nil, fmt.Errorf("this directive needs a folder and at least one name, and has %q", words)
	}
	declared, err := d.declarations(fields[0])
	if err != nil {
		return nil, err
	}
	var texts []string
	for _, name := range fields[1:] {
		text, ok := declared[name]
		if !ok {
			return nil, fmt.Errorf("there is no %s in %s", name, fields[0])
		}
		texts = append(texts, text)
	}
	return strings.Split(strings.Join(texts, "\n\n"), "\n"), nil
}

// declarations returns the source text of each declaration of a folder. A
// method's name is Type.Method.
func (d *docs) declarations(dir string) (map[string]string, error) {
	paths, err := filepath.Glob(filepath.Join(d.path(dir), "*.go"))
	if err != nil || len(paths) == 0 {
		return nil, fmt.Errorf("there is no folder %s with Go files", dir)
	}
	declared := map[string]string{}
	for _, path := range paths {
		src, err := d.read(dir + "/" + filepath.Base(path))
		if err != nil {
			return nil, err
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, filepath.Base(path), src, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		for _, decl := range file.Decls {
			if name := declaredName(decl); name != "" {
				text := src[set.Position(decl.Pos()).Offset:set.Position(decl.End()).Offset]
				declared[name] = strings.ReplaceAll(text, "\t", "    ")
			}
		}
	}
	return declared, nil
}

// declaredName returns the name of a declaration, or "" for a group.
func declaredName(decl ast.Decl) string {
	switch decl := decl.(type) {
	case *ast.FuncDecl:
		if decl.Recv == nil {
			return decl.Name.Name
		}
		receiver := decl.Recv.List[0].Type
		if star, ok := receiver.(*ast.StarExpr); ok {
			receiver = star.X
		}
		if name, ok := receiver.(*ast.Ident); ok {
			return name.Name + "." + decl.Name.Name
		}
	case *ast.GenDecl:
		if len(decl.Specs) != 1 {
			return ""
		}
		switch spec := decl.Specs[0].(type) {
		case *ast.TypeSpec:
			return spec.Name.Name
		case *ast.ValueSpec:
			return spec.Names[0].Name
		}
	}
	return ""
}
