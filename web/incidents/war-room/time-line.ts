import type { WarRoomCategory, WarRoomEntry } from '@tocsin/contracts/war-room.ts'

/** Filter chips: a few words for the dozen categories (WAR-02). */
export const categoryGroups = {
  changes: ['incident', 'field', 'status', 'owner', 'investigator'],
  notes: ['note', 'event'],
  tasks: ['task'],
  entities: ['entity', 'artifact', 'attachment'],
  playbooks: ['playbook'],
} as const satisfies Record<string, WarRoomCategory[]>

export type CategoryGroup = keyof typeof categoryGroups

export const categoryGroupNames = Object.keys(categoryGroups) as CategoryGroup[]

/** The groups named in the URL; none of them means everything. */
export function readGroups(text: string | undefined): CategoryGroup[] {
  const named = text?.split(',') ?? []
  return categoryGroupNames.filter((name) => named.includes(name))
}

/** The server's filter for the chosen groups. */
export function categoriesOf(groups: CategoryGroup[]): string | undefined {
  return groups.flatMap((group) => [...categoryGroups[group]]).join(',') || undefined
}

export interface Day {
  /** Midnight at its start, local time. */
  at: number
  entries: WarRoomEntry[]
}

/** Entries under the day they happened on, oldest first; in local time, because a night shift reads it so. */
export function byDay(entries: WarRoomEntry[]): Day[] {
  const days: Day[] = []
  for (const entry of entries) {
    const at = new Date(entry.occurredAt).setHours(0, 0, 0, 0)
    const last = days.at(-1)
    if (last?.at === at) last.entries.push(entry)
    else days.push({ at, entries: [entry] })
  }
  return days
}

export interface FieldChange {
  name: string
  before: unknown
  after: unknown
}

/** What changed, where the entry tells of a field. */
export function fieldChange({ details }: Pick<WarRoomEntry, 'details'>): FieldChange | null {
  if (typeof details !== 'object' || details === null || Array.isArray(details) || !('field' in details)) return null
  return { name: String(details.name ?? details.field), before: details.before, after: details.after }
}

/** A value of a change in words; null where there is none. */
export function changeText(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null
  if (Array.isArray(value)) return value.length === 0 ? null : value.map((one) => changeText(one) ?? '').join(', ')
  if (typeof value === 'object') return 'name' in value ? String(value.name) : JSON.stringify(value)
  return String(value)
}

/** Is there more to show than the line itself? */
export function hasMore(entry: WarRoomEntry): boolean {
  if (entry.text) return true
  return typeof entry.details === 'object' && entry.details !== null && Object.keys(entry.details).length > 0
}
