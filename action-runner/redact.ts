import type { Json } from '@tocsin/contracts/lists.ts'

/** Shorter secrets are left alone: blacking out every "1" or "on" would destroy the text and hide nothing. */
const shortestSecret = 4
const mark = '[secret]'

/**
 * Blacks secrets out of a text, also where they stand URL-encoded, base64-encoded or inside a JSON string.
 * Takes values, not names; the longest goes first, so that one secret inside another leaves no remainder.
 */
export function redact(text: string, secrets: readonly string[]): string {
  return blacken(text, secretForms(secrets))
}

function blacken(text: string, forms: readonly string[]): string {
  return forms.reduce((clean, form) => clean.replaceAll(form, mark), text)
}

function secretForms(secrets: readonly string[]): string[] {
  const forms = new Set<string>()
  for (const secret of secrets) {
    if (secret.length < shortestSecret) continue
    forms.add(secret)
    forms.add(JSON.stringify(secret).slice(1, -1))
    forms.add(encodeURIComponent(secret.replace(/\p{Surrogate}/gu, '')))
    forms.add(Buffer.from(secret).toString('base64'))
    // The lines of a key or certificate are often printed one by one.
    for (const line of secret.split('\n')) if (line.trim().length >= 16) forms.add(line.trim())
  }
  return [...forms].sort((a, b) => b.length - a.length)
}

/** The same for every text inside a result, keys included. */
export function redactJson(value: Json, secrets: readonly string[]): Json {
  const forms = secretForms(secrets)
  if (forms.length === 0) return value
  const clean = (each: Json): Json => {
    if (typeof each === 'string') return blacken(each, forms)
    if (Array.isArray(each)) return each.map(clean)
    if (each === null || typeof each !== 'object') return each
    return Object.fromEntries(Object.entries(each).map(([key, inner]) => [blacken(key, forms), clean(inner)]))
  }
  return clean(value)
}
