import { describe, expect, it } from 'vitest'
import { entryTitle } from './entry-title.ts'

describe('the line of a war room entry', () => {
  it('speaks the reader’s language and keeps the name (GEN-09)', () => {
    const entry = { type: 'TaskClosed', title: 'closed the task "Isolate "wks-1""' }
    expect(entryTitle(entry, 'en')).toBe('closed the task "Isolate "wks-1""')
    expect(entryTitle(entry, 'fr')).toBe('a clos la tâche « Isolate "wks-1" »')
  })

  it('stays as it is where there is no wording', () => {
    expect(entryTitle({ type: 'SomethingNew', title: 'did something new' }, 'fr')).toBe('did something new')
    expect(entryTitle({ type: 'TaskClosed', title: 'closed a task' }, 'fr')).toBe('closed a task')
  })
})
