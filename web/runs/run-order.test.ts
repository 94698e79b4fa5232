import type { RunNode } from '@tocsin/contracts/run.ts'
import { emptyGraph } from '@tocsin/engine/playbook/index.ts'
import { expect, it } from 'vitest'
import { inRunningOrder } from './run-order.ts'
import { lengthOf } from './run-status.ts'

let count = 0
const graph = emptyGraph(() => `n${count++}`)
const [start, end] = graph.nodes

const node = (id: string, startedAt: string | null): RunNode => ({
  id,
  name: id,
  type: 'action',
  status: 'pending',
  attempts: 0,
  iterations: { total: 0, succeeded: 0, failed: 0 },
  startedAt,
  finishedAt: null,
  port: null,
})

it('lists nodes as they began, then those to come in the order of the graph', () => {
  const late = node(start?.id ?? '', '2026-01-01T00:00:02Z')
  const early = node('gone from the graph', '2026-01-01T00:00:01.5Z')
  const toCome = node(end?.id ?? '', null)
  expect(inRunningOrder({ nodes: [toCome, late, early] }, graph).map(({ id }) => id)).toEqual([
    early.id,
    late.id,
    toCome.id,
  ])
})

it('measures what is not over until now, and nothing before it began', () => {
  const startedAt = '2026-01-01T00:00:00Z'
  expect(lengthOf({ startedAt, finishedAt: null }, Date.parse(startedAt) + 1500)).toBe(1500)
  expect(lengthOf({ startedAt, finishedAt: '2026-01-01T00:00:01Z' }, 0)).toBe(1000)
  expect(lengthOf({ startedAt: null, finishedAt: null }, 5)).toBeNull()
})
