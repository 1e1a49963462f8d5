package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"backprop/chapter5"
	"backprop/layers"
	"backprop/layers/layertest/bilingual"
	"backprop/mnist"
	"backprop/tensor"
)

// A mistake is an image of the test set whose answer is not its label.
type mistake struct {
	index, label, answer int
	probability          float64 // of the answer
}

// score writes how the network does on the test set: the accuracy, how often
// each digit was taken for each, and the mistakes it was surest of.
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
	var counts [mnist.Classes][mnist.Classes]int
	var mistakes []mistake
	const rows = 250
	for from := 0; from < n; from += rows {
		to := min(from+rows, n)
		y := layers.Softmax(network.Predict(test.X.Slice(from, to)))
		answers, labels := y.Argmax(1), test.T.Slice(from, to)
		for i := range to - from {
			label, answer := int(labels.At(i)), int(answers.At(i))
			counts[label][answer]++
			if label != answer {
				mistakes = append(mistakes, mistake{from + i, label, answer, y.At(i, answer)})
			}
		}
	}
	slices.SortStableFunc(mistakes, func(a, b mistake) int { return cmp.Compare(b.probability, a.probability) })

	var b strings.Builder
	fmt.Fprintln(&b, bilingual.Sprintf("accuracy %.4f: %d of %d\n", "정확도 %.4f: %[3]d개 중 %[2]d개\n",
		1-float64(len(mistakes))/float64(n), n-len(mistakes), n).In(o.language))
	writeConfusion(&b, counts, o.language)
	if worst := mistakes[:min(o.worst, len(mistakes))]; len(worst) > 0 {
		fmt.Fprintln(&b, bilingual.Text{English: "\nthe worst mistakes", Korean: "\n가장 크게 틀린 이미지"}.In(o.language))
		writeMistakes(&b, worst, test.X, o)
	}
	_, err = io.WriteString(w, b.String())
	return err
}

// writeConfusion writes a row for each label and a column for each answer.
func writeConfusion(b *strings.Builder, counts [mnist.Classes][mnist.Classes]int, language bilingual.Language) {
	answer := bilingual.Text{English: "answer", Korean: "답"}.In(language)
	label := bilingual.Text{English: "label", Korean: "정답"}.In(language)
	total := bilingual.Text{English: "total", Korean: "합계"}.In(language)
	fmt.Fprintf(b, "          %s\n%s ", answer, left(label, 5))
	for digit := range counts {
		fmt.Fprintf(b, "%6d", digit)
	}
	b.WriteString(right(total, 8) + "\n")
	var columns [mnist.Classes]int
	all := 0
	for label, row := range counts {
		fmt.Fprintf(b, "%5d ", label)
		sum := 0
		for answer, count := range row {
			fmt.Fprintf(b, "%6d", count)
			sum += count
			columns[answer] += count
		}
		fmt.Fprintf(b, "  %6d\n", sum)
		all += sum
	}
	b.WriteString(left(total, 6))
	for _, count := range columns {
		fmt.Fprintf(b, "%6d", count)
	}
	fmt.Fprintf(b, "  %6d\n", all)
}

// writeMistakes draws the mistakes, three side by side: the 24 columns in the
// middle of each.
func writeMistakes(b *strings.Builder, mistakes []mistake, x *mnist.Array, o options) {
	const across, width = 3, 26
	for row := range slices.Chunk(mistakes, across) {
		lines := make([]string, 1+side/2)
		for _, m := range row {
			caption := bilingual.Sprintf("%d taken for %d (%.4f)", "정답 %d, 답 %d (%.4f)", m.label, m.answer, m.probability)
			lines[0] += left(caption.In(o.language), width)
			for i, line := range drawPixels(inkColumns(x.Slice(m.index, m.index+1)), width-2, o.ascii) {
				lines[1+i] += line + "  "
			}
		}
		b.WriteByte('\n')
		for _, line := range lines {
			b.WriteString(strings.TrimRight(line, " ") + "\n")
		}
	}
}

// inkColumns returns the 24 columns in the middle of an image (1, 784).
func inkColumns(x *tensor.Tensor) []float64 {
	var out []float64
	for y := range side {
		out = append(out, x.Data()[y*side+2:y*side+side-2]...)
	}
	return out
}
