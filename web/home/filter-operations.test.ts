import type { Operation } from '@tocsin/contracts/run.ts'
import { expect, it } from 'vitest'
import { filterOperations, subjectsOf } from './filter-operations.ts'

const operation = (id: string, change: Partial<Operation>): Operation => ({
  kind: 'user-choice',
  id,
  title: id,
  question: '',
  answers: [],
  playbook: null,
  runId: null,
  nodeId: null,
  incident: null,
  triageEvent: null,
  assignee: null,
  since: '2026-01-01T00:00:00Z',
  dueAt: null,
  ...change,
})

const all = [
  operation('a', { incident: { id: '7', label: 'INC-7' } }),
  operation('b', { kind: 'task', incident: { id: '7', label: 'INC-7' } }),
  operation('c', { kind: 'lost', triageEvent: { id: '7', label: 'TRI-7' } }),
  operation('d', {}),
]
const ids = (filter: Parameters<typeof filterOperations>[1]) => filterOperations(all, filter).map(({ id }) => id)

it('restricts cards by incident, kind and origin together (HOME-05, HOME-06)', () => {
  expect(ids({ subjects: [] })).toEqual(['a', 'b', 'c', 'd'])
  expect(ids({ subjects: ['incident:7'] })).toEqual(['a', 'b'])
  expect(ids({ subjects: ['incident:7', ''] })).toEqual(['a', 'b', 'd'])
  expect(ids({ subjects: [], origin: 'triage' })).toEqual(['c'])
  expect(ids({ subjects: ['incident:7'], kind: 'task' })).toEqual(['b'])
})

it('counts the operations of each incident, an incident and a triage event of one number apart', () => {
  expect(subjectsOf(all)).toEqual([
    { key: 'incident:7', label: 'INC-7', count: 2 },
    { key: '', label: '', count: 1 },
    { key: 'triage:7', label: 'TRI-7', count: 1 },
  ])
})
