import type { BodyOf } from '@tocsin/contracts'
import type { changeLabel as changeContract, createLabel as createContract, Label } from '@tocsin/contracts/label.ts'
import { templatesWithLabel } from '../../incident-templates/index.ts'
import { type Actor, emit, Failure, type Tx, violatedConstraint } from '../../platform/index.ts'
import { readPattern } from './label-pattern.ts'
import { getLabel } from './label-store.ts'

/** Adds a label (LBL-01). */
export async function createLabel(tx: Tx, actor: Actor, input: BodyOf<typeof createContract>): Promise<Label> {
  readPattern(input.pattern)
  if (input.isDefault) await dropDefault(tx)
  const { id } = await refusingTakenName(input.name, () =>
    tx.sql
      .insertInto('labels')
      .values({
        name: input.name,
        pattern: input.pattern,
        description: input.description ?? '',
        is_default: input.isDefault ?? false,
      })
      .returning('id')
      .executeTakeFirstOrThrow(),
  )
  const after = await getLabel(tx, id)
  await emit(tx, actor, { type: 'LabelCreated', subject: { kind: 'labels', id }, after })
  return after
}

/** Changes a label; its counters go on. */
export async function changeLabel(
  tx: Tx,
  actor: Actor,
  id: string,
  input: BodyOf<typeof changeContract>,
): Promise<Label> {
  const before = await lockLabel(tx, id)
  if (input.version !== undefined && input.version !== before.version) {
    throw new Failure('stale_version', `${before.name} was changed meanwhile. Load again and repeat your change.`)
  }
  if (input.pattern !== undefined) readPattern(input.pattern)
  if (input.isDefault) await dropDefault(tx)
  await refusingTakenName(input.name ?? before.name, () =>
    tx.sql
      .updateTable('labels')
      .set((set) => ({
        version: set('version', '+', 1),
        ...(input.name === undefined ? {} : { name: input.name }),
        ...(input.pattern === undefined ? {} : { pattern: input.pattern }),
        ...(input.description === undefined ? {} : { description: input.description }),
        ...(input.isDefault === undefined ? {} : { is_default: input.isDefault }),
      }))
      .where('id', '=', before.id)
      .execute(),
  )
  const after = await getLabel(tx, before.id)
  await emit(tx, actor, { type: 'LabelUpdated', subject: { kind: 'labels', id: before.id }, before, after })
  return after
}

/** Deletes a label that nothing needs. */
export async function deleteLabel(tx: Tx, actor: Actor, id: string): Promise<void> {
  const before = await lockLabel(tx, id)
  if (before.isDefault) {
    throw new Failure('wrong_state', `${before.name} is the default label. Make another one the default first.`)
  }
  const templates = await templatesWithLabel(tx, before.id)
  if (templates.length > 0) {
    throw new Failure('in_use', `${before.name} is used by the incident templates ${templates.join(', ')}.`)
  }
  await tx.sql.deleteFrom('labels').where('id', '=', before.id).execute()
  await emit(tx, actor, { type: 'LabelDeleted', subject: { kind: 'labels', id: before.id }, before })
}

async function lockLabel(tx: Tx, id: string): Promise<Label> {
  const { id: known } = await getLabel(tx, id)
  await tx.sql.selectFrom('labels').select('id').where('id', '=', known).forUpdate().execute()
  return getLabel(tx, known)
}

async function dropDefault(tx: Tx): Promise<void> {
  await tx.sql.updateTable('labels').set({ is_default: false }).where('is_default', '=', true).execute()
}

async function refusingTakenName<T>(name: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (violatedConstraint(error) !== 'labels_by_name') throw error
    throw new Failure('name_taken', `There is already a label "${name}". Choose another name.`, [
      { path: 'name', message: 'is taken' },
    ])
  }
}
