import type { ReleaseItem } from '@tocsin/contracts/fleet.ts'
import { describe, expect, it } from 'vitest'
import { cellIndex, neededByNames, onlyWhatNeedsMe, type Plan, totalsOf } from './plan-totals.ts'

const playbook = { kind: 'playbook', id: 'p', name: 'Phishing', hash: 'h', neededBy: [] }
const field = { kind: 'custom-field', id: 'p', name: 'Risk', hash: 'h', neededBy: [{ kind: 'playbook', id: 'p' }] }
const cell = (item: ReleaseItem, tenant: string, verdict: Plan['cells'][number]['verdict']) => ({
  item: { kind: item.kind, id: item.id },
  tenant,
  verdict,
  reasons: [],
  source: 'tenant' as const,
  asOf: null,
})
const plan: Plan = {
  items: [playbook, field],
  tenants: [
    { id: 'a', name: 'Acme' },
    { id: 'b', name: 'Globex' },
  ],
  cells: [
    cell(playbook, 'a', 'add'),
    cell(playbook, 'b', 'change'),
    cell(field, 'a', 'same'),
    cell(field, 'b', 'conflict'),
  ],
}

describe('the plan of a push (FLT-33)', () => {
  it('tells items of different kinds with the same id apart', () => {
    const at = cellIndex(plan)
    expect(at(playbook, plan.tenants[1]!)?.verdict).toBe('change')
    expect(at(field, plan.tenants[1]!)?.verdict).toBe('conflict')
  })

  it('counts the cells of each verdict', () => {
    expect(totalsOf(plan.cells)).toEqual({ add: 1, change: 1, same: 1, conflict: 1, blocked: 0 })
  })

  it('leaves the rows and columns in which somebody has to decide', () => {
    const { items, tenants } = onlyWhatNeedsMe(plan)
    expect([items.map(({ name }) => name), tenants.map(({ name }) => name)]).toEqual([['Risk'], ['Globex']])
  })

  it('says for whom a dependency travels along (FLT-32)', () => {
    expect(neededByNames(field, plan.items)).toEqual(['Phishing'])
  })
})
