import { actorOfUser } from '../../access/index.ts'
import { type Actor, emit, Failure, type Instance, notAllowed, type Tx } from '../../platform/index.ts'
import { answerNode } from '../answer-node.ts'
import { type AnswerLink, findLink, readLink } from './answer-link.ts'
import { mayUse } from './people-asked.ts'

/** What a link leads to, without changing anything: mail scanners open links (NOD-57). */
export async function showLink(instance: Instance, token: string): Promise<AnswerLink | null> {
  const id = readLink(instance, token)
  return id === null ? null : instance.database.read((tx) => findLink(tx, id, 'show'))
}

export type MailedAnswer = { link: AnswerLink; taken: boolean }

/**
 * Gives the answer of a link in the name of whom it was mailed to, with what he may do now; once. A link that is dead
 * changes nothing and says why by its state.
 */
export async function answerByMail(
  instance: Instance,
  token: string,
  from: { address: string; requestId: string },
): Promise<MailedAnswer | null> {
  const id = readLink(instance, token)
  if (id === null) return null
  return instance.database.write(async (tx) => {
    const link = await findLink(tx, id, 'answer')
    if (link?.state.is !== 'open') return link && { link, taken: false }
    const actor = await actorOfUser(tx, link.userId)
    if (!actor) throw new Failure('not_allowed', 'The account this mail was sent to may no longer sign in.')
    if (!mayUse(actor)) throw notAllowed('answer for playbooks')
    await tx.sql
      .updateTable('answer_links')
      .set({ used_at: tx.instance.clock.now() })
      .where('id', '=', link.id)
      .execute()
    await answerNode(tx, actor, link.runId, link.nodeId, { answer: link.answer })
    await record(tx, actor, link, from.address)
    return { link, taken: true }
  }, from.requestId)
}

/** The way an answer came belongs in the audit trail; the answer itself is told when the wait closes. */
async function record(tx: Tx, actor: Actor, link: AnswerLink, address: string): Promise<void> {
  await emit(tx, actor, {
    type: 'PlaybookChoiceAnsweredByMail',
    subject: { kind: 'runs', id: link.runId },
    parent: link.subject,
    after: { playbook: link.playbook, node: link.nodeId, answer: link.answer, link: link.id, address },
  })
}
