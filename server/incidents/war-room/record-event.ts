import type { Json } from '@tocsin/contracts'
import type { IncidentFields } from '@tocsin/contracts/incident.ts'
import type { WarRoomCategory } from '@tocsin/contracts/war-room.ts'
import { type Field, listFields } from '../../custom-fields/index.ts'
import type { DomainEvent, Subscription, Tx } from '../../platform/index.ts'
import { type Described, describedTypes, describeEvent } from './describe-event.ts'

/** Fills the war room in the transaction of each event at or below an incident (WAR-01). */
export const fillWarRoom: Subscription = {
  name: 'fill the war room',
  events: describedTypes,
  within: record,
}

async function record(tx: Tx, event: DomainEvent): Promise<void> {
  const owner = event.subject.kind === 'incidents' ? event.subject : event.parent
  if (owner?.kind !== 'incidents') return
  const lines =
    event.type === 'IncidentUpdated' ? describeFields(event, await listFields(tx, 'incidents')) : describeEvent(event)
  if (lines.length === 0) return
  await tx.sql
    .insertInto('war_room_entries')
    .values(
      lines.map((line) => ({
        incident_id: Number(owner.id),
        occurred_at: tx.instance.clock.now(),
        category: line.category,
        title: line.title.slice(0, 1000),
        text: line.text ?? '',
        actor: JSON.stringify(event.actor),
        type: event.type,
        subject_kind: event.subject.kind,
        subject_id: event.subject.id,
        details: JSON.stringify(line.details ?? null),
      })),
    )
    .execute()
}

const ownCategory: Record<string, WarRoomCategory> = { status: 'status', owner: 'owner' }

/** One line for each field that became different: "changed Severity from Low to High". */
export function describeFields(event: Pick<DomainEvent, 'before' | 'after'>, fields: readonly Field[]): Described[] {
  const before = (event.before as { fields: Partial<IncidentFields> }).fields
  const after = (event.after as { fields: Partial<IncidentFields> }).fields
  return Object.keys(after).map((name) => {
    const field = fields.find((each) => each.internalName === name)
    const [was, is] = [before[name] ?? null, after[name] ?? null]
    const called = field?.name ?? name
    return {
      category: ownCategory[name] ?? 'field',
      title: field?.type === 'html' ? `changed ${called}` : `changed ${called} from ${show(was)} to ${show(is)}`,
      details: { field: name, name: called, before: was, after: is },
    }
  })
}

function show(value: Json): string {
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return 'nothing'
  if (Array.isArray(value)) return value.map(show).join(', ')
  if (typeof value === 'object') return typeof value.name === 'string' ? value.name : JSON.stringify(value)
  const text = String(value)
  return text.length > 100 ? `${text.slice(0, 100)}…` : text
}
