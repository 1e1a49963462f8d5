package main

import (
	"cmp"
	"embed"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// blanks are the exercises' files as they were before anything was written.
//
//go:embed blank
var blanks embed.FS

// A declaration is a type, a field, a function or a method of the student's
// package.
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
	for file, code := range files {
		parsed, _ := parser.ParseFile(positions, file, code, parser.SkipObjectResolution)
		if parsed == nil {
			continue
		}
		add := func(name, kind string, at token.Pos) {
			all[name] = declaration{file, positions.Position(at).Line, kind}
		}
		for _, d := range parsed.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				name := d.Name.Name
				if d.Recv != nil && len(d.Recv.List) == 1 {
					name = strings.TrimPrefix(types.ExprString(d.Recv.List[0].Type), "*") + "." + name
				}
				add(name, signature(d.Type), d.Pos())
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					spec, ok := spec.(*ast.TypeSpec)
					if !ok {
						continue
					}
					add(spec.Name.Name, "type", spec.Pos())
					if fields, ok := spec.Type.(*ast.StructType); ok {
						for _, field := range fields.Fields.List {
							for _, name := range field.Names {
								add(spec.Name.Name+"."+name.Name, types.ExprString(field.Type), name.Pos())
							}
						}
					}
				}
			}
		}
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

// blankFile returns an exercise's file with nothing in it.
func blankFile(e exercise) string {
	code, err := blanks.ReadFile("blank/" + e.name + ".go.txt")
	if err != nil {
		panic(err) // it is inside the program
	}
	return string(code)
}

// wanted returns what the exercises declare in their blank files, which is what
// the checks need.
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

// fileOf returns the path of the file that an exercise is in, also where the
// student has renamed it.
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
	var others []string // what the student has declared besides
	for name := range declared {
		if _, ok := wanted[name]; !ok {
			others = append(others, name)
		}
	}
	slices.Sort(others)
	for _, name := range sorted(wanted) {
		w := wanted[name]
		d, ok := declared[name]
		owner, _, member := strings.Cut(name, ".")
		switch {
		case ok && (d.kind == w.kind || d.kind == "type"):
		case ok:
			all = append(all, say("%s: %s is %s and must be %s.", "%s: %s: %s인데 %s이어야 한다.",
				d.place(), name, d.kind, w.kind))
		case member && declared[owner].kind == "": // its type is missing: that is told
		default:
			all = append(all, missing(name, w, declared, others))
		}
	}
	return all
}

func (d declaration) place() string { return fmt.Sprintf("%s%s:%d", exercisesFolder, d.file, d.line) }

// missing says that a declaration is missing, and which of the others seems to
// stand for it.
func missing(name string, wanted declaration, declared map[string]declaration, others []string) text {
	owner, _, _ := strings.Cut(name, ".")
	alike := func(other string) bool {
		their, _, _ := strings.Cut(other, ".")
		return strings.Contains(name, ".") == strings.Contains(other, ".") && (their == owner || owner == name) &&
			strings.HasPrefix(declared[other].kind, wanted.kind[:4])
	}
	others = slices.DeleteFunc(slices.Clone(others), func(other string) bool { return !alike(other) })
	near := nearest(name, others)
	for _, other := range others {
		if declared[other].file == wanted.file {
			near = append(near, other)
		}
	}
	if len(near) == 0 {
		blank := strings.TrimSuffix(wanted.file, ".go")
		return say("There is no %s in chapter5/exercises: go run ./cmd/exercise reset %s brings the blank file back.",
			"%s: chapter5/exercises에 이 선언이 없다. 빈 파일을 되돌리려면 go run ./cmd/exercise reset %s", name, blank)
	}
	return say("%s: %s must have the name %s.", "%s: %s: 이름이 %s이어야 한다.", declared[near[0]].place(), near[0], name)
}

var exit = regexp.MustCompile(`\b(os\.Exit|log\.Fatal\w*)\(`)

// exits returns the first call of os.Exit or log.Fatal in the student's files,
// "relu.go:31", or "".
func (t *tool) exits() string {
	files := t.files()
	for _, file := range sorted(files) {
		for i, line := range strings.Split(files[file], "\n") {
			if code, _, _ := strings.Cut(line, "//"); exit.MatchString(code) {
				return fmt.Sprintf("%s:%d", file, i+1)
			}
		}
	}
	return ""
}

func sorted[V any](m map[string]V) []string {
	var keys []string
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// nearest returns the names that differ from a word in few letters, or begin
// with it.
func nearest(word string, names []string) (near []string) {
	for _, name := range names {
		if d := distance(word, name); d <= 1+len(word)/4 || len(word) > 1 && strings.HasPrefix(name, word) {
			near = append(near, name)
		}
	}
	slices.SortStableFunc(near, func(a, b string) int { return cmp.Compare(distance(word, a), distance(word, b)) })
	return near
}

// distance returns how many letters must be put in, left out or replaced to
// make b from a.
func distance(a, b string) int {
	row := make([]int, len(b)+1) // the distances of a's beginning to the beginnings of b
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replaced := diagonal
			if a[i] != b[j] {
				replaced++
			}
			diagonal = row[j+1]
			row[j+1] = min(row[j]+1, row[j+1]+1, replaced)
		}
	}
	return row[len(b)]
}
