package graph

import "strings"

// A canvas is rows of columns of a terminal.
type canvas struct{ rows [][]string }

// set writes one column.
func (c *canvas) set(x, y int, s string) {
	for len(c.rows) <= y {
		c.rows = append(c.rows, nil)
	}
	for len(c.rows[y]) <= x {
		c.rows[y] = append(c.rows[y], " ")
	}
	c.rows[y][x] = s
}

// across draws an edge from column x up to column end.
func (c *canvas) across(x, end, y int) {
	for ; x < end; x++ {
		c.edge(x, y, "-")
	}
}

// down draws an edge from row y to row end, either way.
func (c *canvas) down(x, y, end int) {
	for row := min(y, end) + 1; row < max(y, end); row++ {
		c.edge(x, row, "|")
	}
	if y != end {
		c.set(x, y, "+")
		c.set(x, end, "+")
	}
}

// edge writes one column of an edge. Where edges turn or meet a + remains, and
// where they cross a |.
func (c *canvas) edge(x, y int, s string) {
	if y < len(c.rows) && x < len(c.rows[y]) && strings.Contains("+|", c.rows[y][x]) {
		return
	}
	c.set(x, y, s)
}

// text writes from column x on.
func (c *canvas) text(x, y int, text string) {
	for _, r := range plain.Replace(text) {
		c.set(x, y, string(r))
		x++
		if isWide(r) {
			c.set(x, y, "")
			x++
		}
	}
}

// centred writes in the middle of the columns from x up to end.
func (c *canvas) centred(x, end, y int, text string) {
	c.text((x+end+1-columns(plain.Replace(text)))/2, y, text)
}

// String returns the rows without spaces at their ends.
func (c *canvas) String() string {
	var b strings.Builder
	for _, row := range c.rows {
		b.WriteString(strings.TrimRight(strings.Join(row, ""), " ") + "\n")
	}
	return b.String()
}

// plain replaces what terminals show at different widths.
var plain = strings.NewReplacer("×", "*", "−", "-")

// columns is how many columns of a terminal text takes: two for a Korean
// letter, one for others.
func columns(text string) int {
	n := 0
	for _, r := range text {
		n++
		if isWide(r) {
			n++
		}
	}
	return n
}

func isWide(r rune) bool {
	return 0x1100 <= r && r <= 0x115f || 0x2e80 <= r && r <= 0xa4cf ||
		0xac00 <= r && r <= 0xd7a3 || 0xf900 <= r && r <= 0xfaff ||
		0xff00 <= r && r <= 0xff60
}
