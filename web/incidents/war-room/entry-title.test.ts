import { describe, expect, it } from 'vitest'
import { entryTitle } from './entry-title.ts'

const french = (title: string) => entryTitle({ title }, 'fr')

describe('the line of a war room entry', () => {
  it('speaks the reader’s language and keeps names and values (GEN-09)', () => {
    expect(entryTitle({ title: 'closed the task "Isolate"' }, 'en')).toBe('closed the task "Isolate"')
    expect(french('closed the task "Isolate "wks-1""')).toBe('a clos la tâche « Isolate "wks-1" »')
    expect(french('found the entities 10.0.0.7, a.example and 3 more')).toBe(
      'a trouvé les entités 10.0.0.7, a.example et 3 autres',
    )
    expect(french('failed at "Block": It said: no')).toBe('a échoué à « Block » : It said: no')
    expect(french('ran "Block" and what follows again in the playbook "Phishing"')).toBe(
      'a relancé « Block » et la suite dans le playbook « Phishing »',
    )
    expect(french('waits at "Ask": Isolate the host: wks-1?')).toBe('attend à « Ask » : Isolate the host: wks-1?')
  })

  it('stays as it is where there is no wording', () => {
    expect(french('did something new')).toBe('did something new')
  })
})
