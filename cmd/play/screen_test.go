package main

import (
	"encoding/base64"
	"fmt"
	"os"
)

// size makes the page so large.
func (b *browser) size(width, height int) {
	b.t.Helper()
	b.cdp(nil, "Emulation.setDeviceMetricsOverride", map[string]any{"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500})
}

// scheme makes the page light or dark.
func (b *browser) scheme(name string) {
	b.t.Helper()
	b.cdp(nil, "Emulation.setEmulatedMedia", map[string]any{"features": []map[string]string{
		{"name": "prefers-color-scheme", "value": name}, {"name": "prefers-reduced-motion", "value": "reduce"}}})
}

// screenshot writes a picture of the whole page to a folder of BACKPROP_SCREENSHOTS.
func (b *browser) screenshot(name string) {
	b.t.Helper()
	folder := os.Getenv("BACKPROP_SCREENSHOTS")
	if folder == "" {
		return
	}
	var height int
	b.run(&height, "return document.documentElement.scrollHeight")
	var width int
	b.run(&width, "return innerWidth")
	b.size(width, max(height, 300))
	var text string
	b.do("GET", "/screenshot", nil, &text)
	png, err := base64.StdEncoding.DecodeString(text)
	if err == nil {
		err = os.WriteFile(folder+"/"+name+".png", png, 0o644)
	}
	if err != nil {
		b.t.Fatal(err)
	}
}

// shots takes screenshots in both schemes and sizes.
func (b *browser) shots(name string, before func()) {
	b.t.Helper()
	for _, size := range []int{1200, 390} {
		for _, scheme := range []string{"light", "dark"} {
			b.size(size, 900)
			b.scheme(scheme)
			before()
			b.screenshot(fmt.Sprintf("%s-%s-%d", name, scheme, size))
		}
	}
	b.size(1200, 900)
	b.scheme("light")
}
