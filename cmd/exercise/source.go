package main

import (
	"embed"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// blanks holds the blank files of the exercises.
//
//go:embed blank
var blanks embed.FS

// A declaration is a type, a field, a function or a method.
type declaration struct {
	file string // relu.go
	line int
	kind string // "type", or the type of a field or function
}

// declarations parses files and returns what they declare: under ReLU,
// ReLU.Forward, Affine.W, Train. Of a file that does not parse it returns what
// stands before the mistake.
func declarations(files map[string]string) map[string]declaration {
	all := map[string]declaration{}
	positions := token.NewFileSet()
	add := func(name, kind string, at token.Pos) {
		position := positions.Position(at)
		all[name] = declaration{position.Filename, position.Line, kind}
	}
	for file, code := range files {
		parsed, _ := parser.ParseFile(positions, file, code, parser.SkipObjectResolution)
		if parsed == nil {
			continue
		}
		ast.Inspect(parsed, func(node ast.Node) bool {
			switch d := node.(type) {
			case *ast.FuncDecl:
				name := d.Name.Name
				if d.Recv != nil && len(d.Recv.List) == 1 {
					name = strings.TrimPrefix(types.ExprString(d.Recv.List[0].Type), "*") + "." + name
				}
				add(name, signature(d.Type), d.Pos())
				return false
			case *ast.TypeSpec:
				add(d.Name.Name, "type", d.Pos())
				if fields, ok := d.Type.(*ast.StructType); ok {
					for _, field := range fields.Fields.List {
						for _, name := range field.Names {
							add(d.Name.Name+"."+name.Name, types.ExprString(field.Type), name.Pos())
						}
					}
				}
				return false
			}
			return true
		})
	}
	return all
}

// signature writes a function's type without the names: func(int) (int, error).
func signature(f *ast.FuncType) string {
	for _, fields := range []*ast.FieldList{f.Params, f.Results} {
		if fields == nil {
			continue
		}
		var types []*ast.Field
		for _, field := range fields.List {
			for range max(1, len(field.Names)) {
				types = append(types, &ast.Field{Type: field.Type})
			}
		}
		fields.List = types
	}
	return types.ExprString(f)
}

// blankFile returns the blank file of an exercise.
func blankFile(e exercise) string {
	code, err := blanks.ReadFile("blank/" + e.name + ".go.txt")
	if err != nil {
		panic(err) // it is inside the program
	}
	return string(code)
}

// wanted returns the declarations that the checks need: those of the blank
// files.
func wanted(list ...exercise) map[string]declaration {
	files := map[string]string{}
	for _, e := range list {
		files[e.name+".go"] = blankFile(e)
	}
	return declarations(files)
}

// files reads the student's files.
func (t *tool) files() map[string]string {
	files := map[string]string{}
	entries, _ := os.ReadDir(t.folder)
	for _, entry := range entries {
		name := entry.Name()
		code, err := os.ReadFile(filepath.Join(t.folder, name))
		if err == nil && strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") {
			files[name] = string(code)
		}
	}
	return files
}

// fileOf returns the path of an exercise's file, also if the student has
// renamed it.
func (t *tool) fileOf(e exercise) string {
	declared := declarations(t.files())
	for _, name := range sorted(wanted(e)) {
		if d, ok := declared[name]; ok {
			return exercisesFolder + d.file
		}
	}
	return exercisesFolder + e.name + ".go"
}

// differences says where the student's declarations are not those that the
// checks need.
func (t *tool) differences() (all []text) {
	declared, wanted := declarations(t.files()), wanted(list...)
	for _, name := range sorted(wanted) {
		want := wanted[name]
		d, found := declared[name]
		owner, member, isMember := strings.Cut(name, ".")
		of, owned := declared[owner]
		switch {
		case found && d.kind == want.kind:
		case found:
			all = append(all, say("%s: %s is %s and must be %s.", "%s: %s: %s인데 %s이어야 한다.", d.place(), name, d.kind, want.kind))
		case isMember && owned:
			all = append(all, say("%s: %s must have %s %s.", "%s: %s: 이 타입에 없는 것: %s %s.", of.place(), owner, member, want.kind))
		case !isMember:
			all = append(all, missing(name, want, declared, wanted))
		}
	}
	return all
}

func (d declaration) place() string { return fmt.Sprintf("%s%s:%d", exercisesFolder, d.file, d.line) }

// missing says that a type or function is missing, or which of the student's
// needs its name: one that is spelled alike, or stands in its file.
func missing(name string, want declaration, declared, wanted map[string]declaration) text {
	for _, other := range sorted(declared) {
		d := declared[other]
		_, known := wanted[other]
		if !known && d.kind == want.kind && (strings.EqualFold(other, name) || d.file == want.file) {
			return say("%s: %s must have the name %s.", "%s: %s: 이름이 %s이어야 한다.", d.place(), other, name)
		}
	}
	return say("There is no %s in chapter5/exercises: go run ./cmd/exercise reset %s brings the blank file back.",
		"%s: chapter5/exercises에 이 선언이 없다. 빈 파일을 되돌리려면 go run ./cmd/exercise reset %s", name, strings.TrimSuffix(want.file, ".go"))
}

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
