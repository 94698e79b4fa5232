import { type Capability, shippedProfiles, withPrerequisites } from '@tocsin/contracts'
import { notFound, type Tx } from '../platform/index.ts'

export interface ProfileRecord {
  id: string
  name: string
  capabilities: Capability[]
  shipped: boolean
}

/** The shipped profiles exist from the start and follow the product's list of capabilities (ROL-01). */
export async function provisionProfiles(tx: Tx): Promise<void> {
  for (const { name, capabilities } of shippedProfiles) {
    const granted = JSON.stringify([...withPrerequisites(capabilities)])
    await tx.sql
      .insertInto('profiles')
      .values({ name, capabilities: granted, shipped: true })
      .onConflict((conflict) =>
        conflict.column('name').doUpdateSet({ capabilities: granted }).where('profiles.shipped', '=', true),
      )
      .execute()
  }
}

export async function listProfileRecords(tx: Tx): Promise<ProfileRecord[]> {
  return tx.sql.selectFrom('profiles').selectAll().orderBy('name').execute()
}

export async function getProfileByName(tx: Tx, name: string): Promise<ProfileRecord> {
  const found = await tx.sql.selectFrom('profiles').selectAll().where('name', '=', name).executeTakeFirst()
  if (!found) throw notFound('profile', name)
  return found
}
