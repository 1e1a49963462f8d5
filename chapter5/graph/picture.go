package graph

import (
	"fmt"
	"slices"
	"strings"
)

// A Picture is a drawing of a graph from left to right: shapes joined by edges.
// Text draws it for a terminal, SVG for a file and Live for a web page.
type Picture struct {
	Options
	shapes []*shape // each after the shapes that it gets its values from
	edges  []*edge
	frames []Frame
	layout *layout // of Live
	width  float64 // of Live
}

// Options holds a picture's title and language.
type Options struct {
	Title  string // for readers who cannot see the picture
	Korean bool   // the language of the sentences
}

// A Frame is one step of the computation that a picture shows. Shapes and
// edges are visible in every frame. A number first appears in the frame whose
// sentence mentions it.
type Frame struct {
	Sentence string // what is computed, from what
	Shape    int    // the number of the shape at work, -1 for all inputs
}

// A shape is a variable, a constant, an operation, a branch or the result.
type shape struct {
	kind    kind
	node    *Node
	text    string
	in, out []*edge
	number  int // in Picture.shapes
	frame   int // in which the node's value is computed

	shares []string // the derivatives that have flowed back along its edges
}

type kind int

const (
	nameShape   kind = iota // an input or the result: text alone
	opShape                 // an operation: a circle
	branchShape             // where a value that is used several times branches
)

// An edge carries a value forward, written above it, and a derivative back,
// written below it. Either may be missing.
type edge struct {
	from, to      *shape
	forward       string
	backward      string
	backwardFrame int // in which the derivative is computed
	number        int // in Picture.edges
}

// NewPicture returns a picture of every node that n depends on, with the values
// and derivatives that the nodes have now.
func NewPicture(n *Node, o Options) *Picture {
	b := &builder{&Picture{Options: o}, map[*Node]int{}, map[*Node]*shape{}}
	order := n.order()
	for _, m := range order {
		for _, input := range m.inputs {
			b.uses[input]++
		}
	}
	b.addInputsFrame(order)
	for _, m := range order {
		b.addNode(m)
	}
	if n.isLiteral() { // nothing uses it
		b.start[n] = b.addShape(nameShape, n, n.String())
	}
	result := b.join(b.start[n], b.addShape(nameShape, n, n.name))
	if n.hasValue { // without the name, which stands beside it
		result.forward = number(n.value)
	}
	if n.hasDerivative {
		result.backward = number(n.derivative)
		result.backwardFrame = b.addBeginFrame(result.to)
		for _, m := range slices.Backward(order) {
			b.addBackward(m)
		}
	}
	return b.Picture
}

// A builder builds the picture of a graph.
type builder struct {
	*Picture
	uses  map[*Node]int    // how many edges a node's value takes
	start map[*Node]*shape // where these edges start
}

// addNode adds the shape of a node, the edges into it and, if several edges
// leave it, a branch.
func (b *builder) addNode(n *Node) {
	var s *shape
	switch {
	case n.isLiteral():
		return // each use has a shape for it
	case n.op == nil:
		s = b.addShape(nameShape, n, n.name)
	default:
		s = b.addShape(opShape, n, n.op.symbol)
		if n.hasValue {
			s.frame = b.addForwardFrame(s)
		}
		for _, input := range n.inputs {
			from := b.start[input]
			if input.isLiteral() {
				from = b.addShape(nameShape, input, number(input.value))
			}
			b.join(from, s)
		}
	}
	if b.uses[n] > 1 {
		branch := b.addShape(branchShape, n, "")
		b.join(s, branch)
		s = branch
	}
	b.start[n] = s
}

// addBackward writes before n's branch the sum of what has flowed back to it,
// and on the edges into n what flows back along them.
func (b *builder) addBackward(n *Node) {
	if !n.hasDerivative {
		return
	}
	s := b.start[n]
	if s.kind == branchShape {
		e := s.in[0]
		e.backward = number(n.derivative)
		e.backwardFrame = b.addBranchFrame(s)
		s = e.from
	}
	var products []string
	for i, e := range s.in {
		input := n.inputs[i]
		if !input.hasDerivative {
			continue
		}
		share := Format(n.Passes(i))
		e.backward = withMinus(share)
		e.backwardFrame = len(b.frames)
		e.from.shares = append(e.from.shares, bracket(share))
		product := fmt.Sprintf("%s × %s = %s", Format(n.derivative), bracket(Format(n.Local(i))), share)
		if input.name != "" {
			product += " (" + input.name + ")"
		}
		products = append(products, product)
	}
	if len(products) > 0 {
		b.addBackwardFrame(s, products)
	}
}

func (p *Picture) addShape(k kind, n *Node, text string) *shape {
	s := &shape{kind: k, node: n, text: printable(text), number: len(p.shapes)}
	p.shapes = append(p.shapes, s)
	return s
}

// join adds an edge. It carries the value of the node that it comes from, but
// not behind a branch: there the value stands before the branch.
func (p *Picture) join(from, to *shape) *edge {
	e := &edge{from: from, to: to, number: len(p.edges)}
	from.out = append(from.out, e)
	to.in = append(to.in, e)
	p.edges = append(p.edges, e)
	n := from.node
	switch {
	case from.kind == branchShape || n.isLiteral():
	case !n.hasValue:
		e.forward = printable(n.name)
	case n.op != nil && n.name != "":
		e.forward = printable(n.name) + " = " + number(n.value)
	default:
		e.forward = number(n.value)
	}
	return e
}

// isLiteral reports whether n is a constant without a name.
func (n *Node) isLiteral() bool { return n.fixed && n.name == "" }

// number writes a number with the sign for minus.
func number(v float64) string { return withMinus(Format(v)) }

func withMinus(number string) string { return strings.ReplaceAll(number, "-", "−") }
