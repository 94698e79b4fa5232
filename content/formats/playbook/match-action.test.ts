import { describe, expect, it } from 'vitest'
import { matchAction } from './match-action.ts'

const action = (integration: string, name: string, type = 'Enrichment') => ({ integration, name, type })
const step = (actionName: string, actionNameDisplay = '', actionType = 'Enrichment', x_bindings = {}) => ({
  actionName,
  actionNameDisplay,
  actionType,
  x_bindings,
})

describe('matching actions (formats.md 13.4, OIF-18)', () => {
  const installed = [
    action('Azure', 'Get User'),
    action('Okta', 'get user'),
    action('Okta', 'Close Incident', 'Custom'),
    action('Okta', 'Get User (2)', 'Custom'),
    { ...action('New Name', 'Ping'), officialName: 'Old Name' },
    action('Feed', 'Poll', 'Daemon'),
  ]

  it('strips dynamic and (n), compares without spaces and case, and asks when several fit', () => {
    expect(matchAction(step('dynamicGetUser(2)'), installed)).toMatchObject({
      match: 'ambiguous',
      candidates: [{ integration: 'Azure' }, { integration: 'Okta' }],
    })
    expect(matchAction(step('dynamicCloseIncident(4)', 'Close Incident (4)', 'Custom'), installed)).toMatchObject({
      match: 'one',
      action: { name: 'Close Incident' },
    })
  })

  it('prefers a name that really ends in (n)', () => {
    expect(matchAction(step('dynamicGetUser(2)', 'Get User (2)', 'Custom'), installed)).toMatchObject({
      match: 'one',
      action: { name: 'Get User (2)' },
    })
  })

  it('takes the integration where the file names it, also by its former name (INT-10)', () => {
    const bound = { integration: 'Okta', action: 'Get User' }
    expect(matchAction(step('dynamicGetUser', '', 'Enrichment', bound), installed)).toMatchObject({
      match: 'one',
      action: { integration: 'Okta' },
    })
    expect(matchAction(step('dynamicPing', 'Ping', '', { integration: 'Old Name' }), installed)).toMatchObject({
      match: 'one',
      action: { integration: 'New Name' },
    })
  })

  it('takes the only action of the name in the named integration, though its type was changed', () => {
    const bound = { integration: 'Okta', action: 'Close Incident' }
    expect(matchAction(step('dynamicCloseIncident', '', 'Containment', bound), installed)).toMatchObject({
      match: 'one',
      action: { type: 'Custom' },
    })
  })

  it('says why nothing fits', () => {
    const reason = (given: ReturnType<typeof step>) => matchAction(given, installed)
    expect(reason(step('dynamicNothing', 'Nothing'))).toEqual({
      match: 'none',
      reason: 'No installed integration has an action called Nothing.',
    })
    expect(reason(step('dynamicPing', 'Ping', 'Containment'))).toMatchObject({
      reason: 'Ping is installed as Enrichment, but the playbook uses it as Containment.',
    })
    expect(reason(step('x', 'Ping', '', { integration: 'Gone' }))).toMatchObject({
      reason: 'The integration Gone is not installed.',
    })
    expect(reason(step('x', 'Pong', '', { integration: 'Okta' }))).toMatchObject({
      reason: 'Okta has no action called Pong.',
    })
    expect(reason(step('dynamicPoll', 'Poll', 'Daemon'))).toMatchObject({ match: 'none' })
  })
})
