import { randomUUID } from 'node:crypto'
import type { ResponseOf } from '@tocsin/contracts'
import type { checkMailServer as checkContract } from '@tocsin/contracts/mail.ts'
import { type Actor, emit, Failure, type Instance, MailRefused, NOT_SET_UP } from '../platform/index.ts'
import { layOut } from './lay-out.ts'
import { senderHost } from './send-mail.ts'

/** Connects and signs in; says what stands in the way (NTF-06). */
export async function checkMailServer({ mailer }: Instance): Promise<ResponseOf<typeof checkContract>> {
  if (!mailer.setup) throw new Failure('wrong_state', NOT_SET_UP)
  try {
    await mailer.verify()
    return { works: true, reason: null }
  } catch (error) {
    if (!(error instanceof MailRefused)) throw error
    return { works: false, reason: error.message }
  }
}

/** Sends a mail at once and waits for what the mail server says to it. Who tried which address is in the audit trail. */
export async function sendTestMail(instance: Instance, actor: Actor, to: string): Promise<{ server: string }> {
  const { setup } = instance.mailer
  if (!setup) throw new Failure('wrong_state', NOT_SET_UP)
  const id = randomUUID()
  const refusal = await send(instance, id, to, actor.name)
  await instance.database.write((tx) =>
    emit(tx, actor, {
      type: 'MailTested',
      subject: { kind: 'mail-setup', id },
      after: { recipient: to, server: setup.server, refusal: refusal?.message ?? null },
    }),
  )
  if (refusal) throw new Failure('unreachable', `The mail server ${setup.server} did not take it: ${refusal.message}`)
  return { server: setup.server }
}

async function send(instance: Instance, id: string, to: string, by: string): Promise<MailRefused | null> {
  const title = 'Mail works'
  try {
    await instance.mailer.send({
      to,
      subject: `[${instance.name}] ${title}`,
      ...layOut({ title, before: [`${by} sent this mail from ${instance.name} to try it.`], links: [], after: [] }),
      messageId: `<${id}@${senderHost(instance)}>`,
    })
    return null
  } catch (error) {
    if (error instanceof MailRefused) return error
    throw error
  }
}
