import type { Label } from '@tocsin/contracts/label.ts'
import { type Selectable, sql } from 'kysely'
import { notFound, type Tx } from '../../platform/index.ts'
import type { LabelTable } from '../tables.ts'
import { fillPattern } from './label-pattern.ts'

type LabelRow = Selectable<LabelTable>

/** Throws `not_found`. */
export async function getLabelRow(tx: Tx, id: string): Promise<LabelRow> {
  const row = await tx.sql.selectFrom('labels').selectAll().where(sql<boolean>`id::text = ${id}`).executeTakeFirst()
  if (!row) throw notFound('label', id)
  return row
}

export async function getDefaultLabel(tx: Tx): Promise<LabelRow> {
  return tx.sql.selectFrom('labels').selectAll().where('is_default', '=', true).executeTakeFirstOrThrow()
}

export async function labelExists(tx: Tx, id: string): Promise<boolean> {
  const row = await tx.sql.selectFrom('labels').select('id').where(sql<boolean>`id::text = ${id}`).executeTakeFirst()
  return row !== undefined
}

export async function getLabel(tx: Tx, id: string): Promise<Label> {
  return toLabel(tx, await getLabelRow(tx, id))
}

export async function listLabels(tx: Tx): Promise<Label[]> {
  const rows = await tx.sql.selectFrom('labels').selectAll().orderBy(sql`lower(name)`).execute()
  return Promise.all(rows.map((row) => toLabel(tx, row)))
}

async function toLabel(tx: Tx, row: LabelRow): Promise<Label> {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    pattern: row.pattern,
    isDefault: row.is_default,
    shipped: row.shipped,
    preview: await previewPattern(tx, row.pattern, row.id),
    version: row.version,
  }
}

/** What a pattern would give now; no counter moves (LBL-07). */
export async function previewPattern(tx: Tx, pattern: string, labelId: string | null): Promise<string> {
  return fillPattern(pattern, {
    now: tx.instance.clock.now(),
    random: () => 123_456,
    async count(counter, from) {
      if (labelId === null) return from
      const row = await tx.sql
        .selectFrom('label_counters')
        .select('value')
        .where('label_id', '=', labelId)
        .where('counter', '=', counter)
        .executeTakeFirst()
      return row ? row.value + 1 : from
    },
  })
}
