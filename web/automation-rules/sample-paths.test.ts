import type { Json } from '@tocsin/contracts/lists.ts'
import { describe, expect, it } from 'vitest'
import { samplePaths } from './sample-paths.ts'

describe('paths offered by real alerts (RUL-08)', () => {
  it('lead to every value, with lists as [] and the first value seen', () => {
    const alerts: Json[] = [
      { alert: { severity: 1, signature: null }, resources: [{ arn: 'a' }, { arn: 'b' }] },
      { alert: { severity: 3, signature: 'ET SCAN' }, tags: ['x'] },
    ]
    expect(samplePaths(alerts)).toEqual([
      { path: 'alert.severity', sample: '1' },
      { path: 'resources.[].arn', sample: 'a' },
      { path: 'alert.signature', sample: 'ET SCAN' },
      { path: 'tags.[]', sample: 'x' },
    ])
  })
})
