import type { BodyOf } from '@tocsin/contracts'
import type {
  changeIncidentTemplate as changeContract,
  createIncidentTemplate as createContract,
  IncidentTemplate,
} from '@tocsin/contracts/incident-template.ts'
import { type Actor, emit, Failure, type Tx, violatedConstraint } from '../platform/index.ts'
import { checkDefaults } from './check-defaults.ts'
import { getTemplate, lockTemplate } from './template-store.ts'

/** Adds a template (TPL-01). Throws `name_taken`, and `invalid_input` for defaults that do not fit. */
export async function createTemplate(
  tx: Tx,
  actor: Actor,
  input: BodyOf<typeof createContract>,
): Promise<IncidentTemplate> {
  const columns = await toColumns(tx, input, {})
  const { id } = await refusingTakenName(input.name, () =>
    tx.sql
      .insertInto('incident_templates')
      .values({ ...columns, name: input.name, deleted_at: null, shipped_as: null, label_id: input.labelId ?? null })
      .returning('id')
      .executeTakeFirstOrThrow(),
  )
  const after = await getTemplate(tx, id)
  await emit(tx, actor, { type: 'IncidentTemplateCreated', subject: { kind: 'incident-templates', id }, after })
  return after
}

/** Changes a template; incidents keep what they got from it. */
export async function changeTemplate(
  tx: Tx,
  actor: Actor,
  id: string,
  input: BodyOf<typeof changeContract>,
): Promise<IncidentTemplate> {
  const before = await lockTemplate(tx, id)
  if (input.version !== undefined && input.version !== before.version) {
    throw new Failure('stale_version', `${before.name} was changed meanwhile. Load again and repeat your change.`)
  }
  const columns = await toColumns(tx, input, before.defaults)
  await refusingTakenName(input.name ?? before.name, () =>
    tx.sql
      .updateTable('incident_templates')
      .set((set) => ({ ...columns, version: set('version', '+', 1) }))
      .where('id', '=', before.id)
      .execute(),
  )
  const after = await getTemplate(tx, before.id)
  await emit(tx, actor, {
    type: 'IncidentTemplateUpdated',
    subject: { kind: 'incident-templates', id: before.id },
    before,
    after,
  })
  return after
}

/** Takes a template away; its incidents stay as they are. */
export async function deleteTemplate(tx: Tx, actor: Actor, id: string): Promise<void> {
  const before = await lockTemplate(tx, id)
  await tx.sql
    .updateTable('incident_templates')
    .set({ deleted_at: tx.instance.clock.now() })
    .where('id', '=', before.id)
    .execute()
  await emit(tx, actor, {
    type: 'IncidentTemplateDeleted',
    subject: { kind: 'incident-templates', id: before.id },
    before,
  })
}

async function toColumns(tx: Tx, input: BodyOf<typeof changeContract>, former: IncidentTemplate['defaults']) {
  return {
    ...(input.name === undefined ? {} : { name: input.name }),
    ...(input.description === undefined ? {} : { description: input.description }),
    ...(input.category === undefined ? {} : { category: input.category }),
    ...(input.tags === undefined ? {} : { tags: input.tags }),
    ...(input.labelId === undefined ? {} : { label_id: input.labelId }),
    ...(input.defaults === undefined
      ? {}
      : { defaults: JSON.stringify(await checkDefaults(tx, input.defaults, former)) }),
    ...(input.playbooks === undefined ? {} : { playbooks: JSON.stringify(input.playbooks) }),
    ...(input.enabled === undefined ? {} : { enabled: input.enabled }),
  }
}

async function refusingTakenName<T>(name: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (violatedConstraint(error) !== 'incident_templates_by_name') throw error
    throw new Failure('name_taken', `There is already an incident template "${name}". Choose another name.`, [
      { path: 'name', message: 'is taken' },
    ])
  }
}
