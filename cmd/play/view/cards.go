package view

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"backprop/chapter5/graph"
	"backprop/layers/layertest/bilingual"
)

// A card asks a question with other numbers each round.
type card struct {
	key, section string
	ask          func(round int) question
}

var cards = slices.Concat(graphCards, layerCards, trainingCards)

// A question has the answer that the chapter's code gives, the answers that
// mistakes lead to, and the reason for the right one.
type question struct {
	text     bilingual.Text
	want     float64
	mistakes []mistaken
	why      bilingual.Text
}

type mistaken struct {
	answer float64
	name   bilingual.Text
}

// The mistakes that several cards know, as the exercises name them.
var (
	taxLeftOut   = say("the tax is left out", "소비세를 곱하지 않았다")
	countLeftOut = say("the number of apples is left out", "사과 개수를 곱하지 않았다")
	doutLeftOut  = say("dout is left out", "dout을 곱하지 않았다")
	notSwapped   = say("the inputs are not swapped", "입력을 서로 바꾸지 않았다")
	forwardValue = say("this is the forward value", "순전파의 값이다")
	twoLeftOut   = say("the factor 2 of the square is missing", "제곱의 미분에서 2가 빠졌다")
	signFlipped  = say("a sign is flipped", "부호가 뒤집혔다")
)

// pick returns one of the numbers, another each round.
func pick(round int, numbers ...float64) float64 { return numbers[round%len(numbers)] }

// both formats a text in both languages, and numbers as the pictures show them.
func both(english, korean string, values ...any) bilingual.Text {
	for i, value := range values {
		if v, ok := value.(float64); ok {
			values[i] = strings.ReplaceAll(graph.Format(v), "-", "−")
		}
	}
	return say(english, korean, values...)
}

// A CardsRequest asks for the cards, or answers one.
type CardsRequest struct {
	Round  int
	Key    string
	Answer string
	Korean bool
}

// A Card is a question for the page.
type Card struct {
	Key     string
	Section string
	Text    string
}

// Cards returns the questions of a round.
func Cards(q CardsRequest) []Card {
	var list []Card
	for _, c := range cards {
		list = append(list, Card{c.key, c.section, c.ask(max(q.Round, 0)).text.In(language(q.Korean))})
	}
	return list
}

// A Verdict reports whether an answer is right, and holds a sentence about it.
type Verdict struct {
	Right bool
	Text  string
}

// Answer compares an answer with the right one, and names the mistake.
func Answer(q CardsRequest) (Verdict, error) {
	i := slices.IndexFunc(cards, func(c card) bool { return c.key == q.Key })
	if i < 0 {
		return Verdict{}, fmt.Errorf("there is no card %q", q.Key)
	}
	right, text := cards[i].ask(max(q.Round, 0)).judge(q.Answer)
	return Verdict{right, text.In(language(q.Korean))}, nil
}

// judge reports whether the answer that was typed is right, and says why.
func (q question) judge(typed string) (right bool, text bilingual.Text) {
	typed = strings.NewReplacer("−", "-", ",", ".").Replace(strings.TrimSpace(typed))
	got, err := strconv.ParseFloat(typed, 64)
	switch {
	case err != nil:
		return false, say("Type a number.", "수를 입력해야 한다.")
	case near(got, q.want):
		return true, say("Right. %s", "정답이다. %s", q.why)
	}
	for _, m := range q.mistakes {
		if near(got, m.answer) {
			return false, say("Not yet: %s.", "아직 정답이 아니다. %s.", m.name)
		}
	}
	return false, say("Not yet. Write down the forward values first.", "아직 정답이 아니다. 순전파의 값부터 적어 보자.")
}

// near reports whether an answer is want, rounded to four digits at worst.
func near(got, want float64) bool { return math.Abs(got-want) <= 1e-4*max(1, math.Abs(want)) }
