/** Why a text cannot be kept: databases know neither NUL nor half a character. Null for all others. */
export function unstorable(text: string): string | null {
  if (text.includes('\0')) return 'It holds the character NUL, which cannot be kept; remove it.'
  if (/\p{Surrogate}/u.test(text)) return 'It holds half of a character (a lone surrogate); remove it.'
  return null
}
