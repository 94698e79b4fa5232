const UNITS: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }
const LONGEST = 3650 * 86_400_000

/** Milliseconds of `30s`, `10m`, `2h` or `1d`; null for anything else and for nothing at all. */
export function parseSpan(text: string): number | null {
  const [, count, unit] = /^\s*(\d{1,9})\s*([smhd])\s*$/.exec(text) ?? []
  const span = Number(count) * (UNITS[unit ?? ''] ?? Number.NaN)
  return span > 0 && span <= LONGEST ? span : null
}

/** The field that `input.<field>` of a schedule means, or null for a constant; the field may hold dots itself. */
export function scheduleField(text: string): string | null {
  return text.startsWith('input.') ? text.slice('input.'.length) : null
}

/** Why a time of a schedule cannot be read and how to write it, the same in the editor and in a run (SCH-02). */
export function unreadableSpan(given: string, field: string | null): string {
  const where = field === null ? '' : ` of the input “${field}”`
  return `The time “${given}”${where} cannot be read; write a whole number and s, m, h or d, such as 10m`
}
