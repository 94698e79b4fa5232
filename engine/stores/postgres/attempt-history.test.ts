import { expect, it } from 'vitest'
import type { Entry } from '../../journal/entry.ts'
import { attemptHistory } from './attempt-history.ts'

const name = { node: 'a', round: 1, iteration: 0 }
const started = (attempt: number, more = {}): Entry => ({
  type: 'attempt-started',
  key: 'k',
  ...name,
  attempt,
  ...more,
})
const failed = (attempt: number, error: string, more = {}): Entry => ({
  type: 'attempt-finished',
  status: 'failed',
  error,
  ...name,
  attempt,
  ...more,
})
const history = (...entries: Entry[]) =>
  attemptHistory(entries.map((entry, seq) => ({ seq, at: new Date(seq * 1000), entry })))

it('keeps the error of every attempt, not of the last one only (NOD-15)', () => {
  const attempts = history(started(1), failed(1, 'No answer'), started(2), failed(2, 'Refused'), started(3))
  expect(attempts(name).map(({ number, status, error }) => [number, status, error])).toEqual([
    [1, 'failed', 'No answer'],
    [2, 'failed', 'Refused'],
    [3, 'running', null],
  ])
})

it('tells rounds and iterations apart, and what was lost or stopped', () => {
  const again = { round: 2 }
  const other = { iteration: 1 }
  const attempts = history(
    started(1),
    { type: 'attempt-lost', ...name, attempt: 1 },
    started(1, other),
    { type: 'attempt-stopped', ...name, ...other, attempt: 1 },
    started(1, again),
    failed(1, 'Late', again),
  )
  expect(attempts(name)).toMatchObject([{ status: 'lost', error: null }])
  expect(attempts({ ...name, ...other })).toMatchObject([{ status: 'stopped' }])
  expect(attempts({ ...name, ...again })).toMatchObject([{ status: 'failed', error: 'Late' }])
  expect(attempts({ ...name, node: 'b' })).toEqual([])
})

it('keeps the latest of very many repetitions', () => {
  const attempts = history(...Array.from({ length: 250 }, (_each, index) => started(index + 1)))(name)
  expect(attempts).toHaveLength(100)
  expect(attempts.at(-1)?.number).toBe(250)
})
