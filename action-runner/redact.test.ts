import { describe, expect, it } from 'vitest'
import { redact, redactJson } from './redact.ts'

describe('redaction', () => {
  it.each([
    ['as it is', 'key is p@ss/w0rd!', 'key is [secret]'],
    ['in a URL', `?k=${encodeURIComponent('p@ss/w0rd!')}`, '?k=[secret]'],
    ['in base64', Buffer.from('p@ss/w0rd!').toString('base64'), '[secret]'],
    ['twice', 'p@ss/w0rd!p@ss/w0rd!', '[secret][secret]'],
  ])('blacks a secret out %s', (_, text, clean) => {
    expect(redact(text, ['p@ss/w0rd!'])).toBe(clean)
  })

  it('finds a secret inside JSON and in the lines of a key', () => {
    expect(redact(JSON.stringify({ a: 'say "hi"\\' }), ['say "hi"\\'])).toBe('{"a":"[secret]"}')
    expect(redact('line MIIEvQIBADANBgkqhkiG9w0', ['-----BEGIN-----\nMIIEvQIBADANBgkqhkiG9w0\n'])).toBe('line [secret]')
  })

  it('takes the longest first and leaves very short ones alone', () => {
    expect(redact('abcdefgh', ['abcd', 'abcdefgh'])).toBe('[secret]')
    expect(redact('1 of 10', ['1', ''])).toBe('1 of 10')
  })

  it('cleans every text of a result, keys included, and keeps the rest', () => {
    const value = { 'x s3cret': ['s3cret', 5, null, true, { deep: 'a s3cret b' }] }
    expect(redactJson(value, ['s3cret'])).toEqual({
      'x [secret]': ['[secret]', 5, null, true, { deep: 'a [secret] b' }],
    })
    expect(redactJson(value, [])).toBe(value)
  })
})
