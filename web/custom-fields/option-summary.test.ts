import { describe, expect, it } from 'vitest'
import { newLabels, optionSummary } from './option-summary.ts'

describe('values of a list', () => {
  it('are shown on one line without retired ones (CF-20)', () => {
    const option = (label: string, retired: boolean) => ({ id: label, label, retired, shipped: false })
    expect(optionSummary([option('Paris', false), option('Lyon', true), option('Nice', false)])).toBe('Paris, Nice')
  })

  it('come from a file of one per line, each once (CF-11)', () => {
    expect(newLabels(' Paris \r\nLyon\n\nlyon\nNice', ['nice'])).toEqual(['Paris', 'Lyon'])
  })
})
