/** The ids with one of them at another place; places beyond the ends mean the ends. */
export function moved(ids: string[], id: string, to: number): string[] {
  const from = ids.indexOf(id)
  if (from < 0) return ids
  const rest = ids.filter((one) => one !== id)
  rest.splice(Math.max(0, Math.min(to, rest.length)), 0, id)
  return rest
}
