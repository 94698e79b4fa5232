import { describe, expect, it } from 'vitest'
import { fillPattern, readPattern, varies } from './label-pattern.ts'

const source = {
  now: new Date('2026-10-05T23:30:00Z'),
  count: (counter: string, from: number) => (counter === 'all' ? 42 : from),
  random: () => 77,
}

describe('label patterns', () => {
  it.each([
    ['INC-[=YEAR]-[=COUNTERYEAR]', 'INC-2026-1'],
    ['[=DAY].[=MONTH].[=YEAR]', '5.10.2026'],
    ['[=ROMANMONTH]/[=COUNTER]', 'X/42'],
    ['A[=COUNTERFROM:100]B[=COUNTERDAY]', 'A100B1'],
    ['[=RANDOM6]', '000077'],
    ['plain [text]', 'plain [text]'],
  ])('makes of %s the label %s (LBL-02, LBL-03)', async (pattern, label) => {
    expect(await fillPattern(pattern, source)).toBe(label)
  })

  it.each(['[=WEEK]', '[=COUNTERFROM]', '[=COUNTER:5]', 'x[=YEAR', '[=year]'])('refuses %s', (pattern) => {
    expect(() => readPattern(pattern)).toThrow(/is no part of a label/)
  })

  it('knows which patterns give another text the next time', () => {
    expect([varies('[=YEAR]'), varies('[=COUNTERDAY]'), varies('[=RANDOM6]')]).toEqual([false, true, true])
  })
})
