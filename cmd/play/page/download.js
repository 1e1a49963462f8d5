// Downloads of the site's own files.
import { say } from "./words.js"

// download returns a file as bytes, and tells of each part how many bytes it
// has. Its error is a sentence.
export async function download(file, tell = () => {}) {
	try {
		const response = await fetch(file)
		if (!response.ok) throw new Error(response.status)
		const parts = []
		const reader = response.body.getReader()
		for (let part; !(part = await reader.read()).done;) {
			parts.push(part.value)
			tell(part.value.length)
		}
		return new Uint8Array(await new Blob(parts).arrayBuffer())
	} catch (error) {
		throw new Error(say(`The download of ${file} failed: ${error.message}. Try again.`,
			`${file} 파일을 내려받지 못했다(${error.message}). 다시 시도해야 한다.`))
	}
}
