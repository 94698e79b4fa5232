import { type ActionSchedule, parseSpan, scheduleField, unreadableSpan } from '../playbook/index.ts'
import { compare, evaluatePath, type InputRow, PathError, parsePath, toText } from '../values/index.ts'

/** When an iteration of a scheduled action is repeated, in milliseconds; `expire` null for no end (SCH-02). */
export interface ScheduleTimes {
  every: number
  expire: number | null
}

/** The times of one iteration, or why they cannot be read: they may come from its inputs (SCH-02). */
export function scheduleTimes(schedule: ActionSchedule, inputs: InputRow): ScheduleTimes | { error: string } {
  const every = readSpan(schedule.every, inputs)
  if (typeof every !== 'number') return every
  if (!schedule.expire) return { every, expire: null }
  const expire = readSpan(schedule.expire, inputs)
  return typeof expire === 'number' ? { every, expire } : expire
}

function readSpan(text: string, inputs: InputRow): number | { error: string } {
  const field = scheduleField(text)
  const given = field === null ? text : toText(inputs[field])
  const span = parseSpan(given)
  if (span !== null) return span
  return { error: unreadableSpan(given, field) }
}

/**
 * What comes after a repetition that ended, or that is still under way, at `now`: the next one, on the grid that the
 * first one began, so that late ones are left out and none drifts (SCH-05); or the end of the schedule (SCH-03).
 */
export function nextRepetition(times: ScheduleTimes, first: Date, now: Date): { at: Date; why: 'schedule' | 'expiry' } {
  const passed = Math.max(0, Math.floor((now.getTime() - first.getTime()) / times.every))
  const next = first.getTime() + (passed + 1) * times.every
  const end = times.expire === null ? Infinity : first.getTime() + times.expire
  if (next < end) return { at: new Date(next), why: 'schedule' }
  return { at: new Date(Math.max(end, now.getTime())), why: 'expiry' }
}

/** Whether a result ends the schedule: any value at the path equals any of the given ones (SCH-04). */
export function meetsExit(schedule: ActionSchedule, inputs: InputRow, output: unknown): boolean {
  return schedule.exit.some((exit) => {
    const wanted = exit.values.flatMap((value) => asList(given(value, inputs)))
    const found = asList(resultAt(exit.path, inputs, output))
    return found.some((value) => value !== undefined && wanted.some((each) => compare(value, '==', each)))
  })
}

function given(text: string, inputs: InputRow): string | string[] {
  const field = scheduleField(text)
  return field === null ? text : (inputs[field] ?? '')
}

function resultAt(path: string, inputs: InputRow, output: unknown): unknown {
  const field = scheduleField(path)
  if (field !== null) return inputs[field]
  try {
    return evaluatePath(parsePath(path), output)
  } catch (error) {
    if (error instanceof PathError) return undefined
    throw error
  }
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value]
}
