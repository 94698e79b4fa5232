const parts = [
  { sign: 'd', seconds: 86_400 },
  { sign: 'h', seconds: 3600 },
  { sign: 'm', seconds: 60 },
  { sign: 's', seconds: 1 },
] as const

/** Seconds in at most two parts, the same in every language: `90` → `1m 30s`. */
export function durationText(seconds: number): string {
  let rest = Math.round(seconds)
  const found: string[] = []
  for (const { sign, seconds: size } of parts) {
    const n = Math.floor(rest / size)
    rest -= n * size
    if (n > 0) found.push(`${n}${sign}`)
  }
  return found.slice(0, 2).join(' ') || '0s'
}
