import { describe, expect, it } from 'vitest'
import { tagTone } from './tag-tone.ts'

describe('tags of an entity', () => {
  it('make verdicts stand out, however they are written (ENT-04)', () => {
    expect(['Malicious', 'malicious', 'suspicious', 'Benign', 'malicious-looking'].map(tagTone)).toEqual([
      'danger',
      'danger',
      'warn',
      'good',
      'neutral',
    ])
  })
})
