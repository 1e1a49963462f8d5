package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"backprop/chapter5"
	"backprop/layers"
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
		return fmt.Errorf("-data %s: the images have %d pixels, want %d", o.data, size, side*side)
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
	fmt.Fprintf(&b, "accuracy %.4f: %d of %d\n\n", 1-float64(len(mistakes))/float64(n), n-len(mistakes), n)
	writeConfusion(&b, counts)
	if worst := mistakes[:min(o.worst, len(mistakes))]; len(worst) > 0 {
		fmt.Fprintf(&b, "\nthe worst mistakes\n")
		writeMistakes(&b, worst, test.X, artist{o.ascii})
	}
	_, err = io.WriteString(w, b.String())
	return err
}

// writeConfusion writes a row for each label and a column for each answer.
func writeConfusion(b *strings.Builder, counts [mnist.Classes][mnist.Classes]int) {
	b.WriteString("          answer\nlabel ")
	for digit := range counts {
		fmt.Fprintf(b, "%6d", digit)
	}
	b.WriteString("   total\n")
	var columns [mnist.Classes]int
	all := 0
	for label, row := range counts {
		fmt.Fprintf(b, "%5d ", label)
		total := 0
		for answer, count := range row {
			fmt.Fprintf(b, "%6d", count)
			total += count
			columns[answer] += count
		}
		fmt.Fprintf(b, "  %6d\n", total)
		all += total
	}
	b.WriteString("total ")
	for _, count := range columns {
		fmt.Fprintf(b, "%6d", count)
	}
	fmt.Fprintf(b, "  %6d\n", all)
}

// writeMistakes draws the mistakes, three side by side: the 20 columns that
// have ink.
func writeMistakes(b *strings.Builder, mistakes []mistake, x *mnist.Array, a artist) {
	const across, width = 3, 26
	for row := range slices.Chunk(mistakes, across) {
		lines := make([]string, 1+side/2)
		for _, m := range row {
			caption := fmt.Sprintf("%d taken for %d (%.4f)", m.label, m.answer, m.probability)
			lines[0] += fmt.Sprintf("%-*s", width, caption)
			for i, line := range a.draw(inkColumns(x.Slice(m.index, m.index+1)), width-2) {
				lines[1+i] += line + "  "
			}
		}
		b.WriteByte('\n')
		for _, line := range lines {
			b.WriteString(strings.TrimRight(line, " ") + "\n")
		}
	}
}

// inkColumns returns the middle columns of an image (1, 784), 24 of them.
func inkColumns(x *tensor.Tensor) []float64 {
	var out []float64
	for y := range side {
		out = append(out, x.Data()[y*side+2:y*side+side-2]...)
	}
	return out
}
