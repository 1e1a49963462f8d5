package graph

import (
	"fmt"
	"slices"
	"strings"
)

// Options say how NewPicture shows a graph.
type Options struct {
	Title  string
	Korean bool

	// Products writes below an edge how its derivative came about,
	// "1.1 × 2 = 2.2", where otherwise the derivative stands alone.
	Products bool

	// Formulas are written above the derivatives that flow back to a node.
	Formulas map[*Node]string

	// Only leaves out the derivatives that are not on the way back to it.
	Only *Node
}

// NewPicture returns a picture of all that n depends on, with the values and
// derivatives that the nodes have at this moment.
func NewPicture(n *Node, o Options) *Picture {
	d := &drafter{
		Picture: &Picture{Title: o.Title, Korean: o.Korean},
		Options: o,
		order:   n.order(),
		uses:    map[*Node]int{},
		end:     map[*Node]*Shape{},
		into:    map[*Node][]*edge{},
		frame:   map[*Node]int{},
		shares:  map[*Node][]string{},
	}
	for _, m := range d.order {
		for _, input := range m.inputs {
			d.uses[input]++
		}
	}
	d.forward(n)
	if n.hasDerivative {
		d.backward(n)
	}
	return d.Picture
}

// Text returns NewPicture(n, Options{}).Text().
func (n *Node) Text() string { return NewPicture(n, Options{}).Text() }

// A drafter makes the picture of a graph.
type drafter struct {
	*Picture
	Options
	order  []*Node
	uses   map[*Node]int      // how many edges leave a node
	end    map[*Node]*Shape   // the shape where they begin
	into   map[*Node][]*edge  // the edge from each input
	frame  map[*Node]int      // in which its value is seen
	shares map[*Node][]string // what has come back to it
}

// forward adds every node with the edges into it, then the result's name.
func (d *drafter) forward(n *Node) {
	d.say(nil, "Inputs: "+d.inputs()+".", "입력: "+d.inputs()+".")
	for _, m := range d.order {
		switch {
		case m.op != nil:
			d.end[m] = d.add(opShape, m.op.symbol, m.op.ascii)
			if m.hasValue {
				d.frame[m] = d.say(d.end[m], "Forward through "+m.op.symbol+": "+m.equation()+".",
					m.op.symbol+" 노드의 순전파: "+m.equation()+".")
			}
			for _, input := range m.inputs {
				d.into[m] = append(d.into[m], d.edge(input, d.end[m]))
			}
			hang(m.inputs, d.into[m])
		case m.fixed && m.name == "" && m != n:
			continue // each use will have its own
		default:
			d.end[m] = d.Name(m.String())
		}
		if d.uses[m] > 1 {
			shape := d.end[m]
			d.end[m] = d.add(dotShape, "", "")
			d.carry(m, d.Picture.join(shape, d.end[m]))
		}
	}
	result := d.Picture.join(d.end[n], d.Name(n.name))
	d.carry(n, result)
	if n.hasValue { // its name stands beside it
		result.forward = []string{Format(n.value)}
	}
}

// inputs lists the variables and named constants.
func (d *drafter) inputs() string {
	var list []string
	for _, m := range d.order {
		if m.op == nil && m.name != "" {
			list = append(list, m.name+" "+Format(m.value))
		}
	}
	return strings.Join(list, ", ")
}

// edge adds the edge from m to one of its uses.
func (d *drafter) edge(m *Node, to *Shape) *edge {
	if m.fixed && m.name == "" {
		return d.Picture.join(d.Name(Format(m.value)), to)
	}
	e := d.Picture.join(d.end[m], to)
	if d.uses[m] == 1 { // otherwise the value stands before the dot
		d.carry(m, e)
	}
	return e
}

// carry writes m's value on an edge.
func (d *drafter) carry(m *Node, e *edge) {
	e.forwardFrame = d.frame[m]
	if m.op == nil && !m.fixed {
		e.input = m.name
	}
	switch {
	case m.hasValue && m.op != nil && m.name != "":
		e.forward = []string{m.name + " = " + Format(m.value)}
	case m.hasValue:
		e.forward = []string{Format(m.value)}
	default:
		e.forward = lines(m.name)
	}
}

// backward writes on every edge what flows back along it.
func (d *drafter) backward(n *Node) {
	shown := map[*Node]bool{} // whose derivatives are
	for _, m := range d.order {
		shown[m] = m.hasDerivative && (d.Only == nil || m == d.Only ||
			slices.ContainsFunc(m.inputs, func(input *Node) bool { return shown[input] }))
	}
	result := d.end[n].out[0]
	result.backwardFrame = d.say(result.to, "Backward begins with "+Format(n.derivative)+".",
		"역전파의 시작: "+Format(n.derivative)+".")
	result.backward = append(lines(d.Formulas[n]), Format(n.derivative))
	for _, m := range slices.Backward(d.order) {
		if !shown[m] {
			continue
		}
		if d.uses[m] > 1 {
			d.meet(m)
		}
		var products []string
		for i, e := range d.into[m] {
			input := m.inputs[i]
			if !shown[input] {
				continue
			}
			share := Format(m.Passes(i))
			product := fmt.Sprintf("%s × %s = %s", Format(m.derivative), bracket(Format(m.Local(i))), share)
			if input.name != "" {
				products = append(products, product+" ("+input.name+")")
			} else {
				products = append(products, product)
			}
			if d.Products {
				share = product
			}
			if d.uses[input] == 1 {
				e.backward = lines(d.Formulas[input])
			}
			e.backward = append(e.backward, share)
			e.backwardFrame = len(d.frames)
			d.shares[input] = append(d.shares[input], bracket(Format(m.Passes(i))))
		}
		if said := strings.Join(products, ", "); said != "" {
			d.say(d.into[m][0].to, "Backward through "+m.op.symbol+
				": the upstream gradient times each local derivative. "+said+".",
				m.op.symbol+" 노드의 역전파: 상류에서 온 값에 국소적 미분을 곱한다. "+said+".")
		}
	}
}

// meet adds the frame in which the shares that came back to m meet at its dot.
func (d *drafter) meet(m *Node) {
	met := d.end[m].in[0]
	met.backward = append(lines(d.Formulas[m]), Format(m.derivative))
	english, korean := "the shares are summed", "돌아온 미분을 더한다"
	equation := strings.Join(d.shares[m], " + ")
	if sum := Format(m.derivative); sum != equation {
		equation += " = " + sum
	}
	if m.forgets {
		english, korean = "= keeps the last share only", "=로 마지막 미분만 남긴다"
		equation = Format(m.derivative)
	}
	met.backwardFrame = d.say(d.end[m], "Branch after "+m.String()+": "+english+". "+equation+".",
		m.String()+" 다음의 분기: "+korean+". "+equation+".")
}

// hang marks side inputs: those that begin beside the node where another comes
// from an operation, and constants where another is a variable.
func hang(inputs []*Node, edges []*edge) {
	rank := func(n *Node) int {
		switch {
		case n.fixed:
			return 0
		case n.op == nil:
			return 1
		}
		return 2
	}
	highest := 0
	for _, input := range inputs {
		highest = max(highest, rank(input))
	}
	for i, e := range edges {
		e.hangs = rank(inputs[i]) < highest
	}
}

// equation returns how n's value came about: "z = 3 + 5 = 8".
func (n *Node) equation() string {
	x := make([]string, len(n.inputs))
	for i, input := range n.inputs {
		x[i] = Format(input.value)
		if i > 0 {
			x[i] = bracket(x[i])
		}
	}
	equation := n.op.write(x) + " = " + Format(n.value)
	if n.name != "" {
		equation = n.name + " = " + equation
	}
	return equation
}

// bracket puts a negative number into parentheses.
func bracket(number string) string {
	if strings.HasPrefix(number, "-") {
		return "(" + number + ")"
	}
	return number
}
