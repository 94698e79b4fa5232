import type { Incident } from '@tocsin/contracts/incident.ts'
import { type Field, type FieldValues, listFields } from '../custom-fields/index.ts'
import { type Actor, notFound, type Tx } from '../platform/index.ts'
import { listArtifactsOf } from './artifacts/artifact-list.ts'
import { accessIncident, incidentAbilities, readId } from './incident-access.ts'
import { fieldsOf, type IncidentRow, selectIncidents, toSummary } from './incident-row.ts'

/** One incident, if the actor may open it. */
export async function getIncident(tx: Tx, actor: Actor, id: string | number): Promise<Incident> {
  return toIncident(tx, actor, await accessIncident(tx, actor, id))
}

/** A row as the actor sees it; `fields` are those of the section, where the caller has them. */
export async function toIncident(tx: Tx, actor: Actor, row: IncidentRow, known?: readonly Field[]): Promise<Incident> {
  const fields = known ?? (await listFields(tx, 'incidents'))
  return {
    ...toSummary(row, fields),
    fields: fieldsOf(row, fields),
    templateId: row.template_id,
    createdBy: row.created_by,
    generatedBy: row.generated_by,
    artifacts: await listArtifactsOf(tx, row.id),
    abilities: incidentAbilities(row, actor),
  }
}

/** What references of a playbook can reach: `{incident.<internal name>}` and `{artifact.<name>}` (formats.md 4). */
export async function readIncidentScope(
  tx: Tx,
  id: string | number,
): Promise<{ incident: FieldValues; artifact: FieldValues }> {
  const row = await selectIncidents(tx).where('incidents.id', '=', readId(id)).executeTakeFirst()
  if (!row) throw notFound('incident', String(id))
  const fields = fieldsOf(row, await listFields(tx, 'incidents'))
  const artifact: FieldValues = {}
  for (const { name, value } of await listArtifactsOf(tx, row.id)) {
    const former = artifact[name]
    artifact[name] = former === undefined ? value : [...(Array.isArray(former) ? former : [former]), value]
  }
  return { incident: { id: row.id, ...fields }, artifact }
}

/** The incident that a run is for, if the actor may open it. Throws `not_found` and `not_allowed`. */
export async function findIncidentForRun(tx: Tx, actor: Actor, id: string | number): Promise<{ label: string }> {
  const row = await accessIncident(tx, actor, id)
  return { label: row.incidentid }
}
