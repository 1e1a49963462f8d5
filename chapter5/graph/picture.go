package graph

import (
	"slices"
	"strings"
	"unicode"
)

// A Picture is shapes joined by edges, which Text, SVG and Live draw from left
// to right. NewPicture makes one of a graph; one of anything else, such as
// layers that pass tensors, is put together with Name, Op, Layer and Join.
type Picture struct {
	Title  string // what it shows, for readers who cannot see it
	Korean bool   // the language of the sentences that are made here

	shapes []*Shape
	edges  []*edge
	frames []Frame
	laid   *layout // by Live
}

// A Frame is one step of the computation that a picture shows.
type Frame struct {
	Sentence string // what is computed, from what
	Shape    int    // the number of the shape at work, -1 for all inputs
}

// Frames returns the steps of a picture of a graph: value after value, then
// derivative after derivative. The shapes and edges are seen from the first
// frame on, each number from the frame on that tells of it.
func (p *Picture) Frames() []Frame { return slices.Clone(p.frames) }

// A Shape is one thing in a Picture.
type Shape struct {
	kind    kind
	text    string // in SVG
	ascii   string // in Text
	in, out []*edge
	number  int // of the shapes of its picture
}

type kind int

const (
	nameShape  kind = iota // an input or the result: text alone
	opShape                // an operation: a circle
	layerShape             // a layer: a box
	dotShape               // where one value goes several ways
)

// An edge carries a value forward, written above it, and a derivative back,
// written below. Each is first seen in a certain frame.
type edge struct {
	from, to                    *Shape
	forward, backward           []string
	forwardFrame, backwardFrame int
	hangs                       bool   // a side input, which does not decide where to lies
	input                       string // the variable whose value forward is
}

// Name adds an input or a result.
func (p *Picture) Name(text string) *Shape { return p.add(nameShape, text, text) }

// Op adds an operation, in a circle.
func (p *Picture) Op(text string) *Shape { return p.add(opShape, text, text) }

// Layer adds a layer, in a box, with one or more lines of text.
func (p *Picture) Layer(text string) *Shape {
	return p.add(layerShape, text, text)
}

// printable replaces what would break lines or control the terminal.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return ' '
	}, text)
}

// Join adds an edge. What flows forward is written above it and what flows
// back below, in one or more lines.
func (p *Picture) Join(from, to *Shape, forward, backward string) {
	e := p.join(from, to)
	e.forward, e.backward = lines(forward), lines(backward)
}

func (p *Picture) add(k kind, text, ascii string) *Shape {
	s := &Shape{kind: k, text: text, ascii: printable(ascii), number: len(p.shapes)}
	p.shapes = append(p.shapes, s)
	return s
}

func (p *Picture) join(from, to *Shape) *edge {
	e := &edge{from: from, to: to}
	from.out = append(from.out, e)
	to.in = append(to.in, e)
	p.edges = append(p.edges, e)
	return e
}

// lines splits text; of no text there are none.
func lines(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(text, "\n")
}

// say adds a frame, in which s is at work, and returns its number.
func (p *Picture) say(s *Shape, english, korean string) int {
	f := Frame{english, -1}
	if p.Korean {
		f.Sentence = korean
	}
	if s != nil {
		f.Shape = s.number
	}
	p.frames = append(p.frames, f)
	return len(p.frames) - 1
}
