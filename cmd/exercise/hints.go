package main

// hints say more and more of what to do, without the code: first the idea,
// then the steps, then what to do it with.
var hints = map[string][]text{
	"mul": {
		{"z = x·y. If x grows by 1, z grows by y.", "z = x·y다. x가 1 커지면 z는 y만큼 커진다."},
		{"Backward needs both inputs, so Forward has to keep them in the struct.",
			"Backward에는 두 입력이 필요하므로 Forward가 구조체에 간직해야 한다."},
	},
	"add": {
		{"Both local derivatives are 1, whatever the inputs are.", "국소적 미분은 입력이 무엇이든 둘 다 1이다."},
		{"So dout goes to both sides as it is, and Forward has nothing to keep.",
			"그래서 dout이 양쪽으로 그대로 흘러가고, Forward가 간직할 것은 없다."},
	},
	"relu": {
		{"dout passes where x > 0, and nowhere else.", "dout은 x > 0인 곳만 지나간다."},
		{"Forward has to remember where x was not above 0, a mask. Backward puts 0 there, in a tensor of its own.",
			"x가 0보다 크지 않은 곳을 Forward가 마스크로 기억한다. Backward는 새 텐서의 그 자리에 0을 넣는다."},
		{"tensor has LessEqual, which makes a mask, Copy, and SetMasked.",
			"tensor에는 마스크를 만드는 LessEqual과 Copy, SetMasked가 있다."},
	},
	"sigmoid": {
		{"Backward needs neither x nor exp: see the last form of (5.12).", "Backward에는 x도 exp도 필요 없다. 식 (5.12)의 마지막 꼴을 본다."},
		{"Forward keeps what it returns, y. The local derivative is made of y alone, and dout is multiplied by it.",
			"Forward는 돌려주는 값 y를 간직한다. 국소적 미분은 y만으로 구하고, dout에 곱한다."},
		{"Neg, Exp and AddScalar make the denominator. A tensor.Scalar can be divided by it with Div.",
			"분모는 Neg, Exp, AddScalar로 만든다. tensor.Scalar를 Div로 나눌 수 있다."},
	},
	"affinedatum": {
		{"A derivative has the shape of what it belongs to: dW that of W, dx that of x.",
			"미분의 형상은 그 주인의 형상과 같다. dW는 W와, dx는 x와 같다."},
		{"dW has D rows and H columns: a column with D elements times a row with H. For dx, W is turned over.",
			"dW는 D행 H열이다. 원소 D개인 열과 H개인 행을 곱하면 된다. dx에는 전치한 W를 쓴다."},
		{"Reshape makes a column, with shape (D, 1), or a row, with (1, H); T turns W over; Dot multiplies.",
			"Reshape가 형상 (D, 1)인 열과 (1, H)인 행을 만든다. T는 전치, Dot은 곱이다."},
	},
	"affine": {
		{"b is added to every row, so db gathers from every row.", "b는 모든 행에 더해지므로 db는 모든 행에서 모인다."},
		{"Forward makes x two-dimensional and keeps it, and the shape that it had. Backward gives dx that shape.",
			"Forward는 x를 2차원으로 펴서 간직하고 원래 형상도 간직한다. Backward는 dx를 그 형상으로 돌려놓는다."},
		{"Reshape with a -1 flattens; T and Dot make dx and dW, with the shapes of W and x as your guide; Sum(0) adds up the rows.",
			"-1을 넣은 Reshape로 편다. dx와 dW는 T와 Dot으로 만드는데, x와 W의 형상이 길잡이다. 행은 Sum(0)으로 더한다."},
	},
	"softmaxwithloss": {
		{"The derivative of the two together is y - t for each datum, and the loss is a mean over N of them.",
			"둘을 합친 미분은 데이터마다 y - t이고, 손실은 데이터 N개의 평균이다."},
		{"If t holds indices, the loss looks up y at the right class of each row, and Backward takes 1 away there.",
			"t가 인덱스이면 손실은 행마다 정답 클래스의 y를 찾아 쓰고, Backward는 그 자리에서 1을 뺀다."},
		{"Before Exp each row's maximum is subtracted: MaxKeepDims and SumKeepDims give what fits the rows. Before Log 1e-7 is added.",
			"Exp 전에 행의 최댓값을 뺀다. MaxKeepDims와 SumKeepDims의 결과는 행과 형상이 맞는다. Log 전에는 1e-7을 더한다."},
	},
	"numericalgradient": {
		{"For each element: f with h more, f with h less, and their difference over the distance of the two.",
			"원소마다 h만큼 늘려 f를, h만큼 줄여 f를 구하고, 그 차를 둘 사이의 거리로 나눈다."},
		{"Keep the element's number before you change it, and put that number back before the next element.",
			"원소의 수를 바꾸기 전에 간직했다가, 다음 원소로 가기 전에 되돌려 놓는다."},
		{"Whatever x's shape, Reshape(-1) shows the same elements in a row: Set there changes x itself.",
			"x의 형상이 무엇이든 Reshape(-1)은 같은 원소를 한 줄로 보여 준다. 거기에 Set을 하면 x 자체가 바뀐다."},
	},
	"gradient": {
		{"Forward first: what the layers keep must be of this batch.", "순전파가 먼저다. 계층이 간직한 것이 이 배치의 것이어야 한다."},
		{"The last layer takes the 1. Then the others, from the last to the first, each given what the one before it returned.",
			"1은 마지막 계층에 넣는다. 그다음 나머지 계층을 뒤에서 앞으로 지나며, 방금 받은 것을 다음 계층에 넘긴다."},
		{"slices.Backward walks net.Layers from its end. Affine1 and Affine2 have DW and DB afterwards.",
			"slices.Backward가 net.Layers를 끝에서부터 지난다. 그러고 나면 Affine1과 Affine2에 DW와 DB가 있다."},
	},
	"train": {
		{"In each iteration: draw a batch, take its gradient, update all four parameters, compute its loss.",
			"반복마다 배치를 뽑고, 기울기를 구하고, 네 매개변수를 갱신하고, 그 배치의 손실을 구한다."},
		{"The layers share the tensors in net.Params: the update has to change these, not put others into the map.",
			"계층은 net.Params의 텐서를 함께 쓴다. 맵에 다른 텐서를 넣지 말고 그 텐서를 바꾸어야 한다."},
		{"rng.Choice names rows and Rows takes them, the same ones of images and labels. SubInPlace changes a tensor in place, MulScalar multiplies one by a number.",
			"rng.Choice가 행을 고르고 Rows가 꺼낸다. 이미지와 레이블은 같은 행이어야 한다. SubInPlace는 텐서를 제자리에서 바꾸고, MulScalar는 텐서에 수를 곱한다."},
	},
}
