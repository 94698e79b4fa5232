import { FormatError } from '../format-error.ts'

const mostBytes = 10 * 1024 * 1024

/** Bytes as text: UTF-8 with or without byte order mark, or UTF-16 with one, at most 10 MB. Throws FormatError. */
export function decodeText(input: string | Uint8Array): string {
  if (input.length > mostBytes) {
    throw new FormatError('too_large', `The file is larger than ${mostBytes / 1024 / 1024} MB.`)
  }
  if (typeof input === 'string') return input.startsWith('\uFEFF') ? input.slice(1) : input
  const encoding = encodingOf(input)
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(input)
  } catch {
    const name = encoding === 'utf-8' ? 'UTF-8' : 'UTF-16, as its first bytes say'
    throw new FormatError('unreadable_file', `The file is not text in ${name}; save it again as UTF-8.`)
  }
}

/** By the byte order mark, or by the zeros that every ASCII character has beside it in UTF-16. */
function encodingOf([first, second]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  if (first === 0 && second !== undefined && second !== 0) return 'utf-16be'
  return first !== undefined && first !== 0 && second === 0 ? 'utf-16le' : 'utf-8'
}
