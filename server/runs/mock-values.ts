import type { MockValue } from '@tocsin/contracts/node-test.ts'
import type { Reference, ValueSource } from '@tocsin/engine'

/** Reads what a test was given for each reference; what it was not given has no value (TST-02). */
export function mockValues(values: readonly MockValue[]): ValueSource {
  const given = new Map(values.map(({ reference, value }) => [keyOf(reference), value ?? undefined]))
  return {
    params: null,
    scope: () => undefined,
    node: () => undefined,
    given: (reference) => {
      const key = keyOf(reference)
      return given.has(key) ? { value: given.get(key) } : null
    },
  }
}

/** The same for the same value, however a list of it is used. */
function keyOf(reference: Reference | MockValue['reference']): string {
  const node = 'node' in reference ? reference.node : null
  const side = 'side' in reference ? reference.side : null
  return JSON.stringify([reference.ref, node, side, reference.path])
}
