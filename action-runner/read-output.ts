import type { Json } from '@tocsin/contracts/lists.ts'

/** Deeper than any result of a real product, and shallow enough for every recursive reader behind us. */
const deepestNesting = 200

export interface ReadText {
  text: string
  warnings: string[]
}

/** Bytes of a script as text that can be stored: bytes that are not UTF-8 and NUL become U+FFFD, and are named. */
export function readText(bytes: Uint8Array, stream: string): ReadText {
  const decoded = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
  const warnings: string[] = []
  if (decoded.includes('\uFFFD') && !isUtf8(bytes)) {
    warnings.push(`${stream} held bytes that are not UTF-8; each was replaced by \uFFFD.`)
  }
  if (!decoded.includes('\0')) return { text: decoded, warnings }
  warnings.push(`${stream} held NUL characters; each was replaced by \uFFFD.`)
  return { text: decoded.replaceAll('\0', '\uFFFD'), warnings }
}

export interface ReadOutput {
  output: Json
  isJson: boolean
  warnings: string[]
}

/** EXE-14: the output as JSON if it is JSON; if it only looks like it, the warning says where it breaks off. */
export function readJson(text: string): ReadOutput {
  const trimmed = text.trim()
  if (trimmed === '') return { output: null, isJson: false, warnings: [] }
  if (isTooDeep(trimmed)) {
    return notJson(`The output is nested deeper than ${deepestNesting} levels and was kept as text only.`)
  }
  try {
    return { output: JSON.parse(storable(trimmed)), isJson: true, warnings: [] }
  } catch (error) {
    if (!/^[[{]/.test(trimmed)) return notJson()
    return notJson(`The output looks like JSON but is not: ${error instanceof Error ? error.message : error}`)
  }
}

function notJson(...warnings: string[]): ReadOutput {
  return { output: null, isJson: false, warnings }
}

/** The database stores neither the escape of NUL nor half a surrogate pair: both become U+FFFD. */
function storable(text: string): string {
  if (!/\\u(?:0000|d[89a-f])/i.test(text)) return text
  const escapes = /\\(?:u0000|ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}|ud[89a-f][0-9a-f]{2}|[\s\S])/gi
  return text.replace(escapes, (found) => (/^\\u(?:0000|d[89a-f]..)$/i.test(found) ? '\\ufffd' : found))
}

function isTooDeep(text: string): boolean {
  let depth = 0
  let inString = false
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at)
    if (inString) {
      if (char === 92) at++
      else if (char === 34) inString = false
    } else if (char === 34) inString = true
    else if (char === 91 || char === 123) {
      depth++
      if (depth > deepestNesting) return true
    } else if (char === 93 || char === 125) depth--
  }
  return false
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}
