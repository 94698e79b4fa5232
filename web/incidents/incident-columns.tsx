import type { FieldDescription, IncidentSummary } from '@tocsin/contracts/incident.ts'
import { FieldValue } from '../custom-fields/index.ts'
import { Clipped, type Column, Moment } from '../ui/index.ts'
import { IncidentStatus } from './IncidentStatus.tsx'

/** Shown until somebody chooses otherwise, in this order (INC-14). */
const first = ['incidentid', 'restriction', 'name', 'status', 'type', 'owner', 'openingtime']

const widths: Record<string, number | undefined> = {
  incidentid: 148,
  restriction: 112,
  status: 128,
  owner: 144,
  type: 160,
  openingtime: 128,
}

const widthByType: Partial<Record<FieldDescription['type'], number>> = {
  list: 136,
  multilist: 176,
  numeric: 112,
  integer: 112,
  checkbox: 96,
  datetime: 128,
  ip: 152,
  tags: 176,
  user: 144,
}

/** Columns from the catalogue of fields, own ones included; long texts are offered too. */
export function incidentColumns(
  fields: FieldDescription[],
  words: { updated: string; unnamed: string },
): Column<IncidentSummary>[] {
  const place = ({ internalName }: FieldDescription) => {
    const at = first.indexOf(internalName)
    return at < 0 ? first.length : at
  }
  const inOrder = fields
    .filter((field) => field.internalName !== 'is_deleted')
    .toSorted((one, other) => place(one) - place(other))
  const columns = inOrder.map((field): Column<IncidentSummary> => {
    const name = field.internalName
    return {
      key: name,
      label: field.name,
      width: widths[name] ?? (name === 'name' ? undefined : (widthByType[field.type] ?? 200)),
      align: field.type === 'numeric' || field.type === 'integer' ? 'end' : undefined,
      sort: field.sortable ? name : undefined,
      extra: !first.includes(name),
      opens: name === 'incidentid',
      cell: (row) => {
        if (name === 'incidentid') return row.fields.incidentid
        if (name === 'status') return <IncidentStatus incident={row} />
        if (name === 'name') return <Clipped text={row.fields.name || words.unnamed} />
        return <FieldValue field={field} value={row.fields[name]} line />
      },
    }
  })
  return [
    ...columns,
    { key: 'updatedAt', label: words.updated, width: 128, extra: true, cell: (row) => <Moment at={row.updatedAt} /> },
  ]
}
