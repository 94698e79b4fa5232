const two = (value: number) => String(value).padStart(2, '0')

/** A moment as an input of the browser's own time zone takes it: `2026-03-01T13:05:00`; empty for none. */
export function toLocalTime(moment: unknown): string {
  const at = new Date(typeof moment === 'string' ? moment : Number.NaN)
  if (Number.isNaN(at.getTime())) return ''
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`
}

/** The moment of such an input, in UTC; null when it is empty or not finished yet. */
export function fromLocalTime(text: string): string | null {
  const at = new Date(text)
  return text === '' || Number.isNaN(at.getTime()) ? null : at.toISOString()
}
