package view

import (
	"fmt"
	"strconv"
	"strings"

	"backprop/chapter5/graph"
)

// A chapterGraph is one of the chapter's.
type chapterGraph struct {
	key, section string
	title        [2]string // English, Korean
	source       string
	values       map[string]float64
	dout         float64           // where Backward begins
	korean       map[string]string // names in the picture
}

var shoppingKorean = map[string]string{
	"apple": "사과 가격", "apple_num": "사과 개수", "number": "사과 개수",
	"orange": "귤 가격", "orange_num": "귤 개수", "tax": "소비세", "price": "지불 금액",
}

var chapterGraphs = []chapterGraph{
	{"apple", "1, 3.3, 4.1", [2]string{"Shopping for apples", "사과 쇼핑"},
		"price := apple * number * tax", map[string]float64{"apple": 100, "number": 2, "tax": 1.1}, 1, shoppingKorean},
	{"chain", "2.3", [2]string{"The chain rule, z = (x + y)²", "연쇄법칙, z = (x + y)²"},
		"t := x + y\nz := pow(t, 2)", map[string]float64{"x": 1, "y": 2}, 1, nil},
	{"add", "3.1", [2]string{"An addition node", "덧셈 노드"},
		"z := x + y", map[string]float64{"x": 10, "y": 5}, 1.3, nil},
	{"mul", "3.2", [2]string{"A multiplication node", "곱셈 노드"},
		"z := x * y", map[string]float64{"x": 10, "y": 5}, 1.3, nil},
	{"orange", "4.2", [2]string{"Apples and oranges", "사과와 귤 쇼핑"},
		"price := (apple*apple_num + orange*orange_num) * tax",
		map[string]float64{"apple": 100, "apple_num": 2, "orange": 150, "orange_num": 3, "tax": 1.1}, 1, shoppingKorean},
	{"branch", "3", [2]string{"A branch, z = x(x + y)", "분기, z = x(x + y)"},
		"z := x * (x + y)", map[string]float64{"x": 3, "y": 2}, 1, nil},
	{"sigmoid", "5.2", [2]string{"The sigmoid as four nodes", "네 노드로 나타낸 시그모이드"},
		"y := 1 / (exp(x * -1) + 1)", map[string]float64{"x": 0.5}, 1, nil},
	{"softmax", "6.3", [2]string{"Softmax-with-Loss for two classes", "클래스가 둘인 Softmax-with-Loss"},
		"e1 := exp(x1)\ne2 := exp(x2)\nt1 := 0\nt2 := 1\nS := 1 / (e1 + e2)\ny1 := e1 * S\ny2 := e2 * S\n" +
			"L := -(log(y1) * t1 + log(y2) * t2)", map[string]float64{"x1": 1, "x2": 2}, 1, nil},
}

// Own is the key of the graph that the user types.
const Own = "own"

// OwnSource is the source in the box before the user types.
const OwnSource = "(apple*2 + orange*3) * 1.1"

// ownValues holds the first value of the variables with these names. Others begin
// with 1.
var ownValues = map[string]float64{"apple": 100, "orange": 150, "tax": 1.1, "number": 2, "x": 0.5}

// A GraphRequest is the state of the graph page.
type GraphRequest struct {
	Graph    string             // a key
	Source   string             // of the user's own graph
	Values   map[string]float64 // of variables, where they are not the first ones
	Dout     *float64           // where Backward begins, nil for the first one
	Mistakes []graph.Mistake
	Step     int     // from 1, 0 for the last
	Width    float64 // of the picture, in pixels
	Korean   bool
}

// A GraphAnswer holds everything that the graph page shows. Where the source
// cannot be read, it holds the Problem, the graph's key and the source only.
type GraphAnswer struct {
	Problem *Problem
	Graph   string // its key
	Title   string
	Source  string
	SVG     string   // "" if only labels have changed since the last answer
	Labels  []string // the numbers of the picture, in its order
	Step    int      // from 1
	Steps   int
	Shape   int    // the number of the shape at work, -1 for all inputs
	Says    string // what is computed, from what
	Inputs  []Input
	Result  Number
	Dout    float64
}

// An Input is a variable of the graph, with numbers as fmt.Println prints them.
type Input struct {
	Key        string // in the source
	Name       string
	Value      string
	Derivative string
}

// A Number has a name.
type Number struct {
	Name  string
	Value string
}

// find returns the graph that a request names, the first one by default.
func find(key string) chapterGraph {
	for _, g := range chapterGraphs {
		if g.key == key {
			return g
		}
	}
	return chapterGraphs[0]
}

// read returns the request's graph, with its values and mistakes in it.
func (q GraphRequest) read() (e *expression, g chapterGraph, problem *Problem) {
	if q.Graph == Own {
		g = chapterGraph{key: Own, title: [2]string{"Your own graph", "직접 입력한 그래프"}, source: q.Source, values: ownValues, dout: 1}
		if strings.TrimSpace(g.source) == "" {
			g.source = OwnSource
		}
	} else {
		g = find(q.Graph)
	}
	values := map[string]float64{}
	for key, v := range g.values {
		values[key] = v
	}
	for key, v := range q.Values {
		if finite(v) {
			values[key] = v
		}
	}
	if q.Dout != nil && finite(*q.Dout) {
		g.dout = *q.Dout
	}
	label := func(key string) string {
		if name := g.korean[key]; q.Korean && name != "" {
			return name
		}
		return pretty(key)
	}
	if e, problem = read(g.source, values, label, q.Korean); problem != nil {
		return nil, g, problem
	}
	if e.unnamed {
		e.result.Named(say(q.Korean, "result", "결과"))
	}
	e.result.Break(q.Mistakes...)
	return e, g, nil
}

// pretty returns a name as the chapter writes it: x1 is x₁.
func pretty(name string) string {
	name = strings.ReplaceAll(name, "_", " ")
	letters := strings.TrimRight(name, "0123456789")
	if len([]rune(letters)) != 1 {
		return name
	}
	return letters + strings.Map(func(r rune) rune { return r - '0' + '₀' }, name[len(letters):])
}

// A Drafter answers the graph page. What it has drawn last stays where it is
// while only numbers change.
type Drafter struct{ last *graph.Picture }

// Graph answers a request.
func (d *Drafter) Graph(q GraphRequest) GraphAnswer {
	e, g, problem := q.read()
	if problem != nil {
		return GraphAnswer{Problem: problem, Graph: g.key, Source: g.source}
	}
	e.result.Forward()
	e.result.Backward(g.dout)
	title := say(q.Korean, g.title[0], g.title[1])
	picture := graph.NewPicture(e.result, graph.Options{Title: title, Korean: q.Korean})
	frames := picture.Frames()
	step := q.Step
	if step < 1 || step > len(frames) {
		step = len(frames)
	}
	a := GraphAnswer{
		Graph: g.key, Title: title, Source: g.source, Dout: g.dout,
		SVG:  string(picture.Live(min(max(q.Width, 200), 4000), d.last)),
		Step: step, Steps: len(frames), Shape: frames[step-1].Shape, Says: frames[step-1].Sentence,
		Result: Number{e.result.String(), fmt.Sprint(e.result.Value())},
	}
	a.Labels = picture.Labels()
	d.last = picture
	for _, v := range e.variables {
		a.Inputs = append(a.Inputs, Input{v.key, v.node.String(), fmt.Sprint(v.node.Value()), fmt.Sprint(v.node.Derivative())})
	}
	return a
}

// A NudgeRequest moves an input.
type NudgeRequest struct {
	GraphRequest
	Key string
	By  float64
}

// A NudgeAnswer holds the input's new value, and a sentence about the change.
type NudgeAnswer struct {
	Value float64
	Text  string
}

// Nudge moves an input, and compares the change of the result that the derivative
// predicts with the real change. Both are multiplied by dout.
func Nudge(q NudgeRequest) (NudgeAnswer, error) {
	e, g, problem := q.read()
	if problem != nil {
		return NudgeAnswer{}, fmt.Errorf("%s", problem.Text)
	}
	for _, v := range e.variables {
		if v.key != q.Key {
			continue
		}
		before := e.result.Forward()
		e.result.Backward(g.dout)
		from, derivative := v.node.Value(), v.node.Derivative()
		to := tidy(from + q.By)
		v.node.Set(to)
		after := e.result.Forward()
		times := ""
		if g.dout != 1 {
			times = graph.Format(g.dout) + " × "
		}
		text := fmt.Sprintf(say(q.Korean,
			"%s goes from %s to %s. Predicted: %s × %s = %s. Real: %s(%s − %s) = %s.",
			"%s: %s → %s. 예측: %s × %s = %s. 실제: %s(%s − %s) = %s."),
			v.node, graph.Format(from), graph.Format(to),
			graph.Format(derivative), graph.Format(q.By), graph.Format(derivative*q.By),
			times, graph.Format(after), graph.Format(before), graph.Format(g.dout*(after-before)))
		return NudgeAnswer{to, text}, nil
	}
	return NudgeAnswer{}, fmt.Errorf("there is no input %q", q.Key)
}

// tidy takes away the last bits that sums of decimal fractions leave: 0.1 + 0.2
// is 0.3.
func tidy(v float64) float64 {
	w, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 12, 64), 64)
	if err != nil {
		return v // too large to be tidied
	}
	return w
}

// A Choice is one of a page's menu.
type Choice struct {
	Key     string
	Section string
	Title   string
}

// Graphs returns the chapter's graphs.
func Graphs(korean bool) []Choice {
	var list []Choice
	for _, g := range chapterGraphs {
		list = append(list, Choice{g.key, g.section, say(korean, g.title[0], g.title[1])})
	}
	return list
}

// Figure returns the picture that the page shows where there is no JavaScript.
func Figure(korean bool) []byte {
	e, g, _ := GraphRequest{Graph: "apple", Korean: korean}.read()
	e.result.Forward()
	e.result.Backward(g.dout)
	return graph.NewPicture(e.result, graph.Options{Title: say(korean, g.title[0], g.title[1]), Korean: korean}).SVG()
}
