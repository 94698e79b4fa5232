/** Shorter secrets are left alone: blacking out every "1" or "on" would destroy the text and hide nothing. */
const shortestSecret = 4
const mark = '[secret]'

/**
 * Blacks secrets out of a text, also where they stand URL-encoded, base64-encoded or inside a JSON string.
 * Takes values, not names; the longest goes first, so that one secret inside another leaves no remainder.
 */
export function redact(text: string, secrets: readonly string[]): string {
  let clean = text
  for (const form of secretForms(secrets)) clean = clean.replaceAll(form, mark)
  return clean
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
