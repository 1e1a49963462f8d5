package graph

import (
	"math"
	"strings"
)

// Sizes of the SVG, in pixels.
const (
	fontSize   = 16
	lineHeight = 17 // of a unit of the layout
	radius     = 20 // of an operation's circle
	tip        = 7  // the length of an arrow's tip
	margin     = 22
)

// Style has the colours for light and dark: blue flows forward, orange back.
const Style = `text{font:16px system-ui,-apple-system,"Segoe UI","Apple SD Gothic Neo","Malgun Gothic","Noto Sans KR",sans-serif;fill:#1f2328}
.card{fill:#fff;stroke:#d0d7de}
.edge{fill:none;stroke:#6e7781;stroke-width:1.5}
.tip,.dot{fill:#6e7781}
.op{fill:#f6f8fa;stroke:#1f2328;stroke-width:1.5}
.forward{fill:#0550ae}
.backward{fill:#bc4c00}
.muted{fill:#59636e}
.back{fill:#bc4c00;stroke:#bc4c00;stroke-width:1.5}
@media (prefers-color-scheme:dark){
text{fill:#e6edf3}
.card{fill:#0d1117;stroke:#30363d}
.edge{stroke:#9198a1}
.tip,.dot{fill:#9198a1}
.op{fill:#161b22;stroke:#e6edf3}
.forward{fill:#79c0ff}
.backward{fill:#ffa657}
.muted{fill:#9198a1}
.back{fill:#ffa657;stroke:#ffa657}
}
`

// pixels is the ruler of the SVG. Its page makes the picture 780 wide at most.
var pixels = ruler{
	shape: func(s *shape) float64 {
		switch s.kind {
		case opShape:
			return 2 * opRadius(s)
		case branchShape:
			return 6
		}
		return textWidth(s.text)
	},
	label: func(e *edge) float64 { return max(30, textWidth(e.forward), textWidth(e.backward)) },
	bend: func(left *column) float64 {
		most := 0.0
		for _, s := range left.cells {
			for _, to := range s.right {
				most = max(most, math.Abs(to.y-s.y)*lineHeight)
			}
		}
		return math.Ceil(14 + min(most/4, 60))
	},
	number: 36,
	page:   740,
	step:   0.5,
}

// opRadius returns the radius of a circle that has room for its text.
func opRadius(s *shape) float64 { return max(radius, textWidth(s.text)/2+5) }

// textWidth returns about how wide text is, whatever the font: a little more.
func textWidth(text string) float64 {
	width := 0.0
	for _, r := range text {
		switch {
		case isWide(r): // such as Hangul
			width += 0.96
		case strings.ContainsRune(" .,·'|()ijlI", r):
			width += 0.34
		default:
			width += 0.6
		}
	}
	return math.Ceil(width * fontSize)
}
