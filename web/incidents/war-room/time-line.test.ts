import type { WarRoomEntry } from '@tocsin/contracts/war-room.ts'
import { describe, expect, it } from 'vitest'
import { byDay, categoriesOf, changeText, fieldChange, hasMore, readGroups } from './time-line.ts'

const entry = (id: number, occurredAt: Date, more: Partial<WarRoomEntry> = {}): WarRoomEntry => ({
  id,
  occurredAt: occurredAt.toISOString(),
  category: 'field',
  title: 'changed Severity from Low to High',
  text: '',
  actor: { kind: 'user', id: 'u1', name: 'Ines' },
  type: 'IncidentUpdated',
  subject: { kind: 'incidents', id: '7' },
  details: null,
  automatic: true,
  ...more,
})

describe('the war room as a time line', () => {
  it('marks each day once, by the reader’s own midnight (WAR-01)', () => {
    const days = byDay([
      entry(1, new Date(2026, 2, 1, 23, 59)),
      entry(2, new Date(2026, 2, 2, 0, 1)),
      entry(3, new Date(2026, 2, 2, 18, 0)),
    ])
    expect(days.map((day) => day.entries.map(({ id }) => id))).toEqual([[1], [2, 3]])
    expect(days[1]?.at).toBe(new Date(2026, 2, 2).getTime())
  })

  it('filters by chips that stand for categories (WAR-02)', () => {
    expect(readGroups('tasks,notes,nonsense')).toEqual(['notes', 'tasks'])
    expect(categoriesOf(['notes', 'entities'])).toBe('note,event,entity,artifact,attachment')
    expect(categoriesOf(readGroups(undefined))).toBeUndefined()
  })

  it('tells a change as before and after', () => {
    const details = { field: 'owner', name: 'Owner', before: null, after: { id: 'u1', name: 'Ines' } }
    const change = fieldChange(entry(1, new Date(), { details }))
    expect([change?.name, changeText(change?.before), changeText(change?.after)]).toEqual(['Owner', null, 'Ines'])
    expect(changeText(['Malware', 'Cloud'])).toBe('Malware, Cloud')
    expect(fieldChange(entry(1, new Date()))).toBeNull()
  })

  it('unfolds only what has more to say', () => {
    expect(hasMore(entry(1, new Date()))).toBe(false)
    expect(hasMore(entry(1, new Date(), { details: {} }))).toBe(false)
    expect(hasMore(entry(1, new Date(), { text: '<p>Seen.</p>' }))).toBe(true)
  })
})
