import type { ResponseOf } from '@tocsin/contracts'
import type {
  PlaybookVersion,
  getPlaybookVersion as versionContract,
  listPlaybookVersions as versionsContract,
} from '@tocsin/contracts/playbook.ts'
import type { Selectable } from 'kysely'
import { notFound, type Tx } from '../platform/index.ts'
import { getPlaybookOrDeleted, type PlaybookRow } from './playbook-store.ts'
import type { PlaybookVersionTable } from './tables.ts'

/** Every published version, newest first, without its graph (VER-03, VER-16). */
export async function listPlaybookVersions(tx: Tx, id: string): Promise<ResponseOf<typeof versionsContract>> {
  const row = await getPlaybookOrDeleted(tx, id)
  const versions = await tx.sql
    .selectFrom('playbook_versions')
    .select(['number', 'description', 'published_at', 'published_by'])
    .where('playbook_id', '=', row.id)
    .orderBy('number', 'desc')
    .execute()
  return { items: versions.map((version) => toVersion(row, version)) }
}

/** One version with its graph. Throws `not_found`. */
export async function getPlaybookVersion(
  tx: Tx,
  id: string,
  number: number,
): Promise<ResponseOf<typeof versionContract>> {
  const row = await getPlaybookOrDeleted(tx, id)
  const version = await tx.sql
    .selectFrom('playbook_versions')
    .selectAll()
    .where('playbook_id', '=', row.id)
    .where('number', '=', number)
    .executeTakeFirst()
  if (!version) throw notFound(`version of "${row.name}"`, String(number))
  return { ...toVersion(row, version), graph: version.graph }
}

function toVersion(
  row: PlaybookRow,
  version: Omit<Selectable<PlaybookVersionTable>, 'graph' | 'calls' | 'playbook_id'>,
): PlaybookVersion {
  return {
    number: version.number,
    description: version.description,
    publishedAt: version.published_at.toISOString(),
    publishedBy: version.published_by,
    published: version.number === row.published_version,
  }
}
