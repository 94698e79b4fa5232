import type { Artifact } from '@tocsin/contracts/incident.ts'
import type { Tx } from '../../platform/index.ts'

/** The artifacts of an incident in the order in which they came. */
export async function listArtifactsOf(tx: Tx, incidentId: number): Promise<Artifact[]> {
  return tx.sql
    .selectFrom('incident_artifacts')
    .select(['name', 'value'])
    .where('incident_id', '=', incidentId)
    .orderBy('id')
    .execute()
}
