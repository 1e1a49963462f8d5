package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"backprop/chapter5/plot"
)

// history is a checkpoint of n iterations, 10 in an epoch, with a loss of
// 1/(i+1).
func history(n int) *checkpoint {
	c := &checkpoint{iteration: n, batch: 10, data: []float64{100, 4, 100, 0}}
	for i := range n {
		c.loss = append(c.loss, 1/float64(i+1))
	}
	for k := range c.epochs() {
		c.trainAcc = append(c.trainAcc, 1-1/float64(k+1))
		c.testAcc = append(c.testAcc, 0.9-0.9/float64(k+1))
	}
	return c
}

// checkSVG fails if an SVG is not XML, or has a length that is not a number.
func checkSVG(t *testing.T, svg []byte) {
	t.Helper()
	decoder := xml.NewDecoder(bytes.NewReader(svg))
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if start, ok := token.(xml.StartElement); ok {
			for _, a := range start.Attr {
				if strings.Contains(a.Value, "NaN") || strings.Contains(a.Value, "Inf") {
					t.Errorf("%s has %s=%q", start.Name.Local, a.Name.Local, a.Value)
				}
			}
		}
	}
}

func TestFigureOfAnything(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	with := func(n int, losses ...float64) *checkpoint {
		c := history(n)
		copy(c.loss[n-len(losses):], losses)
		return c
	}
	for name, c := range map[string]*checkpoint{
		"one iteration":    history(1),
		"two iterations":   history(2),
		"many":             history(1234),
		"a loss of 0":      with(1, 0),
		"a loss of NaN":    with(2, nan),
		"NaN at the end":   with(40, nan, nan, nan),
		"infinite":         with(40, inf, 1, inf),
		"the largest loss": with(60, math.MaxFloat64, math.MaxFloat64),
		"the least loss":   with(1, math.SmallestNonzeroFloat64),
	} {
		t.Run(name, func(t *testing.T) {
			checkSVG(t, figure(c).SVG())
		})
	}
}

// An infinite loss does not hide the others.
func TestFigureOfInfinity(t *testing.T) {
	c := history(20)
	c.loss[3], c.loss[4] = math.Inf(1), 7
	if y := figure(c).Panels[0].Y; y.To != 8 {
		t.Errorf("the axis is %v, want up to 8", y)
	}
}

func TestFigureSays(t *testing.T) {
	svg := string(figure(history(100)).SVG())
	for _, want := range []string{
		"<title id=\"title\">Loss and accuracy in 100 iterations</title>",
		"from 1 to 0.01. Below, the accuracy after each epoch, at last 0.9000 on the training set and 0.8100 on the test set.",
		">loss at iteration i<", ">mean of 2: 0.0101<",
		">accuracy at iteration i<", ">training set 0.9000<", ">test set 0.8100<",
		`<path class="forward" style="stroke-width:1;`, `<path class="backward" d="M60 296L110 `,
	} {
		if !strings.Contains(svg, want) {
			t.Errorf("no %s in\n%s", want, svg)
		}
	}
}

// The thin curve shows a loss that its interval's mean hides.
func TestLossPanelShowsPeaks(t *testing.T) {
	c := history(1000)
	c.loss[509], c.loss[519] = 7, -3
	curve := figure(c).Panels[0].Curves[0].Points
	want := []plot.Point{{X: 508, Y: c.loss[508]}, {X: 508, Y: 7}}
	if len(curve) != 1000 || !slices.Equal(curve[508:510], want) {
		t.Errorf("the thin curve has %d points, and %v for the iterations 508 and 509, want 1000, %v", len(curve), curve[508:510], want)
	}
}

func TestCurveFile(t *testing.T) {
	for _, name := range []string{"c.svg", "c.SVG"} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, name)
			if _, err := run(small(write(t, 60), "-iters", "20", "-curve", path)...); err != nil {
				t.Fatal(err)
			}
			checkSVG(t, readFile(t, path))
			if got := names(t, dir); got != name {
				t.Errorf("the folder has %s, want %s alone", got, name)
			}
		})
	}
}
