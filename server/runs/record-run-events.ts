import type { ActorRef } from '@tocsin/contracts'
import type { Entry, WaitAnswer, WaitKind } from '@tocsin/engine/journal/entry.ts'
import type { RunEvent } from '@tocsin/engine/journal/run-identity.ts'
import { emitAll, type NewEvent, type Tx } from '../platform/index.ts'
import { questionOf } from './describe-wait.ts'

/** Facts of a run that belong in the audit trail and in the war room (EXE-17, WAR-01). */
export const recordedTypes: readonly Entry['type'][] = [
  'run-started',
  'run-finished',
  'attempt-finished',
  'wait-opened',
  'wait-closed',
  'killed',
]

/** Records them in the transaction that commits them, exactly once. */
export async function recordRunEvents(tx: Tx, events: readonly RunEvent[]): Promise<void> {
  const described = events.flatMap((event) => {
    const what = describe(event)
    if (!what) return []
    const actor: ActorRef = { kind: 'playbook', id: event.run.id, name: event.run.name }
    return [{ actor, event: { subject: { kind: 'runs', id: event.run.id }, parent: event.run.subject, ...what } }]
  })
  await emitAll(tx, described)
}

function describe({ entry, node, run }: RunEvent): Omit<NewEvent, 'subject' | 'parent'> | null {
  const playbook = run.name
  const named = { playbook, node: node?.id ?? null, nodeName: node?.name.trim() || node?.id || null }
  switch (entry.type) {
    case 'run-started':
      return { type: 'PlaybookExecutionStarted', after: { playbook, status: 'running' } }
    case 'run-finished':
      return { type: 'PlaybookExecutionUpdated', after: { playbook, status: entry.status, error: entry.error ?? null } }
    case 'killed':
      return { type: 'PlaybookExecutionKilled', after: { playbook, by: entry.by, reason: entry.reason } }
    case 'attempt-finished':
      return {
        type: 'AutomationActionUpdated',
        after: {
          ...named,
          ...(node?.kind === 'action'
            ? { integration: node.integration, action: node.action, actionType: node.actionType }
            : {}),
          status: entry.status,
          error: entry.error ?? null,
          iteration: entry.iteration,
          attempt: entry.attempt,
        },
      }
    case 'wait-opened':
      // Another playbook and a task tell of themselves; a pause is nothing to tell.
      if (untold.has(entry.details.kind)) return null
      return {
        type: 'PlaybookWaitOpened',
        after: { ...named, kind: entry.details.kind, question: shownQuestion(entry), expiresAt: entry.expiresAt },
      }
    case 'wait-closed':
      if (isUntold(entry, node)) return null
      return { type: 'PlaybookWaitClosed', after: { ...named, by: entry.by, answer: answerOf(entry.answer) } }
    default:
      return null
  }
}

function shownQuestion({ details }: Extract<Entry, { type: 'wait-opened' }>): string {
  if (details.kind === 'choice') return details.title || details.question
  return details.kind === 'manual' ? 'Manual start' : questionOf(details)
}

function answerOf(
  answer: Extract<Entry, { type: 'wait-closed' }>['answer'],
): { answer: string; responder: string | null } | null {
  if (!answer) return null
  const responder = 'responder' in answer ? answer.responder : {}
  const name = [responder.firstName, responder.lastName].filter(Boolean).join(' ') || responder.email || null
  const text = answer.kind === 'choice' ? answer.answer : answer.kind === 'lost' ? answer.decision : saidOf(answer)
  return { answer: text, responder: name }
}

function saidOf(answer: WaitAnswer): string {
  if (answer.kind === 'condition') return answer.met ? 'condition holds' : 'time is over'
  return answer.kind === 'time' ? 'time has come' : 'started'
}

const untold = new Set<WaitKind>(['child', 'pause', 'task'])

function isUntold({ answer }: Extract<Entry, { type: 'wait-closed' }>, node: RunEvent['node']): boolean {
  return answer
    ? untold.has(answer.kind)
    : node?.kind === 'playbook' || node?.kind === 'repeat' || node?.kind === 'task'
}
