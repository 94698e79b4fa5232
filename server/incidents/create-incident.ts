import type { Incident, IncidentOrigin } from '@tocsin/contracts/incident.ts'
import type { IncidentTemplate, TemplatePlaybook } from '@tocsin/contracts/incident-template.ts'
import { checkFieldValues, type FieldValues, listFields } from '../custom-fields/index.ts'
import { type FoundEntity, harvestValue, recordEntities } from '../entities/index.ts'
import { getTemplate } from '../incident-templates/index.ts'
import { type Actor, emit, Failure, type Tx } from '../platform/index.ts'
import { insertArtifacts } from './artifacts/add-artifact.ts'
import { harvestable } from './harvestable.ts'
import { accessIncident } from './incident-access.ts'
import { toIncident } from './incident-detail.ts'
import { toColumns } from './incident-row.ts'
import { refuseClosedStatus } from './incident-status.ts'
import { insertInvestigator } from './investigators/add-investigator.ts'
import { labelMaker } from './labels/generate-label.ts'
import { labelExists } from './labels/label-store.ts'
import { resolveOwner } from './resolve-owner.ts'

export interface NewIncident {
  templateId?: string | null | undefined
  labelId?: string | null | undefined
  /** By internal name; goes before the template's defaults, these before the defaults of the fields (TPL-07). */
  fields: FieldValues
  artifacts?: { name: string; value: string }[] | undefined
  /** Known already, beside those that its texts and artifacts hold. */
  entities?: readonly FoundEntity[] | undefined
  /** Instead of the template's (NEW-04). */
  playbooks?: TemplatePlaybook[] | undefined
  generatedBy: IncidentOrigin
}

/**
 * Opens an incident, by hand, rule, API, triage or playbook (NEW-16): fields checked, label made, entities harvested,
 * playbooks named in the event. Throws `invalid_input` with a detail per field (NEW-14), `name_taken` for a label that is
 * there, `not_found` for a template or label that is not.
 */
export async function createIncident(tx: Tx, actor: Actor, input: NewIncident): Promise<Incident> {
  const template = input.templateId ? await getTemplate(tx, input.templateId) : null
  const fields = await listFields(tx, 'incidents')
  const { incidentid, ...given } = { ...template?.defaults, ...input.fields }
  const values = checkFieldValues(
    fields.filter((field) => field.internalName !== 'incidentid'),
    given,
    { partial: false },
  )
  refuseClosedStatus(fields, values.status)
  const now = tx.instance.clock.now()
  const owner = await resolveOwner(tx, values.owner)
  const id = await insert(tx, {
    wanted: incidentid === undefined || incidentid === null ? '' : String(incidentid).replaceAll('\u0000', '').trim(),
    labelId: await chooseLabel(tx, input.labelId, template),
    columns: {
      ...toColumns({ ...values, owner, starttime: values.starttime ?? now.toISOString() }, {}),
      openingtime: now,
      updated_at: now,
      template_id: template?.id ?? null,
      created_by: JSON.stringify({ kind: actor.kind, id: actor.id, name: actor.name }),
      generated_by: JSON.stringify(input.generatedBy),
    },
  })
  const artifacts = input.artifacts ?? []
  await insertArtifacts(tx, id, artifacts)
  await joinInvestigators(tx, actor, id, owner)
  const incident = await toIncident(tx, actor, await accessIncident(tx, actor, id), fields)
  await emit(tx, actor, {
    type: 'IncidentCreated',
    subject: { kind: 'incidents', id },
    after: { ...incident, playbooks: input.playbooks ?? template?.playbooks ?? [] },
  })
  const found = harvestValue([harvestable(fields, values), artifacts.map((each) => each.value)])
  await recordEntities(tx, actor, [...found, ...(input.entities ?? [])], { kind: 'incidents', id })
  return incident
}

/** The caller's label has to be there; a template's that was deleted meanwhile counts as none. */
async function chooseLabel(
  tx: Tx,
  labelId: string | null | undefined,
  template: IncidentTemplate | null,
): Promise<string | null> {
  if (labelId) return labelId
  const fromTemplate = template?.labelId ?? null
  return fromTemplate !== null && (await labelExists(tx, fromTemplate)) ? fromTemplate : null
}

interface Insertion {
  wanted: string
  labelId: string | null
  columns: Record<string, unknown>
}

/** Somebody may have given by hand what the pattern says next, so a taken label is skipped (LBL-06). */
async function insert(tx: Tx, { wanted, labelId, columns }: Insertion): Promise<number> {
  if (wanted.length > 255) {
    throw new Failure('invalid_input', 'Incident ID: is longer than 255 characters.', [
      { path: 'fields.incidentid', message: 'Incident ID: is longer than 255 characters' },
    ])
  }
  const label = wanted === '' ? await labelMaker(tx, labelId) : null
  for (let attempt = 1; attempt <= 1000; attempt += 1) {
    const incidentid = label ? await label.next(attempt) : wanted
    const row = await tx.sql
      .insertInto('incidents')
      .values({ ...columns, incidentid } as never)
      .onConflict((conflict) => conflict.column('incidentid').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (row) return row.id
    if (!label) {
      throw new Failure('name_taken', `There is already an incident ${wanted}. Choose another Incident ID.`, [
        { path: 'fields.incidentid', message: `Incident ID: ${wanted} is taken` },
      ])
    }
  }
  throw new Failure('limit_reached', 'The label gives only names that are taken. Add a counter to its pattern.')
}

/** The owner works on it (INV-08); so does who made it, where he could not open it otherwise. */
async function joinInvestigators(tx: Tx, actor: Actor, id: number, owner: string | null): Promise<void> {
  if (owner !== null) await insertInvestigator(tx, id, owner)
  const isStranger = !actor.capabilities.has('incident.access-all') && actor.userId !== owner
  if (isStranger && actor.userId !== null) await insertInvestigator(tx, id, actor.userId)
}
