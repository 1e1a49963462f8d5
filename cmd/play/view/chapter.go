package view

import "backprop/layers/layertest/bilingual"

// A chapterGraph is one of the chapter's.
type chapterGraph struct {
	key, section string
	title        bilingual.Text
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
	{"apple", "1, 3.3, 4.1", say("Shopping for apples", "사과 쇼핑"),
		"price := apple * number * tax", map[string]float64{"apple": 100, "number": 2, "tax": 1.1}, 1, shoppingKorean},
	{"chain", "2.3", say("The chain rule, z = (x + y)²", "연쇄법칙, z = (x + y)²"),
		"t := x + y\nz := pow(t, 2)", map[string]float64{"x": 1, "y": 2}, 1, nil},
	{"add", "3.1", say("An addition node", "덧셈 노드"),
		"z := x + y", map[string]float64{"x": 10, "y": 5}, 1.3, nil},
	{"mul", "3.2", say("A multiplication node", "곱셈 노드"),
		"z := x * y", map[string]float64{"x": 10, "y": 5}, 1.3, nil},
	{"orange", "4.2", say("Apples and oranges", "사과와 귤 쇼핑"),
		"price := (apple*apple_num + orange*orange_num) * tax",
		map[string]float64{"apple": 100, "apple_num": 2, "orange": 150, "orange_num": 3, "tax": 1.1}, 1, shoppingKorean},
	{"branch", "3", say("A branch, z = x(x + y)", "분기, z = x(x + y)"),
		"z := x * (x + y)", map[string]float64{"x": 3, "y": 2}, 1, nil},
	{"sigmoid", "5.2", say("The sigmoid as four nodes", "네 노드로 나타낸 시그모이드"),
		"y := 1 / (exp(x * -1) + 1)", map[string]float64{"x": 0.5}, 1, nil},
	{"softmax", "6.3", say("Softmax-with-Loss for two classes", "클래스가 둘인 Softmax-with-Loss"),
		"e1 := exp(x1)\ne2 := exp(x2)\nt1 := 0\nt2 := 1\nS := 1 / (e1 + e2)\ny1 := e1 * S\ny2 := e2 * S\n" +
			"L := -(log(y1) * t1 + log(y2) * t2)", map[string]float64{"x1": 1, "x2": 2}, 1, nil},
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

// A Choice is an entry of a page's menu.
type Choice struct {
	Key     string
	Section string
	Title   string
}

// Graphs returns the chapter's graphs.
func Graphs(korean bool) []Choice {
	var list []Choice
	for _, g := range chapterGraphs {
		list = append(list, Choice{g.key, g.section, g.title.In(language(korean))})
	}
	return list
}
