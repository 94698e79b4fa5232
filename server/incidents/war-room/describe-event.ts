import type { Json } from '@tocsin/contracts'
import type { WarRoomCategory } from '@tocsin/contracts/war-room.ts'
import type { DomainEvent } from '../../platform/index.ts'

/** One line of the war room, made of an event. */
export interface Described {
  category: WarRoomCategory
  title: string
  /** HTML that the event carried. */
  text?: string
  details?: Json
}

type Part = Record<string, unknown>
type Describe = (after: Part, before: Part, event: DomainEvent) => Described | Described[]

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')
const part = (value: unknown): Part => (typeof value === 'object' && value !== null ? (value as Part) : {})

const ofTask =
  (verb: string): Describe =>
  (after) => ({
    category: 'task',
    title: `${verb} task "${text(after.title)}"`,
    details: pick(after, ['id', 'status', 'assignee']),
  })

const ofRun =
  (verb: string): Describe =>
  (after) => ({
    category: 'playbook',
    title: `${verb} playbook "${text(after.playbook)}"`,
    details: pick(after, ['status', 'error', 'reason', 'version', 'test']),
  })

/** What each event below an incident says to people (WAR-01). Titles leave out who did it; that stands beside them. */
const describers: Record<string, Describe> = {
  IncidentCreated: (after) => ({
    category: 'incident',
    title: `created the incident ${text(part(after.fields).incidentid)}`,
    details: pick(after, ['generatedBy', 'templateId']),
  }),
  IncidentDeleted: () => ({ category: 'incident', title: 'deleted the incident' }),
  IncidentRestored: () => ({ category: 'incident', title: 'restored the incident' }),
  IncidentReopened: (after) => ({
    category: 'status',
    title: `reopened the incident with the status ${text(part(after.fields).status)}`,
  }),
  IncidentClosed: (after) => ({
    category: 'status',
    title: 'closed the incident',
    text: text(part(after.fields).closing_note),
  }),
  NoteAdded: (after) => ({ category: 'note', title: noteTitle('added', after), text: text(after.text) }),
  NoteUpdated: (after) => ({ category: 'note', title: noteTitle('changed', after), text: text(after.text) }),
  ArtifactAdded: (after) => ({
    category: 'artifact',
    title: `added the artifact ${text(after.name)}`,
    details: { name: text(after.name), value: text(after.value) },
  }),
  InvestigatorAdded: (after) => ({ category: 'investigator', title: `added ${text(after.name)} as investigator` }),
  InvestigatorRemoved: (_after, before) => ({
    category: 'investigator',
    title: `removed ${text(before.name)} from the investigators`,
  }),
  EntitiesSeen: (after) => {
    const entities = Array.isArray(after.entities) ? after.entities.map(part) : []
    const values = entities.map((entity) => text(entity.value))
    const shown = values.slice(0, 5).join(', ')
    const more = values.length > 5 ? ` and ${values.length - 5} more` : ''
    return {
      category: 'entity',
      title: `found ${values.length === 1 ? 'the entity' : 'the entities'} ${shown}${more}`,
      details: { entities: entities.map((entity) => pick(entity, ['id', 'type', 'value'])) },
    }
  },
  TaskCreated: ofTask('added the'),
  TaskUpdated: ofTask('changed the'),
  TaskReassigned: ofTask('reassigned the'),
  TaskApproved: ofTask('approved the'),
  TaskDeclined: ofTask('declined the'),
  TaskClosed: ofTask('closed the'),
  TaskWithdrawn: ofTask('took back the'),
  AlertJoined: (after) => ({
    category: 'incident',
    title: `added the alert "${text(after.title)}"`,
    details: pick(after, ['rule', 'group']),
  }),
  TriageEventConverted: (_after, before, event) => ({
    category: 'incident',
    title: `made the incident of the triage event "${text(before.title)}"`,
    details: { triageEventId: event.subject.id },
  }),
  PlaybookExecutionCreated: ofRun('started the'),
  PlaybookExecutionStarted: ofRun('began the'),
  PlaybookExecutionUpdated: (after, before, event) => ofRun(ending(after.status))(after, before, event),
  PlaybookExecutionKilled: ofRun('killed the'),
  PlaybookExecutionKillOrdered: ofRun('asked to kill the'),
  PlaybookNodeRerunOrdered: (after) => ({
    category: 'playbook',
    title: rerunTitle(after),
    details: pick(after, ['node', 'scope']),
  }),
  PlaybookAttached: (after) => ({
    category: 'playbook',
    title: `added the playbook "${text(after.playbook)}"`,
    details: pick(after, ['autorun']),
  }),
  PlaybookDetached: (_after, before) => ({
    category: 'playbook',
    title: `took off the playbook "${text(before.playbook)}"`,
  }),
  PlaybookNotStarted: (after) => ({
    category: 'playbook',
    title: `could not start a playbook: ${text(after.reason)}`,
  }),
  AutomationActionUpdated: (after) => ({
    category: 'playbook',
    title:
      after.status === 'succeeded'
        ? `performed "${text(after.nodeName)}"`
        : `failed at "${text(after.nodeName)}": ${text(after.error)}`,
    details: pick(after, ['playbook', 'node', 'integration', 'action', 'status', 'error', 'iteration', 'attempt']),
  }),
  PlaybookWaitOpened: (after) => ({
    category: 'playbook',
    title: `waits at "${text(after.nodeName)}": ${text(after.question)}`,
    details: pick(after, ['playbook', 'node', 'kind', 'expiresAt']),
  }),
  PlaybookWaitClosed: (after) => ({
    category: 'playbook',
    title: waitTitle(after),
    details: pick(after, ['playbook', 'node', 'by', 'answer']),
  }),
}

export const describedTypes = [...Object.keys(describers), 'IncidentUpdated']

/** The lines of one event, or none for an event that the war room does not tell. `IncidentUpdated` has its own. */
export function describeEvent(event: DomainEvent): Described[] {
  const described = describers[event.type]?.(part(event.after), part(event.before), event) ?? []
  return Array.isArray(described) ? described : [described]
}

function noteTitle(verb: string, note: Part): string {
  if (note.closing === true) return `${verb} the closing note`
  const title = text(note.title)
  return title === '' ? `${verb} a note` : `${verb} the note "${title}"`
}

function ending(status: unknown): string {
  if (status === 'completed') return 'finished the'
  if (status === 'completed_with_errors') return 'finished, with errors, the'
  return status === 'failed' ? 'failed in the' : 'ended the'
}

function rerunTitle(after: Part): string {
  const name = text(after.nodeName)
  const what = name === '' ? 'a node' : `"${name}"`
  return `ran ${what}${after.scope === 'from-here' ? ' and what follows' : ''} again in the playbook "${text(after.playbook)}"`
}

function waitTitle(after: Part): string {
  const answer = part(after.answer)
  const who = text(answer.responder)
  const given = text(answer.answer)
  if (after.by === 'expiry' && given !== '') {
    return `took "${given}" at "${text(after.nodeName)}", as nobody answered in time`
  }
  return given === ''
    ? `no longer waits at "${text(after.nodeName)}"`
    : `was answered at "${text(after.nodeName)}": ${given}${who === '' ? '' : ` (${who})`}`
}

function pick(value: Part, names: readonly string[]): Json {
  return Object.fromEntries(
    names.filter((name) => value[name] !== undefined).map((name) => [name, value[name] as Json]),
  )
}
