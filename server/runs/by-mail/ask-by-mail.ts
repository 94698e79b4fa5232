import type { WaitDetails } from '@tocsin/engine/journal/entry.ts'
import { sql } from 'kysely'
import { z } from 'zod'
import { layOut, withdrawMails, writeMail } from '../../mail/index.ts'
import { cleanHtml, emit, enqueue, type JobKind, job, type Subscription, type Tx } from '../../platform/index.ts'
import { makeLinks } from './answer-link.ts'
import { type PersonAsked, peopleAsked } from './people-asked.ts'

const ASK_BY_MAIL = 'ask-by-mail'

const aboutWait = (run: string, node: string) => ({ kind: 'waits', id: `${run}/${node}` })

const waitOpened = z.object({ kind: z.string(), node: z.string() })
const waitClosed = z.object({ node: z.string() })

/** A question may be one to ask by mail; whether it is, and whom, is found out by a job of the same transaction. */
export const askByMailWhenOpened: Subscription = {
  name: 'ask by mail',
  events: ['PlaybookWaitOpened'],
  async within(tx, event) {
    const opened = waitOpened.safeParse(event.after)
    if (!opened.success || opened.data.kind !== 'choice') return
    const payload = { run: event.subject.id, node: opened.data.node }
    await enqueue(tx, { kind: ASK_BY_MAIL, ref: `${payload.run}/${payload.node}`, payload })
  },
}

/** Nobody is asked by a mail that has not left when the question is over. */
export const withdrawWhenClosed: Subscription = {
  name: 'withdraw mailed questions',
  events: ['PlaybookWaitClosed'],
  async within(tx, event) {
    const closed = waitClosed.safeParse(event.after)
    if (closed.success) await withdrawMails(tx, aboutWait(event.subject.id, closed.data.node))
  },
}

/** Writes one mail to each person asked, with a link for each answer: exactly once per question (NOD-54, NOD-57). */
export const askByMail: JobKind = job({
  kind: ASK_BY_MAIL,
  payload: z.object({ run: z.string(), node: z.string() }),
  async run(instance, { run: runId, node }, run) {
    await instance.database.write(async (tx) => {
      await run.completeIn(tx)
      const asked = await findQuestion(tx, runId, node)
      if (asked) await writeMails(tx, asked)
    })
  },
})

interface Asked {
  runId: string
  wait: string
  nodeId: string
  details: Extract<WaitDetails, { kind: 'choice' }>
  expiresAt: Date | null
  playbook: string
  subject: { kind: string; id: string } | null
  /** Of the node: leave everything but the question out (NOD-54). */
  brief: boolean
}

/** The open question of the node, if it is one to ask by mail and nobody has been asked yet. */
async function findQuestion(tx: Tx, runId: string, nodeId: string): Promise<Asked | null> {
  const row = await tx.sql
    .selectFrom('run_waits')
    .innerJoin('runs', 'runs.id', 'run_waits.run_id')
    .select(['wait', 'details', 'expires_at', 'name', 'subject_kind', 'subject_id', isBrief(nodeId).as('brief')])
    .where('run_id', '=', runId)
    .where('node_id', '=', nodeId)
    .where('kind', '=', 'choice')
    .where('closed_at', 'is', null)
    .where('answered_at', 'is', null)
    .where(
      sql<boolean>`not exists (select from answer_links l where l.run_id = run_waits.run_id and l.wait = run_waits.wait)`,
    )
    .executeTakeFirst()
  const details = row?.details as WaitDetails | undefined
  if (!row || details?.kind !== 'choice' || !details.byMail) return null
  return {
    runId,
    wait: row.wait,
    nodeId,
    details,
    expiresAt: row.expires_at,
    playbook: row.name,
    subject: row.subject_kind === null ? null : { kind: row.subject_kind, id: row.subject_id ?? '' },
    brief: row.brief ?? false,
  }
}

function isBrief(nodeId: string) {
  return sql<boolean | null>`(
    select (node ->> 'hideAdditionalInfo')::boolean from run_graphs g, json_array_elements(g.version -> 'graph' -> 'nodes') node
    where g.hash = runs.graph_hash and node ->> 'id' = ${nodeId} limit 1)`
}

async function writeMails(tx: Tx, asked: Asked): Promise<void> {
  const people = await peopleAsked(tx, asked.details, asked.subject)
  for (const person of people) {
    const links = await makeLinks(tx, asked, person.actor.id, asked.details.answers)
    const title = asked.details.title.trim() || asked.playbook
    await writeMail(tx, {
      to: person.person.email,
      subject: `[${tx.instance.name}] ${title}`,
      ...layOut({ title, ...wording(tx, asked, person), html: cleanHtml(asked.details.question), links }),
      about: aboutWait(asked.runId, asked.nodeId),
    })
  }
  if (people.length === 0) await tellNobodyAsked(tx, asked)
}

function wording(tx: Tx, asked: Asked, { about }: PersonAsked): { before: string[]; after: string[] } {
  const context = `The playbook "${asked.playbook}"${about === null ? '' : ` for ${about}`} asks you:`
  const until = asked.expiresAt?.toISOString().slice(0, 16).replace('T', ' ')
  const expiry = until
    ? [`Without an answer by ${until} UTC it goes on with "${asked.details.expiryAnswer ?? ''}".`]
    : []
  return {
    before: asked.brief ? [] : [context],
    after: [
      ...expiry,
      'A link shows the question once more and asks you to confirm. Whoever has a link answers in your name, so do not pass this mail on.',
      `${tx.instance.name}: ${tx.instance.url()}/`,
    ],
  }
}

/** A mail that nobody gets must not look like a question that was asked. */
async function tellNobodyAsked(tx: Tx, asked: Asked): Promise<void> {
  const wanted = asked.details.authorizer
  const reason = wanted ? `"${wanted}" is nobody who may answer here` : 'nobody may answer here'
  tx.instance.log.warn({ run: asked.runId, node: asked.nodeId, reason }, 'A question could not be asked by mail')
  await emit(
    tx,
    { kind: 'playbook', id: asked.runId, name: asked.playbook },
    {
      type: 'PlaybookChoiceNotMailed',
      subject: { kind: 'runs', id: asked.runId },
      parent: asked.subject,
      after: { playbook: asked.playbook, node: asked.nodeId, reason },
    },
  )
}
