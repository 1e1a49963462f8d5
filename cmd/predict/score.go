package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"backprop/chapter5"
	"backprop/layers/layertest/bilingual"
	"backprop/mnist"
	"backprop/tensor"
)

// score writes how the network does on the test set: the accuracy, the
// confusion matrix, and the two mistakes with the highest probabilities.
func score(network *chapter5.TwoLayerNet, o options, w io.Writer) error {
	_, test, err := mnist.Load(mnist.Options{Dir: o.data})
	if err != nil {
		return err
	}
	n, size := test.X.Shape()[0], test.X.Shape()[1]
	if size != side*side {
		return bilingual.Errorf("-data %s: the images have %d pixels, want %d",
			"-data %s: 이미지의 픽셀이 %d개다. %d개여야 한다", o.data, size, side*side)
	}
	type mistake struct {
		x     *tensor.Tensor
		label int
		answer
	}
	var mistakes []mistake
	var confusion [mnist.Classes][mnist.Classes]int // of a label, by the answer
	for i := range n {
		x, label := test.X.Slice(i, i+1), int(test.T.Slice(i, i+1).Item())
		a := classify(network, x)
		confusion[label][a.Digit]++
		if a.Digit != label {
			mistakes = append(mistakes, mistake{x, label, a})
		}
	}
	fmt.Fprintln(w, bilingual.Sprintf("accuracy %.4f: %d of %d\n", "정확도 %.4f: %[3]d개 중 %[2]d개\n",
		1-float64(len(mistakes))/float64(n), n-len(mistakes), n).In(o.language))

	answer := bilingual.Text{English: "answer", Korean: "답"}.In(o.language)
	label := bilingual.Text{English: "label", Korean: "정답"}.In(o.language)
	fmt.Fprintf(w, "          %s\n%s %6d%6d%6d%6d%6d%6d%6d%6d%6d%6d\n", answer, padded(label, 5), 0, 1, 2, 3, 4, 5, 6, 7, 8, 9)
	for label, counts := range confusion {
		fmt.Fprintf(w, "%5d ", label)
		for _, count := range counts {
			fmt.Fprintf(w, "%6d", count)
		}
		fmt.Fprintln(w)
	}

	slices.SortStableFunc(mistakes, func(a, b mistake) int { return cmp.Compare(b.Probability, a.Probability) })
	var worst []picture
	for _, m := range mistakes[:min(2, len(mistakes))] {
		caption := bilingual.Sprintf("%d taken for %d (%.4f)", "정답 %d, 답 %d (%.4f)", m.label, m.Digit, m.Probability)
		worst = append(worst, picture{caption.In(o.language), m.x.Data()})
	}
	fmt.Fprintln(w, bilingual.Text{English: "\nthe worst mistakes", Korean: "\n가장 크게 틀린 이미지"}.In(o.language))
	writeLines(w, sideBySide(worst...))
	return nil
}
