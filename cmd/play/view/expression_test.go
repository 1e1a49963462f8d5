package view

import (
	"fmt"
	"strings"
	"testing"

	"backprop/chapter5/graph"
)

func TestExpressions(t *testing.T) {
	for _, test := range []struct {
		name, source string
		want         float64
		derivatives  string // of the variables, in order
	}{
		{"the default", OwnSource, 1.1 * (100*2 + 150*3), "apple 2.2 orange 3.3"},
		{"a sigmoid", "1/(1+exp(-x))", 0.6224593312018546, "x 0.235"},
		{"a shared variable", "x*x + x", 0.75, "x 2"},
		{"a shared node", "t := x + y\nt * t", 9, "x 6 y 6"},
		{"a semicolon", "t := x + y; t * t", 9, "x 6 y 6"},
		{"a power", "pow(x, 2)", 0.25, "x 1"},
		{"a negative power", "pow(y, -1)", 0.5, "y -0.25"},
		{"a quotient", "x / y", 0.25, "x 0.5 y -0.125"},
		{"a difference", "x - y - 1", -2.5, "x 1 y -1"},
		{"a logarithm", "log(y)", 0.6931471805599453, "y 0.5"},
		{"a sum of three", "sum(x, y, x)", 3, "x 2 y 1"},
		{"Korean names", "사과 * 개수", 1, "사과 1 개수 1"},
		{"very many parentheses, which are no nodes", strings.Repeat("(", 900) + "x * 2" + strings.Repeat(")", 900), 1, "x 2"},
		{"a plus before a name", "+x * -2", -1, "x -2"},
		{"a number with underscores and a hexadecimal one", "x * 1_000 + 0x10", 516, "x 1000"},
	} {
		t.Run(test.name, func(t *testing.T) {
			q := GraphRequest{Graph: Own, Source: test.source, Values: map[string]float64{"orange": 150, "x": 0.5, "y": 2}}
			if strings.Contains(test.source, "t := ") {
				q.Values["x"] = 1
			}
			e, _, problem := q.read()
			if problem != nil {
				t.Fatalf("%+v", *problem)
			}
			if got := e.result.Forward(); graph.Format(got) != graph.Format(test.want) {
				t.Errorf("%s = %v, want %v", test.source, got, test.want)
			}
			e.result.Backward(1)
			var got []string
			for _, v := range e.variables {
				got = append(got, v.key+" "+graph.Format(v.node.Derivative()))
			}
			if got := strings.Join(got, " "); got != test.derivatives {
				t.Errorf("the derivatives of %s are %s, want %s", test.source, got, test.derivatives)
			}
		})
	}
}

func TestProblems(t *testing.T) {
	for _, test := range []struct{ name, source, want string }{
		{"nothing", "   \n", `1:1 Type an expression, such as x*x + 1.`},
		{"no variable", "1 + 2", `1:1 The expression has no variable, such as x.`},
		{"no operation", "x", `1:1 The expression has no operation, such as x + 1.`},
		{"a missing operand", "x * ", `1:4 The expression ends too early: a number, a name or ) is missing.`},
		{"an open parenthesis", "(x + 1", `1:7 The expression ends too early: a number, a name or ) is missing.`},
		{"a parenthesis too many", "(x + 1))", `1:8 ")" does not belong here.`},
		{"a missing operator", "2x", `1:2 An operator such as * is missing before "x".`},
		{"a missing operator between names", "x y", `1:3 An operator such as * is missing before "y".`},
		{"two operators", "x + * 2", `1:5 This is Go, but not an operation of the graph. Use numbers, names and + - * / exp log pow sum.`},
		{"a power as in Python", "x**2", `1:2 Go has no **. Write pow(x, 2).`},
		{"a power as on paper", "x^2", `1:2 In Go, ^ does not compute a power. Write pow(x, 2).`},
		{"a sign of multiplication as the page writes it", "x × 2", `1:3 Write * instead of ×.`},
		{"a minus as the page writes it", "x − 2", `1:3 Write - instead of −.`},
		{"a function without a name", "func() {}()", `1:1 This is Go, but not an operation of the graph. Use numbers, names and + - * / exp log pow sum.`},
		{"a method", "x.exp()", `1:1 This is Go, but not an operation of the graph. Use numbers, names and + - * / exp log pow sum.`},
		{"a comparison", "x < 2", `1:3 < is not an operation of the graph. Use + - * / exp log pow sum.`},
		{"an unknown function", "sin(x)", `1:1 There is no function "sin". There are exp, log, pow and sum.`},
		{"a function without arguments", "x * exp", `1:5 exp is a function: write exp(x).`},
		{"too many arguments", "exp(x, 2)", `1:1 The arguments of exp do not fit. Write exp(x).`},
		{"too few arguments", "pow(x) + 1", `1:1 The arguments of pow do not fit. Write pow(x, 2).`},
		{"a sum of nothing", "x + sum()", `1:5 The arguments of sum do not fit. Write sum(x, y).`},
		{"a power as the page writes it", "x²", `1:2 Write pow(x, 2) instead of ².`},
		{"a name as Python gives it", "t = x + y", `1:3 Write := instead of =.`},
		{"a keyword", "gift * if", `1:8 if is a keyword of Go. Use another name.`},
		{"an expression that the result does not use", "x*x; y*y", `1:1 The result does not depend on this value. Use it or delete it.`},
		{"a name that the result does not use", "t := x + y\n u := t*z; t * t", `2:2 The result does not depend on this value. Use it or delete it.`},
		{"after a semicolon", "t := x + y; t *", `1:16 The expression ends too early: a number, a name or ) is missing.`},
		{"an exponent that varies", "pow(2, x)", `1:8 The exponent of pow is a number, such as 2.`},
		{"a string", `x + "a"`, `1:5 "a" is not a number that a float64 can hold.`},
		{"a number too large", "x * 1e999", `1:5 1e999 is not a number that a float64 can hold.`},
		{"a name twice", "t := x + 1\nt := x * 2", `2:1 t already has a value. Use another name.`},
		{"another name for a variable", "t := x + 1\nu := t", `2:1 u is another name for t. Write an operation.`},
		{"no name before :=", "2 := x", `1:1 A name must stand before :=, not "2".`},
		{"the second line", "t := x + 1\nt *", `2:4 The expression ends too early: a number, a name or ) is missing.`},
		{"after Korean letters", "사과 $", `1:4 "$" does not belong here.`},
		{"very long", strings.Repeat("x+", 1500) + "x", `1:1 The expression has 3001 bytes, but the limit is 2000.`},
		{"very many nodes", strings.Repeat("x+", 400) + "x", `1:1 The graph has more than 300 nodes.`},
	} {
		t.Run(test.name, func(t *testing.T) {
			for _, korean := range []bool{false, true} {
				_, problem := read(test.source, nil, pretty, language(korean))
				if problem == nil {
					t.Fatalf("%q is read", test.source)
				}
				got := fmt.Sprintf("%d:%d %s", problem.Line, problem.Column, problem.Text)
				if !korean && got != test.want {
					t.Errorf("%q:\n got %s\nwant %s", test.source, got, test.want)
				}
				if korean && !strings.ContainsAny(problem.Text, "다니") {
					t.Errorf("%q: no Korean: %s", test.source, problem.Text)
				}
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	for _, source := range []string{OwnSource, "t := x\n(", "pow(x,-", "사과*", "x**2", ":=", "a:=b:=c", "((((", "x\x00", "`", "x;y", "t:=x*y;z*z"} {
		f.Add(source)
	}
	f.Fuzz(func(t *testing.T, source string) {
		e, problem := read(source, nil, pretty, language(false))
		if (e == nil) == (problem == nil) {
			t.Fatalf("%q: %v, %v", source, e, problem)
		}
		if problem != nil && (problem.Line < 1 || problem.Column < 1 || problem.Text == "") {
			t.Fatalf("%q: %+v", source, *problem)
		}
		if e != nil {
			e.result.Forward()
			e.result.Backward(1)
			for _, v := range e.variables {
				v.node.Derivative() // there is one, as the result depends on each variable
			}
		}
	})
}
