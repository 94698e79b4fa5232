import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sameJson } from '../canonical/equal.ts'
import { body } from './arbitrary-content.ts'
import { diff } from './diff.ts'
import { childPath, isCovered, pathSegments } from './value-path.ts'

describe('diff', () => {
  it('is empty exactly for values of the same canonical form', () => {
    fc.assert(
      fc.property(body, body, (a, b) => {
        expect(diff(a, b).length === 0).toBe(sameJson(a, b))
      }),
      { numRuns: 1000 },
    )
  })

  it('names every field once', () => {
    fc.assert(
      fc.property(body, body, (a, b) => {
        const paths = diff(a, b).map(({ path }) => path)
        expect(new Set(paths).size).toBe(paths.length)
      }),
    )
  })

  it('names members of a list by id, their order, and tells null from absent', () => {
    const before = { nodes: [{ id: 'a', x: 1 }, { id: 'b' }, { id: 'c' }], gone: null, tags: [1] }
    const after = { nodes: [{ id: 'b' }, { id: 'a', x: 2 }, { id: 'd' }], tags: [2] }
    expect(diff(before, after)).toEqual([
      { path: '/gone', before: null },
      { path: '/nodes/a/x', before: 1, after: 2 },
      { path: '/nodes/c', before: { id: 'c' } },
      { path: '/nodes/d', after: { id: 'd' } },
      { path: '/nodes/#order', before: ['a', 'b', 'c'], after: ['b', 'a', 'd'] },
      { path: '/tags', before: [1], after: [2] },
    ])
  })
})

describe('paths into content', () => {
  it('read back to their segments, whatever stands in them', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (segments) => {
        expect(pathSegments(segments.reduce(childPath, ''))).toEqual(segments)
      }),
    )
  })

  it('are covered by patterns of themselves and of what is above', () => {
    expect(isCovered('/nodes/a/inputs/ip', ['/nodes/*/inputs'])).toBe(true)
    expect(isCovered('/nodes/a/inputs', ['/nodes/*/inputs'])).toBe(true)
    expect(isCovered('/nodes/a', ['/nodes/*/inputs'])).toBe(false)
    expect(isCovered('/nodesy', ['/nodes'])).toBe(false)
    expect(isCovered('/anything/at/all', [''])).toBe(true)
  })
})
