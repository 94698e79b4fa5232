import type { WaitAnswer, WaitDetails } from '@tocsin/engine/journal/entry.ts'
import { answerWait } from '@tocsin/engine/stores/postgres/send-signal.ts'
import { type Actor, Failure, notAllowed, queryable, type Tx } from '../platform/index.ts'
import { askedOf, personOf } from './asked-of.ts'
import { askedKind, taskAnswers } from './describe-wait.ts'
import { mayAnswer, type Person } from './may-answer.ts'
import { describeResponder } from './responder.ts'
import { getVisibleRun } from './run-access.ts'
import { decideTask } from './task-wait.ts'

export interface Answer {
  answer: string
  /** Reviewed inputs of a manual start (NOD-15). */
  inputs?: Record<string, unknown>
}

/** Answers what a node waits for; the first answer wins, also against the clock. */
export async function answerNode(tx: Tx, actor: Actor, runId: string, nodeId: string, input: Answer): Promise<void> {
  const run = await getVisibleRun(tx, actor, runId)
  const wait = await tx.sql
    .selectFrom('run_waits')
    .selectAll()
    .where('run_id', '=', runId)
    .where('node_id', '=', nodeId)
    .where('closed_at', 'is', null)
    .where('kind', 'in', ['choice', 'manual', 'lost', 'task'])
    .orderBy('opened_at')
    .executeTakeFirst()
  if (!wait) throw new Failure('wrong_state', 'Nothing is waiting here: it was answered already, or its time is over.')
  const details = wait.details as WaitDetails
  if (details.kind === 'task') {
    if (!taskAnswers.some((each) => each === input.answer)) throw wrongAnswer(input.answer, taskAnswers)
    return decideTask(tx, actor, { runId, wait: wait.wait }, input.answer)
  }
  if (askedKind(details) === null) throw new Failure('wrong_state', 'This node waits for nobody.')
  const subject = run.subject_kind === null ? null : { kind: run.subject_kind, id: run.subject_id ?? '' }
  const person = await personOf(tx, actor)
  const allowed = mayAnswer(actor, person, await askedOf(tx, details, subject))
  if (allowed !== true) throw new Failure('not_allowed', allowed)
  const fate = await answerWait(queryable(tx), runId, nodeId, toAnswer(details, input, actor, person))
  if (fate !== 'taken') throw new Failure('wrong_state', 'Somebody else, or the clock, answered first.')
  tx.afterCommit(() => tx.instance.wakeWorkers())
}

function toAnswer(details: WaitDetails, input: Answer, actor: Actor, person: Person | null): WaitAnswer {
  const responder = describeResponder(person ?? actor)
  if (details.kind === 'choice') {
    if (!details.answers.includes(input.answer)) throw wrongAnswer(input.answer, details.answers)
    return { kind: 'choice', answer: input.answer, responder }
  }
  if (details.kind === 'lost') {
    if (input.answer !== 'retry' && input.answer !== 'fail') throw wrongAnswer(input.answer, ['retry', 'fail'])
    return { kind: 'lost', decision: input.answer, responder }
  }
  if (input.answer !== 'start') throw wrongAnswer(input.answer, ['start'])
  if (input.inputs === undefined) return { kind: 'manual', responder }
  const reviewed = Object.fromEntries(Object.entries(input.inputs).map(([field, value]) => [field, toText(value)]))
  const [first = {}, ...rest] = details.kind === 'manual' ? details.rows : []
  if (rest.length > 0) throw notAllowed('change the inputs of a node that runs several times')
  return { kind: 'manual', rows: [{ ...first, ...reviewed }], responder }
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function wrongAnswer(given: string, answers: readonly string[]): Failure {
  return new Failure('invalid_input', `"${given}" is none of the answers ${answers.join(', ')}.`, [
    { path: 'answer', message: `must be one of ${answers.join(', ')}` },
  ])
}
