import type { Delivery } from '@tocsin/contracts/fleet.ts'
import { describe, expect, it } from 'vitest'
import { canRetry, inOrder, resultCounts, totalOf } from './delivery-counts.ts'

const delivery = (name: string, status: Delivery['status'], results: Delivery['items'][number]['result'][] = []) => ({
  id: name,
  tenant: { id: name, name },
  status,
  reason: null,
  items: results.map((result) => ({ kind: 'playbook', id: 'p', name: 'P', result, reason: null })),
  attempts: 1,
  changedAt: '2026-03-01T10:00:00Z',
})

describe('the delivery board (FLT-38)', () => {
  it('puts what needs somebody first', () => {
    const all = [delivery('d', 'applied'), delivery('c', 'pending'), delivery('b', 'blocked'), delivery('a', 'failed')]
    expect(inOrder([...all, delivery('A', 'applied')]).map(({ id }) => id)).toEqual(['a', 'b', 'c', 'A', 'd'])
  })

  it('counts tenants and results', () => {
    expect(totalOf({ applied: 3, failed: 1 })).toBe(4)
    expect(resultCounts(delivery('a', 'applied', ['added', 'same', 'added']).items)).toEqual([
      { result: 'added', count: 2 },
      { result: 'same', count: 1 },
    ])
  })

  it('tries again only what failed or was blocked (MSSP-36)', () => {
    expect((['pending', 'applied', 'failed', 'blocked'] as const).filter((status) => canRetry({ status }))).toEqual([
      'failed',
      'blocked',
    ])
  })
})
