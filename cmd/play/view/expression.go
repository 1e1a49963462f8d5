package view

import (
	"go/ast"
	"go/token"
	"math"
	"strconv"
	"strings"

	"backprop/chapter5/graph"
)

// node returns the node of an expression.
func (r *reader) node(tree ast.Expr) *graph.Node {
	tree = ast.Unparen(tree)
	if r.nodes++; r.nodes > maxNodes {
		r.fail(int(tree.Pos())-1, "The graph has more than %d nodes.", "그래프의 노드가 %d개를 넘는다.", maxNodes)
	}
	at := int(tree.Pos()) - 1
	switch t := tree.(type) {
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
		r.noOperation(at, t.Op)
	case *ast.BinaryExpr:
		return r.binary(t)
	case *ast.CallExpr:
		if f, ok := t.Fun.(*ast.Ident); ok {
			return r.call(t, f.Name)
		}
	}
	r.fail(at, "This is Go, but not an operation of the graph. Use numbers, names and + - * / exp log pow sum.",
		"Go 문법에는 맞지만 그래프의 연산이 아니다. 수와 이름, + - * / exp log pow sum을 쓸 수 있다.")
	return nil
}

// ident returns a named node, or a variable, new at its first use.
func (r *reader) ident(t *ast.Ident) *graph.Node {
	if n := r.named[t.Name]; n != nil {
		return n
	}
	if call := functions[t.Name]; call != "" {
		r.fail(int(t.Pos())-1, "%s is a function: write %s.", "%s 함수는 %s로 적어야 한다.", t.Name, call)
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
		r.fail(int(t.Pos())-1, "%s is not a number that a float64 can hold.", "%s의 값은 float64로 나타낼 수 없다.", t.Value)
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
		r.fail(at, "In Go, ^ does not compute a power. Write pow(x, 2).", "Go에서 ^는 거듭제곱이 아니다. pow(x, 2)로 적어야 한다.")
	}
	r.noOperation(at, t.Op)
	return nil
}

func (r *reader) noOperation(at int, operator token.Token) {
	r.fail(at, "%s is not an operation of the graph. Use + - * / exp log pow sum.",
		"그래프에 %s 연산은 없다. + - * / exp log pow sum을 쓸 수 있다.", operator)
}

// functions holds a call of each function.
var functions = map[string]string{"exp": "exp(x)", "log": "log(x)", "pow": "pow(x, 2)", "sum": "sum(x, y)"}

func (r *reader) call(t *ast.CallExpr, name string) *graph.Node {
	switch n := len(t.Args); {
	case name == "exp" && n == 1:
		return r.node(t.Args[0]).Exp()
	case name == "log" && n == 1:
		return r.node(t.Args[0]).Log()
	case name == "pow" && n == 2:
		return r.node(t.Args[0]).Pow(r.constant(t.Args[1]))
	case name == "sum" && n > 0:
		var nodes []*graph.Node
		for _, arg := range t.Args {
			nodes = append(nodes, r.node(arg))
		}
		return graph.Sum(nodes...)
	}
	at := int(t.Pos()) - 1
	if call := functions[name]; call != "" {
		r.fail(at, "The arguments of %s do not fit. Write %s.", "%s의 인수가 맞지 않는다. %s로 적어야 한다.", name, call)
	}
	r.fail(at, "There is no function %q. There are exp, log, pow and sum.",
		"%q 함수는 없다. exp, log, pow, sum을 쓸 수 있다.", name)
	return nil
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
