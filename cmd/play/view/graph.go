package view

import (
	"fmt"
	"strings"

	"backprop/chapter5/graph"
)

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
	Values   map[string]float64 // of the variables that the user has changed
	Dout     *float64           // where Backward begins, nil for the graph's own
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
	Labels  []string // the labels of the last SVG now, if they have changed alone
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

// A Number is a number with its name.
type Number struct {
	Name  string
	Value string
}

// read returns the request's graph, with its values and mistakes in it.
func (q GraphRequest) read() (e *expression, g chapterGraph, problem *Problem) {
	if q.Graph == Own {
		g = chapterGraph{key: Own, title: say("Your own graph", "직접 입력한 그래프"), source: q.Source, values: ownValues, dout: 1}
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
	if e, problem = read(g.source, values, label, language(q.Korean)); problem != nil {
		return nil, g, problem
	}
	if e.unnamed {
		e.result.Named(say("result", "결과").In(language(q.Korean)))
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

// A Drafter answers the graph page. The shapes stay where they are while
// only numbers change.
type Drafter struct{ last *graph.Picture }

// Graph answers a request.
func (d *Drafter) Graph(q GraphRequest) GraphAnswer {
	e, g, problem := q.read()
	if problem != nil {
		return GraphAnswer{Problem: problem, Graph: g.key, Source: g.source}
	}
	e.result.Forward()
	e.result.Backward(g.dout)
	title := g.title.In(language(q.Korean))
	picture := graph.NewPicture(e.result, graph.Options{Title: title, Korean: q.Korean})
	frames := picture.Frames()
	step := q.Step
	if step < 1 || step > len(frames) {
		step = len(frames)
	}
	a := GraphAnswer{
		Graph: g.key, Title: title, Source: g.source, Dout: g.dout,
		SVG:  picture.Live(min(max(q.Width, 200), 4000), d.last),
		Step: step, Steps: len(frames), Shape: frames[step-1].Shape, Says: frames[step-1].Sentence,
		Result: Number{e.result.String(), fmt.Sprint(e.result.Value())},
	}
	if a.SVG == "" {
		a.Labels = picture.Labels()
	}
	d.last = picture
	for _, v := range e.variables {
		a.Inputs = append(a.Inputs, Input{v.key, v.node.String(), fmt.Sprint(v.node.Value()), fmt.Sprint(v.node.Derivative())})
	}
	return a
}

// Figure returns the picture that the page shows where there is no JavaScript.
func Figure(korean bool) []byte {
	e, g, _ := GraphRequest{Graph: "apple", Korean: korean}.read()
	e.result.Forward()
	e.result.Backward(g.dout)
	return graph.NewPicture(e.result, graph.Options{Title: g.title.In(language(korean)), Korean: korean}).SVG()
}
