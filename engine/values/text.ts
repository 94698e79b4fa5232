/** A value as the text that a script or a reader gets: 0, false and '' as such, nothing for no value (PLC-14, 17, 19). */
export function toText(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'object') return JSON.stringify(value)
  return String(value)
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => entities[char] ?? char)
}

/** Rows of a selection as an HTML table; the keys of the first row are the columns, every cell is escaped (PLC-15, 20). */
export function toHtmlTable(rows: readonly Record<string, unknown>[]): string {
  const columns = Object.keys(rows[0] ?? {})
  const head = columns.map((column) => `<th>${escapeHtml(column)}</th>`).join('')
  const body = rows
    .map((row) => `<tr>${columns.map((column) => `<td>${cell(row[column])}</td>`).join('')}</tr>`)
    .join('')
  return `<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`
}

function cell(value: unknown): string {
  return escapeHtml(Array.isArray(value) ? value.map(toText).join(', ') : toText(value))
}
