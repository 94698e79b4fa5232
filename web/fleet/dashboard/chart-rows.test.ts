import { describe, expect, it } from 'vitest'
import { drillDown, orderedRows, rowsThatFit, severityOf, silentTenants } from './chart-rows.ts'

const row = (key: string, count: number) => ({ key, label: key, count })
const tenant = (name: string, state: 'current' | 'stale' | 'none', asOf: string | null) => ({
  id: name,
  name,
  state,
  asOf,
  reason: null,
})

describe('figures of a widget', () => {
  it('orders severities by urgency whatever their counts and case, unknown ones last', () => {
    const rows = [row('Low', 9), row('(none)', 5), row('Critical', 1), row('Informational', 3), row('high', 2)]
    expect(orderedRows('open-by-severity', rows).map(({ key }) => key)).toEqual([
      'Critical',
      'high',
      'Low',
      'Informational',
      '(none)',
    ])
    expect(orderedRows('open-by-type', rows)[0]?.key).toBe('Low')
    expect(severityOf('Weird')).toBeNull()
  })

  it('shows what fits and counts the rest', () => {
    const rows = ['a', 'b', 'c', 'd']
    expect(rowsThatFit(rows, 60)).toEqual({ shown: ['a', 'b'], rest: 2 })
    expect(rowsThatFit(rows, 400).rest).toBe(0)
  })

  it('leads to the incidents behind a bar, and nowhere where there is nothing to ask for (MSSP-15)', () => {
    expect(drillDown('open-by-tenant', row('a1', 3))).toEqual({ open: 'true', tenant: 'a1' })
    expect(drillDown('open-by-severity', row('High', 3))).toEqual({ open: 'true', severity: 'High' })
    expect(drillDown('open-by-type', row('(none)', 3))).toBeNull()
  })

  it('names silent tenants, those without any data first (MSSP-14)', () => {
    const data = {
      id: 'w',
      from: null,
      to: null,
      total: 0,
      rows: [],
      days: [],
      oldestAt: null,
      tenants: [
        tenant('Old', 'stale', '2026-03-01T10:00:00Z'),
        tenant('Fine', 'current', '2026-03-01T12:00:00Z'),
        tenant('Never', 'none', null),
        tenant('Older', 'stale', '2026-02-01T10:00:00Z'),
      ],
    }
    expect(silentTenants(data).map(({ name }) => name)).toEqual(['Never', 'Older', 'Old'])
  })
})
