import type { Artifact } from '@tocsin/contracts/incident.ts'
import { harvest } from '../../entities/index.ts'
import { type Actor, emit, type Tx } from '../../platform/index.ts'
import { accessIncident, refuseUnless } from '../incident-access.ts'
import { listArtifactsOf } from './artifact-list.ts'

/** Adds a named value to an incident (NEW-05); the same pair again changes nothing. */
export async function addArtifact(
  tx: Tx,
  actor: Actor,
  incidentId: string | number,
  input: Artifact,
): Promise<Artifact[]> {
  const row = await accessIncident(tx, actor, incidentId, { lock: true })
  refuseUnless(row, actor, 'change')
  const added = await insertArtifacts(tx, row.id, [input])
  if (added > 0) {
    await emit(tx, actor, {
      type: 'ArtifactAdded',
      subject: { kind: 'artifacts', id: input.name },
      parent: { kind: 'incidents', id: row.id },
      after: input,
    })
    await harvest(tx, actor, input.value, { kind: 'incidents', id: row.id })
  }
  return listArtifactsOf(tx, row.id)
}

/** How many of them were not there before. */
export async function insertArtifacts(tx: Tx, incidentId: number, artifacts: readonly Artifact[]): Promise<number> {
  if (artifacts.length === 0) return 0
  const rows = await tx.sql
    .insertInto('incident_artifacts')
    .values(
      artifacts.map(({ name, value }) => ({ incident_id: incidentId, name: storable(name), value: storable(value) })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  return rows.length
}

/** PostgreSQL stores no NUL character. */
function storable(text: string): string {
  return text.replaceAll('\u0000', '')
}
