// What the browser keeps for the next visit: the language, and which answers
// were right. A browser that forbids it keeps them until the page is closed.

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

// answered returns the keys of what was answered right in a part.
export function answered(part) {
	const keys = load(part)
	return new Set(Array.isArray(keys) ? keys : [])
}

export function answer(part, key) { save(part, [...answered(part).add(key)]) }
