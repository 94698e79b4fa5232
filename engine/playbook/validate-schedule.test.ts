import { describe, expect, it } from 'vitest'
import { actionNode } from './nodes.ts'
import type { ActionShape } from './shapes.ts'
import { checkScheduleTimes } from './validate-schedule.ts'

const shape: ActionShape = {
  integration: 'Tools',
  name: 'Poll',
  type: 'Scheduled',
  fields: [],
  outputs: [],
  idempotent: false,
  schedule: { every: 'input.how often', expire: 'input.until', exit: [], force: false },
}

function checked(inputs: Record<string, unknown>, of: ActionShape = shape): string[] {
  const node = actionNode.parse({ id: 'p', kind: 'action', name: 'Poll', action: 'Poll', inputs })
  return checkScheduleTimes(node, of).map(({ severity, code, path, message }) =>
    [severity, code, path, message].join(' '),
  )
}

const constant = (value: unknown) => ({ ref: 'const', value })

describe('constant times of a scheduled action (SCH-02)', () => {
  it('are read while the playbook is edited, and told as a run would tell them', () => {
    expect(checked({ 'how often': constant('10m'), until: constant('every day') })).toEqual([
      'error bad_span inputs.until “Poll”: The time “every day” of the input “until” cannot be read; write a whole number and s, m, h or d, such as 10m.',
    ])
    expect(checked({ 'how often': constant(10), until: constant('1d') })).toHaveLength(1)
  })

  it.each([
    ['what is readable', { 'how often': constant(' 2 h '), until: constant('1d') }],
    ['what is not given, which is asked for elsewhere', { 'how often': constant('') }],
    [
      'what is known only when it runs',
      { 'how often': { ref: 'param', path: 'often' }, until: { ref: 'text', text: '{{input.n}}m' } },
    ],
  ])('leave %s alone', (_name, inputs) => {
    expect(checked(inputs)).toEqual([])
  })

  it('are no concern of other actions', () => {
    expect(checked({ until: constant('never') }, { ...shape, schedule: undefined })).toEqual([])
  })
})
