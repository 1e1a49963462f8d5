package main

import (
	"cmp"
	"embed"
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
)

// blanks holds the blank files of the exercises.
//
//go:embed blank/*.go.txt
var blanks embed.FS

// blankFile returns the blank file of an exercise.
func blankFile(e exercise) string {
	code, err := blanks.ReadFile("blank/" + e.name + ".go.txt")
	if err != nil {
		panic(err) // it is inside the program
	}
	return string(code)
}

// A declaration is a type, a field, a function or a method.
type declaration struct {
	file  string // relu.go
	place string // chapter5/exercises/relu.go:6
	kind  string // "type", or the type of a field or function
}

// wanted holds the declarations that the checks need: those of the blank files.
var wanted = declarations(blanks, glob(blanks, "blank/*.go.txt")...)

// declared returns the student's declarations, in the files that Go builds.
func (t *tool) declared() map[string]declaration {
	folder := os.DirFS(t.folder)
	return declarations(folder, slices.DeleteFunc(glob(folder, "*.go"), func(name string) bool {
		built, err := build.Default.MatchFile(t.folder, name)
		return err == nil && !built || strings.HasSuffix(name, "_test.go")
	})...)
}

func glob(folder fs.FS, pattern string) []string {
	names, _ := fs.Glob(folder, pattern) // the only error is that of a wrong pattern
	return names
}

// declarations returns what files of a folder declare: under ReLU, ReLU.Forward,
// Affine.W, Train. Of a file that does not parse, these are the declarations before
// the mistake.
func declarations(folder fs.FS, names ...string) map[string]declaration {
	all := map[string]declaration{}
	for _, name := range names {
		code, _ := fs.ReadFile(folder, name) // the go command reports a file that it cannot read
		file, positions := strings.TrimSuffix(path.Base(name), ".txt"), token.NewFileSet()
		add := func(name, kind string, at token.Pos) {
			all[name] = declaration{file, fmt.Sprintf("%s%s:%d", exercisesFolder, file, positions.Position(at).Line), kind}
		}
		parsed, _ := parser.ParseFile(positions, file, code, parser.SkipObjectResolution)
		ast.Inspect(parsed, func(node ast.Node) bool {
			switch d := node.(type) {
			case *ast.FuncDecl:
				name := d.Name.Name
				if d.Recv.NumFields() == 1 {
					name = strings.TrimPrefix(types.ExprString(d.Recv.List[0].Type), "*") + "." + name
				}
				add(name, types.ExprString(&ast.FuncType{Params: withoutNames(d.Type.Params), Results: withoutNames(d.Type.Results)}), d.Pos())
				return false
			case *ast.TypeSpec:
				add(d.Name.Name, "type", d.Pos())
				if s, ok := d.Type.(*ast.StructType); ok {
					for _, field := range s.Fields.List {
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

// withoutNames returns (int, int) for (x, y int).
func withoutNames(fields *ast.FieldList) *ast.FieldList {
	unnamed := &ast.FieldList{}
	if fields == nil {
		return unnamed
	}
	for _, field := range fields.List {
		for range max(1, len(field.Names)) {
			unnamed.List = append(unnamed.List, &ast.Field{Type: field.Type})
		}
	}
	return unnamed
}

// differences returns a sentence for each declaration that the checks need and the
// student has changed.
func (t *tool) differences() (all []text) {
	declared := t.declared()
	for _, name := range sorted(wanted) {
		own, want := declared[name], wanted[name]
		typeName, member, isMember := strings.Cut(name, ".")
		switch owner := declared[typeName]; {
		case own.kind == want.kind:
		case own.kind != "":
			all = append(all, sentence("%s: %s is %s and must be %s.", "%s: %s: 지금 선언은 %s, 맞는 선언은 %s.", own.place, name, own.kind, want.kind))
		case !isMember:
			all = append(all, missing(name, declared))
		case owner.kind != "": // else the type itself is missing
			all = append(all, sentence("%s: %s must have %s %s.", "%s: %s: 이 타입에 없는 것: %s %s.", owner.place, typeName, member, want.kind))
		}
	}
	return all
}

// missing returns a sentence about a missing type or function. It names the student's
// declaration that must have this name: one that is spelled alike, or stands in its
// file.
func missing(name string, declared map[string]declaration) text {
	want := wanted[name]
	for _, other := range sorted(declared) {
		own := declared[other]
		if wanted[other].kind == "" && own.kind == want.kind && (strings.EqualFold(other, name) || own.file == want.file) {
			return sentence("%s: %s must have the name %s.", "%s: %s: 맞는 이름은 %s.", own.place, other, name)
		}
	}
	return sentence("There is no %s in chapter5/exercises: go run ./cmd/exercise reset %s brings the blank file back.",
		"%s: chapter5/exercises에 이 선언이 없다. 빈 파일을 되돌리려면 go run ./cmd/exercise reset %s", name, strings.TrimSuffix(want.file, ".go"))
}

func sorted(declared map[string]declaration) []string { return slices.Sorted(maps.Keys(declared)) }

// fileOf returns the name of an exercise's file, also if the student has renamed it.
func (t *tool) fileOf(e exercise) string {
	return cmp.Or(t.declared()[e.code].file, e.name+".go")
}
