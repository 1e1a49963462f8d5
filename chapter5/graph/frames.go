package graph

import (
	"slices"
	"strings"
)

// Frames returns the steps of the computation: value after value, then
// derivative after derivative.
func (p *Picture) Frames() []Frame { return slices.Clone(p.frames) }

// Description returns the sentences of all frames.
func (p *Picture) Description() string {
	var sentences []string
	for _, f := range p.frames {
		sentences = append(sentences, f.Sentence)
	}
	return strings.Join(sentences, " ")
}

// addFrame adds a frame, in which a shape is at work, and returns its number.
func (p *Picture) addFrame(shape int, english, korean string) int {
	if p.Korean {
		english = korean
	}
	p.frames = append(p.frames, Frame{english, shape})
	return len(p.frames) - 1
}

func (p *Picture) addInputsFrame(order []*Node) {
	var list []string
	for _, n := range order {
		if n.op == nil && n.name != "" {
			list = append(list, n.name+" "+Format(n.value))
		}
	}
	inputs := strings.Join(list, ", ")
	p.addFrame(-1, "Inputs: "+inputs+".", "입력: "+inputs+".")
}

func (p *Picture) addForwardFrame(s *shape) int {
	n := s.node
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
	return p.addFrame(s.number, "Forward through "+n.op.symbol+": "+equation+".",
		n.op.symbol+" 노드의 순전파: "+equation+".")
}

func (p *Picture) addBeginFrame(s *shape) int {
	dout := Format(s.node.derivative)
	return p.addFrame(s.number, "Backward begins with "+dout+".", "역전파의 시작: "+dout+".")
}

func (p *Picture) addBackwardFrame(s *shape, products []string) {
	symbol, list := s.node.op.symbol, strings.Join(products, ", ")
	p.addFrame(s.number,
		"Backward through "+symbol+": the upstream gradient times each local derivative. "+list+".",
		symbol+" 노드의 역전파: 상류에서 전해진 미분에 국소적 미분을 곱한다. "+list+".")
}

// addBranchFrame adds the frame in which the shares that came back to a branch
// meet.
func (p *Picture) addBranchFrame(s *shape) int {
	n := s.node
	english, korean := "the derivatives are added", "돌아온 미분을 더한다"
	equation := strings.Join(s.shares, " + ")
	if sum := Format(n.derivative); sum != equation {
		equation += " = " + sum
	}
	if n.keepsLastShare {
		english, korean = "= keeps only the last derivative", "= 때문에 마지막 미분만 남는다"
		equation = Format(n.derivative)
	}
	return p.addFrame(s.number, "Branch after "+n.String()+": "+english+". "+equation+".",
		n.String()+" 다음의 분기: "+korean+". "+equation+".")
}

// bracket puts a negative number into parentheses.
func bracket(number string) string {
	if strings.HasPrefix(number, "-") {
		return "(" + number + ")"
	}
	return number
}
