import { FormatError } from '../format-error.ts'

const mostBytes = 10 * 1024 * 1024

/** Bytes as text: UTF-8, with or without byte order mark, at most 10 MB. */
export function decodeText(input: string | Uint8Array): string {
  if (input.length > mostBytes) {
    throw new FormatError('too_large', `The file is larger than ${mostBytes / 1024 / 1024} MB.`)
  }
  if (typeof input === 'string') return input.startsWith('\uFEFF') ? input.slice(1) : input
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(input)
  } catch {
    throw new FormatError('unreadable_file', 'The file is not text in UTF-8.')
  }
}
