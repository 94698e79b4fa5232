import { COUNTRY_CODES, GENERIC_ENDINGS, WORD_ENDINGS } from './domain-endings.ts'

const label = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?$/

/** A host name with at least two parts in normal form (ENT-05), else null. */
export function canonicalDomain(text: string): string | null {
  const name = text.toLowerCase().replace(/\.$/, '')
  const labels = name.split('.')
  const ending = labels.at(-1) ?? ''
  if (name.length > 253 || labels.length < 2 || !/^([a-z]{2,63}|xn--[a-z0-9-]{2,59})$/.test(ending)) return null
  return labels.every((each) => label.test(each)) ? name : null
}

/**
 * The same for a word met in running text, where `file.exe`, `setup.py`, `userIdentity.name` and `com.example.app` also
 * look like host names.
 */
export function domainInText(text: string): string | null {
  const name = canonicalDomain(text)
  if (name === null) return null
  const labels = name.split('.')
  const ending = labels.at(-1) ?? ''
  if (!COUNTRY_CODES.has(ending) && !GENERIC_ENDINGS.has(ending) && !ending.startsWith('xn--')) return null
  if (labels.length === 2 && WORD_ENDINGS.has(ending)) return null
  if (text.split('.').some((each) => /^[a-z]+[A-Z]/.test(each))) return null
  const sentencesWithoutSpace = /\.[A-Z][a-z]+$/.test(text)
  const reversed = labels.length > 2 && /^(com|org|net|io|edu|gov)$/.test(labels[0] ?? '')
  return sentencesWithoutSpace || reversed ? null : name
}
