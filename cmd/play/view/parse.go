package view

import (
	"go/parser"
	"go/scanner"
	"go/token"
	"strings"
	"unicode/utf8"

	"backprop/chapter5/graph"
	"backprop/layers/layertest/bilingual"
)

const (
	maxSource = 2000 // bytes
	maxNodes  = 300
)

// A Problem describes the first fault of a source, and its place.
type Problem struct {
	Line   int // from 1
	Column int // in characters, from 1
	Text   string
}

// An expression is a graph with the variables that it depends on.
type expression struct {
	result    *graph.Node
	unnamed   bool       // the last statement is an expression without a name
	variables []variable // in the order in which the source names them
}

type variable struct {
	key  string // its name in the source
	node *graph.Node
}

// A reader builds the graph of a source: a statement for each node that has a
// name, and last the result, which may have none. A line or a semicolon ends a
// statement.
//
//	t := x + y
//	pow(t, 2)
type reader struct {
	expression
	values   map[string]float64  // of the variables
	label    func(string) string // how a name is written in the picture
	named    map[string]*graph.Node
	nodes    int
	language bilingual.Language

	source     string
	start      int // of the present statement or its expression, in bytes
	statements []statement
}

// A statement begins at a byte of the source and defines a node.
type statement struct {
	start int
	node  *graph.Node
}

// failure is the value with which a reader panics.
type failure struct{ Problem }

// read returns the expression of a source, or the problem that the source has.
func read(source string, values map[string]float64, label func(string) string, language bilingual.Language) (e *expression, problem *Problem) {
	r := &reader{source: source, values: values, label: label, language: language, named: map[string]*graph.Node{}}
	defer func() {
		switch p := recover().(type) {
		case nil:
		case failure:
			e, problem = nil, &p.Problem
		default:
			panic(p)
		}
	}()
	if len(source) > maxSource {
		r.fail(0, "The expression has %d bytes, but the limit is %d.", "식이 %d바이트다. %d바이트까지만 읽는다.", len(source), maxSource)
	}
	for start, end := 0, 0; start < len(source); start = end + 1 {
		end = start + strings.IndexAny(source[start:]+"\n", ";\n")
		if text := source[start:end]; strings.TrimSpace(text) != "" {
			r.statement(start, text)
		}
	}
	r.check()
	return &r.expression, nil
}

// fail ends the reading with a problem at an offset from r.start.
func (r *reader) fail(offset int, english, korean string, args ...any) {
	before := r.source[:min(r.start+offset, len(r.source))]
	lines := strings.Split(before, "\n")
	column := utf8.RuneCountInString(lines[len(lines)-1]) + 1
	panic(failure{Problem{len(lines), column, say(english, korean, args...).In(r.language)}})
}

// check fails if the statements define no graph, or a value that the result does
// not depend on.
func (r *reader) check() {
	if r.result == nil {
		r.fail(0, "Type an expression, such as x*x + 1.", "x*x + 1과 같은 식을 입력해야 한다.")
	}
	if len(r.variables) == 0 {
		r.fail(0, "The expression has no variable, such as x.", "식에 x와 같은 변수가 없다.")
	}
	if len(r.result.Inputs()) == 0 {
		r.fail(0, "The expression has no operation, such as x + 1.", "식에 x + 1과 같은 연산이 없다.")
	}
	used := map[*graph.Node]bool{}
	var visit func(*graph.Node)
	visit = func(n *graph.Node) {
		if used[n] {
			return
		}
		used[n] = true
		for _, input := range n.Inputs() {
			visit(input)
		}
	}
	visit(r.result)
	for _, s := range r.statements {
		if !used[s.node] {
			r.start = s.start
			r.fail(0, "The result does not depend on this value. Use it or delete it.",
				"결과를 계산할 때 이 값을 쓰지 않는다. 식에 넣거나 지워야 한다.")
		}
	}
}

// statement reads name := expression, or an expression.
func (r *reader) statement(start int, text string) {
	name, source, defined := strings.Cut(text, ":=")
	r.start = start + len(name) + len(":=")
	if !defined {
		r.start, source = start, text
	}
	tree, err := parser.ParseExprFrom(token.NewFileSet(), "", source, 0)
	if err != nil {
		r.explain(source, err)
	}
	if at := strings.Index(source, "**"); at >= 0 {
		r.fail(at, "Go has no **. Write pow(x, 2).", "Go에는 **가 없다. pow(x, 2)로 적어야 한다.")
	}
	r.result = r.node(tree)
	r.start = start + len(text) - len(strings.TrimLeft(text, " \t"))
	if r.unnamed = !defined; defined {
		r.define(strings.TrimSpace(name))
	}
	r.statements = append(r.statements, statement{r.start, r.result})
}

// define gives the result of a statement its name.
func (r *reader) define(name string) {
	if !token.IsIdentifier(name) {
		r.fail(0, "A name must stand before :=, not %q.", ":= 앞에는 %q 대신 이름이 있어야 한다.", name)
	}
	if r.named[name] != nil {
		r.fail(0, "%s already has a value. Use another name.", "%s에는 이미 값이 있다. 다른 이름을 써야 한다.", name)
	}
	for other, n := range r.named {
		if n == r.result {
			r.fail(0, "%s is another name for %s. Write an operation.", "%s에 연산이 없다. %s의 다른 이름일 뿐이다.", name, other)
		}
	}
	r.named[name] = r.result.Named(r.label(name))
}

// explain fails with the parser's first error in plain words.
func (r *reader) explain(source string, err error) {
	file := token.NewFileSet().AddFile("", -1, len(source))
	var tokens scanner.Scanner
	tokens.Init(file, []byte(source), nil, 0)
	for at, tok, word := tokens.Scan(); tok != token.EOF; at, tok, word = tokens.Scan() {
		if tok.IsKeyword() {
			r.fail(file.Offset(at), "%s is a keyword of Go. Use another name.", "%s 같은 Go의 예약어는 이름으로 쓸 수 없다.", word)
		}
	}
	list, ok := err.(scanner.ErrorList)
	if !ok || len(list) == 0 {
		r.fail(0, "This is not an expression.", "식이 아니다.")
	}
	offset := min(list[0].Pos.Offset, len(source))
	rest := strings.TrimSpace(source[offset:])
	if rest == "" || strings.Contains(list[0].Msg, "found 'EOF'") {
		r.fail(len(strings.TrimRight(source, " \t")), "The expression ends too early: a number, a name or ) is missing.",
			"식이 끝나지 않았다. 수나 이름 또는 )가 빠졌다.")
	}
	found, _ := utf8.DecodeRuneInString(rest)
	if sign := signs[found]; sign != "" {
		r.fail(offset, "Write %s instead of %c.", "%[2]c 대신 %[1]s로 적어야 한다.", sign, found)
	}
	before := strings.TrimRight(source[:offset], " \t")
	last, _ := utf8.DecodeLastRuneInString(before)
	if begins(found) && before != "" && (begins(last) || last == ')') {
		r.fail(offset, "An operator such as * is missing before %q.", "%q 앞에 *와 같은 연산자가 빠졌다.", string(found))
	}
	r.fail(offset, "%q does not belong here.", "여기에는 %q 같은 글자가 올 수 없다.", string(found))
}

// signs holds what to write in Go for signs of paper and of Python.
var signs = map[rune]string{'×': "*", '·': "*", '÷': "/", '−': "-", '²': "pow(x, 2)", '=': ":="}

// begins reports whether a number, a name or a parenthesis begins with c.
func begins(c rune) bool {
	return c == '(' || c == '_' || token.IsIdentifier(string(c)) || '0' <= c && c <= '9'
}
