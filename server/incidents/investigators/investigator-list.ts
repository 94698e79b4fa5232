import type { Investigator } from '@tocsin/contracts/incident.ts'
import type { Tx } from '../../platform/index.ts'

/** Who works on an incident, in the order in which they came (INV-01). */
export async function listInvestigatorsOf(tx: Tx, incidentId: number): Promise<Investigator[]> {
  const rows = await tx.sql
    .selectFrom('incident_investigators as investigator')
    .innerJoin('users', 'users.id', 'investigator.user_id')
    .innerJoin('profiles', 'profiles.id', 'users.profile_id')
    .innerJoin('incidents', 'incidents.id', 'investigator.incident_id')
    .select(['users.id', 'users.name', 'profiles.name as profile', 'incidents.owner_id', 'investigator.added_at'])
    .where('investigator.incident_id', '=', incidentId)
    .orderBy('investigator.added_at')
    .orderBy('users.name')
    .execute()
  return rows.map((row) => ({
    userId: row.id,
    name: row.name,
    profile: row.profile,
    owner: row.id === row.owner_id,
    addedAt: row.added_at.toISOString(),
  }))
}
