// The page's two languages. English stands in the page, and Korean beside it
// in data-ko, or in data-ko-label for a label that is not seen.

export let korean = false

export function say(english, inKorean) { return korean ? inKorean : english }

export function speak(inKorean) { korean = inKorean }

// translate rewrites the text of the page in the current language.
export function translate() {
	document.documentElement.lang = korean ? "ko" : "en"
	for (const e of document.querySelectorAll("[data-ko]")) {
		e.dataset.en ??= e.textContent
		e.textContent = korean ? e.dataset.ko : e.dataset.en
	}
	for (const e of document.querySelectorAll("[data-ko-label]")) {
		e.dataset.enLabel ??= e.getAttribute("aria-label")
		e.setAttribute("aria-label", korean ? e.dataset.koLabel : e.dataset.enLabel)
	}
}
