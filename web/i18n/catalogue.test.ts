import { describe, expect, it } from 'vitest'
import { format } from './catalogue.ts'

describe('texts (GEN-09)', () => {
  it('fills in names and writes numbers as the language does', () => {
    expect(format('{n} of {total}', 'en', { n: 3, total: 12345 })).toBe('3 of 12,345')
    expect(format('{total} objets', 'fr', { total: 12345 })).toMatch(/^12\s345 objets$/u)
  })

  it('chooses singular and plural by the rule of the language', () => {
    expect(format('{n} {n|event|events}', 'en', { n: 0 })).toBe('0 events')
    expect(format('{n} {n|événement|événements}', 'fr', { n: 0 })).toBe('0 événement')
    expect(format('{n} {n|event|events}', 'en', { n: 1 })).toBe('1 event')
  })

  it('leaves a placeholder without a value visible', () => {
    expect(format('Hello {name}', 'en')).toBe('Hello {name}')
  })
})
