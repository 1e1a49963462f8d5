package view

import (
	"fmt"
	"testing"
)

func sixty() GraphRequest {
	source := "n0 := a * b"
	for i := 1; i < 59; i++ {
		source += fmt.Sprintf("; n%d := n%d %s %s", i, i-1, []string{"+", "*", "-"}[i%3], []string{"a", "b", "c"}[i/2%3])
	}
	return GraphRequest{Graph: Own, Source: source + "; exp(n58 * 0)", Width: 640}
}

func BenchmarkSixtyNodes(b *testing.B) {
	var d Drafter
	for i := range b.N {
		q := sixty()
		q.Values = map[string]float64{"a": 1 + float64(i%10)/10}
		d.Graph(q)
	}
}
