// Package draw draws the figures of the pages. Small graphs come from
// chapter5/graph; the others stand upright on a canvas, for a phone.
//
// figures.go lists them. shopping.go, nodes.go and paths.go draw the graphs of sections
// 1 to 3, activations.go ReLU and the sigmoid, affine.go and softmax.go section 6,
// network.go the network and its gradients, training.go the curve and the columns of
// W1, and seven.go the picture of a digit. canvas.go has the nodes, edges and texts.
package draw

import "errors"

// Figures returns the files of docs/figures by their names: the figures of the
// pages in both languages. Their numbers are computed by graphs and layers; those of
// a training are read from what recorded returns for a command.
func Figures(recorded func(command string) string) (map[string][]byte, error) {
	curve, curveErr := readCurve(recorded("go run ./docs/measure curve"))
	columns, columnsErr := columns(recorded("go run ./docs/measure columns"))
	if err := errors.Join(curveErr, columnsErr); err != nil {
		return nil, err
	}
	figures := map[string][]byte{"seven.png": seven(), "columns.png": columns}
	for _, f := range []struct {
		name, en, ko string
		draw         func(title string, korean bool) []byte
	}{
		{"3-7", "The sigmoid and its derivative", "시그모이드와 그 미분", sigmoidPlot},
		{"3-9", "ReLU and its derivative", "ReLU와 그 미분", reluPlot},
		{"5-5", "Two apples and the tax: the derivative of the price with respect to the apple",
			"사과 두 개와 소비세: 사과 가격에 대한 지불 금액의 미분", apple},
		{"5-6", "The backward pass of y = f(x): the signal E times the local derivative",
			"y = f(x)의 역전파: 신호 E에 국소적 미분을 곱한다", oneNode},
		{"5-7", "The chain rule on the graph of z = (x + y)²", "z = (x + y)²의 계산 그래프와 연쇄법칙", chainRule},
		{"5-9", "The backward pass of an addition node", "덧셈 노드의 역전파", addNode},
		{"5-12", "The backward pass of a multiplication node", "곱셈 노드의 역전파", mulNode},
		{"5-14", "Shopping for apples, forward and backward", "사과 쇼핑의 순전파와 역전파", apples},
		{"5-17", "Shopping for apples and oranges, forward and backward", "사과와 귤 쇼핑의 순전파와 역전파", oranges},
		{"5-18", "The ReLU layer, for x > 0 and for x ≤ 0", "ReLU 계층: x > 0일 때와 x ≤ 0일 때", relu},
		{"5-19", "The sigmoid as four nodes, forward", "네 노드로 나타낸 시그모이드의 순전파", sigmoidForward},
		{"5-20", "The sigmoid as four nodes, forward and backward", "네 노드로 나타낸 시그모이드의 순전파와 역전파", sigmoidNodes},
		{"5-22", "The sigmoid layer: four nodes in one", "시그모이드 계층: 네 노드를 하나로", sigmoid},
		{"5-25", "The Affine layer for one data point, with shapes", "데이터 하나에 대한 Affine 계층과 형상", affine},
		{"5-27", "The Affine layer for a batch, with shapes", "배치용 Affine 계층과 형상", batchAffine},
		{"5-29", "Softmax-with-Loss, node by node, for two classes", "클래스가 둘인 Softmax-with-Loss 계층의 계산 그래프", softmaxNodes},
		{"5-30", "Softmax-with-Loss in short: y − t flows back", "간소화한 Softmax-with-Loss 계층: y − t가 하류로 흐른다", softmax},
		{"paths", "Two paths from x to z", "x에서 z로 가는 두 경로", paths},
		{"modes", "Forward mode and reverse mode on one graph", "같은 그래프의 전진 모드와 후진 모드", modes},
		{"network", "The two-layer network with the shapes that flow through it", "2층 신경망과 각 단계의 형상", network},
		{"gradients", "How large the gradient is at each layer", "계층별 기울기의 크기", gradients},
		{"curve", "The loss and the accuracy during the training", "학습하는 동안의 손실과 정확도", curve.draw},
	} {
		figures[f.name+".en.svg"] = f.draw(f.en, false)
		figures[f.name+".ko.svg"] = f.draw(f.ko, true)
	}
	return figures, nil
}
