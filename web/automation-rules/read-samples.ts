import type { Json } from '@tocsin/contracts/lists.ts'

type Alert = Record<string, Json>

const isAlert = (value: unknown): value is Alert => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Pasted alerts: one object or an array of them; nothing for an empty text, the reason for one that is none. */
export function readSamples(text: string): { alerts: Alert[] | null; problem: string | null } {
  if (!text.trim()) return { alerts: null, problem: null }
  try {
    const parsed: unknown = JSON.parse(text)
    const list = Array.isArray(parsed) ? parsed : [parsed]
    const wrong = list.findIndex((one) => !isAlert(one))
    if (wrong >= 0) return { alerts: null, problem: `${wrong + 1}: {…}` }
    return { alerts: list.filter(isAlert), problem: null }
  } catch (error) {
    return { alerts: null, problem: error instanceof Error ? error.message : String(error) }
  }
}
