package draw

import (
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
	"testing"
)

// Each SVG figure is XML with a title and a description, and shows no value
// that is not a number.
func TestFiguresAreXML(t *testing.T) {
	for _, f := range Figures(func(string) string { return "" }) {
		if path.Ext(f.Name) != ".svg" || strings.HasPrefix(f.Name, "curve.") {
			continue
		}
		t.Run(f.Name, func(t *testing.T) {
			svg, err := f.Draw()
			if err != nil {
				t.Fatal(err)
			}
			text := map[string]string{}
			decoder, name := xml.NewDecoder(strings.NewReader(string(svg))), ""
			for {
				token, err := decoder.Token()
				if errors.Is(err, io.EOF) {
					break
				} else if err != nil {
					t.Fatal(err)
				}
				switch token := token.(type) {
				case xml.StartElement:
					name = token.Name.Local
				case xml.CharData:
					text[name] += strings.TrimSpace(string(token))
				}
			}
			if text["title"] == "" || text["desc"] == "" || strings.Contains(text["text"], "NaN") {
				t.Errorf("title %q, desc %q, text %q", text["title"], text["desc"], text["text"])
			}
		})
	}
}

func TestRecordedFiguresNameWhatIsMissing(t *testing.T) {
	for name, want := range map[string]string{
		"curve.en.svg": "docs/recorded.txt does not have the curve: run go run ./cmd/docs -record curve",
		"columns.png":  "docs/recorded.txt has 0 columns of W1, want 8: run go run ./cmd/docs -record columns",
	} {
		t.Run(name, func(t *testing.T) {
			for _, f := range Figures(func(string) string { return "" }) {
				if f.Name != name {
					continue
				}
				if _, err := f.Draw(); err == nil || err.Error() != want {
					t.Errorf("Draw: %v, want %s", err, want)
				}
			}
		})
	}
}
