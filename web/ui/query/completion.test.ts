import { describe, expect, it } from 'vitest'
import { applyCompletion, completionAt, type QueryField } from './completion.ts'

const fields: QueryField[] = [
  { name: 'status', label: 'Status', kind: 'choice', values: ['open', 'closed', 'on hold'] },
  { name: 'severity', label: 'Severity', kind: 'choice', values: ['high', 'low'] },
  { name: 'owner', label: 'Owner', kind: 'user' },
  { name: 'opened', label: 'Opened at', kind: 'time' },
]
const offers = (text: string) => completionAt(text, text.length, fields).options.map((option) => option.text)

describe('completion of a search (INC-20)', () => {
  it('offers fields whose name begins like the word', () => {
    expect(offers('s')).toEqual(['status:', 'severity:'])
    expect(offers('status:open AND o')).toEqual(['owner:', 'opened > '])
  })

  it('offers the values of the field, quoted where needed', () => {
    expect(offers('status:')).toEqual(['open ', 'closed ', '"on hold" '])
    expect(offers('status:o')).toEqual(['open ', '"on hold" '])
    expect(offers('owner:')).toEqual(['me '])
    expect(offers('opened > -')).toEqual(['-1h ', '-24h ', '-7d ', '-30d '])
  })

  it('offers operators after a field and AND, OR after a term', () => {
    expect(offers('owner ')).toContain('IS NOT EMPTY')
    expect(offers('status:open ')).toEqual(['AND ', 'OR '])
  })

  it('offers nothing inside a quoted text', () => {
    expect(offers('name:"s')).toEqual([])
  })

  it('replaces the word at the caret and keeps what follows', () => {
    const completion = completionAt('st AND x', 2, fields)
    expect(applyCompletion('st AND x', 2, completion, 'status:')).toEqual({ text: 'status:AND x', caret: 7 })
  })
})
