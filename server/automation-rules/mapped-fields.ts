import type { Json } from '@tocsin/contracts'
import { severity } from '@tocsin/contracts/triage-event.ts'
import { toText } from '@tocsin/engine'
import type { NewTriageEvent } from '../triage/index.ts'
import type { MappedAlert } from './map-alert.ts'

interface Described {
  title: string
  occurredAt: Date | null
}

/** Incident fields of an alert: what is mapped, and name and start time from the alert where the mapping is silent. */
export function incidentFieldsOf(mapped: MappedAlert, alert: Described, ownerId: string | null): Record<string, Json> {
  return {
    name: alert.title.slice(0, 255),
    ...(alert.occurredAt ? { starttime: alert.occurredAt.toISOString() } : {}),
    ...(ownerId === null ? {} : { owner: ownerId }),
    ...mapped.fields,
  }
}

/** The same for triage, under the names of either: `name` or `title`, `restriction` or `severity`. */
export function triageFieldsOf(mapped: MappedAlert, alert: Described): Omit<NewTriageEvent, 'source' | 'alertId'> {
  const { fields } = mapped
  const text = (...names: string[]) => toText(names.map((name) => fields[name]).find((value) => toText(value) !== ''))
  const type = Array.isArray(fields.type) ? fields.type[0] : fields.type
  const severe = severity.options.find((each) => each.toLowerCase() === text('severity', 'restriction').toLowerCase())
  const own = Object.entries(fields).filter(([name]) => /^opt_\d+$/.test(name))
  const status = text('status')
  return {
    title: text('title', 'name') || alert.title,
    description: text('additional_info', 'description'),
    ...(status === '' ? {} : { status }),
    type: toText(type) || null,
    severity: severe ?? null,
    fields: Object.fromEntries(own),
  }
}
