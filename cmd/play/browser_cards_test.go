package main

import (
	"fmt"
	"strings"
	"testing"
)

func testCards(t *testing.T, b *browser, url string) {
	b.open(url + "#cards")
	b.fill("#answer-mul", "32.5")
	b.press(enter)
	if got, want := b.text("#card-mul .verdict"), "Not yet: the inputs are not swapped."; got != want {
		t.Errorf("for dout·x the card says %q, want %q", got, want)
	}
	b.fill("#answer-mul", "2.6")
	b.press(enter)
	if got := b.text("#card-mul .verdict"); !strings.HasPrefix(got, "Right.") {
		t.Errorf("for 2.6 the card says %q", got)
	}
	b.shots("cards", func() {})

	// A vector and a quotient are not cut at a line's end.
	b.size(390, 844)
	var cut []string
	b.run(&cut, `const cut = []
		for (const e of document.querySelectorAll(".card .text")) {
			for (const part of e.firstChild.data.matchAll(/\[[^a-z]*\]|∂z\S*/g)) {
				const range = document.createRange()
				range.setStart(e.firstChild, part.index)
				range.setEnd(e.firstChild, part.index + part[0].length)
				if (range.getClientRects().length > 1) cut.push(part[0])
			}
		}
		return cut`)
	if len(cut) > 0 {
		t.Errorf("lines end within %q", cut)
	}
	b.size(1200, 900)
}

func testClinic(t *testing.T, b *browser, url string) {
	b.open(url + "#clinic=mask_inverted")
	b.wait(300, "!document.getElementById('clinic-case').hidden")
	if got := b.text("#clinic-symptom"); !strings.Contains(got, "loss") {
		t.Errorf("the symptom is %q", got)
	}
	for i := 1; i <= 4; i++ {
		b.click(fmt.Sprintf("#clinic-choices button:nth-child(%d)", i))
		b.wait(60, fmt.Sprintf("document.querySelector('#clinic-choices button:nth-child(%d)[aria-pressed]')", i))
		var found bool
		if b.run(&found, "return document.querySelector('#clinic-finding .yes') !== null"); found {
			break
		}
	}
	if got := b.text("#clinic-finding"); !strings.Contains(got, "the mask is inverted") {
		t.Errorf("after all causes the clinic says %q", got)
	}
	var entry string
	if b.run(&entry, "return document.querySelector('#clinic-menu option').textContent"); entry != "1. A loss that hardly falls ✓" {
		t.Errorf("the patient who is diagnosed stands in the menu as %q", entry)
	}
	b.shots("clinic", func() {})
	b.run(nil, "document.getElementById('clinic-next').focus()")
	b.press(enter)
	b.wait(60, "document.activeElement.id === 'clinic-menu' && document.activeElement.value === 'mask_from_dout'")
	b.wait(10, "location.hash === '#clinic=mask_from_dout'")
	b.press(down) // keys alone choose a patient
	b.wait(10, "location.hash.startsWith('#clinic=') && location.hash !== '#clinic=mask_from_dout'")

	// All of the patients take one stop of the tab key.
	b.open(url + "#clinic")
	b.wait(60, "!document.getElementById('clinic-case').hidden")
	b.run(nil, "document.getElementById('language').focus()")
	for _, want := range []string{"clinic-menu", "clinic-symptom"} {
		b.press(tab)
		var focus string
		if b.run(&focus, "return document.activeElement.id"); focus != want {
			t.Errorf("the tab key leads to %q, want %s", focus, want)
		}
	}
}
