import type { Language } from '../i18n/index.ts'

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
]

/**
 * "3 min ago", "in 2 days": the largest unit that fits once. The past is rounded down, the future to the nearest, so
 * that what is due in four hours says so a moment later too. Times in milliseconds.
 */
export function relativeTime(at: number, now: number, language: Language): string {
  const seconds = Math.trunc((at - now) / 1000)
  const [unit, amount] = seconds > 0 ? nearest(seconds) : passed(seconds)
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' }).format(amount, unit)
}

type Amount = [unit: Intl.RelativeTimeFormatUnit, amount: number]

function passed(seconds: number): Amount {
  const [unit, size] = unitOf(-seconds)
  return [unit, Math.trunc(seconds / size)]
}

function nearest(seconds: number): Amount {
  const [, size] = unitOf(seconds)
  const rounded = Math.round(seconds / size) * size
  const [unit, length] = unitOf(rounded)
  return [unit, Math.round(rounded / length)]
}

function unitOf(seconds: number): [unit: Intl.RelativeTimeFormatUnit, size: number] {
  return units.find(([, length]) => seconds >= length) ?? ['second', 1]
}

/** "2 h 05 min", "45 s": a length of time in milliseconds, with the two units that matter. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000))
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
  ]
  if (days) return `${days} d ${hours} h`
  if (hours) return `${hours} h ${String(minutes).padStart(2, '0')} min`
  if (minutes) return `${minutes} min ${String(seconds % 60).padStart(2, '0')} s`
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${seconds} s`
}
