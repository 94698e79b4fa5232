import { describe, expect, it } from 'vitest'
import { insertToken } from './insert-token.ts'

describe('tokens of a label (LBL-02)', () => {
  it('come where the cursor stands, over what is selected', () => {
    expect(insertToken('INC-', '[=YEAR]', 4)).toEqual({ text: 'INC-[=YEAR]', caret: 11 })
    expect(insertToken('INC-xx-1', '[=DAY]', 4, 6)).toEqual({ text: 'INC-[=DAY]-1', caret: 10 })
  })
})
