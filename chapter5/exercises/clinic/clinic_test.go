package clinic

import (
	"slices"
	"strings"
	"testing"

	"backprop/layers/layertest"
)

func TestEveryPatientIsDiagnosed(t *testing.T) {
	for _, p := range Patients() {
		t.Run(p.Name, func(t *testing.T) {
			want, ok := diagnosed[p.Name]
			if d := p.Diagnosis(); !ok || !strings.Contains(d.English, want) {
				t.Errorf("diagnosis %q, want %q in it", d.English, want)
			}
			var r layertest.Report
			if p.unwise != nil {
				_, r = p.unwise()
			}
			choices := p.Choices()
			seen := map[string]bool{}
			for _, c := range choices {
				if c.English == "" || c.Korean == "" || seen[c.English] {
					t.Errorf("a choice has no text, or that of another: %+v", c)
				}
				seen[c.English] = true
				if strings.Contains(c.English, ".go:") {
					t.Errorf("%q names a place, and the patient's code is nowhere to be read", c.English)
				}
				if c != p.Diagnosis() && slices.Contains(r.Problems, c) {
					t.Errorf("%q is offered as a wrong choice, and is right, too", c.English)
				}
			}
			if len(choices) != 4 || !seen[p.Diagnosis().English] {
				t.Errorf("the choices are %q, want four with %q", choices, p.Diagnosis().English)
			}
		})
	}
}

// diagnosed has words of each patient's diagnosis.
var diagnosed = map[string]string{
	"mask_inverted":               "dx is wrong: the mask is inverted",
	"mask_from_dout":              "dx is wrong: the mask is taken from dout.",
	"kink":                        "dx is wrong: where x = 0 dout passes. By (5.8) the derivative is 0 there",
	"dout_in_place":               "dout was overwritten by Backward",
	"backward_forgotten":          "dx is wrong: it is dout itself: nothing is masked.",
	"first_mask_kept":             "In a second call: dx is wrong: Backward used the x of the earlier call.",
	"sigmoid_of_x":                "dx is wrong: it is dout·x·(1 - x): use y, the result of Forward, instead of x.",
	"missing_transpose":           "W must be transposed.",
	"db_not_summed":               "db is wrong: it has shape (3, 7) and must have (7): it is not summed over the batch.",
	"db_subtracted":               "db is wrong: the sign is flipped.",
	"db_last_row":                 "db is wrong: the rows of the batch count [0, 0, 1] times, and all rows must count once.",
	"dw_accumulated":              "In a second call: dW is wrong: this call's result and the earlier one's are added.",
	"averaged_twice":              "dW is wrong: it is 1/N times the right result, and N = 3 is the size of the batch",
	"weights_copied":              "After an update of W in place, Forward is wrong: the old numbers are still used",
	"stale_forward":               "In a second call: dW is wrong: Backward used the x of the earlier call.",
	"bias_forgotten":              "Forward is wrong: it is x·W, and must be x·W + b.",
	"not_divided":                 "dx is wrong: it is y - t and not divided by N",
	"t_minus_y":                   "dx is wrong: the sign is flipped: it is t - y.",
	"softmax_over_the_batch":      "softmax is normalized over the whole batch",
	"softmax_twice":               "Forward is wrong: softmax is applied twice.",
	"log_of_zero":                 "where the softmax of the label is 0, its logarithm is -Inf",
	"exp_overflows":               "exp of a large score overflows",
	"labels_off_by_one":           "Forward is wrong: in row 0 the loss looks at class 4, and the label is 3. It takes the wrong element of y.",
	"minus_missing":               "Forward is wrong: the minus is missing",
	"h_too_small":                 "f was called at x ± 1e-12.",
	"h_too_large":                 "f was called at x ± 0.5.",
	"layers_not_reversed":         "the backward pass goes through the layers from the last to the first",
	"gradient_of_the_wrong_batch": "it is the gradient of the batch before",
	"wrong_key":                   "Under W2 is the gradient of W1.",
	"learning_rate_sign":          "The step is -1 times learningRate·gradient",
	"update_rebound":              "Not updated: W1, b1, W2, b2.",
	"batch_drawn_once":            "You update with the rows [0, 1, 1, 7, 9]",
	"biases_left_out":             "Not updated: b1, b2.",
	"argmax_axis":                 "It must compute y.Argmax(1).Equal(t).Mean() (t: index).",
	"weights_equal":               "All 50 hidden neurons have the same weights.",
	"weights_too_large":           "The first loss is 11.97",
	"pixels_not_normalised":       "The largest input is 255.",
	"learning_rate_too_large":     "the update of W1 is 1.4 times as large as W1 itself",
}

// The symptoms differ from those of all other patients.
func TestSymptoms(t *testing.T) {
	seen := map[string]string{}
	for _, p := range Patients() {
		var english, korean strings.Builder
		for _, line := range p.Symptom() {
			english.WriteString(line.English + "\n")
			korean.WriteString(line.Korean + "\n")
			for _, text := range []string{line.English, line.Korean} {
				if columns(text) > 77 && !strings.Contains(text, "panic") && !strings.Contains(text, "패닉") {
					t.Errorf("%s: a line of %d columns: %s", p.Name, columns(text), text)
				}
			}
		}
		if digits(english.String()) != digits(korean.String()) || english.String() == korean.String() {
			t.Errorf("%s shows\n%s\nin Korean\n%s", p.Name, &english, &korean)
		}
		if other, ok := seen[english.String()]; ok {
			t.Errorf("%s shows the same as %s:\n%s", p.Name, other, &english)
		}
		seen[english.String()] = p.Name
	}
}

// digits leaves the digits of s.
func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

func TestTexts(t *testing.T) {
	names := map[string]bool{}
	for _, p := range Patients() {
		for _, text := range []layertest.Text{p.Title, p.Story, p.Cure, p.Diagnosis()} {
			if text.English == "" || text.Korean == "" || text.English == text.Korean || strings.Contains(text.English+text.Korean,
				"%!") {
				t.Errorf("%s: a text is missing in a language: %+v", p.Name, text)
			}
		}
		if names[p.Name] || names[p.Title.English] {
			t.Errorf("two patients have the name %q or the title %q", p.Name, p.Title.English)
		}
		names[p.Name], names[p.Title.English] = true, true
	}
	if len(Patients()) < 24 {
		t.Errorf("there are %d patients, want 24 at least", len(Patients()))
	}
}

// The right choice is not always at the same place.
func TestChoicesDoNotTell(t *testing.T) {
	places := map[int]int{}
	for _, p := range Patients() {
		places[slices.IndexFunc(p.Choices(), func(c layertest.Text) bool { return c == p.Diagnosis() })]++
	}
	for place := range 4 {
		if places[place] < 3 {
			t.Errorf("the cause stands at place %d of the choices %d times: %v", place, places[place], places)
		}
	}
}

// columns is the width of s on a terminal, where Hangul takes two.
func columns(s string) int {
	n := 0
	for _, r := range s {
		if n++; r >= 0x1100 {
			n++
		}
	}
	return n
}
