package main

import (
	"slices"

	"backprop/layers/layertest/bilingual"
)

type text = bilingual.Text

// sentence returns a text with the same values in both languages.
var sentence = bilingual.Sprintf

// An exercise is a file of chapter5/exercises to be filled in.
type exercise struct {
	name  string // of the file, without .go
	code  string // the type or function in it
	title text   // with the number of its section
	page  string // of docs/en and docs/ko
	hints []text // the idea, the steps, and the functions for them, without code
}

const exercisesFolder = "chapter5/exercises/"

// list holds the exercises in the chapter's order.
var list = []exercise{
	{"mul", "Mul", sentence("4.1 multiplication layer", "4.1 곱셈 계층"), "4-simple-layers.md", []text{
		sentence("z = x·y. If x grows by 1, z grows by y.", "z = x·y다. x가 1 커지면 z는 y만큼 커진다."),
		sentence("Backward needs both inputs, so Forward has to store them in the struct.",
			"Backward에는 두 입력이 필요하므로 Forward가 구조체에 저장해야 한다."),
	}},
	{"add", "Add", sentence("4.2 addition layer", "4.2 덧셈 계층"), "4-simple-layers.md", []text{
		sentence("Both local derivatives are 1, whatever the inputs are.", "국소적 미분은 입력이 무엇이든 둘 다 1이다."),
		sentence("Backward therefore returns dout twice, and Forward stores nothing.",
			"그래서 Backward는 두 입력에 모두 dout을 반환하고, Forward는 아무것도 저장하지 않는다."),
	}},
	{"relu", "ReLU", sentence("5.1 ReLU layer", "5.1 ReLU 계층"), "5-activation-layers.md", []text{
		sentence("dout passes where x > 0, and nowhere else.", "dout은 x > 0인 곳만 통과한다."),
		sentence("Forward stores a mask of the elements with x <= 0. Backward returns a copy of dout with 0 where the mask is 1.",
			"Forward는 x <= 0인 원소를 마스크로 저장한다. Backward는 dout을 복사해 마스크가 1인 원소만 0으로 바꾼 새 텐서를 반환한다."),
		sentence("LessEqual makes the mask, and Copy makes a new tensor. SetMasked writes a number where the mask is 1.",
			"LessEqual은 마스크를, Copy는 새 텐서를 만든다. SetMasked는 마스크가 1인 원소를 주어진 수로 바꾼다."),
	}},
	{"sigmoid", "Sigmoid", sentence("5.2 sigmoid layer", "5.2 Sigmoid 계층"), "5-activation-layers.md", []text{
		sentence("Backward needs neither x nor exp: see the last form of equation (5.12).",
			"Backward에는 x도 exp도 필요 없다. 식 (5.12)의 마지막 줄을 보자."),
		sentence("Forward stores its result y. The local derivative is a formula of y alone; multiply it by dout.",
			"Forward는 결과 y를 저장한다. 국소적 미분은 y만으로 계산하고, 거기에 dout을 곱한다."),
		sentence("Neg, Exp and AddScalar compute the denominator. Div divides tensor.Scalar(1) by it.",
			"분모는 Neg, Exp, AddScalar로 계산한다. 1을 분모로 나눌 때는 tensor.Scalar(1)의 Div를 쓴다."),
	}},
	{"affinedatum", "AffineDatum", sentence("6.1 Affine layer, one data point", "6.1 Affine 계층, 데이터 하나"), "6-affine-softmax.md", []text{
		sentence("A gradient has the shape of its variable: dW has the shape of W, and dx has the shape of x.",
			"기울기의 형상은 변수의 형상과 같다. dW는 W와, dx는 x와 같다."),
		sentence("dW has D rows and H columns: multiply a column of D elements by a row of H elements. dx needs the transpose of W.",
			"dW는 D행 H열이다. 원소가 D개인 열과 H개인 행의 곱이다. dx에는 W의 전치행렬이 필요하다."),
		sentence("Reshape makes a column of shape (D, 1) or a row of shape (1, H), T transposes W, and Dot multiplies.",
			"Reshape는 형상 (D, 1)인 열이나 (1, H)인 행을 만들고, T는 W를 전치하고, Dot은 곱한다."),
	}},
	{"affine", "Affine", sentence("6.2 Affine layer, a batch", "6.2 배치용 Affine 계층"), "6-affine-softmax.md", []text{
		sentence("Forward adds b to every row, so db is a sum over the rows.",
			"Forward는 b를 모든 행에 더하므로 db는 행에 대한 합이다."),
		sentence("Forward stores the shape of x, flattens x to two axes and stores it. Backward reshapes dx to the stored shape.",
			"Forward는 x의 형상을 저장하고, x를 2차원으로 펴서 저장한다. Backward는 dx를 저장한 형상으로 바꾼다."),
		sentence("Reshape flattens x to (N, D). T and Dot compute dx and dW; compare the shapes with those of x and W. Sum(0) adds the rows.",
			"Reshape로 x를 (N, D)로 편다. dx와 dW는 T와 Dot으로 계산하고, 형상을 x와 W의 형상과 비교한다. Sum(0)은 행을 더한다."),
	}},
	{"softmaxwithloss", "SoftmaxWithLoss", sentence("6.3 Softmax-with-Loss layer", "6.3 Softmax-with-Loss 계층"), "6-affine-softmax.md", []text{
		sentence("The derivative of softmax and loss together is y - t for each data point, and the loss is the mean over the N data points.",
			"소프트맥스와 손실을 합친 미분은 데이터마다 y - t이고, 손실은 데이터 N개의 평균이다."),
		sentence("If t holds indices, the loss reads y at the right class of each row, and Backward subtracts 1 there.",
			"t가 인덱스이면 손실은 행마다 정답 클래스의 y로 계산하고, Backward는 그 y에서 1을 뺀다."),
		sentence("Subtract each row's maximum before Exp, and add 1e-7 before Log. The results of MaxKeepDims and SumKeepDims have the shape (N, 1), which fits the rows.",
			"Exp 전에 행의 최댓값을 빼고, Log 전에 1e-7을 더한다. MaxKeepDims와 SumKeepDims가 반환하는 텐서의 형상은 (N, 1)이므로 행마다 계산된다."),
	}},
	{"gradient", "Gradient", sentence("7.2 the network's gradient", "7.2 신경망의 기울기"), "7-backpropagation.md", []text{
		sentence("Go forward first: the layers must store this batch.", "순전파가 먼저다. 계층에 이 배치가 저장되어야 한다."),
		sentence("Pass 1 to the Backward of the last layer. Then go through the other layers from the last to the first, and pass to each the result of the previous call.",
			"마지막 계층의 Backward에 1을 넘긴다. 그다음 나머지 계층을 반대 순서로 순회하며, 반환된 값을 다음 계층에 넘긴다."),
		sentence("slices.Backward goes through net.Layers from its end. Afterwards Affine1 and Affine2 hold DW and DB.",
			"slices.Backward로 net.Layers를 끝에서부터 순회한다. 순회가 끝나면 Affine1과 Affine2에 DW와 DB가 있다."),
	}},
	{"numericalgradient", "NumericalGradient", sentence("7.3 numerical gradient", "7.3 수치 미분"), "7-training.md", []text{
		sentence("For each element, compute f with the element h larger and with it h smaller, and divide the difference by 2h.",
			"원소마다 h만큼 늘렸을 때와 줄였을 때의 f를 계산하고, 두 값의 차를 2h로 나눈다."),
		sentence("Store the element's value before you change it, and restore it before you go to the next element.",
			"원소의 값을 바꾸기 전에 저장하고, 다음 원소로 가기 전에 되돌려 놓는다."),
		sentence("Reshape(-1) returns a view of x with one axis: Set on the view changes x itself. If x is a transpose, Reshape(-1) returns a copy.",
			"Reshape(-1)은 x를 1차원으로 본 뷰다(x가 전치행렬이면 복사본이다). 뷰에 Set을 하면 x 자체가 바뀐다."),
	}},
	{"train", "Train", sentence("7.4 the training loop", "7.4 학습 반복문"), "7-training.md", []text{
		sentence("In each iteration: draw a batch, compute its gradient, update all four parameters, compute the batch's loss.",
			"반복마다 배치를 뽑고, 기울기를 계산하고, 네 매개변수를 갱신하고, 그 배치의 손실을 계산한다."),
		sentence("The layers share the tensors in net.Params: update these tensors in place, and do not put other tensors into the map.",
			"계층은 net.Params의 텐서를 공유한다. 맵에 다른 텐서를 넣지 말고 그 텐서를 제자리에서 갱신한다."),
		sentence("rng.Choice draws row numbers, and Rows returns these rows: take the same rows of the images and of the labels. MulScalar multiplies the gradient by the learning rate, and SubInPlace subtracts the product in place.",
			"rng.Choice가 행 번호를 뽑는다. Rows가 그 행을 반환하며, 이미지와 레이블은 같은 행이어야 한다. 기울기에 MulScalar로 학습률을 곱하고, 그 결과를 SubInPlace로 제자리에서 뺀다."),
	}},
}

// names returns the names of the exercises.
func names() (names []string) {
	for _, e := range list {
		names = append(names, e.name)
	}
	return names
}

// exerciseOf returns the exercise of a name, which is one of names.
func exerciseOf(name string) exercise { return list[slices.Index(names(), name)] }
