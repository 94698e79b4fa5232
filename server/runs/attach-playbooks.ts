import { findIncidentForRun } from '../incidents/index.ts'
import { type Actor, emit, Failure, notFound, type Tx } from '../platform/index.ts'
import { findPlaybookRow, getPlaybookRow } from '../playbooks/index.ts'
import { startRun } from './start-run.ts'

export interface Attachment {
  playbookId: string
  /** Starts at once. */
  autorun: boolean
}

/** Adds playbooks to an incident, once each; all of them or none, with those that are to start at once (IPB-02, IPB-03). */
export async function attachPlaybooks(
  tx: Tx,
  actor: Actor,
  incidentId: string,
  attachments: readonly Attachment[],
): Promise<void> {
  await findIncidentForRun(tx, actor, incidentId)
  for (const { playbookId, autorun } of attachments) {
    const playbook = await getPlaybookRow(tx, playbookId)
    if (playbook.published_version === null || !playbook.enabled) {
      throw new Failure('wrong_state', `"${playbook.name}" is not published and enabled. Publish and enable it first.`)
    }
    await recordAttachment(tx, actor, incidentId, { playbookId: playbook.id, autorun })
    if (autorun) await startRun(tx, actor, { playbookId: playbook.id, incidentId })
  }
}

/** Notes that a playbook belongs to an incident; does nothing for one that is gone or noted already. */
export async function recordAttachment(
  tx: Tx,
  actor: Actor,
  incidentId: string,
  attachment: Attachment & { problem?: string },
): Promise<void> {
  const playbook = await findPlaybookRow(tx, attachment.playbookId)
  if (!playbook) return
  const added = await tx.sql
    .insertInto('incident_playbooks')
    .values({
      incident_id: Number(incidentId),
      playbook_id: playbook.id,
      attached_by: JSON.stringify({ kind: actor.kind, id: actor.id, name: actor.name }),
      autorun: attachment.autorun,
      problem: attachment.problem ?? null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (!added.numInsertedOrUpdatedRows) return
  await emit(tx, actor, {
    type: 'PlaybookAttached',
    subject: { kind: 'playbooks', id: playbook.id },
    parent: { kind: 'incidents', id: incidentId },
    after: { playbook: playbook.name, autorun: attachment.autorun },
  })
}

/** Takes a playbook that never ran off an incident. */
export async function detachPlaybook(tx: Tx, actor: Actor, incidentId: string, playbookId: string): Promise<void> {
  await findIncidentForRun(tx, actor, incidentId)
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(playbookId)
  const attached = isId
    ? await tx.sql
        .deleteFrom('incident_playbooks')
        .where('incident_id', '=', Number(incidentId))
        .where('playbook_id', '=', playbookId)
        .returning('playbook_id')
        .executeTakeFirst()
    : undefined
  if (!attached) throw notFound('playbook of this incident', playbookId)
  const ran = await tx.sql
    .selectFrom('runs')
    .select('id')
    .where('subject_kind', '=', 'incidents')
    .where('subject_id', '=', incidentId)
    .where('playbook_id', '=', playbookId)
    .limit(1)
    .executeTakeFirst()
  if (ran) throw new Failure('wrong_state', 'It ran for this incident; its runs stay.')
  await emit(tx, actor, {
    type: 'PlaybookDetached',
    subject: { kind: 'playbooks', id: playbookId },
    parent: { kind: 'incidents', id: incidentId },
    before: { playbook: (await findPlaybookRow(tx, playbookId))?.name ?? playbookId },
  })
}
