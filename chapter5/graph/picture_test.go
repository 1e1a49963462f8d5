package graph

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"math/rand"
	"regexp"
	"strings"
	"testing"
	"time"
)

// pictures returns graphs of the chapter and others, by name.
func pictures() map[string]*Picture {
	pictures := map[string]*Picture{}
	draw := func(name string, n *Node, o Options) {
		n.Forward()
		pictures[name+", forward"] = NewPicture(n, o)
		n.Backward(1)
		o.Korean = true
		pictures[name] = NewPicture(n, o)
	}
	x, y := Var("x", 1), Var("y", 2)
	t := x.Add(y).Named("t")
	z := t.Pow(2).Named("z")
	draw("chain rule", z, Options{Title: "<&>"})
	apples := Var("사과 가격", 100).Mul(Var("사과 개수", 2))
	oranges := Var("귤 가격", 150).Mul(Var("귤 개수", 3))
	draw("apples and oranges", apples.Add(oranges).Mul(Var("소비세", 1.1)).Named("지불 금액"), Options{})
	draw("sigmoid", x.Mul(Const(-1)).Exp().Add(Const(1)).Reciprocal().Named("y"), Options{})
	draw("softmax with loss", softmaxWithLoss(), Options{})
	draw("x·x", x.Mul(x), Options{})
	draw("a variable alone", x, Options{})
	draw("a constant alone", Const(3), Options{})
	draw("odd names", Var("a\nb", 1).Add(Var("\x00\x1b]0;<b>&\xff", 2)).Named(""), Options{Title: "\x00<"})
	draw("a long name", x.Exp().Named(strings.Repeat("name ", 50)), Options{})
	wide := make([]*Node, 60)
	for i := range wide {
		wide[i] = Var(fmt.Sprint("x", i), float64(i))
	}
	draw("wide sum", Sum(wide...), Options{})
	deep := x
	for range 60 {
		deep = deep.Mul(Const(0.9)).Exp().Reciprocal()
	}
	draw("deep chain", deep, Options{})
	draw("shared", sharedGraph(1, 12), Options{})
	draw("60 nodes", sharedGraph(2, 60), Options{})
	return pictures
}

// eachPicture runs a test on every picture.
func eachPicture(t *testing.T, test func(t *testing.T, name string, p *Picture)) {
	for name, p := range pictures() {
		t.Run(name, func(t *testing.T) { test(t, name, p) })
	}
}

func softmaxWithLoss() *Node {
	e1, e2 := Var("x1", 1).Exp(), Var("x2", 2).Exp()
	S := e1.Add(e2).Reciprocal()
	l1 := e1.Mul(S).Named("y1").Log().Mul(Const(0).Named("t1"))
	l2 := e2.Mul(S).Named("y2").Log().Mul(Const(1).Named("t2"))
	return l1.Add(l2).Mul(Const(-1)).Named("L")
}

// sharedGraph returns a graph of n operations whose nodes are used several
// times.
func sharedGraph(seed int64, n int) *Node {
	rng := rand.New(rand.NewSource(seed))
	nodes := []*Node{Var("a", 0.5), Var("b", 1), Var("c", 1.5)}
	var unused []*Node
	for range n {
		i, j := rng.Intn(len(nodes)), rng.Intn(len(nodes))
		node := nodes[i].Add(nodes[j])
		switch rng.Intn(4) {
		case 0:
			node = nodes[i].Mul(nodes[j])
		case 1:
			node = nodes[i].Sub(nodes[j])
		case 2:
			node = nodes[i].Exp()
		}
		nodes = append(nodes, node)
		unused = append(unused, node)
	}
	return Sum(unused...)
}

// crossings counts the pairs of edges that cross between columns.
func (l *layout) crossings() int {
	n := 0
	for _, c := range l.columns {
		var above []float64 // where the edges of the cells above end
		for _, s := range c.cells {
			for _, to := range s.right {
				for _, end := range above {
					if end > to.y {
						n++
					}
				}
			}
			for _, to := range s.right {
				above = append(above, to.y)
			}
		}
	}
	return n
}

func TestNoEdgesOfTheChapterCross(t *testing.T) {
	eachPicture(t, func(t *testing.T, name string, p *Picture) {
		if strings.HasPrefix(name, "shared") || strings.HasPrefix(name, "60 nodes") {
			t.Skip("this graph cannot be drawn without crossings")
		}
		if n := p.layOut(pixels).crossings(); n != 0 {
			t.Errorf("%d crossings, want none", n)
		}
	})
}

// The edge that goes farthest forks off where the last other edge has left.
func TestTheFarthestEdgeCrossesNoOther(t *testing.T) {
	a, b, d := Var("a", 2), Var("b", 0.5), Var("d", 2)
	sum := Sum(a, d, a.Add(b))
	run(sum)
	if n := NewPicture(sum, Options{}).layOut(pixels).crossings(); n != 0 {
		t.Errorf("%d crossings in a + d + (a + b), want none", n)
	}
}

// A value that is used often is one line with forks, not a line for each use.
// Each use has its number where it has forked off.
func TestUsesOfAValueShareALine(t *testing.T) {
	x := Var("x", 0.5)
	chain := x
	const uses = 30
	for range uses - 1 {
		chain = chain.Mul(x)
	}
	run(chain)
	p := NewPicture(chain, Options{})
	l := p.layOut(pixels)
	for i, c := range l.columns {
		if len(c.cells) > 3 {
			t.Errorf("column %d has %d cells, want 3 at most: the chain, the line of x and a use", i, len(c.cells))
		}
	}
	taken := map[*cell]bool{}
	for i, s := range l.labels {
		if taken[s] || s.edge != p.edges[i] {
			t.Errorf("the number of the edge to %q stands at the edge to %q", p.edges[i].to.text, s.edge.to.text)
		}
		taken[s] = true
	}
	pieces := 0
	for _, row := range regexp.MustCompile(`class="edge" d="[^"]*"`).FindAllString(string(p.SVG()), -1) {
		pieces += strings.Count(row, "M")
	}
	if pieces < uses || pieces > 4*uses {
		t.Errorf("%d pieces of edges are drawn for %d uses", pieces, uses)
	}
}

// The line of a value that is used often stays straight where uses fork off, and
// the products of a long sum stand beside their additions, so that few edges go
// on in the next row.
func TestDeepPicturesStayLow(t *testing.T) {
	a, b, c := Var("a", 1), Var("b", 2), Var("c", 3)
	chain, sum := a.Mul(b), a.Mul(b)
	for i := range 40 {
		chain = chain.Add([]*Node{a, b, c}[i/2%3])
		sum = sum.Add(Var(fmt.Sprint("w", i), 1).Mul(Var(fmt.Sprint("x", i), 1)))
	}
	for _, test := range []struct {
		name   string
		result *Node
		high   float64 // the lines of a row, at most
	}{
		{"chain", chain, 20},
		{"sum", sum, 40},
	} {
		run(test.result)
		l := NewPicture(test.result, Options{}).layOut(pixels)
		if rows := float64(len(l.rows)); l.height > test.high*rows {
			t.Errorf("%s: %v rows are %v lines high, want %v for each at most", test.name, rows, l.height, test.high)
		}
		if last := l.rows[0][len(l.rows[0])-1]; len(last.cells) > 5 {
			t.Errorf("%s: %d edges go on in the second row, want 5 at most", test.name, len(last.cells))
		}
	}
}

// The edges of the sigmoid lie in one line, from x to y. The constants lie below.
func TestMainLineIsStraight(t *testing.T) {
	p := pictures()["sigmoid"]
	for unit, r := range map[string]ruler{"pixels": pixels, "characters": characters} {
		t.Run(unit, func(t *testing.T) {
			l := p.layOut(r)
			y := l.path(p.edges[0])[0].y
			for _, e := range p.edges {
				path := l.path(e)
				for _, s := range path {
					constant := path[0].shape.node.isLiteral() && s.shape == nil || s.shape != nil && s.shape.node.isLiteral()
					if constant != (s.y > y) || s.y < y {
						t.Errorf("a cell of the edge from %s lies at %v, x at %v", path[0].shape.text, s.y, y)
					}
				}
			}
		})
	}
}

// The initial order of a tree has no crossings, however it is grown.
func TestNoEdgesOfATreeCross(t *testing.T) {
	rng := rand.New(rand.NewSource(1))
	for range 50 {
		var trees []*Node
		for i := range 2 + rng.Intn(20) {
			trees = append(trees, Var(fmt.Sprint(i), 1))
		}
		for len(trees) > 1 {
			i := rng.Intn(len(trees) - 1)
			trees[i] = trees[i].Mul(trees[i+1])
			if rng.Intn(3) == 0 {
				trees[i] = trees[i].Exp()
			}
			trees = append(trees[:i+1], trees[i+2:]...)
		}
		if n := NewPicture(trees[0], Options{}).layOut(pixels).crossings(); n != 0 {
			t.Errorf("%d crossings, want none", n)
		}
	}
}

// An edge is straight where its shapes have no other edge on that side.
func TestLoneEdgesAreStraight(t *testing.T) {
	for _, name := range []string{"sigmoid", "softmax with loss", "softmax with loss, forward", "apples and oranges"} {
		t.Run(name, func(t *testing.T) {
			p := pictures()[name]
			l := newLayout(p, pixels)
			l.order()
			l.level(pixels.step)
			for _, e := range p.edges {
				path := l.path(e)
				for _, s := range path {
					if y := path[0].y; len(e.from.out) == 1 && len(e.to.in) == 1 && s.y != y {
						t.Errorf("the edge from %q to %q goes from %v to %v", e.from.text, e.to.text, y, s.y)
					}
				}
			}
		})
	}
}

func TestOrderTakesCrossingsAway(t *testing.T) {
	a, b := Var("a", 1), Var("b", 2)
	planar := NewPicture(Sum(a.Exp(), b.Exp(), a.Reciprocal()), Options{})
	if n := planar.layOut(pixels).crossings(); n != 0 {
		t.Errorf("%d crossings in a graph that needs none", n)
	}
	for seed := range int64(6) {
		p := NewPicture(sharedGraph(seed, 20), Options{})
		l := newLayout(p, pixels)
		before := l.crossings()
		l.order()
		if n := l.crossings(); 3*n > 2*before {
			t.Errorf("seed %d: %d crossings left of %d, want two thirds at most", seed, n, before)
		}
	}
}

// Where a picture goes on in another row, its edges come in below the row
// before and inside the picture.
func TestRowsKeepApart(t *testing.T) {
	eachPicture(t, func(t *testing.T, _ string, p *Picture) {
		l := p.layOut(pixels)
		above := math.Inf(-1) // how far down the rows above reach
		for i, row := range l.rows {
			lowest := above
			check := func(up, y, down float64) {
				if y-up <= above || y > l.height {
					t.Errorf("a cell of row %d reaches up to %v, the row before down to %v and the picture to %v", i, y-up, above, l.height)
				}
				lowest = max(lowest, y+down)
			}
			for _, c := range row {
				for _, s := range c.cells {
					check(float64(s.up), s.y, float64(s.down))
				}
			}
			above = lowest
		}
	})
}

// No two arrows end at the same place.
func TestArrowsKeepApart(t *testing.T) {
	tips := regexp.MustCompile(`class="tip" d="([^"]*)"`)
	eachPicture(t, func(t *testing.T, _ string, p *Picture) {
		seen := map[string]bool{}
		for _, row := range tips.FindAllStringSubmatch(string(p.SVG()), -1) {
			for _, tip := range strings.SplitAfter(row[1], "Z") {
				end, _, _ := strings.Cut(tip, "L")
				if end != "" && seen[end] {
					t.Errorf("two arrows end at %s", end)
				}
				seen[end] = true
			}
		}
	})
}

func TestNothingCoversAnything(t *testing.T) {
	eachPicture(t, func(t *testing.T, _ string, p *Picture) {
		for unit, r := range map[string]ruler{"pixels": pixels, "characters": characters} {
			l := p.layOut(r)
			for _, row := range l.rows {
				for i, c := range row {
					for k, s := range c.cells {
						up, down := s.y-float64(s.up), s.y+float64(s.down)
						if k > 0 && up < c.cells[k-1].y+float64(c.cells[k-1].down)+gap {
							t.Errorf("in %s: column %d: cell %d at %v covers the one at %v", unit, i, k, s.y, c.cells[k-1].y)
						}
						if up < 0 || down > l.height || s.width > c.to-c.from || c.to > l.width {
							t.Errorf("in %s: column %d: cell %d sticks out of the picture", unit, i, k)
						}
					}
					if i > 0 && c.from <= row[i-1].to {
						t.Errorf("in %s: columns %d and %d overlap", unit, i-1, i)
					}
				}
			}
		}
	})
}

// Two edges that both go down: the lower turns first, or they would cross.
func TestTracksTakeTurns(t *testing.T) {
	ends := func(y float64) *cell { return &cell{y: y} }
	from := []*cell{ends(0), ends(2)}
	from[0].right = []*cell{ends(5)}
	from[1].right = []*cell{ends(8)}
	for _, track := range tracks(&column{cells: from}) {
		if want := map[*cell]int{from[0]: 1, from[1]: 0}[track.at]; track.x != want {
			t.Errorf("the edge from %v turns at %d, want %d", track.at.y, track.x, want)
		}
	}
}

func TestTextFitsATerminal(t *testing.T) {
	eachPicture(t, func(t *testing.T, name string, p *Picture) {
		for _, line := range strings.Split(p.text(), "\n") {
			if columns(line) > 80 && !strings.HasPrefix(name, "a long name") {
				t.Errorf("a line has %d columns, want 80 at most:\n%s", columns(line), line)
			}
			for _, r := range line {
				if r < ' ' {
					t.Errorf("the text has the control character %q", r)
				}
				if r > 0x7f && !isWide(r) && r != '\ufffd' {
					t.Errorf("%q may be one or two columns wide", r)
				}
			}
		}
	})
}

// Every number and name of a picture is in the text and in the SVG.
func TestNothingIsLost(t *testing.T) {
	eachPicture(t, func(t *testing.T, _ string, p *Picture) {
		svg, text := string(p.SVG()), p.text()
		count := map[string]int{}
		for _, e := range p.edges {
			count[e.forward]++
			count[e.backward]++
		}
		for s, n := range count {
			if got := strings.Count(svg, ">"+s+"<"); s != "" && got < n {
				t.Errorf("the SVG has %q %d times, want %d", s, got, n)
			}
			if got := strings.Count(text, plain.Replace(s)); got < n {
				t.Errorf("the text has %q %d times, want %d:\n%s", s, got, n, text)
			}
		}
	})
}

func TestSVGIsWellFormedAndAccessible(t *testing.T) {
	eachPicture(t, func(t *testing.T, _ string, p *Picture) {
		d := xml.NewDecoder(bytes.NewReader(p.SVG()))
		elements := map[string]string{}
		var inside string
		for {
			token, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			switch token := token.(type) {
			case xml.StartElement:
				inside = token.Name.Local
				for _, a := range token.Attr {
					if strings.Contains(a.Value, "NaN") || strings.Contains(a.Value, "Inf") {
						t.Errorf("<%s %s=%q>", inside, a.Name.Local, a.Value)
					}
				}
			case xml.CharData:
				elements[inside] += string(token)
			}
		}
		if elements["title"] == "" && p.Title != "" || strings.TrimSpace(elements["desc"]) == "" {
			t.Errorf("title %q, desc %q", elements["title"], elements["desc"])
		}
		if !strings.Contains(elements["style"], "prefers-color-scheme:dark") {
			t.Error("no colours for dark mode")
		}
	})
}

func TestTheSameBytesEachTime(t *testing.T) {
	first, second := pictures(), pictures()
	for name := range first {
		if first[name].Live(300, nil) != second[name].Live(300, nil) {
			t.Errorf("%s: two drawings differ", name)
		}
	}
}

func TestSixtyNodesAreDrawnAtOnce(t *testing.T) {
	start := time.Now()
	NewPicture(sharedGraph(2, 60), Options{}).SVG()
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("drawing 60 nodes took %v, want a fraction of a second", took)
	}
}

func TestAbsentDerivativesAreNotShown(t *testing.T) {
	apple, number := Var("apple", 100), Var("number", 2)
	price := apple.Mul(number).Named("price")
	has := func(p *Picture) (n int) {
		for _, e := range p.edges {
			if e.backward != "" {
				n++
			}
		}
		return n
	}
	if n := has(NewPicture(price, Options{})); n != 0 {
		t.Errorf("before Forward %d derivatives are shown", n)
	}
	price.Forward()
	if n := has(NewPicture(price, Options{})); n != 0 {
		t.Errorf("before Backward %d derivatives are shown", n)
	}
	price.Backward(1)
	if n := has(NewPicture(price, Options{})); n != 3 {
		t.Errorf("after Backward %d derivatives are shown, want 3", n)
	}
}

// A named constant stands where a variable would, and has no derivative.
func TestNamedConstants(t *testing.T) {
	draw := func(tax *Node) *Picture {
		price := Var("apple", 100).Mul(Var("number", 2)).Mul(tax).Named("price")
		run(price)
		return NewPicture(price, Options{})
	}
	variable, constant := draw(Var("tax", 1.1)), draw(Const(1.1).Named("tax"))
	if got, want := constant.ranks(), variable.ranks(); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("with a constant the ranks are %v, want %v as with a variable", got, want)
	}
	for i, e := range constant.edges {
		want := variable.edges[i].backward
		if e.from.text == "tax" {
			want = ""
		}
		if e.forward != variable.edges[i].forward || e.backward != want {
			t.Errorf("the edge from %q has %q and %q, want %q and %q", e.from.text, e.forward, e.backward, variable.edges[i].forward, want)
		}
	}
}

// The frames are the values in the order of Forward, then the derivatives in
// the order of Backward, each first seen in the frame that tells of it.
func TestFrames(t *testing.T) {
	x, y := Var("x", 3), Var("y", 5)
	sum := x.Add(y)
	z := sum.Mul(Const(-2)).Add(sum).Named("z")
	z.Forward()
	z.Backward(1)
	p := NewPicture(z, Options{})
	want := []string{
		"Inputs: x 3, y 5.",
		"Forward through +: 3 + 5 = 8.",
		"Forward through ×: 8 × (-2) = -16.",
		"Forward through +: z = -16 + 8 = -8.",
		"Backward begins with 1.",
		"Backward through +: the upstream gradient times each local derivative. 1 × 1 = 1, 1 × 1 = 1.",
		"Backward through ×: the upstream gradient times each local derivative. 1 × (-2) = -2.",
		"Branch after +: the derivatives are added. 1 + (-2) = -1.",
		"Backward through +: the upstream gradient times each local derivative. -1 × 1 = -1 (x), -1 × 1 = -1 (y).",
	}
	var got []string
	for _, f := range p.Frames() {
		got = append(got, f.Sentence)
		if f.Shape < 0 {
			continue
		}
		shape := p.shapes[f.Shape]
		if through := regexp.MustCompile(`through (.*?):`).FindStringSubmatch(f.Sentence); through != nil && through[1] != shape.text {
			t.Errorf("%q names the shape %q", f.Sentence, shape.text)
		}
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("frames\n%q, want\n%q", got, want)
	}
	for _, e := range p.edges {
		if f := got[e.from.frame]; !strings.Contains(f, plain.Replace(e.forward)) {
			t.Errorf("%s is seen in the frame %q", e.forward, f)
		}
		if f := got[e.backwardFrame]; !strings.Contains(f, plain.Replace(e.backward)) {
			t.Errorf("%s flows back in the frame %q", e.backward, f)
		}
	}
}

// Live marks what a page needs, and fits the width that it asks for.
func TestLive(t *testing.T) {
	price := Var("a<b", 100).Mul(Var("number", 2)).Mul(Var("tax", 1.1)).Mul(Var("d", 1)).Named("price")
	run(price)
	p := NewPicture(price, Options{})
	live := p.Live(300, nil)
	for _, want := range []string{`data-input="a&lt;b"`, `data-input="tax"`, fmt.Sprintf(`data-frame="%d"`, len(p.Frames())-1),
		fmt.Sprintf(`data-shape="%d"`, len(p.shapes)-1)} {
		if !strings.Contains(live, want) {
			t.Errorf("Live lacks %s", want)
		}
	}
	if strings.Contains(live, "<style") {
		t.Error("Live has a style")
	}
	var width float64
	fmt.Sscanf(live[strings.Index(live, ` width="`):], ` width="%f"`, &width)
	if width > 300+2*margin {
		t.Errorf("Live(300) is %v wide", width)
	}
}

// Each row of Live is an svg element that shows all of the row: a browser cuts
// off what lies outside.
func TestLiveRowsHoldTheirDrawing(t *testing.T) {
	starts := regexp.MustCompile(`viewBox="\S+ (\S+) \S+ (\S+)"`)
	heights := regexp.MustCompile(`<(text|circle)[^>]* c?y="([^"]*)"(?: r="([^"]*)")?`)
	eachPicture(t, func(t *testing.T, _ string, p *Picture) {
		rows := strings.SplitAfter(p.Live(300, nil), "</svg>")
		rows = rows[:len(rows)-1]
		if len(rows) != len(p.layout.rows) {
			t.Fatalf("%d svg elements, want %d", len(rows), len(p.layout.rows))
		}
		number := func(text string) (v float64) {
			fmt.Sscan(text, &v)
			return v
		}
		end := -float64(margin)
		for i, row := range rows {
			box := starts.FindStringSubmatch(row)
			top := number(box[1])
			if math.Abs(top-end) > 0.1 {
				t.Errorf("row %d begins at %v, want %v", i, top, end)
			}
			end = top + number(box[2])
			for _, m := range heights.FindAllStringSubmatch(row, -1) {
				y := number(m[2])
				high, low := y-fontSize, y+5
				if m[1] == "circle" {
					high, low = y-number(m[3])-2, y+number(m[3])+2 // the stroke of a shape at work
				}
				if high < top || low > end {
					t.Errorf("row %d shows %v to %v, but has %s", i, top, end, m[0])
				}
			}
		}
		if want := p.layout.height*lineHeight + margin; math.Abs(end-want) > 1 {
			t.Errorf("the rows end at %v, want %v", end, want)
		}
	})
}

// drawn returns the labels in the order of a drawing.
func drawn(svg string) (labels []string) {
	for _, m := range regexp.MustCompile(`class="(?:for|back)ward"[^>]*>([^<]*)<`).FindAllStringSubmatch(svg, -1) {
		labels = append(labels, m[1])
	}
	return labels
}

func TestLabelsOfSeveralRows(t *testing.T) {
	eachPicture(t, func(t *testing.T, _ string, p *Picture) {
		svg := p.Live(300, nil)
		if got, want := fmt.Sprintf("%q", p.Labels()), fmt.Sprintf("%q", drawn(svg)); got != want {
			t.Errorf("Labels() = %s, want %s as drawn", got, want)
		}
	})
}

// A picture like another takes its places while the numbers fit, and Labels has
// the numbers in the order of the drawing.
func TestLiveLikeAnother(t *testing.T) {
	draw := func(x float64, like *Picture) (*Picture, string) {
		n := Var("x", x).Mul(Var("y", -2)).Add(Var("z", 3)).Named("result")
		run(n)
		p := NewPicture(n, Options{})
		return p, p.Live(500, like)
	}
	first, svg := draw(12345, nil)
	if got, want := fmt.Sprint(first.Labels()), fmt.Sprint(drawn(svg)); got != want {
		t.Errorf("Labels() = %s, want %s as drawn", got, want)
	}
	second, svg := draw(9, first)
	if svg != "" {
		t.Error("the picture with 9 is laid out anew, where 12345 was")
	}
	if got, want := fmt.Sprint(second.Labels()), "[9 −2 −2 9 −18 1 3 1 −15 1]"; got != want {
		t.Errorf("Labels() = %s, want %s", got, want)
	}
	third, svg := draw(123456, second)
	if got, want := fmt.Sprint(drawn(svg)), fmt.Sprint(third.Labels()); got != want {
		t.Errorf("a number that does not fit: drawn %s, want %s", got, want)
	}
	fourth, svg := draw(1234567, third)
	if svg != "" {
		t.Error("a number that has become longer has no room for one that is longer still")
	}
	if _, svg := draw(-1234567.8901, fourth); svg == "" {
		t.Error("a number that does not fit is not laid out anew")
	}
	other := Var("x", 12345).Mul(Var("y", -2)).Sub(Var("z", 3)).Named("result")
	run(other)
	if svg := NewPicture(other, Options{}).Live(500, third); !strings.Contains(svg, ">−<") {
		t.Error("a subtraction is drawn as the addition before")
	}
}

// Each mistake is in the derivatives, and in no value.
func TestBreak(t *testing.T) {
	for _, test := range []struct {
		name    string
		mistake Mistake
		dx, dy  float64
		branch  string
	}{
		{"addition doubles", AddDoubles, 11, 6, "Branch after x: the derivatives are added. 5 + 6 = 11."},
		{"multiplication keeps order", MulKeepsOrder, 8, 5, "Branch after x: the derivatives are added. 3 + 5 = 8."},
		{"shares replace", SharesReplace, 3, 3, "Branch after x: = keeps only the last derivative. 3."},
	} {
		t.Run(test.name, func(t *testing.T) {
			x, y := Var("x", 3), Var("y", 2)
			z := x.Mul(x.Add(y)).Named("z") // dz/dx = 5 + 3, dz/dy = 3
			z.Break(test.mistake)
			if got := z.Forward(); got != 15 {
				t.Errorf("Forward() = %v, want 15", got)
			}
			z.Backward(1)
			if x.Derivative() != test.dx || y.Derivative() != test.dy {
				t.Errorf("dx, dy = %v, %v, want %v, %v", x.Derivative(), y.Derivative(), test.dx, test.dy)
			}
			frames := NewPicture(z, Options{}).Frames()
			if got := frames[len(frames)-1].Sentence; got != test.branch {
				t.Errorf("the last frame is %q, want %q", got, test.branch)
			}
		})
	}
}
