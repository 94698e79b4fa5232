import type { Json } from '@tocsin/contracts'
import type { IncidentFields, IncidentSummary } from '@tocsin/contracts/incident.ts'
import type { Field, FieldValues } from '../custom-fields/index.ts'
import { cleanHtml, type Tx } from '../platform/index.ts'

/** Incidents with the name of their owner, as every reader takes them. */
export function selectIncidents(tx: Tx) {
  return tx.sql
    .selectFrom('incidents')
    .leftJoin('users as owner', 'owner.id', 'incidents.owner_id')
    .selectAll('incidents')
    .select('owner.name as owner_name')
}

export type IncidentRow = Awaited<ReturnType<ReturnType<typeof selectIncidents>['execute']>>[number]

/** All fields by internal name, own ones included even where they are unset. */
export function fieldsOf(row: IncidentRow, fields: readonly Field[]): IncidentFields {
  const own = fields
    .filter((field) => field.custom)
    .map((field) => [field.internalName, row.fields[field.internalName] ?? null])
  return {
    incidentid: row.incidentid,
    name: row.name,
    description: row.description,
    additional_info: cleanHtml(row.additional_info),
    status: row.status,
    type: row.type,
    incident_kind: row.incident_kind,
    incident_category: row.incident_category,
    purpose: row.purpose,
    restriction: row.restriction,
    tags: row.tags,
    owner: row.owner_id === null ? null : { id: row.owner_id, name: row.owner_name ?? '' },
    starttime: row.starttime.toISOString(),
    endtime: row.endtime?.toISOString() ?? null,
    openingtime: row.openingtime.toISOString(),
    closingtime: row.closingtime?.toISOString() ?? null,
    closing_note: row.closing_note === null ? null : cleanHtml(row.closing_note),
    is_deleted: row.deleted_at !== null,
    ...Object.fromEntries(own),
  }
}

/** A row of a list: without the long text, which only the detail shows. */
export function toSummary(row: Omit<IncidentRow, 'additional_info'>, fields: readonly Field[]): IncidentSummary {
  const { additional_info: _long, ...short } = fieldsOf({ ...row, additional_info: '' }, fields)
  return {
    id: row.id,
    fields: short,
    open: row.closingtime === null,
    updatedAt: row.updated_at.toISOString(),
    version: row.version,
  }
}

const notNull: Record<string, Json> = {
  name: '',
  description: '',
  additional_info: '',
  purpose: '',
  type: [],
  incident_category: [],
  tags: [],
}

/** Checked values as columns: default fields each their own, own fields merged into `former`. */
export function toColumns(values: FieldValues, former: FieldValues) {
  const { owner, ...rest } = values
  const columns: Record<string, unknown> = owner === undefined ? {} : { owner_id: owner }
  const own: FieldValues = { ...former }
  for (const [name, value] of Object.entries(rest)) {
    if (!name.startsWith('opt_')) columns[name] = value ?? notNull[name] ?? null
    else if (value === null) delete own[name]
    else own[name] = value
  }
  return { ...columns, fields: JSON.stringify(own) }
}
