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
	recorded := "iterations 0 to 99: mean loss 2.3\niteration 600: accuracy 0.9 0.8\n" +
		strings.Repeat("before, column 1: "+strings.Repeat("s", 28*28)+"\n", 8)
	figures, err := Figures(func(string) string { return recorded })
	if err != nil {
		t.Fatal(err)
	}
	for name, svg := range figures {
		if path.Ext(name) != ".svg" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			text := map[string]string{}
			decoder, element := xml.NewDecoder(strings.NewReader(string(svg))), ""
			for {
				token, err := decoder.Token()
				if errors.Is(err, io.EOF) {
					break
				} else if err != nil {
					t.Fatal(err)
				}
				switch token := token.(type) {
				case xml.StartElement:
					element = token.Name.Local
				case xml.CharData:
					text[element] += strings.TrimSpace(string(token))
				}
			}
			if text["title"] == "" || text["desc"] == "" || strings.Contains(text["text"], "NaN") {
				t.Errorf("title %q, desc %q, text %q", text["title"], text["desc"], text["text"])
			}
		})
	}
}

func TestRecordedFiguresNameWhatIsMissing(t *testing.T) {
	_, err := Figures(func(string) string { return "" })
	want := "docs/recorded.txt does not have the curve: run go run ./cmd/docs -record curve\n" +
		"docs/recorded.txt has 0 columns of W1, want 8: run go run ./cmd/docs -record columns"
	if err == nil || err.Error() != want {
		t.Errorf("Figures: %v, want %s", err, want)
	}
}
