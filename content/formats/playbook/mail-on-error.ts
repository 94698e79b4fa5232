import type { Json } from '@tocsin/contracts/lists.ts'
import { sameJson } from '../../canonical/equal.ts'

const recipientKey = /^(to|cc|recipients?|e?-?mails?|(mail|email)_?addresses|addresses|users?|groups?|owners?)$/i

/**
 * Who gets the mail. What `mail_on_error` holds is nowhere documented: texts under keys that speak of people, and
 * addresses anywhere, are taken; `{}` is nobody (formats.md 6.1).
 */
export function recipientsOf(mailOnError: Json): string[] {
  const found = new Set<string>()
  collect(mailOnError, true, found)
  return [...found]
}

function collect(value: Json, named: boolean, found: Set<string>): void {
  if (typeof value === 'string') {
    const texts = value.split(/[,;]/).map((text) => text.trim())
    for (const text of texts) if (text !== '' && (named || text.includes('@'))) found.add(text)
  } else if (Array.isArray(value)) {
    for (const each of value) collect(each, named, found)
  } else if (typeof value === 'object' && value !== null) {
    if (value.enabled === false || value.active === false) return
    for (const [key, each] of Object.entries(value)) collect(each, recipientKey.test(key), found)
  }
}

/** The file's own object as long as it still means these recipients, else one in our form. */
export function writeMailOnError(recipients: readonly string[], original: Json | undefined): Json {
  if (original !== undefined && sameJson(recipientsOf(original), [...recipients])) return original
  return recipients.length === 0 ? {} : { to: [...recipients] }
}
