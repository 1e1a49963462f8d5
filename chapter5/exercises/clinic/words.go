package clinic

import "backprop/layers/layertest"

// Words says what a cause is, for the student to choose.
func Words(cause layertest.Cause) Text { return words[cause] }

var words = map[layertest.Cause]Text{
	"mask inverted":               {"the mask is inverted", "마스크가 거꾸로다"},
	"mask from dout":              {"the mask is taken from dout", "마스크를 dout에서 구했다"},
	"kink":                        {"dout passes at x = 0", "x = 0에서 dout이 통과한다"},
	"dout overwritten":            {"Backward writes into the caller's dout", "Backward가 호출한 쪽의 dout에 쓴다"},
	"not masked":                  {"Backward does not mask", "Backward가 마스크를 쓰지 않는다"},
	"stale":                       {"Backward uses what an earlier Forward kept", "Backward가 이전 Forward가 간직한 것을 쓴다"},
	"x for y":                     {"x stands where y belongs", "y를 쓸 자리에 x를 썼다"},
	"missing transpose":           {"a transpose is missing", "전치가 빠졌다"},
	"db not summed":               {"db is not summed over the batch", "db를 배치에 대해 더하지 않았다"},
	"sign flipped":                {"a sign is flipped", "부호가 뒤집혔다"},
	"last row only":               {"only the last row of the batch counts", "배치의 마지막 행만 셌다"},
	"accumulated":                 {"gradients of earlier calls are added", "이전 호출의 기울기가 더해진다"},
	"divided by N":                {"it is divided by N once too often", "N으로 한 번 더 나누었다"},
	"parameter copied":            {"the layer uses a copy of the parameters", "계층이 매개변수의 복사본을 쓴다"},
	"bias missing":                {"the bias is not added", "편향을 더하지 않았다"},
	"batch average missing":       {"the division by N is missing", "N으로 나누지 않았다"},
	"softmax over the batch":      {"softmax goes over the whole batch", "소프트맥스를 배치 전체에 대해 구했다"},
	"softmax twice":               {"softmax is applied twice", "소프트맥스를 두 번 적용했다"},
	"log of zero":                 {"log 0 is not kept off", "log 0을 막지 않았다"},
	"overflow":                    {"exp overflows", "exp가 넘친다"},
	"labels off by one":           {"the labels are off by one", "레이블이 하나씩 밀렸다"},
	"minus missing":               {"the minus before the logarithm is missing", "로그 앞의 음수 부호가 빠졌다"},
	"h too small":                 {"h is too small", "h가 너무 작다"},
	"h too large":                 {"h is too large", "h가 너무 크다"},
	"layers not reversed":         {"backward goes through the layers in the wrong order", "역전파가 계층을 지나는 순서가 틀렸다"},
	"gradient of the wrong batch": {"the gradient is of another batch", "다른 배치의 기울기다"},
	"wrong key":                   {"gradients stand under the wrong names", "기울기의 이름이 바뀌었다"},
	"learning rate sign":          {"the update has the wrong sign", "갱신의 부호가 틀렸다"},
	"rebound":                     {"the update makes new tensors", "갱신이 새 텐서를 만든다"},
	"one batch":                   {"the mini-batch is drawn only once", "미니배치를 한 번만 뽑는다"},
	"biases left out":             {"the biases are not updated", "편향을 갱신하지 않는다"},
	"wrong axis":                  {"the axis is wrong", "축이 틀렸다"},
	"weights equal":               {"all weights begin alike", "가중치가 모두 같게 시작한다"},
	"weights too large":           {"the first weights are too large", "가중치의 초깃값이 너무 크다"},
	"pixels not normalised":       {"the pixels are not divided by 255", "픽셀을 255로 나누지 않았다"},
	"steps too large":             {"the learning rate is too large", "학습률이 너무 크다"},
}
