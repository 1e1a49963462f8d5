package main

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// Text has a contrast of 4.5 at least on both grounds, in both schemes, and the
// lines of pictures, fields and curves of 3.
func TestContrast(t *testing.T) {
	css, err := page.ReadFile("page/style.css")
	if err != nil {
		t.Fatal(err)
	}
	light, dark, _ := strings.Cut(string(css), "@media (prefers-color-scheme: dark)")
	for scheme, rules := range map[string]string{"light": light, "dark": dark} {
		colours := map[string]float64{}
		for _, m := range regexp.MustCompile(`--([\w-]+): #([0-9a-f]+);`).FindAllStringSubmatch(rules, -1) {
			if _, ok := colours[m[1]]; !ok {
				colours[m[1]] = luminance(m[2])
			}
		}
		check := func(colour, ground string, want float64) {
			a, b := colours[colour], colours[ground]
			if contrast := (max(a, b) + 0.05) / (min(a, b) + 0.05); contrast < want {
				t.Errorf("%s: %s on %s has the contrast %.2f, want %v", scheme, colour, ground, contrast, want)
			}
		}
		check("on-forward", "forward", 4.5)
		check("forward", "forward-soft", 4.5)
		for _, ground := range []string{"ground", "soft"} {
			for _, text := range []string{"ink", "muted", "forward", "backward", "good", "bad"} {
				check(text, ground, 4.5)
			}
			check("strong-line", ground, 3)
		}
	}
}

// luminance returns that of a colour as WCAG defines it.
func luminance(hex string) float64 {
	if len(hex) == 3 {
		hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
	}
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		v, _ := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		c := float64(v) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}
