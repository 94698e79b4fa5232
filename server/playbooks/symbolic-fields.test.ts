import type { Json } from '@tocsin/contracts'
import { expect, it } from 'vitest'
import { fieldsIn, toLocal, toSymbolic } from './symbolic-fields.ts'

const ofIncidents = '11111111-1111-4111-8111-111111111111'
const ofTriage = '22222222-2222-4222-8222-222222222222'
const graph: Json = {
  nodes: [
    { inputs: { one: { ref: 'incident', path: 'opt_1' }, other: { ref: 'triage', path: 'opt_1.value' } } },
    { title: 'Ask {{incident.opt_1}} about {{ triage.opt_1 }} and {{incident.opt_9}}, not opt_1' },
  ],
}
const ids = new Map([
  ['incident.opt_1', ofIncidents],
  ['triage.opt_1', ofTriage],
])

it('keeps fields of incidents and of triage events apart that have the same number (FLT-31)', () => {
  const symbolic = toSymbolic(graph, ids)
  expect(fieldsIn(symbolic)).toEqual([ofIncidents, ofTriage])
  const unknown = new Set<string>()
  const numbers = new Map([
    [ofIncidents, 'opt_7'],
    [ofTriage, 'opt_3'],
  ])
  expect(toLocal(symbolic, numbers, unknown)).toEqual({
    nodes: [
      { inputs: { one: { ref: 'incident', path: 'opt_7' }, other: { ref: 'triage', path: 'opt_3.value' } } },
      { title: 'Ask {{incident.opt_7}} about {{ triage.opt_3 }} and {{incident.opt_9}}, not opt_1' },
    ],
  })
  expect([...unknown]).toEqual([])
})

it('names the fields that are not here', () => {
  const unknown = new Set<string>()
  toLocal(toSymbolic(graph, ids), new Map([[ofIncidents, 'opt_7']]), unknown)
  expect([...unknown]).toEqual([ofTriage])
})
