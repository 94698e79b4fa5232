/** Waits until `check` gives something other than null, undefined or false; fails with its last state when it never does. */
export async function eventually<T>(
  check: () => Promise<T | null | undefined | false>,
  what: string,
  patienceMs = 20_000,
): Promise<T> {
  const end = Date.now() + patienceMs
  let pause = 15
  for (;;) {
    const found = await check()
    if (found !== null && found !== undefined && found !== false) return found
    if (Date.now() > end) throw new Error(`Waited ${patienceMs} ms in vain for: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, pause))
    pause = Math.min(pause * 1.5, 250)
  }
}
