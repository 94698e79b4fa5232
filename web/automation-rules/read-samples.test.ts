import { describe, expect, it } from 'vitest'
import { readSamples } from './read-samples.ts'

describe('pasted alerts of a dry run', () => {
  it('are one object or an array of objects', () => {
    expect(readSamples('{"a": 1}').alerts).toEqual([{ a: 1 }])
    expect(readSamples('[{"a": 1}, {"b": 2}]').alerts).toHaveLength(2)
    expect(readSamples('  ')).toEqual({ alerts: null, problem: null })
  })

  it('say what is wrong instead of being sent', () => {
    expect(readSamples('{"a": ').problem).toBeTruthy()
    expect(readSamples('[{"a": 1}, 7]').problem).toMatch(/^2/)
  })
})
