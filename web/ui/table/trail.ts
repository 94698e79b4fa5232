/** The order of a list when a row of it was opened, so that its page can offer previous and next. */
export function rememberTrail(list: string, ids: string[]): void {
  try {
    sessionStorage.setItem(`trail/${list}`, JSON.stringify(ids))
  } catch {
    sessionStorage.removeItem(`trail/${list}`)
  }
}

/** The neighbours of an object in the list it was opened from. */
export function neighboursOf(list: string, id: string): { previous: string | null; next: string | null } {
  const stored: unknown = JSON.parse(sessionStorage.getItem(`trail/${list}`) ?? '[]')
  const ids = Array.isArray(stored) ? stored.map(String) : []
  const at = ids.indexOf(id)
  if (at < 0) return { previous: null, next: null }
  return { previous: ids[at - 1] ?? null, next: ids[at + 1] ?? null }
}
