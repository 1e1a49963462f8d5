package view

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"backprop/chapter5/graph"
)

const (
	maxSource = 2000 // bytes
	maxNodes  = 300
)

// A Problem says what is wrong with an expression, and where.
type Problem struct {
	Line   int // from 1
	Column int // in characters, from 1
	Text   string
}

// An expression is a graph with the variables that it depends on.
type expression struct {
	result    *graph.Node
	unnamed   bool       // the last line is an expression without a name
	variables []variable // in the order in which the source names them
}

type variable struct {
	key  string // its name in the source
	node *graph.Node
}

// A reader makes the graph of a source: a line for each node that has a name,
// and last the result, which may have none.
//
//	t := x + y
//	pow(t, 2)
type reader struct {
	expression
	values map[string]float64  // of the variables
	label  func(string) string // how a name is written in the picture
	named  map[string]*graph.Node
	nodes  int
	korean bool

	line   int    // of the source, from 1
	text   string // of that line
	indent int    // where the expression begins in it
}

// failure is what reader panics with.
type failure struct{ Problem }

// read returns the expression of a source, or the problem that it has.
func read(source string, values map[string]float64, label func(string) string, korean bool) (e *expression, problem *Problem) {
	r := &reader{values: values, label: label, korean: korean, named: map[string]*graph.Node{}}
	defer func() {
		switch p := recover().(type) {
		case nil:
		case failure:
			e, problem = nil, &p.Problem
		default:
			panic(p)
		}
	}()
	lines := strings.Split(strings.ReplaceAll(source, ";", "\n"), "\n")
	r.line, r.text = 1, lines[0]
	if len(source) > maxSource {
		r.fail(0, "The expression has %d bytes, at most %d are read.", "식이 %d바이트다. %d바이트까지만 읽는다.", len(source), maxSource)
	}
	for i, line := range lines {
		if strings.TrimSpace(line) != "" {
			r.line, r.text = i+1, line
			r.statement()
		}
	}
	if r.result == nil {
		r.fail(0, "Type an expression, such as x*x + 1.", "x*x + 1과 같은 식을 입력해야 한다.")
	}
	if len(r.variables) == 0 {
		r.fail(0, "The expression has no variable, such as x.", "식에 x와 같은 변수가 없다.")
	}
	if len(r.result.Inputs()) == 0 {
		r.fail(0, "The expression has no operation, such as x + 1.", "식에 x + 1과 같은 연산이 없다.")
	}
	return &r.expression, nil
}

// fail ends the reading, at an offset in the expression of the present line.
func (r *reader) fail(offset int, english, korean string, args ...any) {
	at := min(r.indent+offset, len(r.text))
	text := english
	if r.korean {
		text = korean
	}
	panic(failure{Problem{r.line, utf8.RuneCountInString(r.text[:at]) + 1, fmt.Sprintf(text, args...)}})
}

// statement reads a line: name := expression, or an expression.
func (r *reader) statement() {
	name, source, defined := strings.Cut(r.text, ":=")
	r.indent = 0
	if !defined {
		source = r.text
	} else {
		r.indent = len(name) + len(":=")
	}
	tree, err := parser.ParseExprFrom(token.NewFileSet(), "", source, 0)
	if err != nil {
		r.explain(source, err)
	}
	if n := strings.Count(source, "**"); n > 0 {
		r.fail(strings.Index(source, "**"), "Go has no **. Write pow(x, 2).", "Go에는 **가 없다. pow(x, 2)로 적어야 한다.")
	}
	r.result = r.node(tree)
	if r.unnamed = !defined; r.unnamed {
		return
	}
	trimmed := strings.TrimSpace(name)
	r.indent = 0
	if !token.IsIdentifier(trimmed) {
		r.fail(0, "Before := belongs a name, not %q.", ":= 앞에는 %q 대신 이름이 있어야 한다.", trimmed)
	}
	if r.named[trimmed] != nil {
		r.fail(strings.Index(name, trimmed), "%s has a value already. Take another name.", "%s에는 이미 값이 있다. 다른 이름을 써야 한다.", trimmed)
	}
	for key, n := range r.named {
		if n == r.result {
			r.fail(0, "%s is another name for %s. Write an operation.", "%s에 연산이 없다. %s의 다른 이름일 뿐이다.", trimmed, key)
		}
	}
	r.named[trimmed] = r.result.Named(r.label(trimmed))
}

// explain fails with what the parser found.
func (r *reader) explain(source string, err error) {
	list, ok := err.(scanner.ErrorList)
	if !ok || len(list) == 0 {
		r.fail(0, "This is not an expression.", "식이 아니다.")
	}
	offset := min(list[0].Pos.Offset, len(source))
	rest := strings.TrimSpace(source[offset:])
	if rest == "" || strings.Contains(list[0].Msg, "'EOF'") && strings.Contains(list[0].Msg, "found 'EOF'") {
		r.fail(len(strings.TrimRight(source, " \t")), "The expression ends too early: a number, a name or ) is missing.",
			"식이 끝나지 않았다. 수나 이름 또는 )가 빠졌다.")
	}
	found, _ := utf8.DecodeRuneInString(rest)
	before := strings.TrimRight(source[:offset], " \t")
	last, _ := utf8.DecodeLastRuneInString(before)
	if begins(found) && before != "" && (begins(last) || last == ')') {
		r.fail(offset, "An operator such as * is missing before %q.", "%q 앞에 *와 같은 연산자가 빠졌다.", string(found))
	}
	r.fail(offset, "%q does not belong here.", "여기에는 %q 같은 글자가 올 수 없다.", string(found))
}

// begins reports whether a number, a name or a parenthesis begins with c.
func begins(c rune) bool {
	return c == '(' || c == '_' || token.IsIdentifier(string(c)) || '0' <= c && c <= '9'
}

// node returns the node of an expression.
func (r *reader) node(tree ast.Expr) *graph.Node {
	if r.nodes++; r.nodes > maxNodes {
		r.fail(int(tree.Pos())-1, "The graph has more than %d nodes.", "그래프의 노드가 %d개를 넘는다.", maxNodes)
	}
	at := int(tree.Pos()) - 1
	switch t := tree.(type) {
	case *ast.ParenExpr:
		return r.node(t.X)
	case *ast.Ident:
		return r.ident(t)
	case *ast.BasicLit:
		return graph.Const(r.number(t))
	case *ast.UnaryExpr:
		literal, ok := t.X.(*ast.BasicLit)
		switch {
		case t.Op == token.SUB && ok:
			return graph.Const(-r.number(literal))
		case t.Op == token.SUB:
			return r.node(t.X).Mul(graph.Const(-1))
		case t.Op == token.ADD:
			return r.node(t.X)
		}
		r.fail(at, "%s is not an operation of the graph. Use + - * / exp log pow sum.",
			"그래프에 %s 연산은 없다. + - * / exp log pow sum을 쓸 수 있다.", t.Op)
	case *ast.BinaryExpr:
		return r.binary(t)
	case *ast.CallExpr:
		return r.call(t)
	}
	r.fail(at, "This is Go, but not an operation of the graph. Use numbers, names and + - * / exp log pow sum.",
		"Go 문법이지만 그래프의 연산이 아니다. 수와 이름, + - * / exp log pow sum을 쓸 수 있다.")
	return nil
}

// ident returns a named node, or a variable, new at its first use.
func (r *reader) ident(t *ast.Ident) *graph.Node {
	if n := r.named[t.Name]; n != nil {
		return n
	}
	switch t.Name {
	case "exp", "log", "pow", "sum":
		r.fail(int(t.Pos())-1, "%s is a function: write %[1]s(x).", "%s 함수는 %[1]s(x)로 적어야 한다.", t.Name)
	}
	value, ok := r.values[t.Name]
	if !ok {
		value = 1
	}
	n := graph.Var(r.label(t.Name), value)
	r.named[t.Name] = n
	r.variables = append(r.variables, variable{t.Name, n})
	return n
}

func (r *reader) number(t *ast.BasicLit) float64 {
	v, err := strconv.ParseFloat(strings.ReplaceAll(t.Value, "_", ""), 64)
	if i, intErr := strconv.ParseInt(t.Value, 0, 64); err != nil && intErr == nil {
		v, err = float64(i), nil
	}
	if err != nil || math.IsInf(v, 0) || t.Kind != token.INT && t.Kind != token.FLOAT {
		r.fail(int(t.Pos())-1, "%s is not a number that a float64 holds.", "%s의 값은 float64로 나타낼 수 없다.", t.Value)
	}
	return v
}

func (r *reader) binary(t *ast.BinaryExpr) *graph.Node {
	at := int(t.OpPos) - 1
	switch t.Op {
	case token.ADD:
		return r.node(t.X).Add(r.node(t.Y))
	case token.SUB:
		return r.node(t.X).Sub(r.node(t.Y))
	case token.MUL:
		return r.node(t.X).Mul(r.node(t.Y))
	case token.QUO:
		if one, ok := t.X.(*ast.BasicLit); ok && r.number(one) == 1 {
			return r.node(t.Y).Reciprocal()
		}
		return r.node(t.X).Div(r.node(t.Y))
	case token.XOR:
		r.fail(at, "In Go ^ is not a power. Write pow(x, 2).", "Go에서 ^는 거듭제곱이 아니다. pow(x, 2)로 적어야 한다.")
	}
	r.fail(at, "%s is not an operation of the graph. Use + - * / exp log pow sum.",
		"그래프에 %s 연산은 없다. + - * / exp log pow sum을 쓸 수 있다.", t.Op)
	return nil
}

func (r *reader) call(t *ast.CallExpr) *graph.Node {
	at := int(t.Pos()) - 1
	name := ""
	if f, ok := t.Fun.(*ast.Ident); ok {
		name = f.Name
	}
	wants := map[string]int{"exp": 1, "log": 1, "pow": 2, "sum": len(t.Args)}
	want, known := wants[name]
	if !known {
		r.fail(at, "There is no function %q. There are exp, log, pow and sum.",
			"%q 함수는 없다. exp, log, pow, sum을 쓸 수 있다.", name)
	}
	if len(t.Args) != want || want == 0 {
		r.fail(at, "%s has %d arguments, want %d.", "%s의 인수가 %d개다. %d개여야 한다.", name, len(t.Args), max(want, 1))
	}
	switch name {
	case "exp":
		return r.node(t.Args[0]).Exp()
	case "log":
		return r.node(t.Args[0]).Log()
	case "pow":
		return r.node(t.Args[0]).Pow(r.constant(t.Args[1]))
	}
	nodes := make([]*graph.Node, len(t.Args))
	for i, arg := range t.Args {
		nodes[i] = r.node(arg)
	}
	return graph.Sum(nodes...)
}

// constant returns the exponent of pow, a number.
func (r *reader) constant(tree ast.Expr) float64 {
	sign := 1.0
	if u, ok := tree.(*ast.UnaryExpr); ok && u.Op == token.SUB {
		sign, tree = -1, u.X
	}
	literal, ok := tree.(*ast.BasicLit)
	if !ok {
		r.fail(int(tree.Pos())-1, "The exponent of pow is a number, such as 2.", "pow의 지수는 2와 같은 수여야 한다.")
	}
	return sign * r.number(literal)
}
