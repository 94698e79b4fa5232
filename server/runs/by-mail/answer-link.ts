import { randomUUID } from 'node:crypto'
import type { WaitAnswer, WaitDetails } from '@tocsin/engine/journal/entry.ts'
import type { Selectable } from 'kysely'
import type { Instance, Tx } from '../../platform/index.ts'
import type { AnswerLinkTable } from './tables.ts'

const PLACE = 'answer_links/id'

export interface WaitToAnswer {
  runId: string
  wait: string
  nodeId: string
}

/** Makes the links of one person, one per answer; those that exist already stay. Gives their addresses. */
export async function makeLinks(
  tx: Tx,
  wait: WaitToAnswer,
  userId: string,
  answers: readonly string[],
): Promise<{ label: string; url: string }[]> {
  const links = answers.map((answer) => ({ id: randomUUID(), answer }))
  await tx.sql
    .insertInto('answer_links')
    .values(
      links.map(({ id, answer }) => ({
        id,
        run_id: wait.runId,
        wait: wait.wait,
        node_id: wait.nodeId,
        user_id: userId,
        answer,
        used_at: null,
      })),
    )
    .execute()
  return links.map(({ id, answer }) => ({ label: answer, url: linkUrl(tx.instance, id) }))
}

/** In the query, because paths are logged. */
function linkUrl(instance: Instance, id: string): string {
  return `${instance.url()}/answer?link=${instance.secrets.seal(id, PLACE)}`
}

/** The id that a link carries; null for one that this instance did not make. */
export function readLink(instance: Instance, token: string): string | null {
  try {
    return instance.secrets.open(token, PLACE)
  } catch {
    return null
  }
}

export interface AnswerLink extends WaitToAnswer {
  id: string
  userId: string
  answer: string
  playbook: string
  subject: { kind: string; id: string } | null
  question: Extract<WaitDetails, { kind: 'choice' }>
  expiresAt: Date | null
  /** Why it answers nothing any more, or `open`. */
  state: LinkState
}

export type LinkState =
  | { is: 'open' }
  | { is: 'used'; at: Date }
  | { is: 'answered'; answer: string; by: string | null; at: Date }
  | { is: 'expired'; at: Date }
  | { is: 'over' }

/** Reads a link with its question, and holds both until the end of the transaction where it will be used. */
export async function findLink(tx: Tx, id: string, use: 'show' | 'answer'): Promise<AnswerLink | null> {
  const link = await held(tx.sql.selectFrom('answer_links').selectAll().where('id', '=', id), use)
  if (!link) return null
  const wait = await held(
    tx.sql.selectFrom('run_waits').selectAll().where('run_id', '=', link.run_id).where('wait', '=', link.wait),
    use,
  )
  const run = await tx.sql
    .selectFrom('runs')
    .select(['name', 'subject_kind', 'subject_id'])
    .where('id', '=', link.run_id)
    .executeTakeFirst()
  const details = wait?.details as WaitDetails | undefined
  if (!wait || !run || details?.kind !== 'choice') return null
  return {
    id: link.id,
    runId: link.run_id,
    wait: link.wait,
    nodeId: link.node_id,
    userId: link.user_id,
    answer: link.answer,
    playbook: run.name,
    subject: run.subject_kind === null ? null : { kind: run.subject_kind, id: run.subject_id ?? '' },
    question: details,
    expiresAt: wait.expires_at,
    state: stateOf(link, wait, tx.instance.clock.now()),
  }
}

interface Held<Row> {
  forUpdate(): { executeTakeFirst(): Promise<Row | undefined> }
  executeTakeFirst(): Promise<Row | undefined>
}

function held<Row>(query: Held<Row>, use: 'show' | 'answer'): Promise<Row | undefined> {
  return (use === 'answer' ? query.forUpdate() : query).executeTakeFirst()
}

type Wait = { answer: unknown; answered_at: Date | null; closed_at: Date | null; expires_at: Date | null }

function stateOf(link: Selectable<AnswerLinkTable>, wait: Wait, now: Date): LinkState {
  if (link.used_at) return { is: 'used', at: link.used_at }
  const answer = wait.answer as WaitAnswer | null
  if (wait.answered_at && answer?.kind === 'choice') {
    const { firstName = '', lastName = '', email } = answer.responder
    const by = `${firstName} ${lastName}`.trim() || email || null
    return { is: 'answered', answer: answer.answer, by, at: wait.answered_at }
  }
  if (wait.expires_at && wait.expires_at <= (wait.closed_at ?? now)) return { is: 'expired', at: wait.expires_at }
  return wait.closed_at ? { is: 'over' } : { is: 'open' }
}
