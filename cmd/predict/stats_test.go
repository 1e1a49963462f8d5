package main

import (
	"backprop/mnist"
	"testing"
)

func TestStats(t *testing.T) {
	_, test, _ := mnist.Load(mnist.Options{})
	var thick, length, aspect []float64
	n := 3000
	for i := range n {
		x := test.X.Slice(i, i+1)
		ink, err := findInk(standsOut(reduce(enlarged(x.Data(), 3, true)).grey()))
		if err != nil {
			t.Log(i, err)
			continue
		}
		th := thickness(ink)
		s := float64(max(ink.w, ink.h))
		area := 0.0
		for _, v := range ink.at {
			area += v
		}
		thick = append(thick, th/s)
		length = append(length, area/th/s)
		aspect = append(aspect, float64(ink.w)/float64(ink.h))
	}
	for _, q := range []float64{0, 0.01, 0.05, 0.1, 0.5, 0.9, 0.95, 0.99, 0.999, 1} {
		t.Log(q, quantile(thick, q), quantile(length, q), quantile(aspect, q))
	}
	for _, l := range allLooks {
		var th, le, as float64
		for _, d := range digits {
			ink, err := findInk(standsOut(reduce(paint(d.strokes, l)).grey()))
			if err != nil {
				t.Log(err)
				continue
			}
			s := float64(max(ink.w, ink.h))
			area := 0.0
			for _, v := range ink.at {
				area += v
			}
			th = max(th, thickness(ink)/s)
			le = max(le, area/thickness(ink)/s)
			as = max(as, float64(ink.w)/float64(ink.h))
		}
		t.Log(l.name, th, le, as)
	}
}
