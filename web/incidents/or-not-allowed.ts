import { CallError } from '../api/index.ts'

/** Lets a page load that explains by itself why its object is closed to the user (IDT-09); other failures stay failures. */
export function orNotAllowed<Value>(reading: Promise<Value>): Promise<Value | null> {
  return reading.catch((error: unknown) => {
    if (error instanceof CallError && error.code === 'not_allowed') return null
    throw error
  })
}
