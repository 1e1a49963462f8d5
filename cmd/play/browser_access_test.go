package main

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// An axNode is a node of Chromium's accessibility tree, which is what a screen
// reader is given.
type axNode struct {
	NodeID     string
	ChildIDs   []string
	Ignored    bool
	Role, Name struct{ Value string }
	Properties []struct {
		Name  string
		Value struct{ Value any }
	}
}

func (n axNode) property(name string) any {
	for _, p := range n.Properties {
		if p.Name == name {
			return p.Value.Value
		}
	}
	return nil
}

// accessibility returns the nodes by their ids.
func (b *browser) accessibility() map[string]axNode {
	b.t.Helper()
	var tree struct{ Nodes []axNode }
	b.cdp(&tree, "Accessibility.getFullAXTree", nil)
	nodes := map[string]axNode{}
	for _, n := range tree.Nodes {
		nodes[n.NodeID] = n
	}
	return nodes
}

// Every control and every picture has a role and a name, in the page's language.
// Screen readers announce each step's sentence.
func testAccessibility(t *testing.T, b *browser, url string) {
	hangul := regexp.MustCompile(`\p{Hangul}`)
	for _, lang := range []string{"en", "ko"} {
		for part, images := range map[string]int{"graph=apple&step=2": 1, "graph=own": 1, "learn": 3, "draw=seven": 3, "clinic": 0, "cards": 0} {
			b.open(url + "#" + part + "&lang=" + lang)
			switch part {
			case "learn":
				b.click("#learn-one")
				b.wait(300, "document.getElementById('learn-lines').textContent.includes('0.1')")
			case "clinic":
				b.wait(120, "!document.getElementById('clinic-case').hidden")
			}
			controls := 0
			for _, n := range b.accessibility() {
				name, role := n.Name.Value, n.Role.Value
				switch {
				case n.Ignored || role == "RootWebArea":
					continue
				case role == "image":
					images--
				case n.property("focusable") == true:
					controls++
				default:
					continue
				}
				korean := hangul.MatchString(name) || name == "English" || strings.Contains(name, "=") || part == "graph=own"
				if name == "" || slices.Contains([]string{"", "generic", "none"}, role) || lang == "ko" && !korean {
					t.Errorf("#%s in %s: a control or picture has the role %q and the name %q", part, lang, role, name)
				}
			}
			if controls < 10 || images != 0 {
				t.Errorf("#%s in %s has %d controls, and %d pictures fewer than expected", part, lang, controls, images)
			}
		}
	}

	b.open(url + "#graph=apple&step=1")
	for range 5 {
		b.press(right)
		sentence := b.text("#graph-sentence")
		nodes := b.accessibility()
		var told []string
		for _, n := range nodes {
			if n.property("live") == "polite" {
				text := ""
				for _, child := range n.ChildIDs {
					text += nodes[child].Name.Value
				}
				told = append(told, text)
			}
		}
		if !slices.Contains(told, sentence) || !strings.Contains(sentence, ".") {
			t.Errorf("the sentence is %q, and screen readers announce %q", sentence, told)
		}
	}
}

// Where the user wants less motion, nothing moves by itself, and Play still goes
// from step to step.
func testReducedMotion(t *testing.T, b *browser, url string) {
	b.scheme("light") // with reduced motion
	for _, part := range []string{"graph=apple&step=2", "learn", "draw", "clinic", "cards"} {
		b.open(url + "#" + part)
		var moving []string
		b.run(&moving, `return [...document.querySelectorAll("*")].filter(e => {
			const style = getComputedStyle(e)
			return style.transitionDuration !== "0s" || style.animationName !== "none" || style.scrollBehavior !== "auto"
		}).map(e => e.outerHTML.slice(0, 60))`)
		if len(moving) > 0 {
			t.Errorf("#%s moves %q", part, moving)
		}
	}
	b.open(url + "#graph=apple&step=2")
	var counts []string
	b.run(&counts, `const count = document.getElementById("graph-count"), counts = [count.textContent]
		await new Promise(resolve => setTimeout(resolve, 2500))
		counts.push(count.textContent)
		new MutationObserver(() => { if (counts.at(-1) !== count.textContent) counts.push(count.textContent) }).observe(count, { childList: true })
		document.getElementById("graph-play").click()
		while (!counts.at(-1).startsWith("4")) await new Promise(resolve => setTimeout(resolve, 100))
		document.getElementById("graph-play").click()
		return counts`)
	if want := []string{"2 / 6", "2 / 6", "3 / 6", "4 / 6"}; !slices.Equal(counts, want) {
		t.Errorf("at rest and after Play the steps are %q, want %q", counts, want)
	}
}
