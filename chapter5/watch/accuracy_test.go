package watch

import (
	"strings"
	"testing"

	"backprop/chapter5"
	"backprop/mnist"
	"backprop/tensor"
)

func TestEpoch(t *testing.T) {
	_, test, err := mnist.Load(mnist.Options{})
	if err != nil {
		t.Fatal(err)
	}
	// 3 labels in 10 are class 0, the others class 1.
	oneHot := func(n int) *tensor.Tensor {
		labels := tensor.Zeros(n, 2)
		for i := range n {
			labels.Set(1, i, min(i%10/3, 1))
		}
		return labels
	}
	for _, row := range []struct {
		name       string
		t          chapter5.Rows
		accuracies []float64
		want       string // a part of the only warning, or ""
	}{
		{"the share of the 0s, three times", test.T, []float64{0.098, 0.098, 0.098}, "0.098, which is the share of the 0s"},
		{"another accuracy in between", test.T, []float64{0.1135, 0.5, 0.1135}, "0.1135, which is the share of the 1s"},
		{"once may be chance", test.T, []float64{0.1135}, ""},
		{"not a share", test.T, []float64{0.0981, 0.0981, 0.9, 0.9}, ""},
		{"the shares of two classes, once each", test.T, []float64{0.098, 0.1135}, ""},
		{"1,000 labels, one-hot", oneHot(1000), []float64{0.7, 0.7}, "0.7, which is the share of the 1s"},
		{"990 labels are too few", oneHot(990), []float64{0.7, 0.7}, ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			var w Watch
			var warnings []Warning
			for _, accuracy := range row.accuracies {
				warnings = append(warnings, w.Epoch(accuracy, row.t)...)
			}
			if row.want == "" && len(warnings) > 0 ||
				row.want != "" && (len(warnings) != 1 || !strings.Contains(warnings[0].English, row.want)) {
				t.Errorf("accuracies %v: warnings %q, want %q", row.accuracies, warnings, row.want)
			}
		})
	}
}
