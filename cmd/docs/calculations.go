package main

import (
	"go/constant"
	"go/token"
	"go/types"
	"math"
	"regexp"
	"strings"
)

var (
	// A calculation is one or more operations on numbers, and their result.
	calculation = regexp.MustCompile(`(-?\d[\d.,]*(?: ?[×·+/-] ?-?\d[\d.,]*)+) = (-?\d[\d.,]*)`)
	// A calculation goes on to the left or to the right with what is no number.
	moreBefore  = regexp.MustCompile(`[×·+/(-] ?$|[\pL\pM₀-₉⁰-⁹²³)}^]$`)
	moreAfter   = regexp.MustCompile(`^(?: ?[×·+/(]| -|[A-Za-z<%²³])`)
	plainSymbol = strings.NewReplacer(`\cdot`, "·", "−", "-")
)

// checkCalculations finds the calculations on a page, such as 2 × 3 = 6, that
// have another result. A result may be rounded.
func (d *docs) checkCalculations(p *page) {
	for i, line := range p.claims {
		line = plainSymbol.Replace(noNumber.ReplaceAllString(line, ""))
		for _, at := range calculation.FindAllStringSubmatchIndex(line, -1) {
			if moreBefore.MatchString(line[:at[0]]) || moreAfter.MatchString(line[at[1]:]) {
				continue
			}
			text, result := line[at[2]:at[3]], strings.TrimRight(line[at[4]:at[5]], ".,")
			_, fraction, _ := strings.Cut(result, ".")
			if got := calculate(text); math.Abs(got-calculate(result)) > 0.500001*math.Pow(10, -float64(len(fraction))) {
				d.report(p.file, i+1, "%s is %.6g, not %s", text, got, result)
			}
		}
	}
}

// calculate returns the value of an expression as Go computes it with constants, or
// NaN.
func calculate(text string) float64 {
	floats := number.ReplaceAllStringFunc(text, func(n string) string {
		n = strings.ReplaceAll(n, ",", "")
		if !strings.Contains(n, ".") {
			n += "." // in Go, 7 / 2 is 3
		}
		return n
	})
	result, err := types.Eval(token.NewFileSet(), nil, token.NoPos, strings.NewReplacer("×", "*", "·", "*", "-", " -").Replace(floats))
	if err != nil {
		return math.NaN()
	}
	v, _ := constant.Float64Val(result.Value)
	return v
}
