import type { IncidentTemplate } from '@tocsin/contracts/incident-template.ts'
import { type Selectable, sql } from 'kysely'
import { notFound, type Tx } from '../platform/index.ts'
import type { IncidentTemplateTable } from './tables.ts'

function toTemplate(row: Selectable<IncidentTemplateTable>): IncidentTemplate {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    category: row.category,
    tags: row.tags,
    labelId: row.label_id,
    defaults: row.defaults,
    playbooks: row.playbooks,
    enabled: row.enabled,
    shipped: row.shipped_as !== null,
    version: row.version,
  }
}

function selectTemplates(tx: Tx) {
  return tx.sql.selectFrom('incident_templates').selectAll().where('deleted_at', 'is', null)
}

/** All templates by name (TPL-10). */
export async function listTemplates(tx: Tx): Promise<IncidentTemplate[]> {
  return (await selectTemplates(tx).orderBy(sql`lower(name)`).execute()).map(toTemplate)
}

/** Throws `not_found`. */
export async function getTemplate(tx: Tx, id: string): Promise<IncidentTemplate> {
  const row = await selectTemplates(tx).where(sql<boolean>`id::text = ${id}`).executeTakeFirst()
  if (!row) throw notFound('incident template', id)
  return toTemplate(row)
}

/** The same by name, in any letter case. */
export async function getTemplateByName(tx: Tx, name: string): Promise<IncidentTemplate> {
  const row = await selectTemplates(tx).where(sql<boolean>`lower(name) = lower(${name})`).executeTakeFirst()
  if (!row) throw notFound('incident template', name)
  return toTemplate(row)
}

/** Names of the templates that use a label. */
export async function templatesWithLabel(tx: Tx, labelId: string): Promise<string[]> {
  const rows = await selectTemplates(tx).where('label_id', '=', labelId).orderBy('name').execute()
  return rows.map((row) => row.name)
}

export async function lockTemplate(tx: Tx, id: string): Promise<IncidentTemplate> {
  await tx.sql.selectFrom('incident_templates').select('id').where(sql<boolean>`id::text = ${id}`).forUpdate().execute()
  return getTemplate(tx, id)
}
