const unitSeconds: Record<string, number> = { second: 1, minute: 60, hour: 3600, day: 86_400, week: 604_800 }

/** Seconds in one unit of time as files call it: `hours`, `Minute`; undefined for other words. */
export function secondsOf(unit: string): number | undefined {
  const word = unit.trim().toLowerCase().replace(/s$/, '')
  return Object.hasOwn(unitSeconds, word) ? unitSeconds[word] : undefined
}

/** The largest unit that divides a time evenly, as files write it. */
export function usualUnit(seconds: number): string {
  const units = ['days', 'hours', 'minutes']
  return units.find((each) => seconds % (secondsOf(each) ?? Number.POSITIVE_INFINITY) === 0) ?? 'seconds'
}
