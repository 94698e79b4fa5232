import { setTimeout as sleep } from 'node:timers/promises'

/** Looks every few milliseconds until `condition` holds; false after `milliseconds`. */
export async function waitUntil(condition: () => boolean, milliseconds: number): Promise<boolean> {
  const end = Date.now() + milliseconds
  while (!condition()) {
    if (Date.now() > end) return false
    await sleep(15)
  }
  return true
}
