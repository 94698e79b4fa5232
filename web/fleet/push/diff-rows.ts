import type { PlanCell } from '@tocsin/contracts/fleet.ts'

export interface DiffRow {
  path: string
  before: string
  after: string
}

const longest = 600

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function written(value: unknown): string {
  const text = value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > longest ? `${text.slice(0, longest)} …` : text
}

/** The differences of a cell as lines; an item that is new as a whole becomes a line for each of its fields. */
export function diffRows(diff: NonNullable<PlanCell['diff']>): DiffRow[] {
  return diff.flatMap(({ path, before, after }) => {
    const whole = before === undefined ? after : after === undefined ? before : undefined
    if (path !== '' || !isObject(whole)) return [{ path, before: written(before), after: written(after) }]
    return Object.entries(whole).map(([key, value]) => ({
      path: key,
      before: before === undefined ? '' : written(value),
      after: after === undefined ? '' : written(value),
    }))
  })
}
