// The browser's memory: the language and the right answers stay for the next
// visit. Where the browser forbids it, they stay until the page is closed.

const here = {}

export function load(key) {
	try {
		return JSON.parse(localStorage.getItem(key)) ?? here[key]
	} catch {
		return here[key]
	}
}

export function save(key, value) {
	here[key] = value
	try {
		localStorage.setItem(key, JSON.stringify(value))
	} catch {} // it stays here
}

// answered returns the keys of the questions of a part that were answered right.
export function answered(part) {
	const keys = load(part)
	return new Set(Array.isArray(keys) ? keys : [])
}

export function answer(part, key) { save(part, [...answered(part).add(key)]) }
