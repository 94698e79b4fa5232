import type { Tone } from '../ui/index.ts'

/** Verdicts stand out; any other tag is quiet (ENT-04). */
export function tagTone(tag: string): Tone {
  if (/^malicious$/i.test(tag)) return 'danger'
  if (/^suspicious$/i.test(tag)) return 'warn'
  return /^(benign|clean|harmless)$/i.test(tag) ? 'good' : 'neutral'
}
