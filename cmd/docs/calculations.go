package main

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

var (
	// A calculation is one or more operations on numbers, and their result.
	calculation = regexp.MustCompile(`(-?\d[\d.,]*(?: ?[×·+/-] ?-?\d[\d.,]*)+) = (-?\d[\d.,]*)`)
	numberAt    = regexp.MustCompile(`^-?\d[\d.,]*`)
	operation   = regexp.MustCompile(`^ ?([×·+/-]) ?`)
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
			if got := calculate(text); math.Abs(got-value(result)) > 0.500001*math.Pow(10, -float64(len(fraction))) {
				d.wrong(p.file, i+1, "%s is %.6g, not %s", text, got, result)
			}
		}
	}
}

// calculate returns the result of operations on numbers. Products and quotients
// come before sums and differences.
func calculate(text string) float64 {
	sum, sign := 0.0, 1.0
	n := numberAt.FindString(text)
	product, text := value(n), text[len(n):]
	for text != "" {
		m := operation.FindStringSubmatch(text)
		text = text[len(m[0]):]
		n := numberAt.FindString(text)
		v := value(n)
		text = text[len(n):]
		switch m[1] {
		case "×", "·":
			product *= v
		case "/":
			product /= v
		default:
			sum += sign * product
			product, sign = v, 1
			if m[1] == "-" {
				sign = -1
			}
		}
	}
	return sum + sign*product
}

// value returns a number that may have commas, or NaN.
func value(text string) float64 {
	v, err := strconv.ParseFloat(strings.ReplaceAll(text, ",", ""), 64)
	if err != nil {
		return math.NaN()
	}
	return v
}
