import type { Entry, WaitAnswer } from '../journal/entry.ts'
import type { OpenWait, RunState } from './run-state.ts'

/** What time answers to waits whose end has come. */
export function expiredWaits(state: RunState, now: Date): Entry[] {
  return [...state.waits.values()].flatMap((wait): Entry[] => {
    if (!wait.expiresAt || wait.expiresAt > now) return []
    const answer = answerOfTime(wait)
    return answer ? [{ type: 'wait-closed', wait: wait.wait, node: wait.node, by: 'expiry', answer }] : []
  })
}

function answerOfTime({ details }: OpenWait): WaitAnswer | null {
  switch (details.kind) {
    case 'choice':
      return { kind: 'choice', answer: details.expiryAnswer ?? details.answers[0] ?? '', responder: {} }
    case 'child':
      return { kind: 'child', status: 'timed_out', result: { inline: { output: { status: 'timed_out' } } } }
    case 'pause':
      return { kind: 'pause' }
    case 'time':
      return { kind: 'time' }
    case 'condition':
      return { kind: 'condition', met: false }
    default:
      return null
  }
}
