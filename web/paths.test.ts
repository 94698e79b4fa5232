import { describe, expect, it } from 'vitest'
import { instanceOf, paths, returnPath } from './paths.ts'

describe('paths', () => {
  it('escapes ids', () => {
    expect(paths.incident('a/b c')).toBe('/incidents/a%2Fb%20c')
  })

  it('takes the instance from the first part of the address', () => {
    expect(instanceOf('/acme/incidents/7')).toBe('acme')
    expect(instanceOf('/')).toBe('')
  })

  it('returns after signing in only to pages of the instance', () => {
    expect(returnPath('/incidents?query=a')).toBe('/incidents?query=a')
    for (const foreign of [
      '//evil.example',
      '/\\evil.example',
      'https://evil.example',
      undefined,
      '',
      '/login?return=/',
    ]) {
      expect(returnPath(foreign)).toBe('/')
    }
  })
})
