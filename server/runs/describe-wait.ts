import type { WaitingFor } from '@tocsin/contracts/run.ts'
import type { WaitDetails } from '@tocsin/engine/journal/entry.ts'

export type AskedKind = 'user-choice' | 'manual' | 'lost' | 'task'

/** How the API calls a wait that a person ends; null for one that ends by itself. */
export function askedKind(details: WaitDetails): AskedKind | null {
  switch (details.kind) {
    case 'choice':
      return 'user-choice'
    case 'manual':
    case 'lost':
    case 'task':
      return details.kind
    default:
      return null
  }
}

/** The status that a run shows because of a wait (EXE-02, NOD-42, NOD-52). */
export function waitingForOf(details: WaitDetails): WaitingFor {
  switch (details.kind) {
    case 'task':
      return 'owner'
    case 'child':
      return 'playbook'
    case 'pause':
    case 'time':
      return 'time'
    case 'condition':
      return 'condition'
    default:
      return 'user'
  }
}

export function questionOf(details: WaitDetails): string {
  switch (details.kind) {
    case 'choice':
      return details.question || details.title
    case 'manual':
      return 'Review the inputs and start this action.'
    case 'lost':
      return details.reason
    case 'task':
      return details.description || details.title
    case 'child':
      return `Runs the playbook “${details.name}”.`
    case 'pause':
      return details.why === 'retry' ? 'Pauses before the next try.' : 'Pauses before the next round.'
    case 'time':
      return `Waits until ${details.until}.`
    case 'condition':
      return 'Waits until its condition holds.'
  }
}

export const taskAnswers = ['approve', 'approve-and-close', 'reject'] as const

export function answersOf(details: WaitDetails): string[] {
  switch (details.kind) {
    case 'choice':
      return details.answers
    case 'manual':
      return ['start']
    case 'lost':
      return ['retry', 'fail']
    case 'task':
      return [...taskAnswers]
    default:
      return []
  }
}

/** Names of those who may answer, as the node gives them; null for the owner of the incident (NOD-51). */
export function authorizerOf(details: WaitDetails): string | null {
  return 'authorizer' in details ? details.authorizer : null
}
