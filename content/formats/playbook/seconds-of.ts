const unitSeconds: Record<string, number> = { second: 1, minute: 60, hour: 3600, day: 86_400, week: 604_800 }

/** Seconds in one unit of time as files call it: `hours`, `Minute`; undefined for other words. */
export function secondsOf(unit: string): number | undefined {
  const word = unit.trim().toLowerCase().replace(/s$/, '')
  return Object.hasOwn(unitSeconds, word) ? unitSeconds[word] : undefined
}
