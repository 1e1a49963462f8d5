package main

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
)

// accuracies matches a line that the program of section 7.4 prints, in the comment
// in its test.
var accuracies = regexp.MustCompile(`// (\d\S* \d\S*)`)

// mnist runs section 7.4 with the student's layers, gradient and loop, and
// reports whether each line is the chapter's.
func (t *tool) mnist(ctx context.Context) (same bool, err error) {
	test, err := os.ReadFile(filepath.Join(t.root, "chapter5", "7.4-train", "main_test.go"))
	if err != nil {
		return false, err
	}
	lines := accuracies.FindAllStringSubmatch(string(test), -1)
	results, next, err := t.check(ctx, exerciseOf("relu"), exerciseOf("affine"), exerciseOf("softmaxwithloss"), exerciseOf("gradient"), exerciseOf("train"))
	if err != nil {
		return false, err
	}
	if next >= 0 {
		t.print("The training needs these to be right: relu, affine, softmaxwithloss, gradient and train.",
			"학습하려면 relu, affine, softmaxwithloss, gradient, train이 맞아야 한다.")
		t.printResult(results[next])
		return false, nil
	}
	t.print("Each line gives the accuracy on the 60,000 training images and the 10,000 test images, after the first iteration of an epoch. The training takes about a minute and 0.5 GB of memory.",
		"훈련 이미지 60,000장과 시험 이미지 10,000장에 대한 정확도를 에폭의 첫 반복 뒤에 출력한다. 1분쯤 걸리고 메모리를 0.5 GB 쓴다.")
	n, same, largest := 0, true, 0.0 // the largest difference
	r, err := t.run(ctx, func(line string) {
		want := "-" // if you have shortened the chapter's program and its test
		if n < len(lines) {
			want = lines[n][1]
		}
		if line != want {
			var own, chapter [2]float64
			fmt.Sscan(line, &own[0], &own[1])
			fmt.Sscan(want, &chapter[0], &chapter[1]) // nothing is in "-"
			largest = max(largest, math.Abs(own[0]-chapter[0]), math.Abs(own[1]-chapter[1]))
			same = false
			line += sentence("   (the chapter: %s)", "   (이 장: %s)", want).In(t.language)
		}
		t.print("%s", "%s", line)
		n++
	}, "mnist", fmt.Sprint(t.iters))
	if err != nil {
		return false, err
	}
	switch {
	case r.notDone():
		t.print("The training stopped.", "학습이 멈추었다.")
	case same:
		t.print("These %d lines equal the chapter's, digit for digit: your layers, your gradient and your loop trained this network.",
			"이 %d줄은 이 장의 출력과 마지막 자리까지 같다. 직접 구현한 계층, 기울기, 반복문으로 학습했다.", n)
	case largest > 0.01:
		t.print("Some of the %d lines differ from the chapter's, by up to %.2g: that is too much for rounding. The checks find nothing wrong in small batches and a few iterations. What is different with batches of 100, or after many iterations?",
			"%d줄 가운데 이 장의 출력과 다른 줄이 있다. 차이가 최대 %.2g로, 반올림 때문이라기에는 너무 크다. 작은 배치와 몇 번의 반복으로는 틀린 곳이 없었다. 배치 크기가 100이거나 반복이 많아지면 무엇이 달라지는가?", n, largest)
	default:
		t.print("Some of the %d lines differ from the chapter's. The checks find nothing wrong, so the cause may be rounding: the same operations in another order round differently.",
			"%d줄 가운데 이 장의 출력과 끝자리가 다른 줄이 있다. 검사에서 틀린 곳이 없었으므로 반올림만 다를 수 있다. 계산 순서가 바뀌면 반올림도 달라진다.", n)
	}
	t.printReport(r)
	return same && !r.notDone(), nil
}
