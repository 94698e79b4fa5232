import type { Page, ResponseOf } from '@tocsin/contracts'
import type { Playbook, PlaybookDetail, listPlaybookVersions as versionsContract } from '@tocsin/contracts/playbook.ts'
import { sql } from 'kysely'
import { type Actor, may, type Tx } from '../platform/index.ts'
import { findPublishedGraph, getPlaybookRow, type PlaybookRow } from './playbook-store.ts'
import { findProblems } from './read-graph.ts'

export function toPlaybook(row: PlaybookRow): Playbook {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    type: row.type,
    tags: row.tags,
    enabled: row.enabled,
    publishedVersion: row.published_version,
    hasDraft: row.draft !== null,
    origin: row.origin,
    killOnError: row.kill_on_error,
    updatedAt: row.updated_at.toISOString(),
    updatedBy: row.updated_by,
    version: row.version,
  }
}

/** The library (PBK-01); `query` matches name, type and tags. */
export async function listPlaybooks(
  tx: Tx,
  filter: { query?: string; limit: number; cursor?: string; enabled?: boolean },
): Promise<Page<Playbook>> {
  const offset = Number(filter.cursor ?? 0) || 0
  let matching = tx.sql.selectFrom('playbooks')
  if (filter.query?.trim()) {
    const like = `%${filter.query.trim().replaceAll(/[\\%_]/g, '\\$&')}%`
    matching = matching.where(sql<boolean>`(name ilike ${like} or type ilike ${like} or tags::text ilike ${like})`)
  }
  if (filter.enabled !== undefined) matching = matching.where('enabled', '=', filter.enabled)
  const { total } = await matching
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await matching.selectAll().orderBy(sql`lower(name)`).offset(offset).limit(filter.limit).execute()
  const next = offset + rows.length
  return { items: rows.map(toPlaybook), nextCursor: next < total ? String(next) : null, total }
}

export async function getPlaybook(tx: Tx, actor: Actor, id: string): Promise<PlaybookDetail> {
  const row = await getPlaybookRow(tx, id)
  const published = await findPublishedGraph(tx, row)
  const current = row.draft ?? published?.graph ?? null
  const problems = current ? await findProblems(tx, current) : []
  const errors = problems.filter((problem) => problem.severity === 'error').length
  const edit = may(actor, 'playbook.configure') || 'Your profile may not configure playbooks.'
  return {
    ...toPlaybook(row),
    graph: published?.graph ?? null,
    draft:
      row.draft && row.draft_saved_at && row.draft_saved_by
        ? {
            graph: row.draft,
            revision: row.draft_revision,
            savedAt: row.draft_saved_at.toISOString(),
            savedBy: row.draft_saved_by,
          }
        : null,
    problems,
    abilities: {
      edit,
      publish: publishAbility(edit, row, errors),
      run: runAbility(actor, row),
    },
  }
}

function publishAbility(edit: true | string, row: PlaybookRow, errors: number): true | string {
  if (edit !== true) return edit
  if (!row.draft) return 'There is no draft to publish.'
  return errors === 0 || `The draft has ${errors} ${errors === 1 ? 'error' : 'errors'}; see the list of problems.`
}

function runAbility(actor: Actor, row: PlaybookRow): true | string {
  if (!may(actor, 'incident-playbook.edit')) return 'Your profile may not start playbooks.'
  if (row.published_version === null) return 'It was never published; use a test run.'
  return row.enabled || 'It is disabled.'
}

export async function listPlaybookVersions(tx: Tx, id: string): Promise<ResponseOf<typeof versionsContract>> {
  const row = await getPlaybookRow(tx, id)
  const versions = await tx.sql
    .selectFrom('playbook_versions')
    .selectAll()
    .where('playbook_id', '=', row.id)
    .orderBy('number', 'desc')
    .execute()
  return {
    items: versions.map((version) => ({
      number: version.number,
      description: version.description,
      publishedAt: version.published_at.toISOString(),
      publishedBy: version.published_by,
      published: version.number === row.published_version,
      graph: version.graph,
    })),
  }
}
