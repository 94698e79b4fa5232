import { domainInText } from './domain-name.ts'
import { isNobody } from './ip-address.ts'
import { type FoundEntity, normaliseValue, refang } from './normalise-value.ts'

const LONGEST_TEXT = 100_000

const url = /\b(?:https?|ftp):\/\/[^\s<>"'`{}|\\^]+/gi
const email = /[A-Za-z0-9!#$%&'*+=?^_~-][A-Za-z0-9.!#$%&'*+=?^_~-]{0,63}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/g
const ipv4 = /(?<![\w.-])\d{1,3}(?:\.\d{1,3}){3}(?![\w-]|\.\S|\/(?!32\b)\d)/g
const ipv6 = /(?<![\w:.])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?:\d{0,3}(?:\.\d{1,3}){3})?(?![\w:]|\/(?!128\b)\d)/gi
const hash = /(?<![\w-])(?:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32})(?![\w-])/gi
const hostName =
  /(?<![\w@./\\:%-])(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9](?![\w@\\(]|-\w|\.\w)/gi
/** ENT-11: a file name is only believed with one of these extensions. */
const fileName =
  /(?<![\w.-])[\w()-][\w.()-]{0,200}\.(?:exe|dll|scr|sys|msi|bat|cmd|ps1|psm1|vbs|vbe|wsf|hta|lnk|jar|docm|xlsm|pptm|iso|img|dmg|apk)(?![\w.-]*\w)/gi
/** A version number in front of which its program stands looks like an address: `Chrome/120.0.0.0`, `ver=7.2.0.103`. */
const beforeVersion = /(?:[a-z]\/|\bv|\bver(?:sion)?["']?\s*[:=\s]\s*["']?)$/i

/** The entities in free text, in normal form and each once (ENT-10). Knows nothing that text alone does not show. */
export function harvestText(text: string): FoundEntity[] {
  const found = new Map<string, FoundEntity>()
  const add = (type: FoundEntity['type'], value: string | null) => {
    if (value !== null && !(type === 'ip' && isNobody(value))) found.set(`${type} ${value}`, { type, value })
  }
  let rest = refang(text.slice(0, LONGEST_TEXT)).replaceAll('&amp;', '&')
  rest = rest.replace(url, (match) => {
    const trimmed = withoutPunctuation(match)
    const value = normaliseValue('url', trimmed)
    if (value === null) return match
    add('url', value)
    addHost(new URL(value).hostname, add)
    return ` ${match.slice(trimmed.length)}`
  })
  rest = rest.replace(email, (match) => {
    const trimmed = withoutPunctuation(match)
    const value = normaliseValue('email', trimmed)
    if (value === null || domainInText(value.slice(value.indexOf('@') + 1)) === null) return match
    add('email', value)
    return ` ${match.slice(trimmed.length)}`
  })
  for (const match of rest.matchAll(ipv4)) {
    if (!beforeVersion.test(rest.slice(Math.max(0, match.index - 12), match.index))) {
      add('ip', normaliseValue('ip', match[0]))
    }
  }
  for (const match of rest.matchAll(ipv6)) {
    if (/[0-9a-f]/i.test(match[0])) add('ip', normaliseValue('ip', match[0]))
  }
  for (const match of rest.matchAll(hash)) addHash(match[0], add)
  for (const match of rest.matchAll(hostName)) add('domain', domainInText(match[0]))
  for (const match of rest.matchAll(fileName)) add('file', match[0])
  return [...found.values()]
}

function addHost(hostname: string, add: (type: FoundEntity['type'], value: string | null) => void): void {
  const address = normaliseValue('ip', hostname.replace(/^\[|\]$/g, ''))
  if (address) add('ip', address)
  else add('domain', normaliseValue('domain', hostname))
}

/** Hexadecimal runs of one letter or only digits are counters and masks, not hashes. */
function addHash(text: string, add: (type: FoundEntity['type'], value: string | null) => void): void {
  if (!/\d/.test(text) || !/[a-f]/i.test(text) || new Set(text.toLowerCase()).size < 6) return
  add(text.length === 64 ? 'sha256' : text.length === 40 ? 'sha1' : 'md5', text.toLowerCase())
}

/** Punctuation behind an address belongs to the sentence; a bracket only if it was opened outside. */
function withoutPunctuation(text: string): string {
  let kept = text
  for (;;) {
    const last = kept.at(-1) ?? ''
    const bracket = last === ')' ? '(' : last === ']' ? '[' : null
    const opened = bracket !== null && kept.split(bracket).length >= kept.split(last).length
    if (opened || !/[.,;:!?'")\]*_]/.test(last) || kept === '') return kept
    kept = kept.slice(0, -1)
  }
}
