import type { Operation } from '@tocsin/contracts/run.ts'

export interface OperationFilter {
  kind?: string
  origin?: 'incident' | 'triage'
  /** Keys of incidents and triage events, see `subjectKey`. */
  subjects: readonly string[]
}

/** What an operation belongs to: `incident:7`, `triage:3`, or nothing. */
export function subjectKey(operation: Operation): string {
  if (operation.incident) return `incident:${operation.incident.id}`
  return operation.triageEvent ? `triage:${operation.triageEvent.id}` : ''
}

/** The operations that all filters let through (HOME-05, HOME-06). */
export function filterOperations(operations: readonly Operation[], filter: OperationFilter): Operation[] {
  return operations.filter(
    (operation) =>
      (!filter.kind || operation.kind === filter.kind) &&
      (!filter.origin || (filter.origin === 'incident' ? operation.incident : operation.triageEvent) !== null) &&
      (filter.subjects.length === 0 || filter.subjects.includes(subjectKey(operation))),
  )
}

export interface Subject {
  key: string
  label: string
  count: number
}

/** What the operations belong to, the one with most of them first. */
export function subjectsOf(operations: readonly Operation[]): Subject[] {
  const found = new Map<string, Subject>()
  for (const operation of operations) {
    const key = subjectKey(operation)
    const label = operation.incident?.label ?? operation.triageEvent?.label ?? ''
    found.set(key, { key, label, count: (found.get(key)?.count ?? 0) + 1 })
  }
  return [...found.values()].sort((one, other) => other.count - one.count || one.label.localeCompare(other.label))
}
